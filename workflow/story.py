"""A dossier told in words: what happened, where it is, who has it, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.conflicts import Rule
from dossiers.models import Dossier, RouteStage
from dossiers.states import CLOSED, REVIEWING, WITH_UNIT, State
from dossiers.verbs import GROUNDS, OTHER_EVENTS, VERBS
from roles.models import Person, Seat, Tier, Unit
from roles.templatetags.face import vndate, vnday, vnshort
from workflow import calendar
from workflow.models import Consulted, Event, Gate, GateAct
from workflow.rows import RESERVED

#: the words that a person wrote with a move, in the order in which they are quoted
QUOTED = ("missing", "reason", "request", "resolution", "document", "basis")

#: what a sentence says of the hand, also of one that acted for another
HANDS = ("person", "seat__role", "seat__unit", "seat__acting_for__role", "seat__acting_for__person")


@dataclass(frozen=True)
class Line:
    """One sentence of a history."""

    at: datetime
    who: str
    verb: str
    what: str = ""
    quote: str = ""
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class Stop:
    """One body on the route: behind, here or ahead."""

    kind: str
    what: str
    detail: str = ""
    gate: str = ""


@dataclass(frozen=True)
class Level:
    """The bodies of one level of government."""

    label: str
    stops: list[Stop] = field(default_factory=list)


def begun(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def history(dossier: Dossier) -> list[Event]:
    """All events, the latest first, with whatever their sentences name; one statement."""
    rows = dossier.events.select_related(*HANDS, "to_holder", "from_stage")
    return list(rows.order_by("-seq"))


def lines(events: Iterable[Event], gates: Iterable[Gate] = ()) -> list[Line]:
    """Events and gates as sentences, the latest first."""
    told = [_event_line(event) for event in events]
    for gate in gates:
        told += _gate_lines(gate)
    return sorted(told, key=lambda line: line.at, reverse=True)


def _event_line(event: Event) -> Line:
    decision = event.evidence.get("decision")
    return Line(
        at=event.at,
        who=_who(event),
        verb=_verb(event),
        what=_what(event),
        quote=_quote(event.evidence),
        url=reverse("workflow:decision", args=[decision]) if decision else "",
        url_label=_("Xem quyết định") if decision else "",
    )


def _who(event: Event) -> str:
    if event.person is None:
        return event.to_holder.name
    name = begun(event.person.addressed)
    return f"{name}, {_seat(event.seat)}," if event.seat else name


def _seat(seat: Seat) -> str:
    """The title, and of which unit where the title does not say it; “KT. Chủ tịch, thay ông Y” of a substitute."""
    if seat.acting_for:
        return _("%(form)s, thay %(who)s") % {"form": seat.signs_as, "who": seat.acting_for.person.addressed}
    unit = seat.unit.short_name
    return seat.label if unit.lower() in seat.label.lower() else f"{seat.label}, {unit}"


def _verb(event: Event) -> str:
    if event.verb == "submit" and event.from_state == State.RETURNED:
        return _("nộp lại hồ sơ")
    if law := event.evidence.get("law"):
        return _("chuyển hồ sơ sang %(law)s") % {"law": law}
    return str(VERBS[event.verb].past if event.verb in VERBS else OTHER_EVENTS[event.verb])


def _what(event: Event) -> str:
    if reference := event.evidence.get("reference"):
        return _("số %(reference)s") % {"reference": reference}
    if event.from_holder_id in (None, event.to_holder_id) or event.verb == "succeed":
        return ""
    return _("đến %(holder)s") % {"holder": event.to_holder.name}


def _quote(evidence: dict[str, Any]) -> str:
    """The person's own words, with the ground that was chosen."""
    words = [str(GROUNDS[evidence["ground"]])] if evidence.get("ground") in GROUNDS else []
    for name in QUOTED:
        value = evidence.get(name)
        words += [str(line) for line in value] if isinstance(value, list) else [str(value)] if value else []
    if day := evidence.get("next_sitting"):
        words.append(_("phiên sau: %(day)s") % {"day": _day(str(day))})
    words += [_("xung đột lợi ích: %(rule)s") % {"rule": Rule(c["rule"]).label} for c in evidence.get("conflicts", ())]
    return "; ".join(word.rstrip(".;") for word in words)


def _day(text: str) -> str:
    """A day that was kept as ISO text, as it is read; other words stay."""
    try:
        return vndate(date.fromisoformat(text))
    except ValueError:
        return text


def told_at_gate(gate: Gate) -> list[Line]:
    """The gate's own record, the latest first: all that was done there."""
    return [_act_line(gate, act) for act in reversed(gate.acts.all())] or _gate_lines(gate)[::-1]


def _act_line(gate: Gate, act: GateAct) -> Line:
    person = act.seat and _seat(act.seat)
    who = f"{begun(act.person.addressed)}, {person}," if person else begun(act.person.addressed)
    return Line(act.at, who, _act_name(gate, act), _act_detail(act), _act_quote(act))


