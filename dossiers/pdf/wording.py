"""How the office writes numbers, days and lists: form without law."""

import datetime
from collections.abc import Iterable

from .papers import AwardDecision

# No-break spaces: ordinary ones would fold into one and leave no room for the pen.
ROOM = "\u00a0" * 8
SHORT_ROOM = "\u00a0" * 5
_CLOSING_MARKS = " ;,."


def number_line(decision: AwardDecision) -> str:
    """The line "Số: 07/QĐ-UBND", or with room for the pen while the paper is a draft."""
    return f"Số:\u00a0{written_number(decision)}/{decision.symbol}"


def written_number(decision: AwardDecision) -> str:
    if decision.number is None or decision.draft:
        return ROOM
    number = decision.number.strip()
    return number.zfill(2) if number.isdigit() else number


def place_and_day(place: str, date: datetime.date | None) -> str:
    return f"{place}, {day_in_words(date)}"


def day_in_words(date: datetime.date | None) -> str:
    """Days below ten and the months one and two carry a zero, so that nobody adds a digit."""
    if date is None:
        return f"ngày{SHORT_ROOM}tháng{SHORT_ROOM}năm{ROOM}"
    month = f"{date.month:02}" if date.month <= 2 else f"{date.month}"
    return f"ngày {date.day:02} tháng {month} năm {date.year}"


def closed(items: Iterable[str]) -> tuple[str, ...]:
    """Each item ends with a semicolon, the last with a full stop, whatever it came with."""
    bare = [item.rstrip().rstrip(_CLOSING_MARKS) for item in items]
    return tuple(f"{item};" for item in bare[:-1]) + tuple(f"{item}." for item in bare[-1:])
