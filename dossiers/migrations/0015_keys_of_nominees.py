"""Whoever was nominated before the keys were there is found by them too."""

from django.db import migrations

from dossiers.likeness import keys_of

KEYS = ("name_key", "ends_key", "initials", "born_on", "born_year")
CHUNK = 1000


def draw(apps, schema_editor):
    nominees = apps.get_model("dossiers", "Nominee")
    chunk = []
    for nominee in nominees.objects.filter(name_key="").exclude(name="").iterator(CHUNK):
        drawn = keys_of(nominee.name, nominee.born)
        for key in KEYS:
            setattr(nominee, key, getattr(drawn, key))
        chunk.append(nominee)
        if len(chunk) == CHUNK:
            nominees.objects.bulk_update(chunk, KEYS)
            chunk = []
    nominees.objects.bulk_update(chunk, KEYS)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0014_memory")]

    operations = [migrations.RunPython(draw, migrations.RunPython.noop)]
