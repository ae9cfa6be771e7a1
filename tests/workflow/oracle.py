"""What must be so whatever happened, asked of the rows themselves and of nobody's rule but the contract's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from viewflow.workflow.models import Task

from dossiers.models import Dossier
from dossiers.states import CLOSED, State
from roles.models import Seat
from workflow.audit import audit
from workflow.calendar import office_day
from workflow.models import DecisionLine, Event, Gate, Item

DESK = {State.INTAKE: "appraise", State.COUNCIL: "minute", State.SIGNING: "sign"}
#: the verbs of one right wherever they start; all others are the desk's, the unit's or stand below
OF_ONE_RIGHT = {
    "refer": "appraise",
    "propose_refusal": "appraise",
    "defer": "minute",
    "recommend": "minute",
    "replace": "minute",
    "forward": "sign",
    "award": "sign",
    "revoke": "sign",
}
APPRAISALS = ("refer", "propose_refusal")


def faults(events: list[Event]) -> Iterator[str]:
    """The audit's, those of the desks, and those of the lines that are new."""
    yield from audit().faults
    yield from _desk_faults()
    yield from _agenda_faults()
    for event in events:
        yield from (f"{event.verb} of dossier {event.dossier_id}: {fault}" for fault in _event_faults(event))


def _desk_faults() -> Iterator[str]:
    """An open dossier has one open work item, a closed one has none."""
    here = list(Task.objects.filter(finished=None).values_list("process__artifact_object_id", flat=True))
    wanted = Dossier.objects.exclude(state__in=CLOSED).values_list("pk", flat=True)
    if sorted(here) != sorted(wanted):
        yield f"open desks {sorted(here)}, open dossiers {sorted(wanted)}"


def _agenda_faults() -> Iterator[str]:
    """What waits for a vote in a sitting lies before that sitting's council."""
    waiting = Item.objects.filter(outcome=Item.Outcome.OPEN).select_related("dossier", "sitting")
    for item in waiting:
        if (item.dossier.state, item.dossier.holder_id) != (State.COUNCIL, item.sitting.council_id):
            yield f"item {item.pk} waits for a vote on dossier {item.dossier_id}, which is {item.dossier.state}"


def _event_faults(event: Event) -> Iterator[str]:
    if event.verb == "succeed":
        return
    if event.seat is None:
        yield "nobody's seat did it"
        return
    yield from _seat_faults(event, event.seat)
    yield from _own_case_faults(event, event.seat)
    yield from _ground_faults(event)


def _seat_faults(event: Event, seat: Seat) -> Iterator[str]:
    """The person sat there on the day, by a role that gives the right where it was asked."""
    day, giver = office_day(event.at), seat.acting_for or seat
    for held in {seat, giver, seat.through or seat}:
        if not _is_held(held, day):
            yield f"{held.person} did not hold the seat {held} on {day}"
    if seat.person_id != event.person_id:
        yield f"the seat {seat} is not that of {event.person}"
    if not any(right in giver.role.codenames and giver.unit_id in places for right, places in _asked(event)):
        yield f"the seat {seat} gives none of {_asked(event)}"


def _is_held(seat: Seat, day: date) -> bool:
    ended = (seat.until and seat.until < day) or (seat.ended_on and seat.ended_on <= day)
    return seat.since <= day and not ended and seat.person.is_active


def _asked(event: Event) -> list[tuple[str, set[int | None]]]:
    """The rights of which one must have been held, and at which units."""
    unit, holder, start = {event.dossier.unit_id}, {event.from_holder_id}, event.from_state
    if event.verb in OF_ONE_RIGHT:
        return [(OF_ONE_RIGHT[event.verb], holder)]
    if event.verb == "open":
        council = [("minute", {event.to_holder_id})] if event.to_state == State.COUNCIL else []
        return [("propose", unit), ("edit", unit), *council]
    if event.verb == "recall" and event.to_state == State.SIGNING:
        return [("sign", {event.to_holder_id})]
    if event.verb in ("submit", "recall") or (event.verb == "withdraw" and start != State.SIGNING):
        return [("propose", unit)]
    if event.verb == "reroute":
        bodies = event.from_holder.parent.children.values_list("pk", flat=True)  # type: ignore[union-attr]
        return [("appraise", set(bodies))]
    return [(DESK[State(start)], holder)]


def _own_case_faults(event: Event, seat: Seat) -> Iterator[str]:
    """Nobody appraises what they wrote or handles what they are proposed for, nor for whom it is so."""
    both = {seat.person_id, seat.acting_for.person_id if seat.acting_for else seat.person_id}
    if event.verb in APPRAISALS and event.dossier.author_id in both:
        yield f"{event.person} appraised their own paper"
    if not _is_of_the_unit(event) and event.dossier.nominee.person_id in (
        both if _decides(event) else {seat.person_id}
    ):
        yield f"{event.person} handled their own nomination"


def _is_of_the_unit(event: Event) -> bool:
    """A unit hands in, takes back and withdraws whomever it proposes."""
    taken_back = event.verb == "recall" and event.to_state == State.RETURNED
    return event.verb in ("open", "submit") or taken_back or _withdrawn_by_unit(event)


def _withdrawn_by_unit(event: Event) -> bool:
    return event.verb == "withdraw" and event.from_state != State.SIGNING


def _decides(event: Event) -> bool:
    """A deputy may sign that the chair's own paper goes up or back; never decide on it."""
    if event.verb == "recall":
        return False
    return event.from_state != State.SIGNING or event.verb in ("award", "decline", "reroute")


def _ground_faults(event: Event) -> Iterator[str]:
    """What lies above the paper bore the move out, when it was made."""
    if any(event.verb in gate.holds for gate in _gates(event)):
        yield "an open gate holds it"
    if event.verb == "recommend" and not _passed(event):
        yield "no passed verdict on this revision"
    if event.verb == "award" and not DecisionLine.objects.filter(dossier=event.dossier_id, decision__status="signed"):
        yield "no signed decision"


def _passed(event: Event) -> bool:
    items = Item.objects.filter(dossier=event.dossier_id, stage=event.from_stage_id, recorded_at__isnull=False)
    last = items.order_by("recorded_at", "pk").last()
    return last is not None and (last.outcome, last.revision_hash) == ("passed", event.revision_hash)


def _gates(event: Event) -> QuerySet[Gate]:
    """The open gates of the dossier, and of the batch in which it lay before the move."""
    here = Q(dossier=event.dossier_id)
    if event.batch_id and event.verb != "forward":  # that one has joined another batch by it
        here |= Q(batch=event.batch_id)
    return Gate.objects.filter(here, closed_at=None)
