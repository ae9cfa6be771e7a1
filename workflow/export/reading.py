"""Routes and events read from the database for the builders; a trace is one dossier on one route."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from dossiers.models import Route, RouteStage
from dossiers.states import CLOSED
from workflow.export.net import LEAVES, activity
from workflow.models import Event

#: a birth, and a change of holder by law, are nobody's work at a desk
NO_WORK = ("open", "succeed")
NEIGHBOURS = (
    "dossier__route",
    "from_stage__route",
    "to_stage__route",
    "from_holder",
    "to_holder",
    "seat__unit",
    "seat__acting_for__role",
    "seat__acting_for__person",
    "person",
)


@dataclass(frozen=True)
class Happening:
    """One move as the log tells it."""

    id: str
    activity: str
    desk: str
    verb: str
    resource: str
    role: str
    unit: str
    body: str
    at: datetime


@dataclass
class Trace:
    """What happened to one dossier on one route."""

    name: str
    dossier: str
    route: str
    award: str
    happenings: list[Happening] = field(default_factory=list)


def stages_by_route() -> dict[Route, list[RouteStage]]:
    """Every route with its stages in their order, each knowing the one below and the one above."""
    rows = RouteStage.objects.select_related("route", "previous", "following").order_by("route__code", "order")
    return {route: list(stages) for route, stages in groupby(rows, key=lambda stage: stage.route)}


def traces(*, everything: bool = False, personal: bool = False) -> Iterator[Trace]:
    """Finished dossiers, or all; a rerouted dossier is as many traces as it had routes."""
    rows = Event.objects.select_related(*NEIGHBOURS).order_by("dossier", "seq")
    rows = rows if everything else rows.filter(dossier__state__in=CLOSED)
    for _dossier, events in groupby(rows.iterator(chunk_size=2000), key=lambda event: event.dossier_id):
        yield from _traces_of(events, personal=personal)


def _traces_of(events: Iterable[Event], *, personal: bool) -> Iterator[Trace]:
    """Cut where a dossier leaves a route."""
    trace: Trace | None = None
    number, last_verb = 1, ""
    for event in events:
        if event.verb in NO_WORK:
            continue
        trace = trace or _begun(event, number)
        trace.happenings.append(_happening(event, refused=last_verb == "propose_refusal", personal=personal))
        last_verb = event.verb
        if event.verb == LEAVES:
            yield trace
            trace, number = None, number + 1
    if trace:
        yield trace


def _begun(event: Event, number: int) -> Trace:
    stage = event.from_stage or event.to_stage
    code = event.dossier.code or str(event.dossier_id)
    return Trace(
        name=code if number == 1 else f"{code}/{number}",
        dossier=code,
        route=stage.route.code if stage else event.dossier.route.code,
        award=event.dossier.award_type_id,
    )


def _resource(event: Event, unit: str, *, personal: bool) -> str:
    """The seat, or the person; “KT chair@…” or “X (KT. Chủ tịch, Y)” where one acted for another."""
    principal = event.seat.acting_for if event.seat else None
    if not personal or event.person is None:
        place = f"{event.role}@{unit}"
        return f"{event.seat.form} {place}" if principal and event.seat else place
    if principal is None or event.seat is None:
        return event.person.full_name
    return f"{event.person.full_name} ({event.seat.signs_as}, {principal.person.full_name})"


def _happening(event: Event, *, refused: bool, personal: bool) -> Happening:
    tier = event.from_stage.tier if event.from_stage else ""
    body = event.from_holder or event.to_holder
    unit = event.seat.unit if event.seat else body
    return Happening(
        id=str(event.pk),
        activity=activity(tier, event.from_state, refused=refused),
        desk="closed" if event.from_state in CLOSED else activity(tier, event.from_state),
        verb=event.verb,
        resource=_resource(event, unit.code, personal=personal),
        role=event.role,
        unit=unit.code,
        body=body.code,
        at=event.at,
    )
