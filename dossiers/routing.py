"""Which law and which route: chosen by award, day, and the proposer's kind and managing level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dossiers.models import AwardType, Routing, in_force
from roles.models import Unit


class NoRoute(Exception):
    """The rows of law name no route for this case; the sentence says which case."""


@dataclass(frozen=True)
class Routes:
    """The routing rows of a day, read once and asked in memory."""

    day: date
    rows: tuple[Routing, ...]

    def choose(self, *, unit: Unit, award_type: AwardType) -> Routing:
        """The row for the case; a row of the place wins, then one that names the proposer's kind."""
        fitting = [
            row
            for row in self.rows
            if row.award_type_id == award_type.pk
            and row.managed_by == unit.managed_by
            and row.proposer_kind in ("", unit.kind)
            and row.scope in ("", *unit.lineage)
        ]
        if not fitting:
            raise NoRoute(_no_route(unit, award_type, self.day))
        return max(fitting, key=lambda row: (row.scope != "", row.proposer_kind))


def _no_route(unit: Unit, award_type: AwardType, day: date) -> str:
    return _("Chưa có tuyến trình “%(award)s” cho %(unit)s ngày %(day)s; báo người quản trị.") % {
        "award": award_type.name,
        "unit": unit.name,
        "day": f"{day:%d/%m/%Y}",
    }


def routes_on(day: date, *, award_types: Iterable[str], regime: str | None = None, route: int | None = None) -> Routes:
    """The rows in force on the day (or of a named regime, or along a named route) for the awards; one statement."""
    rows = Routing.objects.filter(in_force(day), award_type__in=list(award_types))
    rows = rows.filter(regime=regime) if regime else rows.filter(in_force(day, "regime__"))
    rows = rows.filter(first__route=route) if route else rows
    return Routes(day, tuple(rows.select_related("first__route", "first__following")))


def choose(
    *, unit: Unit, award_type: AwardType, on: date, regime: str | None = None, route: int | None = None
) -> Routing:
    """Regime and route for one proposal of the unit on the day."""
    routes = routes_on(on, award_types=[award_type.pk], regime=regime, route=route)
    return routes.choose(unit=unit, award_type=award_type)
