"""Everything that a seat may see, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from dossiers.models import AwardType, Dossier
from dossiers.states import State
from roles.models import PROPOSER_KINDS, Unit
from roles.policies import Actor
from workflow import selectors
from workflow.calendar import office_day
from workflow.context import authority_of
from workflow.counts import Capped, counted
from workflow.forms.filters import RegisterFilter, narrowed
from workflow.keyset import page_by_key
from workflow.phases import phase

PAGE = 50
#: how far back the filter offers years
YEARS = 5


@dataclass(frozen=True)
class Row:
    """One dossier as the register shows it."""

    code: str
    name: str
    url: str
    award: str
    year: int
    unit: str
    holder: str
    state: str
    state_label: str
    submitted: datetime | None


@dataclass(frozen=True)
class Register:
    """What the page shows."""

    rows: list[Row]
    form: RegisterFilter
    count: Capped
    further: str
    first: str


def register_of(actor: Actor, query: Mapping[str, str], *, unit: Unit, own: bool, now: datetime) -> Register:
    """The page that the address asks for; ``own`` people read their own phase names."""
    form = RegisterFilter(query, **_choices(unit, own, now))
    rows = narrowed(selectors.visible_to(actor), form)
    read = rows.select_related(*selectors.ROW)
    dossiers, further = page_by_key(read, query.get("truoc", ""), size=PAGE)
    return Register(
        rows=[_row(dossier, own) for dossier in dossiers],
        form=form,
        count=counted(rows),
        further=_address(query, truoc=further) if further else "",
        first=_address(query) if query.get("truoc") else "",
    )


def _choices(unit: Unit, own: bool, now: datetime) -> dict[str, Any]:
    """What the filter offers: the units at or below the authority, every award, the last years."""
    year = office_day(now).year
    awards = AwardType.objects.values_list("code", "short_name")
    return {"units": [] if own else _units(unit), "awards": list(awards), "years": range(year, year - YEARS, -1)}


def _units(unit: Unit) -> list[tuple[int, str]]:
    top = authority_of(unit)
    below: QuerySet[Unit] = Unit.objects.filter(path__startswith=top.path, kind__in=PROPOSER_KINDS)
    return list(below.values_list("pk", "short_name")[:300])


def _row(dossier: Dossier, own: bool) -> Row:
    return Row(
        code=dossier.code or "",
        name=dossier.nominee.addressed,
        url=reverse("workflow:dossier", args=[dossier.code]),
        award=dossier.award_type.short_name,
        year=dossier.year,
        unit=dossier.unit.short_name,
        holder=dossier.holder.short_name,
        state=dossier.state,
        state_label=phase(dossier) if own else str(State(dossier.state).label),
        submitted=dossier.submitted_at,
    )


def _address(query: Mapping[str, str], **more: str) -> str:
    """This list, with the same filter, elsewhere on its length."""
    kept = {name: query[name] for name in ("q", "unit", "award", "state", "year") if query.get(name)}
    return "?" + urlencode({**kept, **more})
