"""Entries as people type them: days in many spellings, several files in one place."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dossiers import intake

BREAK = r"\s*(?:[./\-\s]|tháng|năm)\s*"
SPELLINGS = [
    re.compile(rf"^(?:ngày\s*)?(?P<d>\d{{1,2}}){BREAK}(?P<m>\d{{1,2}}){BREAK}(?P<y>\d{{4}}|\d{{2}})$"),
    re.compile(r"^(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})$"),
    re.compile(r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})$"),
]
OLDEST = 1900
LARGEST = 2**63 - 1


def whole(text: str) -> int:
    """The number, if a column of the database could hold it; else ValueError."""
    number = int(text)
    if abs(number) > LARGEST:
        raise ValueError(text[:40])
    return number


def read_day(text: str, *, today: date, year_alone: bool = False) -> date | int:
    """The day that was typed, or the year alone; else a sentence that says what to type."""
    typed = " ".join(text.lower().split())
    if year_alone and re.fullmatch(r"\d{4}", typed):
        return _year(int(typed), today)
    match = next((found for spelling in SPELLINGS if (found := spelling.match(typed))), None)
    if match is None:
        raise ValidationError(_unreadable(text, year_alone=year_alone), code="unreadable")
    return _day(int(match["d"]), int(match["m"]), _whole_year(match["y"], today), year_alone=year_alone)


def _year(year: int, today: date) -> int:
    if OLDEST <= year <= today.year:
        return year
    raise ValidationError(_("Năm %(year)d không thể là năm sinh. Xem lại căn cước.") % {"year": year}, code="year")


def _unreadable(text: str, *, year_alone: bool) -> str:
    if year_alone:
        return _("“%(text)s” không đọc ra ngày được. Ghi ngày/tháng/năm, ví dụ 02/09/1979, hoặc chỉ ghi năm.") % {
            "text": text
        }
    return _("“%(text)s” không đọc ra ngày được. Ghi ngày/tháng/năm, ví dụ 02/09/2024.") % {"text": text}


def _whole_year(digits: str, today: date) -> int:
    """Two digits are of this century unless that is still to come."""
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) > today.year % 100 else 2000)


def _day(day: int, month: int, year: int, *, year_alone: bool) -> date:
    typed = f"{day:02d}/{month:02d}/{year:04d}"
    if not 1 <= month <= 12 or not year >= 1:
        raise ValidationError(
            _("Ngày %(day)s không có trong lịch vì một năm có 12 tháng. Ghi ngày trước, tháng sau.") % {"day": typed},
            code="month",
        )
    last = calendar.monthrange(year, month)[1]
    if 1 <= day <= last:
        return date(year, month, day)
    sentence = _("Ngày %(day)s không có trong lịch vì tháng %(month)d năm %(year)d có %(last)d ngày.") % {
        "day": typed,
        "month": month,
        "year": year,
        "last": last,
    }
    way_out = _("Xem lại căn cước, hoặc chỉ ghi %(year)d.") % {"year": year} if year_alone else _("Xem lại lịch.")
    raise ValidationError(f"{sentence} {way_out}", code="day")


class DayField(forms.CharField):
    """A day of the calendar, kept as ISO text; ``today`` is given by the form."""

    today: date = date.max
    year_alone = False

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "w-date", "inputmode": "numeric", "data-date": True, "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return self.kept(read_day(text, today=self.today, year_alone=self.year_alone)) if text else ""

    def kept(self, day: date | int) -> str:
        assert isinstance(day, date)
        return day.isoformat()

    def shown(self, kept: str) -> str:
        """The kept text as a person reads it."""
        try:
            return f"{date.fromisoformat(kept):%d/%m/%Y}"
        except ValueError:
            return kept


class BirthField(DayField):
    """A day of birth as dd/mm/yyyy, or the year alone."""

    year_alone = True

    def kept(self, day: date | int) -> str:
        if isinstance(day, int):
            return str(day)
        if day > self.today or day.year < OLDEST:
            raise ValidationError(
                _("Ngày %(day)s không thể là ngày sinh. Xem lại căn cước.") % {"day": f"{day:%d/%m/%Y}"}, code="year"
            )
        return f"{day:%d/%m/%Y}"


class ManyFiles(forms.FileInput):
    """One control, several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class PapersField(forms.FileField):
    """Several papers of one kind; the form looks at each, so that a broken one costs no other."""

    def __init__(self, **options: Any) -> None:
        widget = ManyFiles(attrs={"accept": intake.ACCEPT, "multiple": True})
        super().__init__(widget=widget, required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data
