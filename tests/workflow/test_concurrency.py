"""Many hands on one dossier at once: real threads, real connections, one move."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dossiers.states import State
from tests import house as houses
from workflow import audit, engine, gates
from workflow.models import Event, Gate, Notice
from workflow.refusals import Refused

HANDS = 8
RUNS = 20


@pytest.fixture
def house(transactional_db):
    """The smallest world, committed, so that other connections see it."""
    return houses.build()


def together(*acts):
    """Run the acts at the same moment, each on a connection of its own; what each came to."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return type(act()).__name__
        except Refused as why:
            return type(why).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def the_same_move(house, dossier, actor):
    """A closure that refers the dossier as its page saw it."""
    version, now = dossier.version, house.now
    return lambda: engine.perform("refer", dossier_id=dossier.pk, actor=actor, version=version, now=now)


def test_eight_threads_on_one_dossier_make_one_move_in_twenty_runs_of_twenty(house):
    actor = house.actor("commune.officer")
    runs = []

    for _ in range(RUNS):
        dossier = house.walk(house.draft(), State.INTAKE)
        runs.append(together(*[the_same_move(house, dossier, actor)] * HANDS))

    assert runs == [["Event"] + ["Stale"] * (HANDS - 1)] * RUNS
    assert audit.audit().faults == []
    assert Event.objects.filter(verb="refer").count() == RUNS


def test_two_acts_on_many_that_overlap_move_each_dossier_once(house):
    dossiers = [house.walk(house.draft(), State.INTAKE) for _ in range(10)]
    ids, actor, now = [dossier.pk for dossier in dossiers], house.actor("commune.officer"), house.now

    together(
        lambda: engine.perform_many("refer", dossier_ids=ids[:7], actor=actor, now=now),
        lambda: engine.perform_many("refer", dossier_ids=list(reversed(ids[3:])), actor=actor, now=now),
    )

    assert Event.objects.filter(verb="refer").count() == 10
    assert audit.audit().faults == []


def test_a_gate_opened_at_the_same_moment_either_holds_the_move_or_comes_after_it(house):
    actor = house.actor("commune.officer")
    outcomes = set()

    for _ in range(10):
        dossier = house.walk(house.draft(), State.INTAKE)
        together(the_same_move(house, dossier, actor), lambda d=dossier: _open_gate(house, d, actor))
        moved = house.fresh(dossier).state == State.COUNCIL
        gated = Gate.objects.filter(dossier=dossier, closed_at=None).exists()
        outcomes.add((moved, gated))

    assert outcomes <= {(True, False), (False, True)}


def test_a_gate_on_a_batch_and_a_move_of_one_of_its_papers_come_one_after_the_other(house):
    """The gate takes the papers first and the batch after them: the other way round a move would wait in a circle."""
    actor = house.actor("commune.officer")

    for _ in range(10):
        dossiers = [house.draft("LDTT", name=f"Người thứ {n}") for n in range(3)]
        ids = [dossier.pk for dossier in dossiers]
        engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later())
        one = house.fresh(dossiers[1])
        outcomes = together(the_same_move(house, one, actor), lambda d=one: _open_on_batch(house, d, actor))
        assert outcomes in (["Event", "Gate"], ["Gate", "NotNow"])
        assert audit.audit().faults == []


def _open_on_batch(house, dossier, actor):
    return gates.open_on_batch(
        dossier.batch_id, "posting", places="Nhà văn hóa", until=house.now.date(), actor=actor, now=house.now
    )


def _open_gate(house, dossier, actor):
    return gates.open_gate(
        dossier.pk,
        kind="posting",
        places="Nhà văn hóa",
        until=house.now.date(),
        actor=actor,
        version=dossier.version,
        now=house.now,
    )


def test_one_move_tells_each_person_once(house):
    dossier = house.walk(house.draft(), State.INTAKE)

    together(*[the_same_move(house, dossier, house.actor("commune.officer"))] * HANDS)

    told = Notice.objects.filter(dossier=dossier, verb="refer").values_list("person__username", flat=True)
    assert list(told) == ["commune.secretary"]
