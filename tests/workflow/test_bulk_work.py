"""An act on more than two hundred: a job that goes on where it was left, and never does half a chunk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dossiers.models import Dossier
from roles import grants
from tests import house as houses
from tests.house import NOW
from tests.workflow.many import looked, page, press, stands, waiting
from workflow import audit, engine
from workflow.bulk import acts, bell, work
from workflow.models import BulkAct, Event
from workflow.refusals import Refused

ROOT = Path(__file__).resolve().parents[2]
MANY = 1200


@pytest.fixture
def small(monkeypatch):
    """Chunks of two, and everything above three in the background: the same way, sooner walked."""
    monkeypatch.setattr("workflow.bulk.plan.CHUNK", 2)
    monkeypatch.setattr(acts, "AT_ONCE", 3)


@pytest.fixture
def queued(sign_in, house, small):
    """Five dossiers whose referral was confirmed; the client, the act and the keys."""
    ids = waiting(house, 5)
    client = sign_in("commune.officer")
    act = looked(client, "refer", ids)
    press(client, act)
    return client, act, ids


def clock():
    return NOW + timedelta(hours=9)


def bells():
    return DBTaskResult.objects.filter(task_path=bell.work_bulk.module_path)


def moved(ids):
    return [pk for pk in ids if Dossier.objects.get(pk=pk).state == "council"]


def test_confirming_many_rings_once_and_moves_nothing_yet(queued):
    client, act, ids = queued

    press(client, act)

    shown = page(client, act)
    assert (stands(act), moved(ids), bells().count()) == (("queued", 0, 0, 5), [], 1)
    assert shown.templates[0].name == "bulk/progress.html"


def test_the_job_goes_chunk_by_chunk_to_its_end(queued):
    client, act, ids = queued

    steps = work.work(clock)

    assert (steps, stands(act)) == (3, ("done", 5, 0, 0))
    assert moved(ids) == ids
    assert page(client, act).context["ended"]["text"] == "Đã thực hiện cả 5 hồ sơ."
    assert audit.audit().faults == []


def test_the_progress_is_told_until_the_last_picture(queued):
    client, act, _ids = queued
    told = []

    for _step in range(4):
        answer = page(client, act, "bulk_pulse")
        told.append((answer.status_code, answer.context["job"]["done"], answer.context["job"]["text"]))
        work.step(act.pk, now=clock())
    answer = page(client, act, "bulk_pulse")

    assert told == [
        (200, 0, "Đang so lại với bản xem trước; chưa hồ sơ nào được chuyển."),
        (200, 0, "Đã xong 0 trong 5 hồ sơ."),
        (200, 2, "Đã xong 2 trong 5 hồ sơ."),
        (200, 4, "Đã xong 4 trong 5 hồ sơ."),
    ]
    assert (answer.status_code, answer.context["job"]["running"]) == (286, False)


def test_what_changed_before_the_job_began_moves_none(queued, house):
    client, act, ids = queued
    house.act("give_back", Dossier.objects.get(pk=ids[4]), "commune.officer", missing=["Biên bản."])

    work.work(clock)

    assert (stands(act), moved(ids)) == (("changed", 0, 0, 5), [])
    assert "Xem trước lần nữa" in page(client, act).content.decode()


def test_what_changed_between_two_chunks_stops_the_job_and_what_was_moved_stays(queued, house):
    client, act, ids = queued
    work.step(act.pk, now=clock())  # compared
    work.step(act.pk, now=clock())  # the first chunk
    house.act("give_back", Dossier.objects.get(pk=ids[3]), "commune.officer", missing=["Biên bản."])

    work.work(clock)

    assert (stands(act), moved(ids)) == (("changed", 2, 0, 3), ids[:2])
    press(client, act, "bulk_again")
    fresh = BulkAct.objects.exclude(pk=act.pk).get()
    assert (stands(fresh), fresh.total) == (("open", 0, 1, 2), 3)
    with pytest.raises(Refused) as alone:
        house.act("refer", Dossier.objects.get(pk=ids[3]), "commune.officer")
    assert [line["words"] for line in fresh.summary["changes"]["named"]] == [str(alone.value)]


def test_stopping_between_two_chunks_leaves_what_was_moved(queued):
    client, act, ids = queued
    work.step(act.pk, now=clock())
    work.step(act.pk, now=clock())

    press(client, act, "bulk_stop")
    work.work(clock)

    assert (stands(act), moved(ids)) == (("stopped", 2, 0, 3), ids[:2])
    assert page(client, act).context["ended"] == {
        "kind": "warn",
        "text": "Đã dừng. 2 hồ sơ đã thực hiện thì giữ nguyên như đã thực hiện; 3 hồ sơ chưa thực hiện.",
    }


def test_what_was_stopped_is_looked_at_again_as_it_was(queued):
    client, act, ids = queued
    press(client, act, "bulk_stop")

    press(client, act, "bulk_again")

    fresh = BulkAct.objects.exclude(pk=act.pk).get()
    assert (stands(fresh), fresh.summary["changes"]) == (("open", 0, 0, len(ids)), {"n": 0, "named": []})
    assert "Các hồ sơ còn lại vẫn như cũ." in page(client, fresh).content.decode()


def test_what_is_done_cannot_be_stopped(queued):
    client, act, _ids = queued
    work.work(clock)

    press(client, act, "bulk_stop")

    assert stands(act) == ("done", 5, 0, 0)


def test_a_seat_that_ended_meanwhile_moves_none(queued, house):
    _client, act, ids = queued
    seat = house.seats["commune.officer"]
    seat.until = NOW.date() - timedelta(days=1)
    seat.save()
    grants.redraw(seat.person, today=NOW.date())

    work.work(clock)

    assert (stands(act), moved(ids)) == (("changed", 0, 0, 5), [])


def test_an_act_that_cannot_be_done_is_tried_again_and_then_given_up(queued, caplog):
    client, act, ids = queued
    BulkAct.objects.filter(pk=act.pk).update(evidence={"verb": "a word that the door does not take"})
    work.step(act.pk, now=clock())

    tries = [(work.work(clock), stands(act)[0]) for _bell in range(work.TRIES)]

    assert tries == [(0, "running")] * (work.TRIES - 1) + [(0, "failed")]
    assert BulkAct.objects.get(pk=act.pk).error == "TypeError"
    kept = [(line.name, line.exc_info[0]) for line in caplog.records if line.name == work.__name__]
    assert kept == [("workflow.bulk.work", TypeError)] * work.TRIES
    assert moved(ids) == []
    assert "Hệ thống gặp lỗi" in page(client, act).content.decode()


def test_a_pass_rings_again_for_an_act_at_which_nobody_came_by(queued, monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: NOW)
    bells().delete()
    call_command("tick")
    fresh = bells().count()
    BulkAct.objects.update(touched_at=timezone.now() - 2 * bell.LOST_AFTER)

    for _pass in range(2):
        call_command("tick")

    assert (fresh, bells().count()) == (0, 1)


# the real size, a real process, real threads


@pytest.fixture
def committed(transactional_db):
    """The house, seen by other connections; and an act on MANY, confirmed."""
    house = houses.build()
    ids = waiting(house, MANY)
    actor = house.actor("commune.officer")
    choice = acts.picked(actor, ids, {})
    act = acts.preview("refer", choice, actor=actor, now=house.now)
    acts.confirm(act, {}, actor=actor, now=house.now)
    return act


WORKER = """
import os, signal, sys, django
django.setup()
from datetime import datetime
from django.db import connection
from workflow.bulk import work
from workflow.models import BulkAct
pk, now = sys.argv[1], datetime.fromisoformat(sys.argv[2])
work.step(pk, now=now)
work.step(pk, now=now)

