"""What happened as XES and OCEL: a trace a dossier and route, nobody named unless asked."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

from dossiers.models import RouteStage
from dossiers.states import State
from workflow import worlds
from workflow.export import net, reading
from workflow.models import Event

pytestmark = pytest.mark.django_db
AWARDED = ["proposing", "commune_intake", "commune_council", "commune_signing"]


def quiet(sentence):
    """Nobody listens."""


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 -- our own text


def told(trace):
    return [(happening.activity, happening.verb, happening.resource) for happening in trace.happenings]


def awarded(house, award="LDTT"):
    dossier = house.walk(house.draft(award), State.SIGNING)
    house.sign(dossier)
    return dossier


def exported(tmp_path, *words):
    file = tmp_path / "log"
    call_command("export_log", *words, "--output", str(file), verbosity=0)
    return file.read_text(encoding="utf-8")


def nets():
    return {route.code: net.net_of(stages) for route, stages in reading.stages_by_route().items()}


def test_a_finished_dossier_is_a_trace_of_its_desks(house):
    dossier = awarded(house)

    traces = list(reading.traces())

    assert [(trace.name, trace.route) for trace in traces] == [(house.fresh(dossier).code, "commune")]
    assert told(traces[0]) == [
        ("proposing", "submit", "head@village"),
        ("commune_intake", "refer", "officer@commune-office"),
        ("commune_council", "recommend", "secretary@commune-council"),
        ("commune_signing", "award", "chair@commune-chair"),
    ]


def test_open_dossiers_are_told_only_when_asked(house):
    awarded(house)
    house.walk(house.draft(), State.COUNCIL)

    assert len(list(reading.traces())) == 1
    assert [len(trace.happenings) for trace in reading.traces(everything=True)] == [4, 2]


def test_a_rerouted_dossier_is_two_traces(house):
    dossier = house.walk(house.draft(), State.COUNCIL)
    stage = RouteStage.objects.get(route__code="moved", order=1)
    house.act("reroute", dossier, "commune.officer", stage=stage.pk, document="Quyết định 1/QĐ")
    house.act("withdraw", dossier, "village.head", request="Đơn xin rút")

    traces = list(reading.traces())

    code = house.fresh(dossier).code
    assert [trace.name for trace in traces] == [code, f"{code}/2"]
    assert [[happening.verb for happening in trace.happenings] for trace in traces] == [
        ["submit", "refer", "reroute"],
        ["withdraw"],
    ]
    assert all(nets()[trace.route].accepts([h.activity for h in trace.happenings]) for trace in traces)


def test_a_chair_who_is_asked_to_refuse_has_other_work(house):
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)
    house.act("propose_refusal", dossier, "commune.officer", ground="criteria", reason="Chưa đủ thời gian.")
    house.act("decline", dossier, "commune.chair", reason="Chưa đủ thời gian.")

    (trace,) = reading.traces()

    assert [(h.activity, h.desk) for h in trace.happenings] == [
        ("proposing", "proposing"),
        ("commune_intake", "commune_intake"),
        ("commune_signing_refusal", "commune_signing"),
    ]


def test_xes_is_well_formed_and_says_what_the_traces_say(house, tmp_path):
    awarded(house)

    root = parsed(exported(tmp_path, "--format", "xes"))

    space = {"xes": "http://www.xes-standard.org/"}
    (trace,) = root.iterfind("xes:trace", space)
    routes = [row.get("value") for row in trace.iterfind("xes:string[@key='route']", space)]
    activities = [row.get("value") for row in trace.iterfind("xes:event/xes:string[@key='concept:name']", space)]
    first = {row.get("key"): row.get("value") for row in trace.find("xes:event", space)}
    assert (root.get("xes.version"), routes, activities) == ("2.0", ["commune"], AWARDED)
    assert {key: first[key] for key in ("verb", "resource", "role", "unit", "desk")} == {
        "verb": "submit",
        "resource": "head@village",
        "role": "head",
        "unit": "village",
        "desk": "proposing",
    }
    assert first["time:timestamp"].endswith("+00:00")


def test_ocel_names_only_what_it_declares(house, tmp_path):
    awarded(house)

    log = json.loads(exported(tmp_path, "--format", "ocel"))

    objects = {row["id"] for row in log["objects"]}
    used = {relation["objectId"] for event in log["events"] for relation in event["relationships"]}
    assert sorted(log) == ["eventTypes", "events", "objectTypes", "objects"]
    assert [event["type"] for event in log["events"]] == AWARDED
    assert {row["name"] for row in log["eventTypes"]} == set(AWARDED)
    assert used == objects


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_nobody_is_named_unless_asked(house, tmp_path, form):
    awarded(house)
    people = {"Người village.head", "Người commune.chair", "Trần Thị Nhàn"}

    plain = exported(tmp_path, "--format", form)
    personal = exported(tmp_path, "--format", form, "--personal")

    assert {name for name in people if name in plain} == set()
    assert {name for name in people if name in personal} == {"Người village.head", "Người commune.chair"}


def test_a_file_that_cannot_be_written_is_one_sentence(house, tmp_path):
    with pytest.raises(CommandError, match="Không ghi được"):
        call_command("export_log", "--output", str(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("world", ["2024", "2026"])
def test_the_demo_walks_as_its_routes_are_drawn(world):
    worlds.load(world, empty=False, say=quiet)
    drawn = nets()

    traces = list(reading.traces())

    walks = [(trace.route, [happening.activity for happening in trace.happenings]) for trace in traces]
    assert [walk for route, walk in walks if not drawn[route].accepts(walk)] == []
    assert {activity for route, walk in walks for activity in walk} <= {
        desk for route, _walk in walks for desk in drawn[route].desks
    }
    closed = Event.objects.filter(to_state__in=["awarded"]).count()
    assert sum(trace.happenings[-1].verb in ("award", "revoke") for trace in traces) == closed


@pytest.mark.slow
@pytest.mark.parametrize("world", ["2024", "2026"])
def test_an_award_whose_commune_council_was_skipped_is_not_accepted(world):
    worlds.load(world, empty=False, say=quiet)
    drawn = nets()
    awards = [trace for trace in reading.traces() if trace.happenings[-1].verb in ("award", "revoke")]

    walks = [(trace.route, [happening.activity for happening in trace.happenings]) for trace in awards]
    skipped = [
        (route, [a for a in walk if a != "commune_council"]) for route, walk in walks if "commune_council" in walk
    ]

    assert skipped
    assert [walk for route, walk in skipped if drawn[route].accepts(walk)] == []
