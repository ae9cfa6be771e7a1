"""The awards that somebody has had, here and elsewhere, as far as the record and people's word on it go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dossiers.likeness import SAME
from dossiers.memory.judgements import Said, Verdict, said_of
from dossiers.memory.likes import Known, Match, find_like
from dossiers.models import Nominee


@dataclass(frozen=True)
class Honour:
    """One award of a history: what is on record, why it is taken to be theirs, and what a person said of it."""

    known: Known
    match: Match
    said: Said | None = None


def fact_of(known: Known, *, decision: str = "") -> dict[str, Any]:
    """One award as the criteria read it; ``to`` is the achievement's last day, from which the next one counts."""
    return {
        "award": known.award or known.awarded_as,
        "year": known.year,
        "from": known.since,
        "to": known.until,
        "decision": decision or known.decision,
        "loai_hinh": known.loai_hinh,
        "revoked": known.is_revoked,
    }


def history_of(nominee: Nominee) -> list[Honour]:
    """Every award that is theirs, revoked ones too, the newest first; two statements however long.

    Theirs is what is written the same and nobody has called somebody else's, and what a person has called theirs.
    """
    but = [nominee.pk] if nominee.pk else []
    matches = find_like(nominee.name, nominee.born, nominee.unit, kind=nominee.kind, but=but, awarded=True)
    said = said_of(nominee, matches) if nominee.pk and matches else {}
    honours = [Honour(m.known, m, said.get((m.known.source, m.known.key))) for m in matches]
    mine = [honour for honour in honours if is_theirs(honour.match, honour.said)]
    return sorted(mine, key=lambda honour: (honour.known.year, honour.known.until), reverse=True)


def is_theirs(match: Match, said: Said | None) -> bool:
    """A person's word stands above the comparison."""
    if said is not None:
        return said.verdict != Verdict.OTHER
    return match.likeness.verdict == SAME


def prior_of(nominee: Nominee) -> list[dict[str, Any]]:
    """The history as facts for the criteria; what was revoked stays in it, marked."""
    return [fact_of(honour.known) for honour in history_of(nominee)]
