"""The contract's statement budgets, literal: transaction control is not counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from viewflow.workflow.models import Task

from dossiers.models import RouteStage
from dossiers.states import State
from tests.house import last_seq, minutes
from workflow import decisions, engine
from workflow.models import Decision, DecisionLine

CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class Statements(CaptureQueriesContext):
    """The statements of a block, without transaction control."""

    def __init__(self):
        super().__init__(connection)

    @property
    def count(self) -> int:
        return sum(not query["sql"].startswith(CONTROL) for query in self.captured_queries)


def spent(house, verb, dossier, by, **evidence) -> int:
    """How many statements one move took."""
    actor, version, now = house.actor(by), house.fresh(dossier).version, house.later()
    with Statements() as statements:
        engine.perform(verb, dossier_id=dossier.pk, actor=actor, version=version, now=now, **evidence)
    return statements.count


def age(house, dossier, *, length):
    """Give the dossier a history of that many lines: handed in and taken back, over and over."""
    while last_seq(dossier) < length - 1:
        house.act("submit", dossier, "village.head")
        house.act("recall", dossier, "village.head")
    return dossier


#: verb, where the dossier stands, who moves it, the form, and exactly what it costs
MOVES = [
    ("recall", State.INTAKE, 1, "village.head", {}, 9),
    ("refer", State.INTAKE, 1, "commune.officer", {}, 12),
    ("propose_refusal", State.INTAKE, 1, "commune.officer", {"ground": "target", "reason": "Lý do."}, 12),
    ("recheck", State.COUNCIL, 1, "commune.secretary", {"reason": "Lý do."}, 12),
    ("give_back", State.COUNCIL, 1, "commune.secretary", {"missing": ["Biên bản."]}, 11),
    ("defer", State.COUNCIL, 1, "commune.secretary", {"reason": "Lý do.", "next_sitting": "2024-12-20"}, 12),
    ("withdraw", State.COUNCIL, 1, "village.head", {"request": "Đơn."}, 10),
    ("forward", State.SIGNING, 1, "commune.chair", {}, 13),
    ("decline", State.SIGNING, 1, "commune.chair", {"reason": "Lý do."}, 12),
    ("send_down", State.INTAKE, 2, "district.officer", {"reason": "Lý do."}, 12),
    ("recall", State.INTAKE, 2, "commune.chair", {}, 9),
]


@pytest.mark.parametrize("length", [1, 30])
@pytest.mark.parametrize(("verb", "state", "stage", "by", "evidence", "cost"), MOVES)
def test_a_move_costs_at_most_14_statements_however_long_its_history(
    house, verb, state, stage, by, evidence, cost, length
):
    dossier = house.walk(age(house, house.draft(), length=length), state, stage=stage)

    statements = spent(house, verb, dossier, by, **evidence)

    assert statements == cost
    assert statements <= 14


def test_a_submit_costs_17_statements_the_first_time_and_16_after_a_history_of_30(house):
    dossier = house.draft("GK_XA")
    minutes(dossier, house.seats["village.head"].person)

    first = spent(house, "submit", dossier, "village.head")
    house.act("recall", dossier, "village.head")
    again = spent(house, "submit", age(house, dossier, length=30), "village.head")

    assert (first, again) == (17, 16)


def test_a_reroute_costs_13_statements(house):
    dossier = house.walk(house.draft(), State.COUNCIL)
    stage = RouteStage.objects.get(route__code="moved", order=1)

    statements = spent(house, "reroute", dossier, "commune.officer", stage=stage.pk, document="NQ 12")

    assert statements == 13


def test_a_revocation_costs_8_statements(house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    house.sign(dossier)

    statements = spent(house, "revoke", dossier, "commune.chair", document="Kết luận 5")

    assert statements == 8


def test_a_replacement_costs_a_move_and_the_opening_of_another_dossier(house):
    dossier = house.walk(house.draft("BK_TINH"), State.COUNCIL)

    statements = spent(house, "replace", dossier, "commune.secretary", award="LDTT", resolution="Biên bản 3")

    assert statements == 34


@pytest.mark.parametrize("length", [1, 30])
def test_an_award_costs_12_statements(house, length):
    dossier = house.walk(age(house, house.draft("LDTT"), length=length), State.SIGNING)
    decision = decisions.draft(
        body=house.units["commune-chair"], dossier_ids=[dossier.pk], actor=house.actor("commune.officer"), now=house.now
    )
    Decision.objects.filter(pk=decision.pk).update(
        status="signed", number=1, number_year=2024, signed_at=house.now, signed_by=house.seats["commune.chair"]
    )

    statements = spent(house, "award", dossier, "commune.chair")

    assert statements == 12


def test_signing_a_decision_costs_the_same_for_1_dossier_and_for_20(house):
    """The year's first decision also opens the number book."""
    one = [house.walk(house.draft("LDTT"), State.SIGNING)]
    twenty = many_at_signing(house, 20)

    costs = [_signing_cost(house, dossiers) for dossiers in (one, twenty)]

    assert costs == [20, 19]


