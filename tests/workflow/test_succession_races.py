"""A unit ends at the moment of a move: real threads, and no paper stays behind."""

import pytest

from dossiers.models import Dossier
from dossiers.states import State
from roles import grants, successions
from roles.models import Tier, UnitKind
from tests import house as houses
from tests.house import TODAY
from tests.workflow.test_concurrency import together
from workflow import decisions, engine, succession
from workflow.audit import audit
from workflow.models import Event
from workflow.refusals import Unknown

RUNS = 8


@pytest.fixture
def house(transactional_db):
    """The smallest world, committed, so that other connections see it."""
    return houses.build()


def ending(house, unit, heir):
    """A closure that carries out the plan."""
    raw = {"on": TODAY.isoformat(), "basis": "NQ 5", "passings": [{"unit": unit, "heirs": [heir]}]}
    now = house.now
    return lambda: succession.carry_out(successions.read(raw), now=now)


def village(house, code):
    """One more village with a head."""
    house.unit(code, UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
    house.seat(f"{code}.head", "head", code)
    grants.redraw(today=TODAY)


def test_a_paper_given_back_while_its_village_ends_comes_to_the_heir(house):
    for number in range(RUNS):
        village(house, f"v{number}")
        dossier = house.draft(by=f"v{number}.head", unit=f"v{number}")
        house.act("submit", dossier, f"v{number}.head")
        version, now, officer = house.fresh(dossier).version, house.now, house.actor("commune.officer")

        def give_back(pk=dossier.pk, version=version, now=now, officer=officer):
            return engine.perform(
                "give_back", dossier_id=pk, actor=officer, version=version, now=now, missing=["Biên bản."]
            )

        together(give_back, ending(house, f"v{number}", "hamlet"))
        succession.sweep(now=house.later())

    stands = set(Dossier.objects.values_list("state", "unit__code", "holder__code"))
    assert stands <= {("returned", "hamlet", "hamlet"), ("intake", "hamlet", "commune-office")}
    assert audit().faults == []


def test_a_decision_signed_while_its_body_ends_is_signed_or_dropped_and_nobody_waits_in_a_circle(house):
    body = house.units["commune-chair"]
    chair, officer = house.actor("commune.chair"), house.actor("commune.officer")
    for number in range(RUNS):
        papers = [house.draft("LDTT", name=f"Người {number} {n}") for n in range(3)]
        ids = [house.walk(paper, State.SIGNING).pk for paper in papers]
        draft = decisions.draft(body=body, dossier_ids=ids, actor=officer, now=house.later())
        heir = house.unit(f"chair{number}", UnitKind.CHAIR, Tier.COMMUNE, "commune")
        house.seat(f"chair{number}.chair", "chair", heir.code)
        grants.redraw(today=TODAY)
        now = house.later()

        def sign(pk=draft.pk, by=chair, now=now):
            try:
                return decisions.sign(pk, version=0, actor=by, now=now)
            except Unknown as gone:
                return gone

        outcome = together(sign, ending(house, body.code, heir.code))

        assert outcome in (["Decision", "Outcome"], ["Outcome", "Unknown"])
        stands = set(Dossier.objects.filter(pk__in=ids).values_list("state", "holder__code"))
        assert stands == {("awarded" if "Decision" in outcome else "signing", heir.code)}
        body, chair = heir, house.actor(f"chair{number}.chair")
    assert audit().faults == []


def test_two_administrators_at_once_carry_a_plan_out_once(house):
    dossier = house.walk(house.draft(), State.COUNCIL)

    together(*[ending(house, "village", "hamlet")] * 2)

    assert Event.objects.filter(dossier=dossier, verb="succeed").count() == 1
    assert (house.fresh(dossier).unit_id, audit().faults) == (house.units["hamlet"].pk, [])
