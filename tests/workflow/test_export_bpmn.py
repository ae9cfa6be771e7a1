"""Routes as BPMN: one lane a body, every move of the machine, drawn so that nothing lies on anything."""

from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

from dossiers import fsm, law
from dossiers.models import Dossier
from dossiers.verbs import VERBS
from workflow.export import bpmn, chart, layout, net, reading

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MODEL = {"bpmn": bpmn.SPACES["bpmn"], "di": bpmn.SPACES["bpmndi"], "dc": bpmn.SPACES["dc"]}
ONE_COUNCIL = ["proposing", "commune_intake", "commune_council", "commune_signing"]
DISTRICT = ["district_intake", "district_council", "district_signing"]


@pytest.fixture
def routes():
    """The routes of the law, by code, with their stages."""
    law.load()
    return {route.code: stages for route, stages in reading.stages_by_route().items()}


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 -- our own text


def drawn(stages):
    return layout.laid_out(chart.chart_of(net.net_of(stages), name="tuyến", code="route"))


def names(root, tag):
    return [element.get("name") for element in root.iterfind(f".//bpmn:{tag}", MODEL)]


def reached(flows, start):
    """Every node that a walk along the flows comes to."""
    found, left = {start}, [start]
    while left:
        here = left.pop()
        fresh = {target for source, target in flows if source == here} - found
        found |= fresh
        left += fresh
    return found


def test_every_route_is_a_file_of_its_own(routes, tmp_path):
    call_command("export_bpmn", str(tmp_path / "new"), verbosity=0)

    assert {file.stem for file in (tmp_path / "new").glob("*.bpmn")} == set(routes)
    assert {parsed(file.read_text(encoding="utf-8")).tag for file in (tmp_path / "new").iterdir()} == {
        f"{{{bpmn.SPACES['bpmn']}}}definitions"
    }


def test_a_place_that_cannot_be_written_is_one_sentence(routes, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match="Không ghi được"):
        call_command("export_bpmn", str(tmp_path / "file"))


def test_the_lanes_are_the_bodies(routes):
    root = parsed(bpmn.written(routes["xa-huyen"]))

    assert names(root, "participant") == ["Xã trình, huyện quyết định"]
    assert names(root, "lane") == [
        "Đơn vị đề nghị",
        "Cấp xã: cơ quan thẩm định",
        "Cấp xã: Hội đồng Thi đua – Khen thưởng",
        "Cấp xã: Chủ tịch Ủy ban nhân dân",
        "Cấp huyện: cơ quan thẩm định",
        "Cấp huyện: Hội đồng Thi đua – Khen thưởng",
        "Cấp huyện: Chủ tịch Ủy ban nhân dân",
    ]


def test_every_route_has_a_lane_for_each_body_and_each_node_in_one(routes):
    for stages in routes.values():
        root = parsed(bpmn.written(stages))
        bodies = 1 + sum(3 if stage.council_kind else 2 for stage in stages)
        nodes = [ref.text for ref in root.iterfind(".//bpmn:flowNodeRef", MODEL)]

        assert len(names(root, "lane")) == bodies
        assert sorted(nodes) == sorted(drawn(stages).nodes)


def test_the_tasks_are_the_desks(routes):
    root = parsed(bpmn.written(routes["xa"]))

    assert names(root, "userTask") == [
        "proposing",
        "commune_intake",
        "commune_council",
        "commune_signing",
        "commune_signing_refusal",
        "commune_awarded",
    ]


def test_every_move_of_the_machine_is_on_some_route(routes):
    drawn_verbs = {
        (net_of.desks[step.source].state, step.verb)
        for net_of in map(net.net_of, routes.values())
        for step in net_of.steps
    }

    declared = {(move.source, move.verb) for move in fsm.every_move(Dossier) if move.source != "returned"}
    assert drawn_verbs == declared
    assert {verb for _state, verb in drawn_verbs} == set(VERBS)


def test_the_moves_of_a_route_of_one_stage(routes):
    steps = net.net_of(routes["xa-khong-hoi-dong"]).steps

    assert {(step.source, step.verb, step.target or step.end) for step in steps} == {
        ("proposing", "submit", "commune_intake"),
        ("proposing", "withdraw", "withdrawn"),
        ("commune_intake", "recall", "proposing"),
        ("commune_intake", "refer", "commune_signing"),
        ("commune_intake", "propose_refusal", "commune_signing_refusal"),
        ("commune_intake", "give_back", "proposing"),
        ("commune_intake", "withdraw", "withdrawn"),
        ("commune_intake", "reroute", "reroute"),
        *((desk, verb, end) for desk in SIGNING for verb, end in BY_THE_CHAIR.items()),
        ("commune_signing", "award", "commune_awarded"),
        ("commune_awarded", "revoke", "revoked"),
    }


