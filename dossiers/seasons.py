"""Which round a paper belongs to, and what a round looks like a year later; pure but for the rows given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from dossiers.models import Season

YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def fitting(seasons: Iterable[Season], *, unit_kind: str, award: str, on: date) -> Season | None:
    """The open round for the case: one that is not yet past its day before one that is, the nearest first."""
    found = [each for each in seasons if each.is_open(on) and each.takes(unit_kind=unit_kind, award=award)]
    return min(found, key=lambda each: _nearness(each, on), default=None)


def _nearness(season: Season, on: date) -> tuple[bool, int, int]:
    """A round that names its awards or units is closer than one for all, where both end alike."""
    return season.due_on < on, abs((season.due_on - on).days), -len(season.awards) - len(season.unit_kinds)


def a_year_later(season: Season) -> Season:
    """The same round next year, unsaved: days and years in the name move on; the plan of that year is not known yet."""
    return Season(
        name=YEAR.sub(lambda year: str(int(year[0]) + 1), season.name),
        kind=season.kind,
        receiver_id=season.receiver_id,
        opens_on=_next(season.opens_on),
        due_on=_next(season.due_on),
        closes_on=_next(season.closes_on) if season.closes_on else None,
        awards=list(season.awards),
        unit_kinds=list(season.unit_kinds),
        follows=season,
    )


def _next(day: date) -> date:
    """The same day of the next year; the leap day moves to the day before."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year + 1)