def _act_name(gate: Gate, act: GateAct) -> str:
    if act.act in GATE_ENDS:
        return str(GATE_ENDS[act.act][gate.kind])
    return str(GATE_ACTS[GateAct.Act(act.act)])


def _act_detail(act: GateAct) -> str:
    """Whom it concerns, and until when."""
    until = act.what.get("until")
    told = _("đến hết ngày %(day)s") % {"day": _day(str(until))} if until else ""
    return " ".join(text for text in (act.what.get("authority", ""), told) if text)


def _act_quote(act: GateAct) -> str:
    """What was written down with it; what people said of others stays at the gate."""
    answer = act.what.get("answer")
    words = [str(Consulted.Answer(answer).label)] if answer in Consulted.Answer.values else []
    for name in ("asked", "places", "note", "document", "closing_document", "outcome", "deemed"):
        value = act.what.get(name) or ""
        words += value if isinstance(value, list) else [line for line in str(value).splitlines() if line]
    return "; ".join(word.rstrip(".;") for word in words)


GATE_ACTS = {
    GateAct.Act.ASK: gettext_lazy("xin ý kiến thêm"),
    GateAct.Act.REPLY: gettext_lazy("ghi trả lời của"),
    GateAct.Act.COMMENT: gettext_lazy("ghi một ý kiến góp khi công khai"),
    GateAct.Act.ANSWER: gettext_lazy("trả lời một ý kiến góp khi công khai"),
    GateAct.Act.SUSPEND: gettext_lazy("chuyển một ý kiến thành tạm dừng"),
}
GATE_ENDS: dict[str, dict[str, Any]] = {
    GateAct.Act.OPEN: {
        Gate.Kind.POSTING: gettext_lazy("mở công khai"),
        Gate.Kind.CONSULTATION: gettext_lazy("xin ý kiến cơ quan liên quan"),
        Gate.Kind.SUSPENSION: gettext_lazy("tạm dừng xem xét"),
    },
    GateAct.Act.CLOSE: {
        Gate.Kind.POSTING: gettext_lazy("kết thúc công khai"),
        Gate.Kind.CONSULTATION: gettext_lazy("kết thúc xin ý kiến"),
        Gate.Kind.SUSPENSION: gettext_lazy("cho xem xét tiếp"),
    },
}


def _gate_lines(gate: Gate) -> list[Line]:
    """How it was opened and how it ended; what people said in between stays at the gate."""
    until = _("đến hết ngày %(day)s") % {"day": vndate(gate.until)} if gate.until else ""
    opened, closed = (str(GATE_ENDS[act][gate.kind]) for act in (GateAct.Act.OPEN, GateAct.Act.CLOSE))
    told = [Line(gate.opened_at, begun(gate.opened_by.addressed), opened, until, _quoted(gate, OPENED_WITH))]
    if gate.closed_at and gate.closed_by:
        quote = _quoted(gate, ENDED_WITH)
        told.append(Line(gate.closed_at, begun(gate.closed_by.addressed), closed, quote=quote))
    return told


OPENED_WITH = ("places", "note", "document")
ENDED_WITH = ("closing_document", "outcome")


def _quoted(gate: Gate, names: Iterable[str]) -> str:
    lines = [line for name in names for line in getattr(gate, name).splitlines()]
    return "; ".join(line.rstrip(".;") for line in lines if line)


# where it is


def stages_of(dossier: Dossier) -> list[RouteStage]:
    """The levels of the dossier's route; one statement."""
    return list(dossier.route.stages.order_by("order"))


def levels_above(unit: Unit) -> dict[str, Unit]:
    """The authorities above the unit by tier; the caller has read its parents with it."""
    found: dict[str, Unit] = {}
    above = unit.parent
    while above is not None:
        found[above.tier] = above
        above = above.parent
    return found


def route(
    dossier: Dossier,
    events: Sequence[Event],
    *,
    stages: Sequence[RouteStage],
    authorities: dict[str, Unit],
) -> list[Level]:
    """The way of the paper, level by level, and where on it the paper is."""
    left = {(event.from_stage_id, event.from_state): event.at for event in reversed(events)}
    arrived = events[0].at if events else None
    last = next((event for event in events if event.to_state in CLOSED), None)
    place = _place(dossier, last)
    levels = [Level(_("Đơn vị"), [_first_stop(dossier, place)])]
    for stage in stages:
        stops = [
            _stop(dossier, stage, state, place, left, arrived=arrived, decides=stage == stages[-1])
            for state in REVIEWING
            if state != State.COUNCIL or stage.council_kind
        ]
        levels.append(Level(_level_name(stage, authorities), stops))
    return levels


def _place(dossier: Dossier, last: Event | None) -> tuple[int, int]:
    """Where the paper is, or where it ended, as a pair that sorts along the way."""
    if dossier.state in (State.AWARDED, State.REVOKED):
        return (99, 0)
    if dossier.state in WITH_UNIT:
        return (0, 0)
    state = last.from_state if last else dossier.state
    if state in WITH_UNIT or dossier.stage is None:
        return (0, 0)
    return (dossier.stage.order, REVIEWING.index(State(state)))


