"""The office's calendar: working days of Vietnam, with the rows that override them; pure.

The base is the ``holidays`` package: Monday to Friday without public holidays and the days given
off in lieu, and with the Saturdays on which a swapped day is worked. A ``Calendar`` lays the
overrides of the rows over it. Positions of days are counted once a year and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from dossiers.limits import Limit
from dossiers.models.time import TimeUnit

OFFICE = ZoneInfo("Asia/Ho_Chi_Minh")
END_OF_DAY = time(17, 0)
ONE = timedelta(days=1)


@lru_cache(maxsize=64)
def _national(year: int) -> holidays.HolidayBase:
    """The package's public holidays of one year, named in Vietnamese."""
    return holidays.country_holidays("VN", years=year, language="vi")


@lru_cache(maxsize=64)
def _worked(year: int) -> frozenset[date]:
    """The year's working days, before any row has its say."""
    off = _national(year)
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return frozenset(day for day in days if day.year == year and off.is_working_day(day))


@dataclass(frozen=True)
class Calendar:
    """Which days are worked at a place: the package's calendar, and what rows say otherwise."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether offices are open on the day."""
        found = self.overrides.get(day)
        return day in _worked(day.year) if found is None else found

    def name(self, day: date) -> str:
        """What the day is called where it is no ordinary one."""
        return self.names.get(day) or _national(day.year).get(day) or ""

    def between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to ``end``; negative when it is past."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def shift(self, day: date, days: int) -> date:
        """The one working day that lies so many working days after (or before) the day."""
        found = day if days > 0 else self.up_to(day)
        for _n in range(days):
            found = self.from_day(found + ONE)
        for _n in range(-days):
            found = self.up_to(found - ONE)
        return found

    def from_day(self, day: date) -> date:
        """The first working day from the day on."""
        while not self.is_working(day):
            day += ONE
        return day

    def up_to(self, day: date) -> date:
        """The last working day up to the day."""
        while not self.is_working(day):
            day -= ONE
        return day

    def due(self, now: datetime, limit: Limit) -> datetime:
        """When the work is due: hours run on the clock, days end with an office day."""
        if limit.unit == TimeUnit.HOURS:
            return now + timedelta(hours=limit.amount)
        start = office_day(now)
        if limit.unit == TimeUnit.DAYS:
            return close_of(self.from_day(start + timedelta(days=limit.amount)))
        return close_of(self.shift(start, limit.amount))

    def left(self, now: datetime, due_at: datetime, unit: str) -> int:
        """How much of the limit is left: working days, days, or seconds of the clock; negative when late."""
        if unit == TimeUnit.HOURS:
            return round((due_at - now).total_seconds())
        if unit == TimeUnit.DAYS:
            return (office_day(due_at) - _last_close(now)).days
        return self.between(_last_close(now), office_day(due_at))

    def after(self, now: datetime, left: int, unit: str) -> datetime:
        """When the work is due with so much left from now; the inverse of ``left``."""
        if unit == TimeUnit.HOURS:
            return now + timedelta(seconds=left)
        if unit == TimeUnit.DAYS:
            day = _last_close(now) + timedelta(days=left)
            return close_of(self.from_day(day) if left > 0 else self.up_to(day))
        return close_of(self.shift(_last_close(now), left))


#: the package's calendar, without any row
NATIONAL = Calendar()


def close_of(day: date) -> datetime:
    """When the office closes on the day."""
    return datetime.combine(day, END_OF_DAY, tzinfo=OFFICE)


def _last_close(now: datetime) -> date:
    """The last day whose office hours are over: the day itself counts while it is open."""
    local = now.astimezone(OFFICE)
    return local.date() if local.time() >= END_OF_DAY else local.date() - ONE


def office_day(now: datetime) -> date:
    """Which day it is in the office."""
    return now.astimezone(OFFICE).date()
