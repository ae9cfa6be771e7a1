"""Everything that a seat may see, as an address narrows it: words, lists to choose from, an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from dossiers.models import AwardType, Dossier, Season
from dossiers.states import State
from roles.models import PROPOSER_KINDS, Unit
from roles.policies import Actor
from workflow import decision_readers, searching, selectors
from workflow.calendar import office_day
from workflow.context import authority_of
from workflow.counts import Capped
from workflow.forms.filters import SORTS, RegisterFilter, decided_at, narrowed, overdue
from workflow.models import Decision
from workflow.phases import phase
from workflow.register_pages import Found, found
from workflow.saved_views import SAID
from workflow.searching import Named, Search

#: how far back the filter offers years
YEARS = 5
#: so many units are offered to choose from, and so many units and decisions are named beside the dossiers
OFFERED, BESIDE = 300, 5
#: the register without a filter, where a saved one would open it otherwise
WHOLE = "?xem=tat-ca"


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
    """What the page shows; ``alike`` leads to what differs only in marks, ``loose`` says that it is shown already."""

    rows: list[Row]
    form: RegisterFilter
    count: Capped
    further: str
    first: str
    pills: list[dict[str, str]]
    loose: bool = False
    alike: str = ""
    units: list[dict[str, str]] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def register_of(actor: Actor, query: Mapping[str, str], *, unit: Unit, own: bool, now: datetime) -> Register:
    """The page that the address asks for; ``own`` people read their own phase names."""
    units, (awards, seasons) = _units(unit, own), _awards_and_seasons(unit)
    form = RegisterFilter(query, **_choices(units, awards, own, now), seasons=seasons)
    visible = selectors.visible_to(actor)
    search = Search.of(form.value("q"), actor, units=units, awards=awards)
    rows = narrowed(visible, form).filter(decided_at(form.value("level")), overdue(form.value("late"), now))
    page, loose = _found(rows, search, query.get("truoc", ""), form.value("sort"))
    mine = set(searching.own_units(actor))
    return Register(
        rows=[_row(dossier, own, dossier.unit_id in mine) for dossier in page.dossiers],
        form=form,
        count=page.count,
        further=_address(query, truoc=page.further) if page.further else "",
        first=_address(query) if query.get("truoc") else "",
        pills=_pills(query, form),
        loose=loose,
        alike=_alike(query, search) if page.dossiers and not loose else "",
        units=_units_beside(query, search, own, form.value("unit")),
        decisions=_decisions_beside(actor, search, visible),
    )


def every(actor: Actor, query: Mapping[str, str], *, unit: Unit, own: bool, now: datetime) -> QuerySet[Dossier]:
    """All that the address finds, not only its page."""
    units, awards = _units(unit, own), searching.awards()
    form = RegisterFilter(query, **_choices(units, awards, own, now))
    search = Search.of(form.value("q"), actor, units=units, awards=awards)
    rows = narrowed(selectors.visible_to(actor), form)
    rows = rows.filter(decided_at(form.value("level")), overdue(form.value("late"), now))
    exact = rows.filter(search.dossiers())
    return rows.filter(search.dossiers(strict=False)) if search.asked.has_marks and not exact.exists() else exact


def _found(rows: QuerySet[Dossier], search: Search, after: str, sort: str) -> tuple[Found, bool]:
    """What has the very marks that were typed; where nothing has them, what is like it, and that it is only that."""
    page = found(rows.filter(search.dossiers()), after, sort)
    if page.dossiers or not search.asked.has_marks:
        return page, False
    page = found(rows.filter(search.dossiers(strict=False)), after, sort)
    return page, bool(page.dossiers)


def _alike(query: Mapping[str, str], search: Search) -> str:
    """Where the same is asked without marks; nowhere when it was."""
    return _address(query, q=search.asked.unmarked) if search.asked.has_marks else ""


def _choices(units: Named, awards: Named, own: bool, now: datetime) -> dict[str, Any]:
    """What the filter offers: the units at or below the authority, every award, the last years."""
    year = office_day(now).year
    return {
        "units": [] if own else [(pk, short) for pk, short, _name in units[:OFFERED]],
        "awards": [(code, short) for code, short, _name in awards],
        "years": range(year, year - YEARS, -1),
    }


def _awards_and_seasons(unit: Unit) -> tuple[Named, list[tuple[str, str]]]:
    """Every award in its order, and the rounds of the authority, the newest first; one statement for both."""
    awards = AwardType.objects.order_by().annotate(of=Value("award"), key=F("code"), rank=F("position"))
    rounds = Season.objects.order_by().filter(receiver=authority_of(unit).pk)
    rounds = rounds.annotate(of=Value("season"), key=Cast("pk", CharField()), rank=-F("pk"))
    both = awards.values_list("of", "key", "rank", "short_name", "name").union(
        rounds.values_list("of", "key", "rank", "name", "basis"), all=True
    )
    rows = sorted(both, key=lambda row: row[2])
    named = [(key, short, name) for of, key, _rank, short, name in rows if of == "award"]
    return named, [(key, name) for of, key, _rank, name, _basis in rows if of == "season"]


def _units(unit: Unit, own: bool) -> Named:
    """The units that may be named: one's own, or those at or below the authority."""
    if own:
        return [(unit.pk, unit.short_name, unit.name)]
    below: QuerySet[Unit] = Unit.objects.filter(path__startswith=authority_of(unit).path, kind__in=PROPOSER_KINDS)
    return list(below.values_list("pk", "short_name", "name"))


