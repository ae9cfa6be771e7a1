"""The work list of a seat: in groups by urgency, each row with the one thing to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.models import Dossier
from dossiers.states import CLOSED, OPEN, State
from roles.models import Person, Unit
from roles.policies import Actor
from workflow import searching, selectors, timetable
from workflow.bulk import verbs as bulk
from workflow.calendar import Calendar
from workflow.counts import Capped, counted_together
from workflow.dues import Due, shown, urgency
from workflow.facts import gathered, settle_facts
from workflow.forms.filters import WorkFilter, narrowed
from workflow.keyset import Cursor, page_by_due, page_by_key
from workflow.models import Item
from workflow.searching import Search
from workflow.todo import Todo, gate_words, todo_of

PAGE = 50
VIEWS = ("mine", "others", "done")
#: the word of an address that ticks every row of its page, for a browser without a script
PAGE_PICKED = "trang"
#: what a row shows, and what its next move asks
NEIGHBOURS = ("award_type", "holder", "nominee", "revision", "stage__following", "stage__previous", "unit")


@dataclass(frozen=True)
class Row:
    """One dossier as the list shows it."""

    id: int
    name: str
    url: str
    award: str
    unit: str
    state: str
    state_label: str
    due: Due | None = None
    gate: str = ""
    do: Todo | None = None
    can: tuple[str, ...] = ()


@dataclass
class Group:
    """Rows that are as urgent as each other."""

    label: str
    late: bool = False
    total: Capped = field(default_factory=lambda: Capped(0))
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """What the page shows."""

    view: str
    form: WorkFilter
    groups: list[Group]
    counts: dict[str, Capped]
    pills: list[dict[str, Any]]
    further: str
    first: str
    whole: str
    picked: bool

    @property
    def shown(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def verbs(self) -> list[str]:
        """What may be done on many: the verbs that fit at least one row that is shown."""
        fitting = {verb for group in self.groups for row in group.rows for verb in row.can}
        return [verb for verb in bulk.MANY if verb in fitting]


def page_of(actor: Actor, query: Mapping[str, str], *, now: datetime) -> Page:
    """The page that the address asks for; four statements, however long the list is."""
    lists = _lists(actor)
    view = query["xem"] if query.get("xem") in VIEWS else VIEWS[0]
    form, rows = _narrowed(actor, lists[view], query, view)
    dossiers, after = _page(_read(rows), view, query.get("sau", ""))
    days = timetable.calendar_of_list(dossiers)
    counts = _counts(actor, lists, rows, now, days)
    return Page(
        view=view,
        form=form,
        groups=_groups(dossiers, counts, actor, view, now, days),
        counts=counts,
        pills=_pills(view, counts),
        further=_address(query, view, sau=after) if after else "",
        first=_address(query, view) if query.get("sau") else "",
        whole=_address(query, view, chon=PAGE_PICKED, **({"sau": query["sau"]} if query.get("sau") else {})),
        picked=query.get("chon") == PAGE_PICKED,
    )


def matching(actor: Actor, query: Mapping[str, str]) -> QuerySet[Dossier]:
    """Every row of the view that the address narrows, however many pages they fill; one statement for the units."""
    view = query["xem"] if query.get("xem") in VIEWS else VIEWS[0]
    return _narrowed(actor, _lists(actor)[view], query, view)[1]


def _narrowed(
    actor: Actor, rows: QuerySet[Dossier], query: Mapping[str, str], view: str
) -> tuple[WorkFilter, QuerySet[Dossier]]:
    """The filter that the address fills in, and the rows that fit it; with words one statement more, for the awards."""
    units = _units(rows)
    form = WorkFilter(query, units=[(pk, short) for pk, short, _name in units], view=view)
    found, words = narrowed(rows, form), form.value("q")
    if not words:
        return form, found
    return form, found.filter(Search.of(words, actor, units=units, awards=searching.awards()).dossiers())


def _page(rows: QuerySet[Dossier], view: str, after: str) -> tuple[list[Dossier], str]:
    """By urgency, or the newest first where nothing is urgent any more."""
    if view == "done":
        dossiers, further = page_by_key(rows, after, size=PAGE)
    else:
        dossiers, cursor = page_by_due(rows, Cursor.of(after), size=PAGE)
        further = str(cursor or "")
    settle_facts(dossiers)
    return dossiers, further


def _lists(actor: Actor) -> dict[str, QuerySet[Dossier]]:
    """Mine; open and seen, but another's; closed."""
    mine = selectors.worklist(actor)
    visible = selectors.visible_to(actor).select_related(*selectors.ROW).order_by(*selectors.URGENCY)
    others = visible.filter(~selectors.on_desks_of(actor), state__in=OPEN)
    return {"mine": mine, "others": others, "done": visible.filter(state__in=CLOSED)}


