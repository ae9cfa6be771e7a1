"""Acts on many, carried out: a chunk and the mark that it is done are one transaction, so none is done twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from roles import policies
from roles.policies import Actor
from workflow.bulk import plan
from workflow.calendar import office_day
from workflow.engine import PlanChanged, perform_many
from workflow.models import BulkAct, BulkLine

log = logging.getLogger(__name__)

WORKING = [BulkAct.State.QUEUED, BulkAct.State.RUNNING]
#: so often a chunk may break before the act is given up
TRIES = 5
#: so many lines one INSERT writes
LINES = 2000


def work(clock: Callable[[], datetime]) -> int:
    """Every act that waits, the oldest first, to its end; how many steps were taken."""
    waiting = BulkAct.objects.filter(state__in=WORKING).order_by("created_at").values_list("pk", flat=True)
    return sum(_to_its_end(pk, clock) for pk in list(waiting))


def _to_its_end(pk: UUID, clock: Callable[[], datetime]) -> int:
    steps = 0
    while step(pk, now=clock()):
        steps += 1
    return steps


def step(pk: UUID, *, now: datetime) -> bool:
    """Compare the whole, or carry out the next chunk; whether there is more to do."""
    act = BulkAct.objects.select_related("seat").filter(pk=pk, state__in=WORKING).first()
    if act is None:
        return False
    try:
        return _compared(act, now) if act.state == BulkAct.State.QUEUED else _next_chunk(act, now)
    except PlanChanged:
        end(pk, BulkAct.State.CHANGED, now=now)
    except Exception as error:  # one act that cannot be done must not hold up the others
        _failed(act, error, now)
    return False


def _compared(act: BulkAct, now: datetime) -> bool:
    """All chunks are looked at before the first is moved; each look is a transaction of its own."""
    actor = policies.actor_of(act.seat, on=office_day(now))
    for number, expected in enumerate(act.hashes):
        with translation.override(act.language):
            found = plan.foreseen(act.verb, _ids(act, number), actor=actor, now=now)
        if plan.mark(found) != expected:
            raise PlanChanged
    queued = BulkAct.objects.filter(pk=act.pk, state=BulkAct.State.QUEUED)
    return bool(queued.update(state=BulkAct.State.RUNNING, touched_at=timezone.now()))


@transaction.atomic
def _next_chunk(seen: BulkAct, now: datetime) -> bool:
    """The row is locked first: a second worker, or a hand that stops the act, waits until the chunk is whole."""
    act = BulkAct.objects.select_for_update().get(pk=seen.pk)
    if act.state != BulkAct.State.RUNNING:
        return False
    actor = policies.actor_of(seen.seat, on=office_day(now))
    carry(act, actor=actor, now=now)
    act.touched_at, act.tries = timezone.now(), 0
    act.save(update_fields=["moved", "done_chunks", "state", "finished_at", "touched_at", "tries"])
    return act.state == BulkAct.State.RUNNING


def carry(act: BulkAct, *, actor: Actor, now: datetime) -> None:
    """The next chunk, exactly as foretold or not at all, in the transaction of the caller, who saves the act."""
    number = act.done_chunks
    with translation.override(act.language):
        outcome = perform_many(act.verb, dossier_ids=_ids(act, number), actor=actor, now=now, **act.evidence)
    if plan.mark(outcome) != act.hashes[number]:
        raise PlanChanged
    willing = act.lines.filter(chunk=number, outcome=BulkLine.Outcome.WILLING)
    act.moved += willing.update(outcome=BulkLine.Outcome.MOVED)
    act.done_chunks += 1
    if act.done_chunks == act.chunks:
        act.state, act.finished_at = BulkAct.State.DONE, now


def end(pk: UUID, state: str, *, now: datetime, **columns: Any) -> bool:
    """End an act that is at work; what its chunks moved stays moved. Waits for the chunk under way."""
    working = BulkAct.objects.filter(pk=pk, state__in=WORKING)
    return bool(working.update(state=state, finished_at=now, **columns))


def _ids(act: BulkAct, chunk: int) -> list[int]:
    return list(act.lines.filter(chunk=chunk).order_by("dossier_id").values_list("dossier_id", flat=True))


def _failed(act: BulkAct, error: Exception, now: datetime) -> None:
    """Try again when the bell rings next, at most so often; the log keeps where it broke."""
    log.exception("Act %s on many broke, try %d of %d", act.pk, act.tries + 1, TRIES)
    columns = {"tries": act.tries + 1, "error": type(error).__name__, "touched_at": timezone.now()}
    if act.tries + 1 >= TRIES:
        end(act.pk, BulkAct.State.FAILED, now=now, **columns)
    else:
        BulkAct.objects.filter(pk=act.pk).update(**columns)
