"""Due dates: working hours and Monday-to-Friday days, pure, until the holiday rows come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OFFICE = ZoneInfo("Asia/Ho_Chi_Minh")
END_OF_DAY = time(17, 0)
SATURDAY = 5


def is_working(day: date) -> bool:
    """Whether offices are open on the day."""
    return day.weekday() < SATURDAY


def add_working_days(start: date, days: int) -> date:
    """The last of so many working days, counted from the day after the start."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after ``start`` up to ``end``; negative when it is past."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def due(now: datetime, *, days: int | None, hours: int | None) -> datetime | None:
    """When the work is due: clock hours where the rule says hours, else a working day's end."""
    if hours is not None:
        return now + timedelta(hours=hours)
    if days is None:
        return None
    last = add_working_days(now.astimezone(OFFICE).date(), days)
    return datetime.combine(last, END_OF_DAY, tzinfo=OFFICE)


def office_day(now: datetime) -> date:
    """Which day it is in the office."""
    return now.astimezone(OFFICE).date()
