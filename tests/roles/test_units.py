"""Which body of which authority works for a unit."""

from datetime import timedelta

import pytest

from roles import units
from roles.models import Succession, Tier, Unit, UnitKind
from tests.house import TODAY

BODIES = [(tier, kind) for tier in ("commune", "district", "province") for kind in ("office", "council", "chair")]


@pytest.mark.parametrize(("tier", "kind"), BODIES)
def test_a_village_finds_each_body_above_it(house, tier, kind):
    found = units.body(house.units["village"], tier=tier, kind=kind, on=TODAY)

    assert found == house.units[f"{tier}-{kind}"]


def test_a_body_proposes_to_its_own_authority(house):
    found = units.body(house.units["district-office"], tier=Tier.DISTRICT, kind=UnitKind.CHAIR, on=TODAY)

    assert found == house.units["district-chair"]


def test_nobody_below_is_found(house):
    assert units.body(house.units["district-office"], tier=Tier.COMMUNE, kind=UnitKind.CHAIR, on=TODAY) is None


def test_a_neighbours_body_is_not_ones_own(house):
    house.unit("neighbour", UnitKind.AUTHORITY, Tier.COMMUNE, "district")
    house.unit("hill", UnitKind.VILLAGE, Tier.BASE, "neighbour", managed_by=Tier.COMMUNE)

    assert units.body(house.units["hill"], tier=Tier.COMMUNE, kind=UnitKind.OFFICE, on=TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "found"), [(None, 0, True), (None, -1, False), (0, None, True), (1, None, False)]
)
def test_a_body_works_from_its_first_day_to_its_last(house, first, last, found):
    day = {None: None, -1: TODAY - timedelta(days=1), 0: TODAY, 1: TODAY + timedelta(days=1)}
    Unit.objects.filter(code="commune-office").update(since=day[first], until=day[last])

    body = units.body(house.units["village"], tier=Tier.COMMUNE, kind=UnitKind.OFFICE, on=TODAY)

    assert (body is not None) is found


def test_bodies_of_many_are_found_in_one_statement(house, django_assert_num_queries):
    origins = [house.units["village"], house.units["hamlet"], house.units["commune-office"]]

    with django_assert_num_queries(1):
        found = units.bodies_above(origins, on=TODAY)

    assert [found.find(origin, tier="commune", kind="chair") for origin in origins] == [
        house.units["commune-chair"]
    ] * 3


def test_the_path_names_the_ancestors(house):
    assert Unit.objects.get(code="village").lineage == ["province", "district", "commune", "village"]


def test_a_unit_knows_where_its_work_went(house):
    village, hamlet = house.units["village"], house.units["hamlet"]
    Succession.objects.create(unit=village, successor=hamlet, on=TODAY, basis="Nghị quyết sáp nhập")

    assert units.successors([village.pk, hamlet.pk]) == {village.pk: [hamlet.pk]}