def die(execute, sql, params, many, context):
    if sql.startswith("INSERT INTO") and "workflow_notice" in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(die):
    work.step(pk, now=now)
"""


def in_another_process(act):
    """A worker of its own that is killed in the middle of its second chunk; how it ended."""
    place = connection.settings_dict
    address = place["NAME"]
    if connection.vendor == "postgresql":
        address = f"postgres://{place['USER']}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
        address = address.replace("port=&", "").removesuffix("&port=")
    else:
        address = f"sqlite:///{address}"
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"}
    connections.close_all()
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(act.pk), clock().isoformat()], cwd=ROOT, env=environment, check=False
    )
    return done.returncode


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_whole_chunks_and_the_next_one_goes_on(committed):
    act = committed

    killed = in_another_process(act)

    assert killed == -signal.SIGKILL
    assert (stands(act), Event.objects.filter(verb="refer").count()) == (("running", 500, 0, 700), 500)
    work.work(clock)
    assert (stands(act), Event.objects.filter(verb="refer").count()) == (("done", MANY, 0, 0), MANY)
    assert act.lines.filter(outcome="moved").count() == MANY
    assert audit.audit().faults == []


@pytest.mark.slow
def test_two_workers_at_one_act_do_no_chunk_twice(committed):
    act = committed

    with ThreadPoolExecutor(2) as pool:
        steps = list(pool.map(lambda _hand: worked(), range(2)))

    assert (stands(act), Event.objects.filter(verb="refer").count()) == (("done", MANY, 0, 0), MANY)
    assert sum(steps) >= MANY // engine.CHUNK


def worked():
    try:
        return work.work(clock)
    finally:
        connection.close()


def test_two_hands_that_confirm_at_once_act_once(transactional_db):
    house = houses.build()
    ids = waiting(house, 3)
    actor = house.actor("commune.officer")
    act = acts.preview("refer", acts.picked(actor, ids, {}), actor=actor, now=house.now)

    def confirmed():
        try:
            own = BulkAct.objects.get(pk=act.pk)
            return acts.confirm(own, {}, actor=actor, now=house.now).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        shown = list(pool.map(lambda _hand: confirmed(), range(4)))

    assert (set(shown), stands(act)) == ({act.pk}, ("done", 3, 0, 0))
    assert Event.objects.filter(verb="refer").count() == 3
