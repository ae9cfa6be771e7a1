"""`manage.py office_calendar YEAR`: the days of a year on which offices do otherwise than every week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from roles.models import Unit
from roles.templatetags.face import vnday
from workflow import timetable
from workflow.calendar import Calendar

SATURDAY = 5


class Command(BaseCommand):
    help = "Prints the weekdays off and the weekend days worked, each with its name, and how many days are worked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--place", default="", metavar="CODE", help="a unit whose own days count too")

    def handle(self, *args: Any, year: int, place: str, **options: Any) -> None:
        unit = Unit.objects.filter(code=place).first()
        calendar = timetable.current().calendar(unit.lineage if unit else [place])
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
        days = [day for day in days if day.year == year]
        for line in lines(calendar, days):
            self.stdout.write(line)
        worked = sum(calendar.is_working(day) for day in days)
        self.stdout.write(_("Năm %(year)d có %(n)d ngày làm việc.") % {"year": year, "n": worked})


def lines(calendar: Calendar, days: list[date]) -> Iterator[str]:
    """A line for each day that is not as its weekday says."""
    for day in days:
        works = calendar.is_working(day)
        if works == (day.weekday() < SATURDAY):
            continue
        what = _("làm bù") if works else _("nghỉ")
        name = calendar.name(day)
        yield f"{vnday(day)}: {what}" + (f" – {name}" if name else "")
