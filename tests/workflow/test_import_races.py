"""Two hands with one list: real threads, real connections, each person once."""

import pytest

from dossiers.models import Dossier
from tests import house as houses
from tests.dossiers.sheets.making import PEOPLE
from tests.workflow.test_concurrency import together
from tests.workflow.test_import_lists import found, purpose
from workflow import audit
from workflow.imports import taking

pytestmark = pytest.mark.postgres
HANDS = 4


@pytest.fixture
def house(transactional_db):
    """The smallest world, committed, so that other connections see it."""
    return houses.build()


def test_one_list_sent_by_four_hands_at_once_opens_each_draft_once(house):
    readable, what, now = found(house, PEOPLE), purpose(house), house.later()
    actor, author = house.actor("village.head"), house.seats["village.head"].person

    came = together(*[lambda: taking.take(readable, what, actor=actor, author=author, now=now)] * HANDS)

    assert came == ["Taken"] * HANDS
    assert Dossier.objects.count() == len(PEOPLE)
    assert audit.audit().faults == []
