"""Two administrators edit the law at once: real threads, one chain, and nobody overwrites what they have not seen."""

import pytest

from dossiers import amendments, catalogue, law_log
from dossiers.models import BaseSalary, LawEdit
from tests import house as houses
from tests.workflow.test_concurrency import together

RUNS = 5


@pytest.fixture
def house(transactional_db):
    """The smallest world, committed, so that other connections see it."""
    return houses.build()


def editing(house, seat, row, vnd):
    """A closure that confirms what its preview showed, or says that something came between."""
    wanted = amendments.Amendment(catalogue.KINDS["base_salaries"], str(row.pk), {"vnd": vnd})
    asked = {"actor": house.actor(seat), "now": house.now}
    seen = amendments.carry_out(wanted, **asked).hash

    def confirm():
        try:
            return amendments.carry_out(wanted, **asked, reason="Thử", expected=seen)
        except amendments.Unfit as stale:
            return stale

    return confirm


def test_of_two_edits_of_one_row_the_second_sees_the_first(house):
    row = BaseSalary.objects.create(vnd=1)
    for number in range(RUNS):
        first = editing(house, "commune.administrator", row, 10 * number + 10)
        second = editing(house, "district.administrator", row, 10 * number + 11)

        assert together(first, second) == ["Outcome", "Unfit"]
    assert (LawEdit.objects.count(), list(law_log.faults())) == (RUNS, [])


def test_edits_of_two_rows_are_one_chain(house):
    rows = [BaseSalary.objects.create(vnd=1, until="2023-12-31"), BaseSalary.objects.create(vnd=2, since="2024-01-01")]
    for number in range(RUNS):
        first = editing(house, "commune.administrator", rows[0], 10 * number + 10)
        second = editing(house, "district.administrator", rows[1], 10 * number + 11)

        assert together(first, second) == ["Outcome", "Outcome"]

    assert sorted(LawEdit.objects.values_list("seq", flat=True)) == list(range(1, 2 * RUNS + 1))
    assert list(law_log.faults()) == []
