"""A unit is merged, split or dissolved: what it held passes on, state kept, version + 1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from dossiers.models import Dossier
from dossiers.states import OPEN, State
from roles.models import Unit
from workflow import notices, rows
from workflow.facts import gathered
from workflow.models import Event


@transaction.atomic
def succeed(unit: Unit, successor: Unit, *, basis: str, now: datetime) -> list[Event]:
    """What the unit holds passes to its successor, awards too, which may yet be revoked; so do its proposals."""
    held = Dossier.objects.filter(holder=unit, state__in=[*OPEN, State.AWARDED]).order_by("pk")
    ids = list(held.select_for_update(of=("self",)).values_list("pk", flat=True))
    dossiers = list(gathered(Dossier.objects.filter(pk__in=ids)).order_by("pk"))
    before = [rows.Photograph.of(dossier) for dossier in dossiers]
    _hand_over(dossiers, successor)
    events = [
        rows.event(dossier, "succeed", seen, None, now, {"basis": basis})
        for dossier, seen in zip(dossiers, before, strict=True)
    ]
    Event.objects.bulk_create(events)
    Dossier.objects.filter(unit=unit, state__in=OPEN).update(unit=successor)
    notices.tell(list(zip(events, dossiers, strict=True)), by=None, now=now)
    return events


def _hand_over(dossiers: Sequence[Dossier], successor: Unit) -> None:
    """The holder changes."""
    for dossier in dossiers:
        dossier.holder = successor
        dossier.version += 1
    ids = [dossier.pk for dossier in dossiers]
    Dossier.objects.filter(pk__in=ids).update(holder=successor, version=F("version") + 1)
