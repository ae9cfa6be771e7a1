"""How a move settles: the paper moved in memory, then holder, due date, route and batch, written by outcome."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dossiers import content, fsm, routing
from dossiers.models import Batch, Dossier, RouteStage
from dossiers.moves import Reason
from dossiers.states import CLOSED, WITH_UNIT
from roles import units
from roles.models import UnitKind
from workflow import calendar, pauses, regimes, rows
from workflow.models import Event
from workflow.refusals import NotNow, Refused


@dataclass
class Step:
    """One dossier on its way through the door."""

    dossier: Dossier
    verb: str
    evidence: dict[str, Any]
    before: rows.Photograph
    event: Event | None = None


def move(
    steps: Sequence[Step],
    now: datetime,
    *,
    write: bool = True,
    refused: dict[int, Refused] | None = None,
) -> None:
    """Move each paper in memory, settle it, then write all of them by their outcomes."""
    routes, bodies = _routes(steps, now), _bodies(steps, now)
    arguments = _arguments(steps, now)
    held = pauses.held_after([step.dossier for step in steps], steps[0].verb if steps else "")
    settled = []
    for step in steps:
        try:
            _settle(step, routes, bodies, arguments, held, now)
            settled.append(step)
        except Refused as why:
            if refused is None:
                raise
            refused[step.dossier.pk] = why
    if write:
        _write(settled, now)


def _write(steps: Sequence[Step], now: datetime) -> None:
    content.freeze([step.dossier for step in steps if step.verb == "submit"], now=now)
    _join_batches([step for step in steps if step.verb in ("submit", "forward")], now)
    rows.write((step.before, step.dossier) for step in steps)


def _routes(steps: Sequence[Step], now: datetime) -> routing.Routes | None:
    """The routing rows of the day, if anything is submitted for the first time."""
    awards = {s.dossier.award_type_id for s in steps if _is_receipt(s)}
    return routing.routes_on(calendar.office_day(now), award_types=awards) if awards else None


def _is_receipt(step: Step) -> bool:
    return step.verb == "submit" and step.dossier.submitted_at is None


def _receive(dossier: Dossier, routes: routing.Routes, now: datetime) -> None:
    """First submit is receipt: it fixes regime and route."""
    try:
        choice = routes.choose(unit=dossier.unit, award_type=dossier.award_type)
    except routing.NoRoute as why:
        raise NotNow("submit", [Reason("not_now", str(why))]) from why
    dossier.regime_id, dossier.route = choice.regime_id, choice.route
    dossier.submitted_at = now


def _bodies(steps: Sequence[Step], now: datetime) -> units.Bodies:
    """The bodies above the proposers, unless every step ends where no body is asked."""
    origins = [s.dossier.unit for s in steps if not _ends_with_unit_or_closed(s)]
    return units.bodies_above(origins, on=calendar.office_day(now)) if origins else units.Bodies({})


def _ends_with_unit_or_closed(step: Step) -> bool:
    move = fsm.move_from(Dossier, step.verb, step.dossier.state)
    return move is not None and set(move.targets) <= {*CLOSED, *WITH_UNIT}


def _arguments(steps: Sequence[Step], now: datetime) -> dict[str, Any]:
    """What the bodies of these moves ask for; one act has one verb and one form."""
    first = next(iter(steps), None)
    if first is None or first.verb not in ARGUMENTS:
        return {}
    return ARGUMENTS[first.verb](first.evidence, now)


def _settle(
    step: Step,
    routes: routing.Routes | None,
    bodies: units.Bodies,
    arguments: dict[str, Any],
    held: Collection[int],
    now: datetime,
) -> None:
    """Move; then holder, due date and version follow from state, stage and unit."""
    dossier = step.dossier
    if routes is not None and _is_receipt(step):
        _receive(dossier, routes, now)
    if "regime" in arguments:
        regimes.check(dossier, step.evidence, **arguments, now=now)
    authority = dossier.holder.parent_id
    getattr(dossier, step.verb)(**arguments)
    dossier.holder = _holder(dossier, bodies)
    stays = step.verb == "reroute" and dossier.holder.parent_id == authority
    if step.verb == "reroute" and not stays:
        dossier.batch = None  # else the new authority would get hold of a gate that is not its own
    pauses.settle(dossier, step.before, now, held=dossier.pk in held or (stays and _gated(dossier)))
    dossier.version += 1


def _gated(dossier: Dossier) -> bool:
    """Whether something runs beside the paper or its batch."""
    return bool(dossier.facts and dossier.facts.gates)


def _stage_argument(evidence: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The stage, and the law where the move brings another one, which is checked by its own rows."""
    stage = RouteStage.objects.select_related("route", "following").filter(pk=evidence["stage"]).first()
    law = {"regime": regimes.named(evidence["regime"])} if evidence.get("regime") else {}
    if stage is None or not (law or stage.route.leads_over(calendar.office_day(now))):
        sentence = _("Chỉ chuyển sang tuyến chuyển tiếp đang có hiệu lực; báo người quản trị nếu chưa có tuyến ấy.")
        raise NotNow("reroute", [Reason("not_now", sentence)])
    return {"stage": stage, **law}


#: what a move's body asks for, made from the plain entries of its form
ARGUMENTS: dict[str, Callable[[dict[str, Any], datetime], dict[str, Any]]] = {"reroute": _stage_argument}


def _holder(dossier: Dossier, bodies: units.Bodies) -> Any:
    """In whose hands the paper is: a function of state, stage and unit."""
    if dossier.state in CLOSED:
        return dossier.holder
    if dossier.state in WITH_UNIT:
        return dossier.unit
    assert dossier.stage is not None
    kind = dossier.stage.body_kind(dossier.state)
    body = bodies.find(dossier.unit, tier=dossier.stage.tier, kind=kind)
    if body is None:
        raise NotNow("", [Reason("not_now", _no_body(dossier, kind))])
    return body


def _no_body(dossier: Dossier, kind: str) -> str:
    assert dossier.stage is not None
    return _("Chưa có %(body)s %(tier)s để nhận hồ sơ; báo người quản trị.") % {
        "body": UnitKind(kind).label,
        "tier": dossier.stage.get_tier_display(),
    }


def _join_batches(steps: Sequence[Step], now: datetime) -> None:
    """Each submission goes in a batch: a new one a destination, even for one dossier."""
    opened: dict[tuple[int, int, int], Batch] = {}
    for step in steps:
        sender, receiver, stage = place = _destination(step)
        opened.setdefault(place, Batch(sender_id=sender, receiver_id=receiver, stage_id=stage, sent_at=now))
    Batch.objects.bulk_create(opened.values())
    for step in steps:
        step.dossier.batch = opened[_destination(step)]


def _destination(step: Step) -> tuple[int, int, int]:
    """From whom, to whom, at which stage."""
    assert step.dossier.stage is not None  # a paper that is sent has just been laid before a stage
    return step.before.holder, step.dossier.holder.pk, step.dossier.stage.pk
