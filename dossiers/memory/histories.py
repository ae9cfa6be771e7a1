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

    @property
    def counts_from(self) -> str:
        """The last day of the achievement that it was for, from which the next award counts; else its own day."""
        return self.known.until

    @property
    def fact(self) -> dict[str, Any]:
        """As the criteria read it."""
        known = self.known
        return {
            "award": known.award or known.awarded_as,
            "year": known.year,
            "from": known.since,
            "to": known.until,
            "decision": known.decision,
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
    return [honour.fact for honour in history_of(nominee)]


def years_in_a_row(prior: list[dict[str, Any]], awards: set[str], *, before: int) -> int:
    """How many years without a gap, up to the year before, have one of these awards that counts.

    Sudden and thematic results are no basis for regular merit (domain §3.10, 3); a revoked one never counts.
    """
    years = {row["year"] for row in prior if row["award"] in awards and counts(row)}
    number = 0
    while before - 1 - number in years:
        number += 1
    return number


def counts(row: dict[str, Any]) -> bool:
    """Whether an award may be the ground of another."""
    return not row["revoked"] and row["loai_hinh"] not in NO_GROUND


#: domain §3.10, 3
NO_GROUND = frozenset({"DOT_XUAT", "PHONG_TRAO"})


def counting_since(prior: list[dict[str, Any]], awards: set[str]) -> str:
    """From which day on the next award counts: the end of what the last one was for (domain §3.10, 9); or empty."""
    return max((row["to"] for row in prior if row["award"] in awards and counts(row)), default="")
