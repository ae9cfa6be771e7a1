"""Rows of one case in time: which of them meet, which days lie between them, which end soon; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

from roles.models import LawRow

#: one pair of rows of the same case
Pair = tuple[Any, Any]
ONE_DAY = timedelta(days=1)


def by_case(rows: Iterable[Any], key: Sequence[str]) -> list[list[Any]]:
    """The rows that speak of one and the same case, earliest first."""
    cases: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        cases.setdefault(tuple(getattr(row, name) for name in key), []).append(row)
    return [sorted(same, key=first_day) for same in cases.values()]


def overlapping(rows: Iterable[Any], key: Sequence[str]) -> Iterator[Pair]:
    """Each pair of rows that would hold for one case on one day."""
    for same in by_case(rows, key):
        yield from (pair for pair in combinations(same, 2) if meet(*pair))


def apart(rows: Iterable[Any], key: Sequence[str]) -> Iterator[Pair]:
    """Each pair of neighbours with days between them on which neither holds."""
    for same in by_case(rows, key):
        yield from (pair for pair in pairwise(same) if first_day(pair[1]) - ONE_DAY > last_day(pair[0]))


def holds(row: LawRow, day: date) -> bool:
    """Whether the row is in force on the day."""
    return first_day(row) <= day <= last_day(row)


def meet(one: LawRow, other: LawRow) -> bool:
    """Whether there is a day on which both hold."""
    return max(first_day(one), first_day(other)) <= min(last_day(one), last_day(other))


def first_day(row: LawRow) -> date:
    """The row's first day, or the beginning of time."""
    return row.since or date.min


def last_day(row: LawRow) -> date:
    """The row's last day, or the end of time."""
    return row.until or date.max
