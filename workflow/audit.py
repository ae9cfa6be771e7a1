"""The ledger replayed: do the hashes chain, and do the events lead to what the rows say today?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from dossiers import content, fsm, law_log
from dossiers.models import Dossier, Revision
from dossiers.states import CLOSED, OPEN, WITH_UNIT
from roles.models import Seat
from workflow import desks
from workflow.audit_decisions import decision_faults
from workflow.flows import NominationFlow
from workflow.gate_log import gate_faults
from workflow.models import Event

#: what a column raises that holds what it never could have
UNREADABLE = (AttributeError, OverflowError, TypeError, ValueError)


@dataclass
class Report:
    """What was read, and every row that does not fit, named."""

    dossiers: int = 0
    events: int = 0
    desks: int = 0
    faults: list[str] = field(default_factory=list)


def audit() -> Report:
    """Replay everything; an empty list of faults means the record is whole."""
    report = Report()
    moves = {(m.verb, m.source, target) for m in fsm.every_move(Dossier) for target in m.targets}
    chains = _chains(report)
    report.faults += _acting_faults(chains)
    for dossier in Dossier.objects.select_related("revision").order_by("pk").iterator(chunk_size=500):
        report.dossiers += 1
        report.faults += _chain_faults(dossier, chains.pop(dossier.pk, []), moves)
    report.faults += [f"event {e.id}: no dossier {pk}" for pk, es in chains.items() for e in es]
    report.faults += _revision_faults()
    report.faults += decision_faults()
    report.faults += gate_faults()
    report.faults += law_log.faults()
    _check_desks(report)
    return report


def _chains(report: Report) -> dict[int, list[Event]]:
    """All events by dossier, in their order; a row that cannot even be read is a fault."""
    chains: dict[int, list[Event]] = {}
    for event in _events(report):
        report.events += 1
        chains.setdefault(event.dossier_id, []).append(event)
    return chains


def _events(report: Report) -> Iterator[Event]:
    try:
        yield from list(Event.objects.order_by("dossier", "seq"))
    except UNREADABLE:
        yield from _one_by_one(report)


def _one_by_one(report: Report) -> Iterator[Event]:
    """Somewhere a column holds what it never could have: find the row and name it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, dossier_id, seq FROM workflow_event ORDER BY dossier_id, seq")
        keys = cursor.fetchall()
    for key, dossier, seq in keys:
        try:
            yield from Event.objects.filter(dossier_id=dossier, seq=seq)
        except UNREADABLE:
            report.faults.append(f"event {key} (dossier {dossier}, line {seq}): unreadable")


def _chain_faults(dossier: Dossier, events: list[Event], moves: set[tuple[str, str, str]]) -> Iterator[str]:
    """Walk one chain from its opening to today's row."""
    name = f"dossier {dossier.pk} ({dossier.code})"
    if not events:
        yield f"{name}: no events"
        return
    before: Event | None = None
    for number, event in enumerate(events, start=1):
        for fault in _faults_or_unreadable(event, before, number, moves):
            yield f"event {event.id} ({name}, line {event.seq}): {fault}"
        before = event
    yield from (f"{name}: {fault}" for fault in _row_faults(dossier, events[-1]))
    yield from (f"{name}: {fault}" for fault in _law_faults(dossier, events))


def _faults_or_unreadable(
    event: Event, before: Event | None, number: int, moves: set[tuple[str, str, str]]
) -> list[str]:
    try:
        return list(_event_faults(event, before, number, moves))
    except UNREADABLE:
        return ["unreadable: a column holds what it never could have"]


def _event_faults(event: Event, before: Event | None, number: int, moves: set[tuple[str, str, str]]) -> Iterator[str]:
    if event.hash != event.sealed():
        yield "its columns do not give its hash"
    if event.seq != number:
        yield f"it stands at place {number}: a line is missing or was added"
    if event.previous_hash != (before.hash if before else ""):
        yield "it does not chain to the line before it"
    if (event.from_state, event.from_stage_id, event.from_holder_id) != _left_at(before):
        yield "it does not begin where the line before it ended"
    if event.version != (before.version + 1 if before else 0):
        yield "its version does not follow"
    if not _is_legal(event, before, moves):
        yield f"{event.verb} does not lead from {event.from_state} to {event.to_state}"


