"""The seals checked: each by itself, each against the ledger of today, and one that was kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from dossiers.models import Dossier
from workflow import merkle, seals
from workflow.audit import UNREADABLE
from workflow.models import Event, GateAct, Seal
from workflow.models.seal import digest

#: as many lines as one statement asks for
CHUNK = 400


def audit_seals() -> list[str]:
    """Every seal of this database, and the mark beside it; an empty list means that all fit."""
    faults: list[str] = []
    whole: seals.Heads = {}
    before: Seal | None = None
    for place, key in enumerate(Seal.objects.order_by("number").values_list("number", flat=True), start=1):
        try:
            seal = Seal.objects.get(number=key)
            faults += [f"seal {key} ({seal.day}): {fault}" for fault in _seal_faults(seal, before, place, whole)]
            before = seal
        except UNREADABLE:
            faults.append(f"seal {key}: unreadable: a column holds what it never could have")
    return faults + list(_mark_faults())


def _seal_faults(seal: Seal, before: Seal | None, place: int, whole: seals.Heads) -> Iterator[str]:
    if seal.number != place:
        yield f"it stands at place {place}: a seal is missing or was added"
    if seal.hash != seal.sealed():
        yield "its columns do not give its hash"
    if seal.previous_hash != (before.hash if before else ""):
        yield "it does not chain to the seal before it"
    yield from _growth_faults(seal.heads, whole)
    yield from _whole_faults(seal.said, whole)
    yield from _ledger_faults(seal.heads)
    yield from _gate_faults(seal.gates)
    yield from _book_faults(seal.books)


def _growth_faults(grown: list[list[Any]], whole: seals.Heads) -> Iterator[str]:
    """Take in what grew since the seal before: every chain once, in order, and only ever longer."""
    if [row[0] for row in grown] != sorted({row[0] for row in grown}):
        yield "its heads do not stand in order"
    for dossier, seq, line in grown:
        if seq <= whole.get(dossier, (0, ""))[0]:
            yield f"dossier {dossier}: its chain goes back to line {seq}"
        whole[dossier] = (seq, line)


def _whole_faults(said: dict[str, Any], whole: seals.Heads) -> Iterator[str]:
    """What the seal says of all heads together."""
    if merkle.root(seals.lines(whole)) != said["root"]:
        yield "the heads do not give its root"
    if (said["chains"], said["events"]) != (len(whole), seals.events(whole)):
        yield "it does not count its chains and events"


def _ledger_faults(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Every head that was sealed must still be a line of its chain: then the chain of then begins the one of today."""
    left = iter(rows)
    while part := list(islice(left, CHUNK)):
        there = _lines_of_today(part)
        gone = [row for row in part if there.get((row[0], row[1])) != row[2]]
        codes = dict(Dossier.objects.filter(pk__in=[row[0] for row in gone]).values_list("pk", "code")) if gone else {}
        for dossier, seq, _line in gone:
            said = "has another hash now" if (dossier, seq) in there else "is gone"
            yield f"dossier {dossier} ({codes.get(dossier, '–')}): line {seq} was sealed and {said}"


def _lines_of_today(rows: Sequence[Sequence[Any]]) -> dict[tuple[int, int], str]:
    events = Event.objects.filter(dossier__in={row[0] for row in rows}, seq__in={row[1] for row in rows})
    found = events.order_by().values_list("dossier_id", "seq", "hash")
    return {(dossier, seq): line for dossier, seq, line in found}


def _gate_faults(then: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Every line of a gate's record that was sealed is still there, and the same."""
    rows = list(then)
    acts = GateAct.objects.filter(gate__in={row[0] for row in rows}).values_list("gate_id", "seq", "hash")
    today = {(gate, seq): line for gate, seq, line in acts} if rows else {}
    for gate, seq, line in rows:
        if today.get((gate, seq)) != line:
            said = "has another hash now" if (gate, seq) in today else "is gone"
            yield f"gate {gate}: line {seq} of its record was sealed and {said}"


def _book_faults(then: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A number book never goes back."""
    today = {tuple(book): last for *book, last in seals.books()}
    for *book, last in then:
        if (now := today.get(tuple(book), 0)) < last:
            yield f"number book {' '.join(map(str, book))}: it stood at {last} and stands at {now}"


def _mark_faults() -> Iterator[str]:
    """The file beside the database says what was reached; a database that was set back is behind it."""
    try:
        yield from [f"high-water file: {fault}" for fault in _behind(seals.mark())]
    except (*UNREADABLE, KeyError):
        yield "high-water file: unreadable"


def _behind(mark: dict[str, Any]) -> Iterator[str]:
    if not mark:
        return
    yield from _unknown_seal(mark["seal"])
    if (events := seals.events(seals.heads())) < mark["events"]:
        yield f"there were {mark['events']} events and are {events}"
    yield from _book_faults(mark["books"])


def _unknown_seal(said: dict[str, Any]) -> Iterator[str]:
    """A seal that was made must be here, and be the same."""
    here = Seal.objects.filter(number=said["number"]).values_list("hash", flat=True).first()
    if here is None:
        yield f"seal {said['number']} ({said['day']}) is not here"
    elif here != said["hash"]:
        yield f"seal {said['number']} ({said['day']}) is another one here"


def audit_against(path: Path) -> list[str]:
    """A seal that was kept elsewhere: whole in itself, known here, and every head a line of today's chain."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return [f"{path.name}: {fault}" for fault in _against(kept)]
    except (*UNREADABLE, KeyError, OSError) as error:
        return [f"{path.name}: unreadable as a seal ({type(error).__name__})"]


def _against(kept: dict[str, Any]) -> Iterator[str]:
    said = {name: value for name, value in kept.items() if name not in ("kind", "hash", "heads")}
    if kept["kind"] != seals.KIND:
        yield "it is no seal of this kind"
    if digest(said) != kept["hash"]:
        yield "what it says does not give its hash"
    yield from _whole_faults(said, {dossier: (seq, line) for dossier, seq, line in kept["heads"]})
    yield from _unknown_seal(kept)
    yield from _ledger_faults(kept["heads"])
    yield from _gate_faults(kept.get("gates", []))
    yield from _book_faults(kept["books"])
