"""The words of every dossier there is, chunk by chunk; a name changed on a paper sent back stays the unit's own."""

from django.db import migrations

from roles.folding import spelled

CHUNK = 1000


def fill(apps, schema_editor):
    dossiers, revisions, key = (apps.get_model("dossiers", name) for name in ("Dossier", "Revision", "SearchKey"))
    rows = dossiers.objects.order_by("pk").values_list("pk", "code", "nominee__name", "submitted_at")
    chunk = list(rows[:CHUNK])
    while chunk:
        seen = _seen(revisions, [pk for pk, _code, _name, submitted in chunk if submitted])
        keys = [one for pk, code, name, _at in chunk for one in _keys(key, pk, code, name, seen.get(pk, ""))]
        key.objects.bulk_create(keys, ignore_conflicts=True)
        chunk = list(rows.filter(pk__gt=chunk[-1][0])[:CHUNK])


def _seen(revisions, pks):
    """The name that the desks saw last."""
    frozen = revisions.objects.filter(dossier__in=pks, frozen_at__isnull=False).order_by("number")
    return {pk: (seen or {}).get("nominee", {}).get("name", "") for pk, seen in frozen.values_list("dossier", "seen")}


def _keys(key, pk, code, name, seen):
    known, number = dict.fromkeys(spelled(seen)), (code or "").rpartition("-")[2]
    pairs = dict.fromkeys(known, False) | {p: bool(seen) for p in spelled(name) if p not in known}
    pairs |= {(number, number): False} if number else {}
    return [key(dossier_id=pk, word=word, marked=marked, fresh=new) for (word, marked), new in pairs.items()]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0019_search_keys")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
