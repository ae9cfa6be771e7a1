"""Open dossiers at stages limited in hours: their clock counts hours, as it does for those that come there since."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef, Q


def count_hours(apps: Any, schema_editor: Any) -> None:
    """Not where a row of time says otherwise than the stage, nor where the clock stands and days are kept as left."""
    dossiers, limits = apps.get_model("dossiers", "Dossier"), apps.get_model("dossiers", "TimeLimit")
    award = Q(award_type=None) | Q(award_type=OuterRef("award_type"))
    said = limits.objects.filter(award, step=OuterRef("state")).exclude(unit="hours")
    timed = dossiers.objects.filter(state__in=["intake", "council", "signing"], stage__hours__isnull=False)
    timed.filter(~Exists(said), clock="working_days", time_left=None).update(clock="hours")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0010_conflicts_of_interest")]

    operations = [migrations.RunPython(count_hours, migrations.RunPython.noop, elidable=True)]
