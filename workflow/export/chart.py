"""A net drawn: lanes, nodes and flows with their places on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dossiers.models import RouteStage
from dossiers.states import REVIEWING, WITH_UNIT, State
from dossiers.verbs import OTHER_EVENTS, VERBS
from roles.models import Tier, UnitKind
from workflow.export.net import LEAVES, PROPOSING, Net, Place, Step
from workflow.story import begun

SIZES = {"startEvent": (36, 36), "endEvent": (36, 36), "exclusiveGateway": (50, 50), "userTask": (100, 80)}
Point = tuple[float, float]


@dataclass
class Node:
    """A shape, by its middle."""

    id: str
    kind: str
    name: str
    x: float = 0
    y: float = 0
    words: str = ""

    @property
    def size(self) -> tuple[int, int]:
        return SIZES[self.kind]

    def side(self, right: int, down: int) -> Point:
        """The middle of one side: (1, 0) is the right, (0, -1) the top."""
        return self.x + right * self.size[0] / 2, self.y + down * self.size[1] / 2


@dataclass
class Flow:
    """An arrow: the verbs it stands for, and the points it passes."""

    source: str
    target: str
    verbs: tuple[str, ...] = ()
    points: list[Point] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"flow_{self.source}__{self.target}"

    @property
    def name(self) -> str:
        """Only a choice has names."""
        if not self.source.startswith(("split_", "entry")):
            return ""
        return " / ".join(
            str(VERBS[verb].name) if verb in VERBS else begun(str(OTHER_EVENTS[verb])) for verb in self.verbs
        )


@dataclass
class Lane:
    """A body, with what it does."""

    id: str
    name: str
    desks: list[str] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    y: float = 0
    height: float = 0


@dataclass
class Chart:
    """All that is drawn of one route."""

    name: str
    code: str
    lanes: dict[str, Lane] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    width: float = 0

    @property
    def height(self) -> float:
        return sum(lane.height for lane in self.lanes.values())

    def add(self, lane: str, node: Node) -> None:
        self.nodes[node.id] = node
        self.lanes[lane].nodes.append(node.id)

    def incoming(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == node]

    def outgoing(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node]


def chart_of(net: Net, *, name: str, code: str) -> Chart:
    """Lanes, nodes and flows; where they lie is for ``layout`` to say."""
    chart = Chart(name, code)
    for desk, place in net.desks.items():
        lane = _lane(place)
        chart.lanes.setdefault(lane.id, lane).desks.append(desk)
    home = {desk: lane.id for lane in chart.lanes.values() for desk in lane.desks}
    for desk, place in net.desks.items():
        _draw_desk(chart, home[desk], desk, place, net)
    _draw_beginning(chart, home[PROPOSING], net)
    return chart


def _lane(place: Place) -> Lane:
    """The body that works at the place."""
    if place.state in WITH_UNIT or place.stage is None:
        return Lane("lane_unit", _("Đơn vị đề nghị"))
    kind = _body_kind(place.stage, place.state)
    return Lane(f"lane_{place.stage.tier}_{kind}", _body_name(place.stage, kind))


def _body_kind(stage: RouteStage, state: str) -> str:
    return stage.body_kind(state if state in REVIEWING else State.SIGNING)


def _body_name(stage: RouteStage, kind: str) -> str:
    tier = str(Tier(stage.tier).label)
    return f"{tier[:1].upper()}{tier[1:]}: {UnitKind(kind).label}"


def _desk_words(place: Place) -> str:
    """The state in Vietnamese, for who reads the chart."""
    if place.refused:
        return _("Chờ ký; người thẩm định đề nghị không khen thưởng")
    if place.state == State.AWARDED:
        return _("Hủy khen thưởng theo kết luận hoặc bản án")
    return str(State(place.state).label)


# one desk: a join, its task, and a split by verb


def _draw_desk(chart: Chart, lane: str, desk: str, place: Place, net: Net) -> None:
    door = _door(net, desk)
    if place.state == State.AWARDED:
        _draw_kept(chart, lane, desk)
    elif door != desk:
        chart.add(lane, Node(door, "exclusiveGateway", ""))
        chart.flows.append(Flow(door, desk))
    chart.add(lane, Node(desk, "userTask", desk, words=_desk_words(place)))
    ways = _ways(net.leaving[desk])
    if len(ways) > 1:
        chart.add(lane, Node(f"split_{desk}", "exclusiveGateway", _("Kết quả?")))
        chart.flows.append(Flow(desk, f"split_{desk}"))
    for (target, end), verbs in ways.items():
        source = f"split_{desk}" if len(ways) > 1 else desk
        chart.flows.append(Flow(source, _arrival(chart, lane, desk, end) if end else _door(net, target), verbs))


def _ways(steps: Sequence[Step]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The verbs by where they lead: one arrow for all that lead to one place."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for step in steps:
        key = (step.target, step.end)
        found[key] = (*found.get(key, ()), step.verb)
    return found


def _door(net: Net, desk: str) -> str:
    """Where an arrow to the desk arrives: a gateway that joins them where there are several."""
    if desk.endswith(f"_{State.AWARDED}"):
        return f"kept_{desk}"
    sources = {step.source for step in net.steps if step.target == desk}
    return f"join_{desk}" if len(sources) + (desk in net.entries) > 1 else desk


def _arrival(chart: Chart, lane: str, desk: str, end: str) -> str:
    node = Node(f"end_{desk}_{end}", "endEvent", _end_name(end))
    chart.add(lane, node)
    return node.id


def _end_name(end: str) -> str:
    return str(VERBS[LEAVES].name if end == LEAVES else State(end).label)


def _draw_kept(chart: Chart, lane: str, desk: str) -> None:
    """An award ends the way, unless it is revoked."""
    chart.add(lane, Node(f"kept_{desk}", "exclusiveGateway", _("Có bị hủy?")))
    end = _arrival(chart, lane, desk, State.AWARDED)
    chart.flows += [Flow(f"kept_{desk}", end), Flow(f"kept_{desk}", desk)]


def _draw_beginning(chart: Chart, lane: str, net: Net) -> None:
    chart.add(lane, Node("start", "startEvent", _("Có hồ sơ")))
    chart.add(lane, Node("entry", "exclusiveGateway", _("Từ đâu?")))
    chart.flows.append(Flow("start", "entry"))
    chart.flows += [Flow("entry", _door(net, desk), (verb,)) for desk, verb in net.entries.items()]
