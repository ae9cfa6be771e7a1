"""Days as people type them: many spellings, the year alone, and a sentence for what cannot be one."""

from __future__ import annotations

import calendar
import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BREAK = r"\s*(?:[./\-\s]|tháng|năm)\s*"
SPELLINGS = [
    re.compile(rf"^(?:ngày\s*)?(?P<d>\d{{1,2}}){BREAK}(?P<m>\d{{1,2}}){BREAK}(?P<y>\d{{4}}|\d{{2}})$"),
    re.compile(r"^(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})$"),
    re.compile(r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})$"),
]
OLDEST = 1900


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


def birth_text(day: date | int, *, today: date) -> str:
    """A day of birth as it is kept: dd/mm/yyyy, or the year alone."""
    if isinstance(day, int):
        return str(day)
    if day > today or day.year < OLDEST:
        raise ValidationError(
            _("Ngày %(day)s không thể là ngày sinh. Xem lại căn cước.") % {"day": f"{day:%d/%m/%Y}"}, code="year"
        )
    return f"{day:%d/%m/%Y}"
