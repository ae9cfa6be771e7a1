"""What the door writes: a dossier's new row by its outcome, and the ledger's line about it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from dossiers.models import Dossier
from roles.policies import Actor
from workflow.models import Event, Item

#: the columns that a move may change; version is counted by the database itself
MOVED = (
    *("state", "stage_id", "holder_id", "due_at", "clock", "paused_at", "time_left"),
    *("batch_id", "route_id", "regime_id", "submitted_at"),
)


#: what the door itself adds to the evidence, under the same hash; nobody's words (record 0023)
RESERVED = ("acting", "conflicts")


@dataclass(frozen=True)
class Photograph:
    """A dossier as it was before the move."""

    columns: tuple[Any, ...]

    @classmethod
    def of(cls, dossier: Dossier) -> Photograph:
        return cls(tuple(getattr(dossier, name) for name in MOVED))

    @property
    def state(self) -> str:
        return str(self.columns[0])

    @property
    def stage(self) -> int | None:
        stage: int | None = self.columns[1]
        return stage

    @property
    def holder(self) -> int:
        return int(self.columns[2])

    def changes(self, dossier: Dossier) -> tuple[tuple[str, Any], ...]:
        """The columns that the move has changed, with their new values."""
        pairs = zip(MOVED, self.columns, strict=True)
        return tuple((name, getattr(dossier, name)) for name, old in pairs if getattr(dossier, name) != old)


def write(moves: Iterable[tuple[Photograph, Dossier]]) -> None:
    """One UPDATE a distinct outcome: most rows of one act change alike."""
    outcomes: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for before, dossier in moves:
        outcomes.setdefault(before.changes(dossier), []).append(dossier.pk)
    for changes, ids in outcomes.items():
        Dossier.objects.filter(pk__in=ids).update(**dict(changes), version=F("version") + 1)


def event(
    dossier: Any, verb: str, before: Photograph | None, hand: Actor | None, now: datetime, evidence: dict[str, Any]
) -> Event:
    """The next line of the dossier's chain, sealed."""
    head = getattr(dossier, "head", None) or {"seq": 0, "hash": ""}
    line = Event(
        id=uuid.uuid4(),
        dossier=dossier,
        seq=head["seq"] + 1,
        verb=verb,
        from_state=before.state if before else "",
        to_state=dossier.state,
        from_stage_id=before.stage if before else None,
        to_stage_id=dossier.stage_id,
        from_holder_id=before.holder if before else None,
        to_holder_id=dossier.holder_id,
        version=dossier.version,
        revision_hash=dossier.pinned,
        batch_id=dossier.batch_id,
        person_id=hand.person if hand else None,
        seat_id=hand.seat if hand else None,
        role=hand.role if hand else "",
        at=now,
        evidence=evidence | hand.mark if hand else evidence,
        previous_hash=head["hash"],
    )
    line.hash = line.sealed()
    dossier.head = {"seq": line.seq, "hash": line.hash}
    return line


def leave_the_sitting(dossier_ids: Sequence[int]) -> None:
    """Take the dossiers off the agenda of an open sitting; what was counted stays counted."""
    if dossier_ids:
        _on_agenda(dossier_ids).filter(outcome=Item.Outcome.OPEN).update(outcome=Item.Outcome.DROPPED)


def put_off(dossier_ids: Sequence[int]) -> None:
    """The open sitting leaves the dossiers to the next one, whatever was counted so far."""
    if dossier_ids:
        _on_agenda(dossier_ids).update(outcome=Item.Outcome.DEFERRED)


def _on_agenda(dossier_ids: Sequence[int]) -> QuerySet[Item]:
    return Item.objects.filter(dossier__in=dossier_ids, sitting__concluded_at=None)
