"""What the rows of law say of a day, an award and a proposer."""

from datetime import date

import pytest
from django.db import transaction

from dossiers import law, routing
from dossiers.models import AwardRule, AwardType, Mark, PaperText, Regime, Route, Routing, in_force
from roles.models import Tier, Unit, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """The rows of law, loaded once for the module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield law.load()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2023, 12, 31), "R2003"),
        (date(2024, 1, 1), "R2022-3T"),
        (date(2025, 6, 30), "R2022-3T"),
        (date(2025, 7, 1), "R2022-2T"),
        (date(2026, 9, 30), "R2022-2T"),
        (date(2026, 10, 1), "R2026"),
    ],
)
def test_each_day_has_one_law(rows, day, regime):
    found = Regime.objects.filter(in_force(day))

    assert [row.code for row in found] == [regime]


CASES = [
    ("2024-11-27", "village", "commune", "LDTT", ["commune"]),
    ("2024-11-27", "village", "commune", "GK_XA", ["commune"]),
    ("2024-11-27", "village", "commune", "CSTDCS", ["commune", "district"]),
    ("2024-11-27", "association", "commune", "GK_HUYEN", ["commune", "district"]),
    ("2024-11-27", "village", "commune", "THON_VH", ["commune", "district"]),
    ("2024-11-27", "sector", "commune", "TTLDTT", ["commune", "district"]),
    ("2024-11-27", "village", "commune", "BK_TINH", ["commune", "district", "province"]),
    ("2024-11-27", "school", "district", "LDTT", ["district"]),
    ("2024-11-27", "school", "district", "BK_TINH", ["district", "province"]),
    ("2026-11-18", "village", "commune", "CSTDCS", ["commune"]),
    ("2026-11-18", "school", "commune", "LDTT", ["commune"]),
    ("2026-11-18", "village", "commune", "GDVH", ["commune"]),
    ("2026-11-18", "village", "commune", "CSTD_TINH", ["commune", "province"]),
]


@pytest.mark.parametrize(("day", "kind", "managed_by", "award", "tiers"), CASES)
def test_the_route_follows_from_award_day_proposer_and_level(rows, day, kind, managed_by, award, tiers):
    unit = Unit(name="X", kind=kind, managed_by=managed_by, tier=Tier.BASE)

    choice = routing.choose(unit=unit, award_type=AwardType.objects.get(pk=award), on=date.fromisoformat(day))

    assert [stage.tier for stage in choice.route.stages.all()] == tiers


def test_a_district_award_is_nobodys_after_the_districts(rows):
    unit = Unit(name="X", kind=UnitKind.VILLAGE, managed_by=Tier.COMMUNE, tier=Tier.BASE)

    with pytest.raises(routing.NoRoute):
        routing.choose(unit=unit, award_type=AwardType.objects.get(pk="GK_HUYEN"), on=date(2026, 11, 18))


def test_every_route_is_a_walk_over_legal_moves(rows):
    faults = {route.code: list(law.route_faults(list(route.stages.all()))) for route in Route.objects.all()}

    assert faults == {code: [] for code in faults}


def test_no_row_of_the_law_of_2026_cites_an_article(rows):
    copied = [*AwardRule.objects.filter(regime="R2026"), *Routing.objects.filter(regime="R2026")]

    assert {(row.mark, row.citation) for row in copied} == {(Mark.COPIED, "")}


def test_a_law_is_named_on_paper_without_number_or_article(rows):
    grounds = PaperText.objects.filter(slot="ground", text__startswith="Căn cứ Luật")

    assert [row.text for row in grounds if any(letter.isdigit() for letter in row.text)] == []
