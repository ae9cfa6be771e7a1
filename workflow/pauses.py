"""The office's clock of a paper: it runs at a desk, and stops while the unit completes or something runs beside it.

``Dossier.clock`` says what the limit is counted in. While it is stopped, ``paused_at`` says since
when and ``time_left`` how much is left; a paper under review has no due date then, so nothing
calls it late. What is left is counted from office close to office close, and a paper that was
late when it stopped is as late when it goes on: stopping neither gains nor loses a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dossiers.models import Dossier
from dossiers.states import CLOSED, REVIEWING, State
from workflow import rows, timetable
from workflow.models import Gate

#: moves by which a paper leaves its batch, and the gates that hang on that; a reroute only to another authority
LEAVES_ITS_BATCH = {"submit", "forward", "send_down", "recall", "reroute"}


# With a move


def held_after(dossiers: Collection[Any], verb: str) -> frozenset[int]:
    """Which papers something still runs beside after the move; asked only where they leave a gated batch."""
    gated = [dossier.pk for dossier in dossiers if dossier.facts and dossier.facts.gates]
    if not gated or verb not in LEAVES_ITS_BATCH:
        return frozenset(gated)
    own = Gate.objects.filter(dossier__in=gated, closed_at=None)
    return frozenset(own.values_list("dossier_id", flat=True))


def settle(dossier: Any, before: rows.Photograph, now: datetime, *, held: bool) -> None:
    """The clock of the desk to which the move has led."""
    table = timetable.at(dossier.law)
    if dossier.state in CLOSED or dossier.state == State.DRAFT:
        dossier.due_at = dossier.paused_at = dossier.time_left = None
    elif dossier.state == State.RETURNED:
        _with_the_unit(dossier, before, now, table)
    elif before.state == State.RETURNED and dossier.time_left is not None and dossier.stage.resumes:
        _go_on(dossier, now, table, held=held)
    else:
        _begin(dossier, now, table, held=held)


def _with_the_unit(dossier: Any, before: rows.Photograph, now: datetime, table: timetable.Timetable) -> None:
    """The unit has its own day; the desk keeps what it had left."""
    if before.state in REVIEWING and dossier.paused_at is None and dossier.due_at is not None:
        _stop(dossier, now, table)
    dossier.due_at, _unit = timetable.due_of(dossier, now, table)


def _begin(dossier: Any, now: datetime, table: timetable.Timetable, *, held: bool) -> None:
    """A desk of its own time; it does not even begin while something runs beside the paper."""
    dossier.due_at, dossier.clock = timetable.due_of(dossier, now, table)
    dossier.paused_at = dossier.time_left = None
    if held:
        _stop(dossier, now, table)


def _go_on(dossier: Any, now: datetime, table: timetable.Timetable, *, held: bool) -> None:
    """The completed paper: the desk has what was left, from now or from when nothing holds it any more."""
    dossier.due_at = None if held else _due_again(dossier, now, table)
    if not held:
        dossier.paused_at = dossier.time_left = None


def _stop(dossier: Any, now: datetime, table: timetable.Timetable) -> None:
    calendar = timetable.calendar_of(dossier, table)
    dossier.time_left = calendar.left(now, dossier.due_at, dossier.clock)
    dossier.paused_at, dossier.due_at = now, None


def _due_again(dossier: Any, now: datetime, table: timetable.Timetable) -> datetime:
    return timetable.calendar_of(dossier, table).after(now, dossier.time_left, dossier.clock)


# With a gate, under the locks of its papers


def opened(gate: Gate, *, now: datetime) -> None:
    """The clocks of the papers beside which the gate runs stand still; what stands already is left alone."""
    running = _beside(gate).filter(paused_at=None, due_at__isnull=False)
    _write(running, timetable.current(), now, _stop)


def closed(gate: Gate, *, now: datetime) -> None:
    """The clocks go on with what was left, where no other gate is open."""
    others = Gate.objects.filter(Q(dossier=OuterRef("pk")) | Q(batch=OuterRef("batch_id")), closed_at=None)
    standing = _beside(gate).filter(~Exists(others), paused_at__isnull=False)
    _write(standing, timetable.current(), now, _start)


def _beside(gate: Gate) -> QuerySet[Dossier]:
    """The papers under review that the gate holds."""
    papers = Q(pk=gate.dossier_id) if gate.dossier_id else Q(batch=gate.batch_id)
    return Dossier.objects.filter(papers, state__in=REVIEWING).select_related("holder")


def _start(dossier: Any, now: datetime, table: timetable.Timetable) -> None:
    dossier.due_at = _due_again(dossier, now, table)
    dossier.paused_at = dossier.time_left = None


def _write(dossiers: Iterable[Dossier], table: timetable.Timetable, now: datetime, change: Any) -> None:
    """One UPDATE a distinct outcome: the papers of one batch mostly have the same day."""
    outcomes: dict[tuple[Any, ...], list[int]] = {}
    for dossier in dossiers:
        change(dossier, now, table)
        outcomes.setdefault((dossier.due_at, dossier.paused_at, dossier.time_left), []).append(dossier.pk)
    for (due_at, paused_at, time_left), ids in outcomes.items():
        Dossier.objects.filter(pk__in=ids).update(due_at=due_at, paused_at=paused_at, time_left=time_left)