SIGNING = ["commune_signing", "commune_signing_refusal"]
BY_THE_CHAIR = {
    "recheck": "commune_intake",
    "give_back": "proposing",
    "decline": "declined",
    "withdraw": "withdrawn",
    "reroute": "reroute",
}


def test_every_node_lies_on_a_way_from_the_start_to_an_end(routes):
    for stages in routes.values():
        flows = [(flow.source, flow.target) for flow in drawn(stages).flows]
        nodes = drawn(stages).nodes
        ends = [name for name, node in nodes.items() if node.kind == "endEvent"]
        back = [(target, source) for source, target in flows]

        assert reached(flows, "start") == set(nodes)
        assert set().union(*(reached(back, end) for end in ends)) == set(nodes)
        assert [name for name in nodes if not any(target == name for _source, target in flows)] == ["start"]


def test_only_gateways_split_and_join_and_none_does_both(routes):
    for stages in routes.values():
        it = drawn(stages)
        ways = {name: (len(it.incoming(name)), len(it.outgoing(name))) for name in it.nodes}
        gateways = {name for name, node in it.nodes.items() if node.kind == "exclusiveGateway"}

        assert {name for name, (before, after) in ways.items() if max(before, after) > 1} == gateways
        assert [name for name in gateways if min(ways[name]) != 1] == []


def test_no_two_arrows_lead_the_same_way(routes):
    for stages in routes.values():
        pairs = [(flow.source, flow.target) for flow in drawn(stages).flows]

        assert len(pairs) == len(set(pairs))


def overlap(one, other):
    (w1, h1), (w2, h2) = one.size, other.size
    return abs(one.x - other.x) < (w1 + w2) / 2 and abs(one.y - other.y) < (h1 + h2) / 2


def test_no_shape_lies_on_another_and_each_within_its_lane(routes):
    for stages in routes.values():
        it = drawn(stages)
        nodes = list(it.nodes.values())

        assert [(a.id, b.id) for n, a in enumerate(nodes) for b in nodes[n + 1 :] if overlap(a, b)] == []
        for lane in it.lanes.values():
            for node in map(it.nodes.get, lane.nodes):
                assert lane.y < node.side(0, -1)[1]
                assert node.side(0, 1)[1] < lane.y + lane.height
                assert layout.POOL[0] < node.side(-1, 0)[0]
                assert node.side(1, 0)[0] < layout.POOL[0] + it.width


def test_every_arrow_runs_level_or_upright_between_its_shapes(routes):
    for stages in routes.values():
        it = drawn(stages)
        for flow in it.flows:
            bends = list(zip(flow.points, flow.points[1:], strict=False))
            sides = [(1, 0), (-1, 0), (0, 1), (0, -1)]

            assert all(a[0] == b[0] or a[1] == b[1] for a, b in bends)
            assert flow.points[0] in [it.nodes[flow.source].side(*side) for side in sides]
            assert flow.points[-1] in [it.nodes[flow.target].side(*side) for side in sides]


def test_everything_is_in_the_diagram(routes):
    root = parsed(bpmn.written(routes["xa-tinh"]))
    it = drawn(routes["xa-tinh"])

    shapes = {shape.get("bpmnElement") for shape in root.iterfind(".//di:BPMNShape", MODEL)}
    edges = {edge.get("bpmnElement") for edge in root.iterfind(".//di:BPMNEdge", MODEL)}
    assert shapes == {"pool", *it.lanes, *it.nodes}
    assert edges == {flow.id for flow in it.flows}


@pytest.mark.parametrize(
    ("walk", "accepted"),
    [
        ([*ONE_COUNCIL, *DISTRICT], True),
        ([*ONE_COUNCIL, *DISTRICT, "district_awarded"], True),
        (["proposing", "commune_intake", *ONE_COUNCIL, *DISTRICT], True),
        ([*ONE_COUNCIL, "district_intake", "commune_signing", *DISTRICT], True),
        ([*ONE_COUNCIL, "district_intake", *ONE_COUNCIL[1:], *DISTRICT], True),
        (["proposing", "commune_intake", "commune_signing_refusal"], True),
        (DISTRICT, True),
        (["proposing", "commune_intake", "commune_signing", *DISTRICT], False),
        ([*ONE_COUNCIL, "district_intake", "commune_intake", "commune_signing", *DISTRICT], False),
        ([*ONE_COUNCIL, "district_intake", "district_signing"], False),
        (["proposing", "commune_intake", "commune_signing_refusal", *DISTRICT], False),
        (ONE_COUNCIL[1:2] + DISTRICT, False),
    ],
)
def test_what_the_net_of_two_stages_accepts(routes, walk, accepted):
    assert net.net_of(routes["xa-huyen"]).accepts(walk) is accepted
