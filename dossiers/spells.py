"""When each row of law holds, of all kinds in one statement: what meets, what lies apart, what ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from dossiers.catalogue import KINDS, WARN_WITHIN, Kind
from dossiers.models import Mark
from dossiers.validity import Pair, apart, by_case, overlapping

#: the rows of one case share this much of a spell
CASE = ("table", "case")
GAP = "¦"


@dataclass(frozen=True, slots=True)
class Spell:
    """One row of law, reduced to its case, its days and its mark."""

    table: str
    key: str
    case: str
    since: date | None
    until: date | None
    mark: str

    @property
    def kind(self) -> Kind:
        return KINDS[self.table]

    def row(self) -> Any:
        """The row itself; asked for only where something is to be said of it."""
        return self.kind.rows().get(pk=self.key)


def spells(kinds: Iterable[Kind] = KINDS.values()) -> list[Spell]:
    """The rows of these kinds; one statement."""
    first, *others = (_reduced(kind) for kind in kinds)
    return [Spell(*values) for values in (first.union(*others, all=True) if others else first)]


def _reduced(kind: Kind) -> QuerySet[Any, Any]:
    parts: list[Any] = [Value("", TextField())] * 2
    for name in kind.columns:
        parts += [Coalesce(Cast(F(name), TextField()), Value("", TextField())), Value(GAP, TextField())]
    case = Concat(*parts, output_field=TextField())
    columns = (Value(kind.code, TextField()), Cast(F("pk"), TextField()), case)
    return kind.rows().order_by().values_list(*columns, "since", "until", Cast(F("mark"), TextField()))


def meeting(rows: Iterable[Spell]) -> list[Pair]:
    """Each two rows that would hold for one case on one day."""
    return list(overlapping(rows, CASE))


def parted(rows: Iterable[Spell]) -> list[Pair]:
    """Each two neighbours with days between them on which neither holds."""
    return list(apart(rows, CASE))


@dataclass(frozen=True)
class Ending:
    """So many rows of a kind end on a day, and nothing follows them."""

    kind: Kind
    until: date
    number: int


def endings(rows: Iterable[Spell], *, today: date) -> list[Ending]:
    """What ends within the days of warning, soonest first."""
    horizon, number = today + timedelta(days=WARN_WITHIN), dict[tuple[date, str], int]()
    for last in (same[-1] for same in by_case(rows, CASE)):
        if last.until and today <= last.until <= horizon:
            number[last.until, last.table] = number.get((last.until, last.table), 0) + 1
    return [Ending(KINDS[table], until, number[until, table]) for until, table in sorted(number)]


@dataclass(frozen=True)
class Tally:
    """How many rows of a kind there are, and how many of them nobody has checked."""

    kind: Kind
    rows: int
    unchecked: int


def tallies(rows: Sequence[Spell]) -> list[Tally]:
    """The kinds in the order of the catalogue."""
    found: dict[str, list[Spell]] = {code: [] for code in KINDS}
    for row in rows:
        found[row.table].append(row)
    return [Tally(KINDS[code], len(of), sum(row.mark != Mark.VERIFIED for row in of)) for code, of in found.items()]