def _row(dossier: Any, own: bool, mine: bool) -> Row:
    return Row(
        code=dossier.code or "",
        name=selectors.nominee_of(dossier, own=mine).addressed,
        url=reverse("workflow:dossier", args=[dossier.code]),
        award=dossier.award_type.short_name,
        year=dossier.year,
        unit=dossier.unit.short_name,
        holder=dossier.holder.short_name,
        state=dossier.state,
        state_label=phase(dossier) if own else str(State(dossier.state).label),
        submitted=dossier.submitted_at,
    )


def telling(unit: Unit, *, own: bool, now: datetime) -> Callable[[Mapping[str, str]], str]:
    """How a query of the register is said in words; two statements, however many queries follow."""
    awards, seasons = _awards_and_seasons(unit)
    choices = _choices(_units(unit, own), awards, own, now)

    def told(query: Mapping[str, str]) -> str:
        form = RegisterFilter(query, **choices, seasons=seasons)
        order = dict(SORTS).get(form.value("sort"))
        return " · ".join([*(label for _name, label in form.conditions), *([str(order)] if order else [])])

    return told


# Beside the dossiers


def _units_beside(query: Mapping[str, str], search: Search, own: bool, chosen: str) -> list[dict[str, str]]:
    """The units that the words name: their dossiers are one step away."""
    if own or chosen:
        return []
    rest = {name: value for name, value in query.items() if name != "q"}
    return [{"label": short, "url": _address(rest, unit=str(pk))} for pk, short in search.named_units()[:BESIDE]]


def _decisions_beside(actor: Actor, search: Search, visible: QuerySet[Dossier]) -> list[Decision]:
    """The signed decisions of that number that the seat may read; one statement where a number was typed."""
    wanted = search.decision
    if wanted is None:
        return []
    rows = decision_readers.seen(actor, visible).filter(wanted, status=Decision.Status.SIGNED)
    return list(rows.select_related("award_type", "body").order_by("-signed_at", "-pk")[:BESIDE])


# Addresses


def _pills(query: Mapping[str, str], form: RegisterFilter) -> list[dict[str, str]]:
    """Each condition with the address that is left without it."""
    said = form.conditions
    names = {name for name, _label in said}
    kept = {name: value for name, value in query.items() if name in names or name == "sort"}
    return [{"label": label, "url": _address({n: v for n, v in kept.items() if n != name})} for name, label in said]


def _address(query: Mapping[str, str], **more: str) -> str:
    """This list, with the same filter, elsewhere on its length; the whole of it where nothing narrows."""
    kept = {name: query[name] for name in SAID if query.get(name)}
    return "?" + urlencode({**kept, **more}) if kept or more else WHOLE
