"""The rows of time as one copy in memory, good for as long as their stamp stands.

The stamp comes with the statement that gathers a dossier's facts, so a move asks nothing more of
the database: another stamp than the copy's means that rows were written, in whatever process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Subquery

from dossiers.limits import Case, Limit, closest
from dossiers.models import CalendarDay, Dossier, LawStamp, RouteStage, TimeLimit, TimeUnit
from dossiers.states import State
from workflow.calendar import NATIONAL, Calendar, office_day


@dataclass(frozen=True)
class Timetable:
    """Calendars by place and limits by case."""

    days: Mapping[str, Sequence[CalendarDay]] = field(default_factory=dict)
    limits: Mapping[str, Sequence[TimeLimit]] = field(default_factory=dict)
    _calendars: dict[tuple[str, ...], Calendar] = field(default_factory=dict)

    def calendar(self, lineage: Iterable[str] = ()) -> Calendar:
        """The calendar of a place: national rows, then those of its places from the top down."""
        places = tuple(place for place in lineage if place in self.days)
        if not places and "" not in self.days:
            return NATIONAL
        if places not in self._calendars:
            self._calendars[places] = _laid_over(row for place in ("", *places) for row in self.days.get(place, ()))
        return self._calendars[places]

    @property
    def bounds(self) -> tuple[Calendar, Calendar]:
        """With every day off of every place, and with every day worked: each place's calendar lies between the two."""
        rows = [row for found in self.days.values() for row in found]
        off, worked = _laid_over(r for r in rows if not r.works), _laid_over(r for r in rows if r.works)
        return off, worked

    def limit(self, case: Case) -> Limit | None:
        """The limit of the closest row; none where only the route's own binds."""
        row = closest(self.limits.get(case.step, ()), case)
        return Limit.of(row) if row else None


def _laid_over(rows: Iterable[CalendarDay]) -> Calendar:
    """A later row has the last word about its day."""
    kept = {row.day: row for row in rows}
    return Calendar({day: row.works for day, row in kept.items()}, {day: row.name for day, row in kept.items()})


#: no row of time was ever written here
BARE = Timetable()


def stamp() -> Subquery:
    """The stamp as a part of another statement."""
    return Subquery(LawStamp.objects.values("value")[:1])


def at(stamp: str | None) -> Timetable:
    """The rows as that stamp knew them: from memory, or read in two statements and kept."""
    return BARE if stamp is None else _read(stamp)


def current() -> Timetable:
    """The rows as they stand, where no gathered dossier brings their stamp; one statement."""
    return at(LawStamp.objects.values_list("value", flat=True).first())


def calendar_of_list(dossiers: Sequence[Any]) -> Calendar:
    """The calendar by which a gathered list is told: that of the desk of its first row, or the national one."""
    return calendar_of(dossiers[0], at(dossiers[0].law)) if dossiers else current().calendar()


@lru_cache(maxsize=2)
def _read(stamp: str) -> Timetable:
    """A stamp never comes again, so what was read under it stays true of it."""
    days: dict[str, list[CalendarDay]] = {}
    for day in CalendarDay.objects.all():
        days.setdefault(day.locality, []).append(day)
    limits: dict[str, list[TimeLimit]] = {}
    for row in TimeLimit.objects.all():
        limits.setdefault(row.step, []).append(row)
    return Timetable(days, limits)


def case_of(dossier: Dossier, on: date) -> Case:
    """What the desk where the dossier lies asks for."""
    assert dossier.stage is not None  # a paper with a limit lies at a stage
    return Case(
        step=dossier.state,
        award=dossier.award_type_id,
        tier=dossier.stage.tier,
        regime=dossier.regime_id,
        lineage=tuple(dossier.holder.lineage),
        on=on,
    )


def limit_of(dossier: Dossier, on: date, table: Timetable) -> Limit:
    """The limit of the desk where the dossier lies: a row's, or the route's own."""
    return table.limit(case_of(dossier, on)) or own_limit(dossier)


def own_limit(dossier: Dossier) -> Limit:
    """What the stage of the route says."""
    stage = dossier.stage
    assert stage is not None
    if dossier.state == State.RETURNED:
        return Limit(stage.completion_days)
    return stage_limit(stage)


def stage_limit(stage: RouteStage) -> Limit:
    """What one step of the stage may take where no row says otherwise."""
    if stage.hours is not None:
        return Limit(stage.hours, TimeUnit.HOURS)
    assert stage.days is not None  # load_law refuses a stage without a limit
    return Limit(stage.days)


def calendar_of(dossier: Dossier, table: Timetable) -> Calendar:
    """The calendar of the desk where the dossier lies."""
    return table.calendar(dossier.holder.lineage)


def due_of(dossier: Dossier, now: datetime, table: Timetable) -> tuple[datetime, str]:
    """When the desk must be done, and in what its limit is counted."""
    limit = limit_of(dossier, office_day(now), table)
    return calendar_of(dossier, table).due(now, limit), limit.unit
