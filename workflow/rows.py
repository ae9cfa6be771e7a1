"""What the door writes: a dossier's new row by its outcome, and the ledger's line about it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from dossiers.models import Dossier
from roles.policies import Actor
from workflow.models import Event, Item


@dataclass(frozen=True)
class Photograph:
    """Where a dossier stood before the move."""

    state: str
    stage: int | None
    holder: int

    @classmethod
    def of(cls, dossier: Dossier) -> Photograph:
        return cls(dossier.state, dossier.stage_id, dossier.holder_id)


#: the columns that a move may change; version is counted by the database itself
MOVED = ("state", "stage_id", "holder_id", "due_at", "batch_id", "route_id", "regime_id", "submitted_at")


def write(moves: Iterable[tuple[Photograph, Dossier]]) -> None:
    """One UPDATE a distinct outcome: most rows of one act share theirs."""
    outcomes: dict[tuple[Any, ...], list[int]] = {}
    for _before, dossier in moves:
        outcome = tuple(getattr(dossier, name) for name in MOVED)
        outcomes.setdefault(outcome, []).append(dossier.pk)
    for outcome, ids in outcomes.items():
        columns = dict(zip(MOVED, outcome, strict=True))
        Dossier.objects.filter(pk__in=ids).update(**columns, version=F("version") + 1)


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
        revision_hash=dossier.revision.hash if dossier.revision else "",
        batch_id=dossier.batch_id,
        person_id=hand.person if hand else None,
        seat_id=hand.seat if hand else None,
        role=hand.role if hand else "",
        at=now,
        evidence=evidence,
        previous_hash=head["hash"],
    )
    line.hash = line.sealed()
    dossier.head = {"seq": line.seq, "hash": line.hash}
    return line


def leave_the_sitting(dossier_ids: Sequence[int]) -> None:
    """Take the dossiers off the agenda of an open sitting."""
    if dossier_ids:
        Item.objects.filter(dossier__in=dossier_ids, sitting__concluded_at=None, outcome=Item.Outcome.OPEN).update(
            outcome=Item.Outcome.DROPPED
        )
