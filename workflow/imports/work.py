"""A list looked at and taken in, at once or by a worker: a doorbell, and the row that says what is to do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from dossiers.memory import record_past
from dossiers.routing import NoRoute
from dossiers.sheets.safety import Unreadable
from roles import policies
from roles.clock import now as office_now
from workflow.calendar import office_day
from workflow.imports import acts, columns, past, plan, taking
from workflow.imports.acts import LOST_AFTER, WORKING, State
from workflow.imports.plan import Line, Purpose, Read
from workflow.models import ListImport
from workflow.refusals import Refused

log = logging.getLogger(__name__)


@task()
def work_lists() -> int:
    """Look at or take in every list that waits; how many."""
    return work(office_now)


def ring() -> None:
    work_lists.enqueue()


def ring_again(now: datetime) -> bool:
    """Ask once more where a list lies and nobody has been asked."""
    lying = ListImport.objects.filter(state__in=WORKING, touched_at__lt=now - LOST_AFTER)
    asked = DBTaskResult.objects.filter(task_path=work_lists.module_path, status="READY")
    if not lying.exists() or asked.exists():
        return False
    ring()
    return True


def work(clock: Callable[[], datetime]) -> int:
    waiting = ListImport.objects.filter(state__in=WORKING).order_by("created_at").values_list("pk", "state")
    for pk, state in list(waiting):
        step(pk, state, now=clock())
    return len(waiting)


def step(pk: UUID, state: str, *, now: datetime) -> None:
    """One list carried one step; one that cannot be done must not hold up the others."""
    try:
        with transaction.atomic():
            brought = ListImport.objects.select_related("seat", "unit", "award_type", "person").get(pk=pk)
            with translation.override(brought.language):
                (_look if state == State.LOOKING else _take)(brought, now)
    except Exception as error:
        log.exception("List %s broke", pk)
        columns_of_failure = {"error": type(error).__name__, "finished_at": now}
        ListImport.objects.filter(pk=pk, state=state).update(state=State.FAILED, **columns_of_failure)


def _look(brought: ListImport, now: datetime) -> None:
    state = ListImport.objects.select_for_update().filter(pk=brought.pk).values_list("state", flat=True).first()
    if state != State.LOOKING:
        return
    if brought.purpose == ListImport.Purpose.HISTORY:
        past.look(brought, now)
    else:
        found = _read(brought, now)
        _show(brought, plan.plan(found, purpose_of(brought)))
    _save(brought, State.SHOWN)


def _take(brought: ListImport, now: datetime) -> None:
    """The row is locked first: a second worker waits, and finds it done."""
    state = ListImport.objects.select_for_update().filter(pk=brought.pk).values_list("state", flat=True).get()
    if state != State.TAKING:
        return
    if brought.purpose == ListImport.Purpose.HISTORY:
        record_past(past.rows_of(brought, now), seat=brought.seat, now=now)
    elif not _taken(brought, now):
        return
    brought.file, brought.finished_at = b"", now
    brought.expires_at = timezone.now() + acts.KEPT
    _save(brought, State.DONE)


def _taken(brought: ListImport, now: datetime) -> bool:
    """Whether the list did what was shown; if it would do something else by now, that is shown instead."""
    actor = policies.actor_of(brought.seat, on=office_day(now))
    try:
        taken = taking.take(
            _read(brought, now),
            purpose_of(brought),
            actor=actor,
            author=brought.person,
            now=now,
            expected=brought.digest,
        )
    except taking.Changed as other:
        _show(brought, other.lines)
        brought.changed = True
        _save(brought, State.SHOWN)
        return False
    _show(brought, taken.lines)
    return True


def purpose_of(brought: ListImport) -> Purpose:
    assert brought.award_type is not None
    period = tuple(brought.period) if brought.period else ("", "")
    return Purpose(brought.unit, brought.award_type, brought.year, period)


def _read(brought: ListImport, now: datetime) -> Read:
    table = columns.unpacked(brought.table)
    return plan.read(acts.grids_of(brought), table, purpose_of(brought), today=office_day(now))


def _show(brought: ListImport, lines: list[Line]) -> None:
    brought.lines = [_line(line) for line in lines]
    brought.counts, brought.digest = plan.counts(lines), plan.digest(lines)


def _line(line: Line) -> dict[str, Any]:
    return {
        "row": line.row,
        "name": line.entry.name,
        "outcome": line.outcome,
        "faults": [[fault.column, fault.title, fault.message] for fault in line.faults],
        "code": line.dossier.code if line.dossier else "",
    }


def _save(brought: ListImport, state: str) -> None:
    brought.state, brought.done, brought.touched_at = state, brought.total, timezone.now()
    brought.save(force_update=True)


#: what a person is told instead of an error page
TOLD = (Unreadable, NoRoute, Refused)
