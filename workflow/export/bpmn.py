"""A drawn chart as BPMN 2.0 with its diagram."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from dossiers.models import RouteStage
from workflow.export.chart import Chart, Flow, Node, chart_of
from workflow.export.layout import BAND, POOL, laid_out
from workflow.export.net import net_of

SPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
OURS = "urn:bang-vang:routes"


def written(stages: Sequence[RouteStage]) -> str:
    """The file of one route."""
    route = stages[0].route
    return document(laid_out(chart_of(net_of(stages), name=route.name, code=route.code)))


def document(chart: Chart) -> str:
    """The chart's semantics first, then its diagram."""
    for prefix, space in SPACES.items():
        ET.register_namespace(prefix, space)
    root = ET.Element(_tag("bpmn:definitions"), id=f"definitions_{chart.code}", targetNamespace=OURS)
    _collaboration(root, chart)
    _process(root, chart)
    _diagram(root, chart)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _tag(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def _put(parent: ET.Element, tag: str, /, text: str = "", **attributes: str) -> ET.Element:
    """One element below another; an attribute without a value is left out."""
    element = ET.SubElement(parent, _tag(tag), {key: value for key, value in attributes.items() if value})
    element.text = text or None
    return element


# what it means


def _collaboration(root: ET.Element, chart: Chart) -> None:
    together = _put(root, "bpmn:collaboration", id="collaboration")
    _put(together, "bpmn:participant", id="pool", name=chart.name, processRef=f"route_{chart.code}")


def _process(root: ET.Element, chart: Chart) -> None:
    process = _put(root, "bpmn:process", id=f"route_{chart.code}", name=chart.name, isExecutable="false")
    lanes = _put(process, "bpmn:laneSet", id="lanes")
    for lane in chart.lanes.values():
        element = _put(lanes, "bpmn:lane", id=lane.id, name=lane.name)
        for name in lane.nodes:
            _put(element, "bpmn:flowNodeRef", name)
    for node in chart.nodes.values():
        _node(process, chart, node)
    for flow in chart.flows:
        _flow(process, flow)


def _node(process: ET.Element, chart: Chart, node: Node) -> None:
    incoming, outgoing = chart.incoming(node.id), chart.outgoing(node.id)
    way = {"gatewayDirection": "Diverging" if len(outgoing) > 1 else "Converging"}
    more = way if node.kind == "exclusiveGateway" else {}
    element = _put(process, f"bpmn:{node.kind}", id=node.id, name=node.name, **more)
    if node.words:
        _put(element, "bpmn:documentation", node.words)
    for flow in incoming:
        _put(element, "bpmn:incoming", flow.id)
    for flow in outgoing:
        _put(element, "bpmn:outgoing", flow.id)


def _flow(process: ET.Element, flow: Flow) -> None:
    element = _put(
        process, "bpmn:sequenceFlow", id=flow.id, name=flow.name, sourceRef=flow.source, targetRef=flow.target
    )
    if flow.verbs:
        _put(element, "bpmn:documentation", " ".join(flow.verbs))


# how it looks


def _diagram(root: ET.Element, chart: Chart) -> None:
    diagram = _put(root, "bpmndi:BPMNDiagram", id="diagram")
    plane = _put(diagram, "bpmndi:BPMNPlane", id="plane", bpmnElement="collaboration")
    _shape(plane, "pool", (*POOL, chart.width, chart.height), flat=True)
    for lane in chart.lanes.values():
        _shape(plane, lane.id, (POOL[0] + BAND, lane.y, chart.width - BAND, lane.height), flat=True)
    for node in chart.nodes.values():
        _node_shape(plane, node)
    for flow in chart.flows:
        _edge(plane, flow)


def _shape(plane: ET.Element, name: str, box: tuple[float, ...], *, flat: bool = False) -> ET.Element:
    shape = _put(plane, "bpmndi:BPMNShape", id=f"shape_{name}", bpmnElement=name, isHorizontal="true" if flat else "")
    _bounds(shape, box)
    return shape


def _bounds(element: ET.Element, box: tuple[float, ...]) -> None:
    x, y, width, height = (f"{number:g}" for number in box)
    _put(element, "dc:Bounds", x=x, y=y, width=width, height=height)


def _node_shape(plane: ET.Element, node: Node) -> None:
    width, height = node.size
    shape = _shape(plane, node.id, (*node.side(-1, -1), width, height))
    if node.name and node.kind != "userTask":
        label = _put(shape, "bpmndi:BPMNLabel")
        _bounds(label, _label_box(node))


def _label_box(node: Node) -> tuple[float, ...]:
    """Beside a gateway's foot, where no arrow runs; under an event."""
    if node.kind == "exclusiveGateway":
        return (node.x + 8, node.y + 26, 60, 14)
    return (node.x - 55, node.y + 20, 110, 14)


def _edge(plane: ET.Element, flow: Flow) -> None:
    edge = _put(plane, "bpmndi:BPMNEdge", id=f"edge_{flow.id}", bpmnElement=flow.id)
    for x, y in flow.points:
        _put(edge, "di:waypoint", x=f"{x:g}", y=f"{y:g}")
    if flow.name:
        label = _put(edge, "bpmndi:BPMNLabel")
        _bounds(label, _flow_label_box(flow))


def _flow_label_box(flow: Flow) -> tuple[float, ...]:
    """Above the last level stretch of the arrow."""
    level = [(a, b) for a, b in zip(flow.points, flow.points[1:], strict=False) if a[1] == b[1]]
    (x1, y), (x2, _same) = level[0] if len(level) == 2 else level[-1]
    width = 7 * len(flow.name)
    return (min(x1, x2) + 6, y - 15, width, 14)
