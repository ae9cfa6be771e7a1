"""What the head of a unit asks on coming in: what do they want of us, where are ours, who was honoured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.models import Dossier
from dossiers.states import CLOSED, OPEN, State
from dossiers.verbs import VERBS
from roles.models import Unit, UnitKind
from roles.policies import Actor
from roles.templatetags.face import vndate, vnmoment
from workflow import story, timetable
from workflow.calendar import office_day
from workflow.dues import Due, is_paused, shown
from workflow.models import Event
from workflow.phases import level, phase

#: as many rows as one page shows of each kind; the register holds all
SHOWN = 50


@dataclass(frozen=True)
class Ask:
    """A paper that came back, with what is missing and who says so."""

    name: str
    award: str
    url: str
    write_url: str
    missing: list[str]
    asked: str
    due: Due | None


@dataclass(frozen=True)
class Row:
    """One paper of the unit, where it is and what became of it."""

    name: str
    award: str
    note: str
    url: str
    state: str
    phase: str
    told: str = ""
    link: dict[str, str] | None = None
    write_url: str = ""


@dataclass(frozen=True)
class Home:
    """The page."""

    asker: str = ""
    asks: list[Ask] = field(default_factory=list)
    moving: list[Row] = field(default_factory=list)
    results: list[Row] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)
    more: bool = False


def home_of(actor: Actor, *, now: datetime) -> Home:
    """Everything that the unit's home shows; four statements, however many papers there are."""
    units = [*actor.units("propose"), *actor.units("edit")]
    year = office_day(now).year
    open_papers = list(_open(units)[: SHOWN + 1])
    closed = list(_closed(units, year)[: SHOWN + 1])
    last = _last_events([d for d in open_papers if d.state == State.RETURNED] + closed)
    asked = [d for d in open_papers[:SHOWN] if _is_asked(d, last)]
    moving = [d for d in open_papers[:SHOWN] if d not in asked]
    return Home(
        asker=level(asked[0]) if asked else "",
        asks=[_ask(d, last[d.pk], now) for d in asked],
        moving=[_moving(d, now) for d in moving],
        results=[_result(d, last.get(d.pk)) for d in closed[:SHOWN]],
        figures=_figures(units, year),
        more=max(len(open_papers), len(closed)) > SHOWN,
    )


def spoken_name(unit: Unit) -> str:
    """The unit within a sentence: “thôn Cự Phú”, but “Hội Nông dân xã”."""
    return unit.name[:1].lower() + unit.name[1:] if unit.kind == UnitKind.VILLAGE else unit.name


def _open(units: list[int]) -> QuerySet[Dossier]:
    """What is under way, first of all what came back."""
    since = Event.objects.filter(dossier=OuterRef("pk")).order_by("-seq").values("at")[:1]
    rows = Dossier.objects.filter(unit__in=units, state__in=OPEN).annotate(since=Subquery(since), law=timetable.stamp())
    rows = rows.select_related("award_type", "holder", "nominee", "stage", "revision").defer("revision__content")
    return rows.order_by(Case(When(state=State.RETURNED, then=0), default=1), "-pk")


def _closed(units: list[int], year: int) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(unit__in=units, state__in=CLOSED, year=year)
    return rows.select_related("award_type", "nominee", "stage", "decision_line__decision").order_by("-pk")


def _last_events(dossiers: Iterable[Dossier]) -> dict[int, Event]:
    """The move that brought each paper where it is: its version is the paper's own."""
    rows = Event.objects.filter(dossier__in=[d.pk for d in dossiers]).exclude(verb="succeed")
    return {event.dossier_id: event for event in rows.select_related("person").order_by("seq")}


def _is_asked(dossier: Dossier, last: dict[int, Event]) -> bool:
    """True when somebody sent it back; a paper that the unit took back itself asks for nothing."""
    return dossier.state == State.RETURNED and dossier.pk in last and last[dossier.pk].verb == "give_back"


def _figures(units: list[int], year: int) -> dict[str, int]:
    rows = Dossier.objects.filter(unit__in=units, year=year)
    return rows.aggregate(
        submitted=Count("pk", filter=Q(submitted_at__isnull=False)), awarded=Count("pk", filter=Q(state=State.AWARDED))
    )


def _common(dossier: Dossier) -> dict[str, Any]:
    award = _("%(award)s năm %(year)d") % {"award": dossier.award_type.name, "year": dossier.year}
    url = reverse("workflow:dossier", args=[dossier.code])
    return {"name": story.subject(dossier), "award": award, "url": url}


def _ask(dossier: Any, event: Event, now: datetime) -> Ask:
    who = event.person.addressed if event.person else _("Hệ thống")
    return Ask(
        **_common(dossier),
        write_url=reverse("workflow:write", args=[dossier.code]),
        missing=_lines(event.evidence.get("missing")),
        asked=_("%(who)s yêu cầu %(moment)s.") % {"who": who[:1].upper() + who[1:], "moment": vnmoment(event.at)},
        due=shown(dossier, now, timetable.calendar_of(dossier, timetable.at(dossier.law))),
    )


def _lines(entry: Any) -> list[str]:
    """A checklist, whether it was kept as lines or as one text."""
    lines = entry if isinstance(entry, list) else str(entry or "").splitlines()
    return [str(line) for line in lines if str(line).strip()]


def _moving(dossier: Any, now: datetime) -> Row:
    ours = dossier.state in (State.DRAFT, State.RETURNED)
    saved = dossier.revision.saved_at if dossier.revision else dossier.opened_at
    note = _("lưu %(day)s") % {"day": vndate(saved)} if ours else _submitted(dossier)
    return Row(
        **_common(dossier),
        note=note,
        state=dossier.state,
        phase=phase(dossier),
        told="" if ours else _answer(dossier, now),
        write_url=reverse("workflow:write", args=[dossier.code]) if ours else "",
    )


def _submitted(dossier: Dossier) -> str:
    return _("nộp %(day)s") % {"day": vndate(dossier.submitted_at)} if dossier.submitted_at else ""


def _answer(dossier: Any, now: datetime) -> str:
    """When an answer is due, told as it is; else since when it lies there."""
    if is_paused(dossier):
        return _("Tạm dừng từ %(day)s") % {"day": vndate(dossier.paused_at)}
    if dossier.due_at is None:
        return _("Từ %(day)s") % {"day": vndate(dossier.since)}
    if dossier.due_at < now:
        return _("Hẹn trả lời %(day)s, đã quá hẹn") % {"day": vndate(dossier.due_at)}
    return _("Trả lời chậm nhất %(day)s") % {"day": vndate(dossier.due_at)}


def _result(dossier: Any, event: Event | None) -> Row:
    line = getattr(dossier, "decision_line", None)
    return Row(
        **_common(dossier),
        note=_reason(dossier, event),
        state=dossier.state,
        phase=phase(dossier),
        told=vndate(event.at) if event else "",
        link=_decision(line.decision) if line and line.decision.number else None,
    )


def _decision(decision: Any) -> dict[str, str]:
    label = _("Quyết định %(reference)s") % {"reference": decision.reference}
    return {"label": label, "url": reverse("workflow:decision", args=[decision.pk])}


def _reason(dossier: Dossier, event: Event | None) -> str:
    """Why there was no award, in the words of whoever decided."""
    if event is None or dossier.state == State.AWARDED:
        return ""
    told = event.evidence.get("reason") or event.evidence.get("document") or event.evidence.get("resolution")
    return str(told or VERBS[event.verb].past if event.verb in VERBS else "")
