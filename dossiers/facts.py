"""What lies above the paper, handed down as plain data: a missing fact refuses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossiers.conflicts import Ruling, Tie


@dataclass(frozen=True, slots=True)
class OpenGate:
    """Something that runs beside the paper and holds some of its moves; ``waits`` says what for, in words."""

    label: str
    holds: Collection[str]
    until: date | None = None
    since: date | None = None
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the council of the stage concluded about one revision."""

    passed: bool
    stage: int
    revision: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Filled by the engine under the lock, for one dossier or for many."""

    gates: tuple[OpenGate, ...] = ()
    verdict: Verdict | None = None
    decision_signed: bool = False
    refusal_proposed: bool = False
    desk_claimed: bool = False
    on_agenda: bool = False
    forwarded_by: int | None = None
    forwarded_from: int | None = None
    successors: frozenset[int] = field(default_factory=frozenset)
    ties: tuple[Tie, ...] = ()
    conflict_rules: tuple[Ruling, ...] = ()

    def gate_on(self, verb: str) -> OpenGate | None:
        """The first open gate that holds the verb."""
        return next((gate for gate in self.gates if verb in gate.holds), None)