def _kind(spot: tuple[int, int], place: tuple[int, int], *, open_: bool) -> str:
    if spot == place:
        return "here" if open_ else "past"
    return "past" if spot < place else "next"


def _first_stop(dossier: Dossier, place: tuple[int, int]) -> Stop:
    kind = _kind((0, 0), place, open_=dossier.state not in CLOSED)
    sent = _("nộp %(day)s") % {"day": vndate(dossier.submitted_at)} if dossier.submitted_at else ""
    what = _("%(unit)s bổ sung") if dossier.state == State.RETURNED else _("%(unit)s lập")
    return Stop(kind, what % {"unit": begun(dossier.unit.short_name)}, _until(dossier) if kind == "here" else sent)


def _stop(
    dossier: Dossier,
    stage: RouteStage,
    state: State,
    place: tuple[int, int],
    left: dict[tuple[int | None, str], datetime],
    *,
    arrived: datetime | None,
    decides: bool,
) -> Stop:
    spot = (stage.order, REVIEWING.index(state))
    kind = _kind(spot, place, open_=dossier.state not in CLOSED)
    what = _stop_name(state, decides=decides)
    if kind == "here":
        since = _("từ %(day)s") % {"day": vnshort(arrived)} if arrived else ""
        detail = ", ".join(text for text in (since, _until(dossier)) if text)
        return Stop(kind, what, detail, _gates(dossier))
    at = left.get((stage.pk, str(state)))
    if kind == "past" and at is None:
        return Stop("next", what, _("không qua bước này"))
    if kind == "past" and spot == place:  # closed here, without an award
        return Stop(kind, what, _("%(state)s %(day)s") % {"state": dossier.get_state_display(), "day": vndate(at)})
    return Stop(kind, what, vndate(at) if kind == "past" else "")


def _stop_name(state: State, *, decides: bool) -> str:
    names = {
        State.INTAKE: _("Thẩm định"),
        State.COUNCIL: _("Hội đồng xét"),
        State.SIGNING: _("Chủ tịch quyết định") if decides else _("Chủ tịch ký tờ trình"),
    }
    return names[state]


def _level_name(stage: RouteStage, authorities: dict[str, Unit]) -> str:
    authority = authorities.get(stage.tier)
    return begun(authority.short_name if authority else str(Tier(stage.tier).label))


def _gates(dossier: Dossier) -> str:
    gates = dossier.facts.gates if dossier.facts else ()
    words = [
        _("%(gate)s đến %(day)s") % {"gate": gate.label, "day": vnshort(gate.until)} if gate.until else str(gate.label)
        for gate in gates
    ]
    return "; ".join(words)


def _until(dossier: Dossier) -> str:
    return _("hạn %(day)s") % {"day": vnshort(dossier.due_at)} if dossier.due_at else ""


# who has it, until when


def subject(dossier: Dossier) -> str:
    """Whose paper it is, also while it has no name."""
    return dossier.nominee.addressed or _("Hồ sơ chưa có tên")


def where_now(dossier: Dossier) -> str:
    """Who has the paper now and until when, in one sentence."""
    if dossier.state in CLOSED:
        return _("Hồ sơ đã kết thúc: %(state)s.") % {"state": dossier.get_state_display()}
    words = {"holder": dossier.holder.name, "state": dossier.get_state_display()}
    if dossier.due_at is None:
        return _("Hồ sơ đang ở %(holder)s: %(state)s.") % words
    words["day"] = vnday(calendar.office_day(dossier.due_at))
    return _("Hồ sơ đang ở %(holder)s: %(state)s, hạn đến hết %(day)s.") % words


def done(event: Event) -> str:
    """What a move has done, as the page says after it."""
    dossier = event.dossier
    words = {"verb": _verb(event), "subject": subject(dossier), "where": where_now(dossier)}
    return _("Đã %(verb)s: %(subject)s. %(where)s") % words


def pronoun(person: Any) -> str:
    """How the page speaks to the person: ông, bà, or both where it does not know."""
    addressed = person.addressed if isinstance(person, Person) or hasattr(person, "addressed") else ""
    form = addressed.split(" ", 1)[0]
    return form if form in ("ông", "bà") else _("ông/bà")


def since_version(dossier_id: int, version: int) -> list[Event]:
    """What happened to the dossier after a page was drawn, in its order; one statement."""
    rows = Event.objects.filter(dossier=dossier_id, version__gt=version)
    return list(rows.select_related(*HANDS, "to_holder").order_by("seq"))


def own_move(events: Sequence[Event], *, verb: str, person: int, evidence: dict[str, Any]) -> Event | None:
    """The same act by the same person in the same words, just done: a second press, not a quarrel."""
    first = next(iter(events), None)
    if first is None or (first.verb, first.person_id) != (verb, person):
        return None
    said = {name: value for name, value in first.evidence.items() if name not in RESERVED}
    return first if said == evidence else None
