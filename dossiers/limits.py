"""How long a step may take: the closest row of those that hold, chosen by one written rule; pure.

Of the rows that hold for a case, the one that is closest wins, asked in this order:

1. the nearest place: a row of the commune before one of its province, any place before none;
2. the award: a row that names it before one for every award;
3. the tier, 4. the regime: likewise.

The route's own limit is the last in the line, so a row names an award or a place. Two rows that
hold for one case on one day and are equally close name the same step, award, tier, regime and
place; ``faults`` finds them, and no law with such a pair can be loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dossiers import validity
from dossiers.models.time import TimeLimit, TimeUnit
from dossiers.validity import overlapping

#: what two rows of one case have in common
KEY = ("step", "award_type_id", "tier", "regime_id", "locality")


@dataclass(frozen=True, slots=True)
class Case:
    """What a limit is asked for: a step of one award, somewhere, on a day; places from the top down."""

    step: str
    award: str
    tier: str
    regime: str
    lineage: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Limit:
    """So much time, and the text that says so, where it was verified."""

    amount: int
    unit: str = TimeUnit.WORKING_DAYS
    citation: str = ""

    @classmethod
    def of(cls, row: TimeLimit) -> Limit:
        """As the row says."""
        return cls(row.amount, row.unit, row.citation)


def closest(rows: Iterable[TimeLimit], case: Case) -> TimeLimit | None:
    """The row that binds the case, or none: then the route's own limit does."""
    return max((row for row in rows if holds(row, case)), key=lambda row: closeness(row, case), default=None)


def holds(row: TimeLimit, case: Case) -> bool:
    """Whether the row speaks of the case at all."""
    named = (row.award_type_id, case.award), (row.tier, case.tier), (row.regime_id, case.regime)
    here = not row.locality or row.locality in case.lineage
    return (
        row.step == case.step
        and here
        and all(not ours or ours == theirs for ours, theirs in named)
        and validity.holds(row, case.on)
    )


def closeness(row: TimeLimit, case: Case) -> tuple[int, bool, bool, bool]:
    """How near the row is to the case: place, award, tier, regime."""
    place = case.lineage.index(row.locality) + 1 if row.locality else 0
    return place, bool(row.award_type_id), bool(row.tier), bool(row.regime_id)


def faults(rows: Sequence[TimeLimit]) -> Iterator[str]:
    """Each pair of rows that would be equally close to a case."""
    return (_both(*pair) for pair in overlapping(rows, KEY))


def _both(one: TimeLimit, other: TimeLimit) -> str:
    return _("Hai dòng thời hạn cùng áp dụng cho một việc: %(a)s và %(b)s.") % {"a": one, "b": other}
