"""Rounds of awards: who keeps them, what a unit sees of them, and which units are late."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import seasons
from dossiers.models import Dossier, Season
from dossiers.states import State
from roles.models import PROPOSER_KINDS, Unit, UnitKind
from roles.policies import Actor
from roles.scopes import EVERYTHING
from roles.templatetags.face import vndate
from workflow import dues, timetable
from workflow.bulk.lists import BOM, plain
from workflow.calendar import close_of, office_day
from workflow.dues import Due

NOTHING, DRAFTS, LATE, ON_TIME = "nothing", "drafts", "late", "on time"
#: the most urgent first
ORDER = (NOTHING, DRAFTS, LATE, ON_TIME)
WORDS = {
    NOTHING: gettext_lazy("Chưa có hồ sơ nào"),
    DRAFTS: gettext_lazy("Đang soạn, chưa nộp"),
    LATE: gettext_lazy("Có hồ sơ nộp muộn"),
    ON_TIME: gettext_lazy("Đã nộp đúng hạn"),
}


# Who keeps them


def authorities_of(actor: Actor) -> list[int]:
    """The authorities whose rounds the seat keeps: those in whose office it appraises, and those it administers.

    Who acts for another within bounds keeps none: a round is for every unit.
    """
    if actor.scope != EVERYTHING:
        return []
    offices = {right.authority for right in actor.rights if right.codename == "appraise" and right.authority}
    return sorted(offices | set(actor.units("administer")))


def kept_by(actor: Actor) -> QuerySet[Season]:
    """The rounds that the seat keeps, the next deadline last."""
    return Season.objects.filter(receiver__in=authorities_of(actor)).select_related("receiver").order_by("-due_on")


# What a unit sees


@dataclass(frozen=True)
class Open:
    """A round that a unit may file in, and how many days are left."""

    season: Season
    due: Due | None


def open_to(unit: Unit, *, now: datetime) -> list[Open]:
    """The rounds in which the unit may file today, the nearest deadline first; one statement."""
    rows = _of_authority(unit, office_day(now)).annotate(law=timetable.stamp())
    return [_open(row, unit, now) for row in rows if row.takes(unit_kind=unit.kind, award="")]


def _open(season: Any, unit: Unit, now: datetime) -> Open:
    calendar = timetable.at(season.law).calendar(unit.lineage)
    return Open(season, dues.due_of(close_of(season.due_on), now, calendar))


def _of_authority(unit: Unit, day: date) -> QuerySet[Season]:
    rows = Season.objects.filter(Q(closes_on=None) | Q(closes_on__gte=day), opens_on__lte=day)
    return rows.filter(receiver=unit.parent_id).order_by("due_on", "pk")


def fitting(unit: Unit, award: str, *, now: datetime) -> Season | None:
    """The round in which the unit files for the award today; one statement."""
    day = office_day(now)
    return seasons.fitting(_of_authority(unit, day), unit_kind=unit.kind, award=award, on=day)


def choose(dossier: Dossier, *, now: datetime) -> None:
    """Put a paper that was never received into the round that fits its unit and its award today."""
    if dossier.submitted_at is not None:
        return
    season = fitting(dossier.unit, dossier.award_type_id, now=now)
    if (season.pk if season else None) != dossier.season_id:
        dossier.season = season
        dossier.save(update_fields=["season"])


def adopt(season: Season, *, now: datetime) -> int:
    """Take in the drafts that were begun before the round was entered; how many."""
    if not season.is_open(office_day(now)):
        return 0
    rows = Dossier.objects.filter(season=None, submitted_at=None, state=State.DRAFT, unit__parent=season.receiver_id)
    rows = rows.filter(unit__kind__in=season.unit_kinds) if season.unit_kinds else rows
    rows = rows.filter(award_type__in=season.awards) if season.awards else rows
    return rows.update(season=season)


# Who is late


@dataclass(frozen=True)
class Standing:
    """How one unit stands in a round."""

    unit: Unit
    status: str
    drafts: int
    on_time: int
    late: int
    last: datetime | None

    @property
    def words(self) -> str:
        return str(WORDS[self.status])


def standings(season: Season, *, on: date) -> list[Standing]:
    """Every unit that the round speaks of: those that sent nothing first; two statements."""
    units = Unit.objects.valid(on).filter(parent=season.receiver_id, kind__in=_kinds(season))
    counts = {row["unit"]: row for row in _counts(season)}
    found = [_standing(unit, counts.get(unit.pk, {})) for unit in units]
    return sorted(found, key=lambda each: (ORDER.index(each.status), each.unit.position, each.unit.pk))


def _kinds(season: Season) -> Sequence[str]:
    proposers = [kind for kind in PROPOSER_KINDS if kind != UnitKind.OFFICE]
    return [kind for kind in proposers if not season.unit_kinds or kind in season.unit_kinds]


def _counts(season: Season) -> Iterable[Any]:
    """By unit: what is still being written, what came in time and what did not."""
    after = close_of(season.due_on)
    rows = Dossier.objects.filter(season=season).exclude(state=State.WITHDRAWN).values("unit").order_by("unit")
    return rows.annotate(
        drafts=Count("pk", filter=Q(submitted_at=None)),
        on_time=Count("pk", filter=Q(submitted_at__lte=after)),
        late=Count("pk", filter=Q(submitted_at__gt=after)),
        last=Max("submitted_at"),
    )


def _standing(unit: Unit, row: dict[str, Any]) -> Standing:
    drafts, on_time, late = (row.get(name, 0) for name in ("drafts", "on_time", "late"))
    status = LATE if late else ON_TIME if on_time else DRAFTS if drafts else NOTHING
    return Standing(unit, status, drafts, on_time, late, row.get("last"))


def table(rows: Iterable[Standing]) -> str:
    """The list as CSV that a spreadsheet opens, no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    head = [_("Đơn vị"), _("Tình hình"), _("Đang soạn"), _("Nộp đúng hạn"), _("Nộp muộn"), _("Lần nộp cuối")]
    writer.writerow(head)
    for row in rows:
        last = vndate(row.last) if row.last else ""
        cells = (row.unit.name, row.words, str(row.drafts), str(row.on_time), str(row.late), last)
        writer.writerow(map(plain, cells))
    return BOM + out.getvalue()
