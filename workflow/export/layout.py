"""Where a chart's shapes lie on the sheet, and how its arrows run around them."""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.states import State
from workflow.export.chart import Chart, Flow, Lane, Node, Point
from workflow.export.net import PROPOSING

POOL = (160, 80)
BAND = 30  # the strip with the name of a pool or a lane
FIRST, COLUMN, LAST = 400, 540, 780  # where the first desk begins; how wide one is; the last, with what follows it
ROW, END = 110, 66  # how high a desk's own row is, and each end below it
CHANNEL = 16  # between two ways back


def laid_out(chart: Chart) -> Chart:
    """The chart with its lanes one below the other, a column each, and every arrow led around the desks."""
    y = float(POOL[1])
    for number, lane in enumerate(chart.lanes.values()):
        lane.y = y
        _lay_lane(chart, lane, FIRST + COLUMN * number)
        y += lane.height
    chart.width = FIRST + COLUMN * (len(chart.lanes) - 1) + LAST - POOL[0]
    _move("start", chart, POOL[0] + 2 * BAND + 48, chart.nodes[PROPOSING].y)
    _move("entry", chart, POOL[0] + 2 * BAND + 118, chart.nodes[PROPOSING].y)
    _lead(chart)
    return chart


def _move(node: str, chart: Chart, x: float, y: float) -> None:
    if node in chart.nodes:
        chart.nodes[node].x, chart.nodes[node].y = x, y


def _lay_lane(chart: Chart, lane: Lane, x: float) -> None:
    """The lane's desks below one another; what follows an award stands beside its signing."""
    back = [flow for flow in chart.flows if flow.target in lane.nodes and _is_back(chart, flow)]
    y = first = lane.y + 40 + CHANNEL * len(back) + ROW / 2
    for row, desk in enumerate(lane.desks):
        if desk.endswith(f"_{State.AWARDED}"):
            _lay_award(chart, desk, x + 490, first)
        else:
            y = _lay_desk(chart, desk, x, y, shift=60 * row)
    lane.height = y - lane.y - ROW / 2 + 20


def _lay_desk(chart: Chart, desk: str, x: float, y: float, *, shift: float) -> float:
    """Join, task and split in a row, the ends below; where the next row may lie."""
    _move(f"join_{desk}", chart, x + 25, y)
    _move(desk, chart, x + 140, y)
    _move(f"split_{desk}", chart, x + 255 + shift, y)
    ends = [flow.target for flow in chart.outgoing(f"split_{desk}") if flow.target.startswith("end_")]
    for number, end in enumerate(ends, start=1):
        _move(end, chart, x + 418, y + 10 + END * number)
    return y + ROW + END * len(ends)


def _lay_award(chart: Chart, desk: str, x: float, y: float) -> None:
    _move(f"kept_{desk}", chart, x, y)
    _move(f"end_{desk}_{State.AWARDED}", chart, x + 90, y)
    _move(desk, chart, x + 120, y + ROW)
    _move(f"end_{desk}_{State.REVOKED}", chart, x + 230, y + ROW)


def _lane_number(chart: Chart, node: str) -> int:
    return next(number for number, lane in enumerate(chart.lanes.values()) if node in lane.nodes)


def _is_back(chart: Chart, flow: Flow) -> bool:
    """Whether the arrow leads from a split up again, or round to its own desk."""
    if not flow.source.startswith("split_") or flow.target.startswith(("end_", "kept_")):
        return False
    return _lane_number(chart, flow.target) <= _lane_number(chart, flow.source)


def _lead(chart: Chart) -> None:
    """Give every arrow its points."""
    tracks: dict[str, int] = {}
    for flow in chart.flows:
        group = flow.source if not _is_back(chart, flow) else f"lane {_lane_number(chart, flow.target)}"
        tracks[group] = tracks.get(group, -1) + 1
        flow.points = list(dict.fromkeys(_points(chart, flow, tracks[group])))


def _points(chart: Chart, flow: Flow, track: int) -> Iterator[Point]:
    source, target = chart.nodes[flow.source], chart.nodes[flow.target]
    if _is_back(chart, flow):
        lane = list(chart.lanes.values())[_lane_number(chart, flow.target)]
        return _over(source, target, lane.y + 24 + CHANNEL * track)
    if source.y == target.y:
        return iter([source.side(1, 0), target.side(-1, 0)])
    if flow.source == "entry":
        return _under(source, target, target.y + 60)
    if flow.source.startswith("kept_") or target.kind == "endEvent":
        return iter([source.side(0, 1), (source.x, target.y), target.side(-1, 0)])
    return _beside(source, target, source.x + 215 + 12 * track)


def _over(source: Node, target: Node, y: float) -> Iterator[Point]:
    """Up, along the top of the target's lane, and down to it."""
    yield from (source.side(0, -1), (source.x, y), (target.x, y), target.side(0, -1))


def _under(source: Node, target: Node, y: float) -> Iterator[Point]:
    """Down, along below the target, and up to it."""
    yield from (source.side(0, 1), (source.x, y), (target.x, y), target.side(0, 1))


def _beside(source: Node, target: Node, x: float) -> Iterator[Point]:
    """Out of the column, down, and into the next."""
    yield from (source.side(1, 0), (x, source.y), (x, target.y), target.side(-1, 0))
