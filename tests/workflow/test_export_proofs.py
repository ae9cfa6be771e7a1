"""The exported routes and logs before others' judges: bpmnlint and pm4py."""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import ground
import pytest
from django.core.management import call_command
from django.db import transaction

from dossiers.models import Route
from workflow import worlds
from workflow.export import reading

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORLDS = ["2024", "2026"]


def quiet(sentence):
    """Nobody listens."""


@pytest.fixture(scope="module", params=WORLDS)
def folder(request, tmp_path_factory, django_db_setup, django_db_blocker):
    """A world's routes and its log in both forms, exported once."""
    place = tmp_path_factory.mktemp(f"export{request.param}")
    with django_db_blocker.unblock(), transaction.atomic():
        worlds.load(request.param, empty=False, say=quiet)
        call_command("export_bpmn", str(place), verbosity=0)
        call_command("export_log", "--format", "xes", "--output", str(place / "log.xes"), verbosity=0)
        call_command("export_log", "--format", "ocel", "--output", str(place / "log.json"), verbosity=0)
        yield place
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def report(folder):
    """What pm4py says about it, in an environment of its own."""
    script = Path(__file__).with_name("replay.py")
    environment = {**os.environ, "MPLCONFIGDIR": str(folder)}
    done = subprocess.run(
        [ground.proofs(), script, folder], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "report.json").read_text())


def test_bpmnlint_finds_nothing(folder):
    rules = folder / "rules.json"
    rules.write_text('{"extends": "bpmnlint:recommended"}')
    lint = ground.ROOT / "node_modules" / "bpmnlint" / "bin" / "bpmnlint.js"

    files = sorted(map(str, folder.glob("*.bpmn")))
    done = subprocess.run(
        ["node", lint, "--config", rules, *files], cwd=ground.ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_every_route_is_sound(report):
    unsound = [code for code in Route.objects.values_list("code", flat=True) if report[code]["sound"] is not True]

    assert unsound == []


def test_the_log_conforms_with_fitness_one(report):
    walked = {code: told["fitness"] for code, told in report.items() if code != "ocel" and told["traces"]}

    assert walked
    assert walked == {code: [1.0, 1.0] for code in walked}


def test_every_finished_dossier_is_judged_on_every_route_that_it_took(report):
    judged = {code: told["traces"] for code, told in report.items() if code != "ocel" and told["traces"]}

    assert judged == Counter(trace.route for trace in reading.traces())


def test_a_log_in_which_one_commune_council_is_skipped_does_not_conform(report):
    skipped = [found for code, told in report.items() if code != "ocel" for found in told["skipped"]]

    assert skipped
    assert [found for found in skipped if max(found) >= 1.0] == []


def test_the_object_log_is_read_whole(report):
    assert report["ocel"] == sum(len(trace.happenings) for trace in reading.traces())
