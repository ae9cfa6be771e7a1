"""What an act on many costs in statements: literal, and the same however many."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.workflow.many import BEGIN, looked, page, press, stands, waiting
from tests.workflow.test_budgets import Statements
from workflow.bulk import acts, work
from workflow.models import Gate

#: verb, and exactly what its preview costs: choice, the look of the door, names, the act and its lines
PREVIEWS = [("refer", 10), ("give_back", 9), ("propose_refusal", 10)]


def held(house, pk):
    """One refusal among the rest, so that its lines are counted too."""
    Gate.objects.create(
        kind="posting", dossier_id=pk, opened_at=house.now, opened_by=house.seats["commune.officer"].person
    )


@pytest.mark.parametrize("count", [50, pytest.param(500, marks=pytest.mark.slow)])
def test_a_preview_costs_the_same_for_50_and_for_500(house, count):
    ids = waiting(house, count)
    held(house, ids[0])
    actor = house.actor("commune.officer")

    costs = []
    for verb, _cost in PREVIEWS:
        with Statements() as statements:
            act = acts.preview(verb, acts.picked(actor, ids, {}), actor=actor, now=house.now)
        assert act.total == count
        costs.append((verb, statements.count))

    assert costs == PREVIEWS


@pytest.mark.parametrize("count", [50, 200])
def test_an_act_at_once_costs_17_statements(house, count):
    act, actor = foretold(house, count)

    with Statements() as statements:
        acts.confirm(act, {}, actor=actor, now=house.later())

    assert (stands(act), statements.count) == (("done", count - 1, 1, 0), 17)


@pytest.mark.parametrize("count", [50, pytest.param(500, marks=pytest.mark.slow)])
def test_in_the_background_comparing_costs_9_and_a_chunk_19(house, count, monkeypatch):
    monkeypatch.setattr(acts, "AT_ONCE", 0)
    act, actor = foretold(house, count)
    acts.confirm(act, {}, actor=actor, now=house.later())

    costs = []
    for _step in ("compare", "carry"):
        with Statements() as statements:
            work.step(act.pk, now=house.later())
        costs.append(statements.count)

    assert (stands(act), costs) == (("done", count - 1, 1, 0), [9, 19])


def foretold(house, count):
    ids, actor = waiting(house, count), house.actor("commune.officer")
    held(house, ids[0])
    return acts.preview("refer", acts.picked(actor, ids, {}), actor=actor, now=house.now), actor


@pytest.mark.parametrize("count", [3, 60])
def test_each_page_costs_at_most_12_statements(sign_in, house, count, django_assert_num_queries):
    ids = waiting(house, count)
    held(house, ids[0])
    client = sign_in("commune.officer")
    client.get("/viec/")  # the session's own first writing
    act = looked(client, "give_back", ids)

    costs = {"preview": spent(client, act), "lines": spent(client, act, "bulk_lines")}
    press(client, act, missing="Biên bản.")
    costs["result"] = spent(client, act)
    costs["pulse"] = spent(client, act, "bulk_pulse")
    costs["file"] = spent(client, act, "bulk_file")
    with Statements() as statements:
        client.get(reverse(BEGIN))
    costs["index"] = statements.count

    assert costs == {"preview": 9, "lines": 7, "result": 7, "pulse": 6, "file": 6, "index": 6}


def spent(client, act, view="bulk"):
    with Statements() as statements:
        assert page(client, act, view).status_code in (200, 286)
    return statements.count