def _left_at(before: Event | None) -> tuple[Any, ...]:
    if before is None:
        return "", None, None
    return before.to_state, before.to_stage_id, before.to_holder_id


def _is_legal(event: Event, before: Event | None, moves: set[tuple[str, str, str]]) -> bool:
    if event.verb == "open":
        return before is None
    if event.verb == "succeed":
        return event.from_state == event.to_state
    return (event.verb, event.from_state, event.to_state) in moves


def _row_faults(dossier: Dossier, last: Event) -> Iterator[str]:
    """The row as it stands against what its last event left behind."""
    for column, replayed in (
        ("state", last.to_state),
        ("stage_id", last.to_stage_id),
        ("holder_id", last.to_holder_id),
        ("version", last.version),
        ("batch_id", last.batch_id),
    ):
        if (stands := getattr(dossier, column)) != replayed:
            yield f"{column} is {stands!r}, the ledger says {replayed!r}"
    if dossier.pinned != last.revision_hash and not _is_being_written(dossier):
        yield f"content {dossier.pinned!r} lies before the desk, the ledger says {last.revision_hash!r}"


def _law_faults(dossier: Dossier, events: list[Event]) -> Iterator[str]:
    """An officer's switch to another law is on record: the row follows the last one."""
    said = [event.evidence for event in events if isinstance(event.evidence, dict)]  # else the replay has named it
    switched = [evidence["regime"] for evidence in said if evidence.get("regime")]
    if switched and switched[-1] != dossier.regime_id:
        yield f"regime is {dossier.regime_id!r}, the ledger says {switched[-1]!r}"


def _is_being_written(dossier: Dossier) -> bool:
    """The unit may open a new revision while the paper is with it; no desk has seen that one."""
    return dossier.state in WITH_UNIT and not dossier.pinned


def _acting_faults(chains: dict[int, list[Event]]) -> Iterator[str]:
    """A line that was written for another says so, and its seat says the same."""
    acting = Seat.objects.filter(acting_for__isnull=False).select_related("acting_for").in_bulk()
    for event in (event for events in chains.values() for event in events):
        marked = event.evidence.get("acting") if isinstance(event.evidence, dict) else None
        seat = acting.get(event.seat_id)
        if marked != (seat and _for_whom(seat)):
            yield f"event {event.id} (dossier {event.dossier_id}): its seat acts for another than its line says"


def _for_whom(seat: Any) -> dict[str, Any]:
    return {"form": seat.form, "seat": seat.acting_for_id, "person": seat.acting_for.person_id}


def _revision_faults() -> Iterator[str]:
    """What a desk has seen must still give the hash that was pinned."""
    for revision in Revision.objects.exclude(frozen_at=None).order_by("pk").iterator(chunk_size=500):
        if content.digest(revision.seen) != revision.hash:
            yield f"revision {revision.pk} (dossier {revision.dossier_id}): its content does not give its hash"


def _check_desks(report: Report) -> None:
    """Exactly one open desk for each open dossier, the right one; none for a closed one."""
    open_by_dossier: dict[int, list[str]] = {}
    for task in desks.all_open():
        report.desks += 1
        name = task.flow_task.name if task.flow_task else "?"
        open_by_dossier.setdefault(task.process.artifact_object_id, []).append(name)
    for dossier in Dossier.objects.select_related("stage").order_by("pk"):
        names = open_by_dossier.pop(dossier.pk, [])
        wanted = [] if dossier.state in CLOSED else [_desk_name(dossier)]
        if names != wanted:
            report.faults.append(f"dossier {dossier.pk}: open desks {names}, expected {wanted}")
    report.faults += [f"desk without a dossier: {pk} {n}" for pk, n in open_by_dossier.items()]


def _desk_name(dossier: Dossier) -> str:
    """The desk that should be open, or a word that no desk has where the row makes no sense."""
    if dossier.state not in OPEN or (dossier.stage is None and dossier.submitted_at):
        return "?"
    return NominationFlow.desk_name(dossier)
