"""The gates' own record: each act is a line chained to the one before, over all that the gate's rows then said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch

from roles.policies import Actor
from workflow.models import Consulted, Gate, GateAct, GateComment
from workflow.models.ledger import plain
from workflow.models.seal import digest

#: gate → the number and the hash of the last line of its record
Heads = dict[int, tuple[int, str]]


def write(gate: Gate, act: str, *, actor: Actor, now: datetime, **what: Any) -> GateAct:
    """The next line; the caller holds the lock of what the gate hangs on, and has written the rows."""
    last = gate.acts.order_by("seq").last()
    line = GateAct(
        gate=gate,
        seq=last.seq + 1 if last else 1,
        act=act,
        person_id=actor.person,
        seat_id=actor.seat,
        at=now,
        what={name: plain(value) for name, value in what.items() if value not in ("", None, [])},
        state=state_of(_whole().get(pk=gate.pk)),
        previous_hash=last.hash if last else "",
    )
    line.hash = line.sealed()
    line.save(force_insert=True)
    return line


def state_of(gate: Gate) -> str:
    """The hash over the gate, its comments and its questions, column by column."""
    rows: list[Model] = [gate, *gate.comments.all(), *gate.asked.all()]
    return digest({"rows": [_columns(row) for row in rows]})


def _columns(row: Model) -> dict[str, Any]:
    return {field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _whole() -> Any:
    return Gate.objects.prefetch_related(
        Prefetch("comments", GateComment.objects.order_by("pk")), Prefetch("asked", Consulted.objects.order_by("pk"))
    )


# Read again


def heads() -> Heads:
    """The last line of every gate's record, in key order; what a seal keeps."""
    following = GateAct.objects.filter(gate=OuterRef("gate"), seq=OuterRef("seq") + 1)
    last = GateAct.objects.filter(~Exists(following)).order_by("gate", "seq")
    return {gate: (seq, line) for gate, seq, line in last.values_list("gate_id", "seq", "hash")}


def gate_faults() -> Iterator[str]:
    """Every line that does not chain, and every gate that is not as its last line left it."""
    lines: dict[int, list[GateAct]] = {}
    for line in GateAct.objects.order_by("gate", "seq").iterator(chunk_size=2000):
        lines.setdefault(line.gate_id, []).append(line)
    for gate in _whole().order_by("pk").iterator(chunk_size=500):
        name = f"gate {gate.pk} (dossier {gate.dossier_id}, batch {gate.batch_id})"
        yield from (f"{name}: {fault}" for fault in _faults(gate, lines.get(gate.pk, [])))


def _faults(gate: Gate, lines: list[GateAct]) -> Iterator[str]:
    if not lines:
        if gate.since is not None:  # gates from before this record have neither a first day nor lines
            yield "no line tells of it"
        return
    before = ""
    for number, line in enumerate(lines, start=1):
        if line.seq != number or line.previous_hash != before:
            yield f"line {line.seq} does not chain to the line before it"
        if line.hash != line.sealed():
            yield f"line {line.seq}: its columns do not give its hash"
        before = line.hash
    if lines[-1].state != state_of(gate):
        yield "its rows are not as its last line left them"
    if (gate.closed_at is not None) != (lines[-1].act == GateAct.Act.CLOSE):
        yield "its last line does not say whether it is open"
