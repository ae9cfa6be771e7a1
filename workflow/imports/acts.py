"""A list on its way in, as a person walks it: brought, its columns looked at, shown, taken in or left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from dossiers.models import AwardType
from dossiers.sheets import annotated, mapping
from dossiers.sheets.entries import Fault
from roles.models import Unit
from roles.policies import Actor
from workflow import drafts
from workflow.imports import columns, plan
from workflow.models import ListImport
from workflow.refusals import Unknown

#: so many rows are looked at while the person waits; more are a job in the background
AT_ONCE = 200
#: a list that nobody took in is thrown away after this; one that was taken in leaves its lines for longer
LIFE, KEPT = timedelta(hours=24), timedelta(days=30)
#: a worker that did not come by for so long is lost
LOST_AFTER = timedelta(minutes=2)
State = ListImport.State
WORKING = [State.LOOKING, State.TAKING]


def bring(
    data: bytes,
    name: str,
    *,
    unit: Unit,
    award_type: AwardType | None,
    year: int,
    actor: Actor,
    now: datetime,
    **more: Any,
) -> ListImport:
    """A file that was brought; what cannot be read is refused before anything is kept."""
    if award_type is not None:
        drafts.require_writer(actor, unit)
    grids = plan.grids_of(data, name)
    table = columns.table_of(grids, columns.remembered(unit))
    brought = ListImport(
        person_id=actor.person,
        seat_id=actor.seat,
        unit=unit,
        award_type=award_type,
        year=year,
        language=translation.get_language() or "vi",
        name=name[-200:],
        file=data,
        table=columns.packed(table),
        total=columns.how_many(grids, table),
        created_at=now,
        expires_at=timezone.now() + LIFE,
        **more,
    )
    brought.save(force_insert=True)
    return brought


def own(actor: Actor) -> QuerySet[ListImport]:
    """The lists of this person on this seat; another's is as if it were not."""
    return ListImport.objects.filter(person=actor.person, seat=actor.seat)


def grids_of(brought: ListImport) -> list[Any]:
    return plan.grids_of(bytes(brought.file), brought.name)


def understand(brought: ListImport, fields: Mapping[int, str], period: Sequence[str]) -> bool:
    """The columns as the person says; whether the list is short enough to be looked at now."""
    table = mapping.corrected(columns.unpacked(brought.table), fields)
    with transaction.atomic():
        columns.remember(brought.unit, table)
        brought.table, brought.period = columns.packed(table), list(period)
        brought.total, brought.done = columns.how_many(grids_of(brought), table), 0
        brought.state, brought.changed, brought.touched_at = State.LOOKING, False, timezone.now()
        _kept(brought, "table", "period", "total", "done", "state", "changed", "touched_at")
    return brought.total <= AT_ONCE


def _kept(brought: ListImport, *names: str) -> None:
    """Write what was understood, unless the list is being taken in or gone meanwhile."""
    open_still = ListImport.objects.filter(pk=brought.pk).exclude(state__in=[State.TAKING, State.DONE])
    if not open_still.update(**{name: getattr(brought, name) for name in names}):
        raise Unknown


def confirm(brought: ListImport) -> bool:
    """Whether this hand is the first to ask that the list be taken in."""
    shown = ListImport.objects.filter(pk=brought.pk, state=State.SHOWN)
    return bool(shown.update(state=State.TAKING, done=0, touched_at=timezone.now()))


def leave(brought: ListImport) -> None:
    """Nothing of an abandoned list is kept; one that is being taken in is no longer to be left."""
    ListImport.objects.filter(pk=brought.pk).exclude(state__in=[State.TAKING, State.DONE]).delete()


def sweep(now: datetime) -> int:
    """Throw away what nobody came back to; jobs keep real time."""
    old = ListImport.objects.filter(expires_at__lt=now).exclude(state__in=WORKING)
    return old.delete()[0]


def copy_of(brought: ListImport, words: Mapping[str, str]) -> bytes:
    """The user's own file, marked."""
    remarks = [
        annotated.Remark(line["row"], words[line["outcome"]], bool(line["faults"]), [Fault(*f) for f in line["faults"]])
        for line in brought.lines
    ]
    table = columns.unpacked(brought.table)
    return annotated.annotated(bytes(brought.file), brought.name, grids_of(brought), table, remarks)