def _units(rows: QuerySet[Dossier]) -> list[tuple[int, str, str]]:
    """The units that have something in this list, by their names."""
    theirs = Unit.objects.filter(Exists(rows.order_by().filter(unit=OuterRef("pk"))))
    return list(theirs.order_by("position", "pk").values_list("pk", "short_name", "name")[:300])


def _counts(
    actor: Actor, lists: dict[str, QuerySet[Dossier]], rows: QuerySet[Dossier], now: datetime, days: Calendar
) -> dict[str, Capped]:
    """How many in each view, and in each group of this one: one statement."""
    groups = {name: rows.filter(condition) for name, condition in urgency(now, days).items()}
    wanted = {name: each.order_by(*COUNTED_BY.get(name, ())) for name, each in (lists | groups | {"all": rows}).items()}
    counts = counted_together(Person.objects.filter(pk=actor.person), **wanted)
    return counts | {"calm": counts["calm"] + counts["not yet soon"] + counts["undated"]}


#: in which order the rows are met until there are enough: the one that an index over few others has
COUNTED_BY = {"others": ("due_at", "pk"), "done": ("pk",)}


def _read(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With the facts, and the open sitting on whose agenda the dossier stands."""
    items = Item.objects.filter(dossier=OuterRef("pk"), sitting__concluded_at=None)
    sitting = Subquery(items.exclude(outcome=Item.Outcome.DEFERRED).values("sitting_id")[:1])
    drafted = F("decision_line__decision_id")
    return (
        selectors.as_seen(gathered(rows, NEIGHBOURS))
        .annotate(sitting=sitting, decision=drafted)
        .defer("revision__content")
    )


def _groups(
    dossiers: Iterable[Dossier], counts: dict[str, Capped], actor: Actor, view: str, now: datetime, days: Calendar
) -> list[Group]:
    """In the order of urgency; what is done knows no urgency."""
    if view == "done":
        return [Group(_("Đã xong"), total=counts["all"], rows=[_row(d, actor, view, now, days) for d in dossiers])]
    groups = {
        "late": Group(_("Đã quá hạn"), late=True, total=counts["late"]),
        "soon": Group(_("Sắp đến hạn"), total=counts["soon"]),
        "calm": Group(_("Còn thời gian"), total=counts["calm"]),
        "paused": Group(_("Đang tạm dừng"), total=counts["paused"]),
    }
    for dossier in dossiers:
        row = _row(dossier, actor, view, now, days)
        groups[row.due.kind if row.due else "calm"].rows.append(row)
    return list(groups.values())


def _row(dossier: Dossier, actor: Actor, view: str, now: datetime, days: Calendar) -> Row:
    closed = dossier.state in CLOSED
    return Row(
        id=dossier.pk,
        name=selectors.nominee_of(dossier, own=dossier.unit_id in searching.own_units(actor)).addressed,
        url=reverse("workflow:dossier", args=[dossier.code]),
        award=_("%(award)s năm %(year)d") % {"award": dossier.award_type.name, "year": dossier.year},
        unit=dossier.unit.short_name if view == "mine" or closed else f"{dossier.unit.short_name} · {_at(dossier)}",
        state=dossier.state,
        state_label=str(State(dossier.state).label),
        due=None if closed else shown(dossier, now, days),
        gate="" if closed else gate_words(dossier),
        do=todo_of(dossier, actor) if view == "mine" else None,
        can=tuple(bulk.fitting(dossier, actor, bulk.offered(actor, view))),
    )


def _at(dossier: Dossier) -> str:
    return _("đang ở %(holder)s") % {"holder": dossier.holder.short_name}


def _pills(view: str, counts: dict[str, Capped]) -> list[dict[str, Any]]:
    labels = {"mine": _("Cần tôi xử lý"), "others": _("Chờ người khác"), "done": _("Đã xong")}
    return [
        {"label": label, "url": f"?xem={name}", "current": name == view, "count": str(counts[name])}
        for name, label in labels.items()
    ]


def _address(query: Mapping[str, str], view: str, **more: str) -> str:
    """This list, with the same filter, elsewhere on its length."""
    kept = {name: query[name] for name in ("q", "unit", "state") if query.get(name)}
    return "?" + urlencode({"xem": view, **kept, **more})
