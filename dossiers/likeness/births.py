"""A birth as it is written, a day or a year or nothing, and how two of them stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

DAY = re.compile(r"^(\d{1,2})[./\-\s]+(\d{1,2})[./\-\s]+(\d{4})$")
ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
YEAR = re.compile(r"^(\d{4})(?:\.0)?$")
MONTH = re.compile(r"^(\d{1,2})[./\-](\d{4})$")


@dataclass(frozen=True, slots=True)
class Birth:
    """What is known: the day, or the year alone, or neither."""

    year: int | None = None
    day: date | None = None

    @property
    def is_stopgap(self) -> bool:
        """1 January is what people write who know the year alone."""
        return self.day is not None and (self.day.day, self.day.month) == (1, 1)


@lru_cache(maxsize=20_000)
def read_birth(text: str) -> Birth:
    """Unreadable is unknown: a birth that cannot be read speaks neither for nor against."""
    typed = text.strip()
    if match := DAY.match(typed):
        return _birth(int(match[3]), int(match[2]), int(match[1]))
    if match := ISO.match(typed):
        return _birth(int(match[1]), int(match[2]), int(match[3]))
    if match := YEAR.match(typed) or MONTH.match(typed):
        return Birth(int(match[match.lastindex or 1]))
    return Birth()


def _birth(year: int, month: int, day: int) -> Birth:
    try:
        return Birth(year, date(year, month, day))
    except ValueError:
        return Birth(year or None)


def relation(a: Birth, b: Birth) -> str:
    """same day, same year, unknown, slip (day and month changed places, or one digit), other."""
    if a.year is None or b.year is None:
        return "unknown"
    if a.year != b.year:
        return "other"
    if a.day is None or b.day is None:
        return "year"
    if a.day == b.day:
        return "day"
    return "slip" if a.is_stopgap or b.is_stopgap or _slipped(a.day, b.day) else "other"


def _slipped(a: date, b: date) -> bool:
    """The same year, and day and month changed places."""
    return (a.day, a.month) == (b.month, b.day)