def _signing_cost(house, dossiers) -> int:
    ids = [dossier.pk for dossier in dossiers]
    decision = decisions.draft(
        body=house.units["commune-chair"], dossier_ids=ids, actor=house.actor("commune.officer"), now=house.later()
    )
    actor = house.actor("commune.chair")
    with Statements() as statements:
        decisions.sign(decision.pk, version=0, actor=actor, now=house.later())
    assert DecisionLine.objects.filter(decision=decision, dossier__state="awarded").count() == len(ids)
    return statements.count


def many_at_signing(house, count):
    """So many dossiers before the chair, walked there together."""
    dossiers = [house.draft("LDTT", name=f"Người thứ {n}") for n in range(count)]
    ids = [dossier.pk for dossier in dossiers]
    engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later())
    engine.perform_many("refer", dossier_ids=ids, actor=house.actor("commune.officer"), now=house.later())
    house.vote(dossiers[0])
    return dossiers


#: an act on many: verb, who, and exactly what it costs, however many
SETWISE = [("submit", "village.head", 17), ("refer", "commune.officer", 12)]


@pytest.mark.parametrize("count", [50, pytest.param(500, marks=pytest.mark.slow)])
def test_an_act_on_many_costs_the_same_for_50_and_for_500(house, count):
    ids = [house.draft("LDTT", name=f"Người thứ {n}").pk for n in range(count)]

    costs = []
    for verb, by, _cost in SETWISE:
        actor, now = house.actor(by), house.later()
        with Statements() as statements:
            outcome = engine.perform_many(verb, dossier_ids=ids, actor=actor, now=now)
        assert (len(outcome.moved), outcome.refused) == (count, {})
        costs.append((verb, by, statements.count))

    assert costs == SETWISE


def test_papers_that_come_again_together_cost_the_same_for_3_and_for_30(house):
    """Each knows its kept route; the first stages of all are one statement."""
    costs = []
    for count in (3, 30):
        ids = [house.draft("LDTT", name=f"Người thứ {n}").pk for n in range(count)]
        for verb in ("submit", "recall", "submit"):
            actor, now = house.actor("village.head"), house.later()
            with Statements() as statements:
                outcome = engine.perform_many(verb, dossier_ids=ids, actor=actor, now=now)
            assert len(outcome.moved) == count
        costs.append(statements.count)

    assert costs == [16, 16]


def test_the_desks_of_many_are_the_desks_of_one(house):
    """One is passed on by viewflow's own activation, many set-wise: the rows must be alike."""
    one, many = house.walk(house.draft("LDTT"), State.INTAKE), house.walk(house.draft("LDTT"), State.INTAKE)
    actor, now = house.actor("commune.officer"), house.later()

    engine.perform("refer", dossier_id=one.pk, actor=actor, version=one.version, now=now)
    engine.perform_many("refer", dossier_ids=[many.pk], actor=actor, now=now)

    assert _tasks(one) == _tasks(many)


def _tasks(dossier):
    """The desk that was left and the one that was opened."""
    left, opened = list(Task.objects.filter(process__artifact_object_id=dossier.pk).order_by("pk"))[-2:]
    names = ["flow_task_type", "status", "owner_id", "finished", "started", "assigned", "token"]
    return [
        {"node": task.flow_task.name, **{name: str(getattr(task, name)) for name in names}}
        | {"before": [before.flow_task.name for before in task.previous.all()]}
        for task in (left, opened)
    ]
