"""A count and a withdrawal at the same moment: one of them comes first, and the record says which."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dossiers.states import State
from tests import house as houses
from tests.workflow.test_concurrency import together
from workflow import engine, sittings
from workflow.models import Item

RUNS = 10


@pytest.fixture
def house(transactional_db):
    """The smallest world, committed, so that other connections see it."""
    return houses.build()


def test_what_is_withdrawn_while_it_is_counted_has_left_the_sitting(house):
    secretary, head = house.actor("commune.secretary"), house.actor("village.head")
    ballots = sittings.Ballots(issued=5, returned=5, yes=5, no=0)

    for _ in range(RUNS):
        dossier = house.walk(house.draft("LDTT"), State.COUNCIL)
        sitting = sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=house.later())
        sittings.all_present(sitting.pk, actor=secretary, now=house.later())
        item, now, version = sitting.items.get(), house.later(), dossier.version

        together(
            lambda s=sitting, i=item, n=now: sittings.record(s.pk, i.pk, ballots, actor=secretary, now=n),
            lambda d=dossier, v=version, n=now: engine.perform(
                "withdraw", dossier_id=d.pk, actor=head, version=v, now=n + timedelta(seconds=1), request="Đơn 1"
            ),
        )

        withdrawn = house.fresh(dossier).state == State.WITHDRAWN
        outcome = Item.objects.get(pk=item.pk).outcome
        assert outcome == (Item.Outcome.DROPPED if withdrawn else Item.Outcome.PASSED)
        sittings.conclude(sitting.pk, actor=secretary, now=house.later())
