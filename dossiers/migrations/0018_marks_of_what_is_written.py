from django.db import migrations

from dossiers import prose


def mark_what_is_written(apps, schema_editor):
    """Reports that were written before are found too."""
    revision, passage = apps.get_model("dossiers", "Revision"), apps.get_model("dossiers", "Passage")
    for row in revision.objects.only("content").iterator():
        marks = prose.marks(str(row.content.get("deed") or ""))
        passage.objects.bulk_create([passage(revision=row, mark=mark) for mark in marks], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0017_passages_and_hands")]

    operations = [migrations.RunPython(mark_what_is_written, migrations.RunPython.noop)]
