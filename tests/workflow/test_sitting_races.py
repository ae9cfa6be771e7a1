"""A sitting and the moves beside it, also at the same moment: no deadlock, and an agenda that fits what stands."""

import pytest

from dossiers.states import State
from tests import house as houses
from tests.workflow.test_concurrency import together
from workflow import engine, sittings
from workflow.audit import audit
from workflow.models import Item, Sitting

RUNS = 12


@pytest.fixture
def house(transactional_db):
    """The smallest world, committed, so that other connections see it."""
    return houses.build()


@pytest.fixture
def secretary(house):
    return house.actor("commune.secretary")


def opened(house, secretary):
    """A sitting of the commune's council with everybody there."""
    sitting = sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=house.later())
    sittings.all_present(sitting.pk, actor=secretary, now=house.later())
    return sitting


def close(house, secretary, sitting):
    """Put off what is left and end the sitting."""
    for item in sitting.items.filter(outcome=Item.Outcome.OPEN):
        house.act("recheck", item.dossier, "commune.secretary", reason="Lý do.")
    sittings.conclude(sitting.pk, actor=secretary, now=house.later())


def replacing(house, dossier, actor):
    """A closure that changes the form of commendation, as its page saw the dossier."""
    version, now = house.fresh(dossier).version, house.now
    return lambda: engine.perform(
        "replace", dossier_id=dossier.pk, actor=actor, version=version, now=now, award="LDTT", resolution="Biên bản 3"
    )


def recording(house, sitting, dossier, actor):
    """A closure that writes the dossier's count."""
    item, now = sitting.items.get(dossier=dossier), house.now
    ballots = sittings.Ballots(issued=houses.COUNCIL, returned=houses.COUNCIL, yes=houses.COUNCIL, no=0)
    return lambda: sittings.record(sitting.pk, item.pk, ballots, actor=actor, now=now)


def stray_items():
    """What stands open on an agenda although its dossier is not before the council."""
    return list(Item.objects.filter(outcome=Item.Outcome.OPEN).exclude(dossier__state=State.COUNCIL))


def test_a_form_is_changed_while_its_votes_are_counted(house, secretary):
    """Whoever comes first, the other form stands on the agenda and the old item is settled."""
    runs = []

    for _ in range(RUNS):
        dossier = house.walk(house.draft("BK_TINH"), State.COUNCIL)
        sitting = opened(house, secretary)
        ended = together(replacing(house, dossier, secretary), recording(house, sitting, dossier, secretary))
        outcomes = dict(sitting.items.values_list("dossier__award_type", "outcome"))
        runs.append((set(ended) <= {"Event", "Item", "NotNow"}, "Event" in ended, outcomes))
        close(house, secretary, sitting)

    assert runs == [(True, True, {"BK_TINH": "replaced", "LDTT": "open"})] * RUNS
    assert audit().faults == []


def test_a_form_is_changed_while_the_sitting_is_concluded(house, secretary):
    """Either the paper has gone to the chair, or the other form stands on an agenda that is still open."""
    ended = []

    for _ in range(RUNS):
        dossier = house.walk(house.draft("BK_TINH"), State.COUNCIL)
        sitting = opened(house, secretary)
        recording(house, sitting, dossier, secretary)()
        now = house.later()
        ended += together(
            replacing(house, dossier, secretary),
            lambda s=sitting, now=now: sittings.conclude(s.pk, actor=secretary, now=now),
        )
        if Sitting.objects.filter(pk=sitting.pk, concluded_at=None).exists():
            close(house, secretary, sitting)

    assert set(ended) <= {"Event", "NotNow", "Outcome", "Stale"}
    assert list(Item.objects.filter(outcome=Item.Outcome.OPEN)) == []
    assert audit().faults == []


def test_a_sitting_is_opened_while_a_paper_leaves(house, secretary):
    """The agenda never holds a paper that is no longer before the council."""
    for _ in range(RUNS):
        dossiers = [house.walk(house.draft("BK_TINH"), State.COUNCIL) for _each in range(3)]
        version, now = dossiers[1].version, house.later()
        together(
            lambda now=now: sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=now),
            lambda d=dossiers[1], version=version, now=now: engine.perform(
                "recheck", dossier_id=d.pk, actor=secretary, version=version, now=now, reason="Lý do."
            ),
        )
        sitting = Sitting.objects.get(concluded_at=None)
        assert stray_items() == []
        assert sitting.items.filter(outcome=Item.Outcome.OPEN).count() == 2
        close(house, secretary, sitting)

    assert audit().faults == []


def test_what_an_earlier_sitting_did_not_pass_leaves_the_next_agenda_when_it_is_declined(house, secretary):
    dossier = house.walk(house.draft("BK_TINH"), State.COUNCIL)
    house.vote(dossier, yes=0)
    sitting = opened(house, secretary)

    house.act("decline", dossier, "commune.secretary", reason="Lý do.")

    assert list(sitting.items.values_list("outcome", flat=True)) == [Item.Outcome.DROPPED]
    assert sittings.conclude(sitting.pk, actor=secretary, now=house.later()).refused == {}
