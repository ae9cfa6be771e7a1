"""Money is counted exactly, and of several prizes the right ones are paid; pure."""

from datetime import date
from decimal import Decimal

import pytest

from dossiers.models import BaseSalary, MoneyRate
from dossiers.money import Case, Prize, amount, paid, payment, rate_for


@pytest.mark.parametrize(
    ("rate", "base", "rounded"),
    [
        ("0", 2_340_000, 0),
        ("0.3", 2_340_000, 710_000),
        ("0.3", 2_530_000, 760_000),
        ("0.45", 2_340_000, 1_060_000),
        ("2.25", 2_340_000, 5_270_000),
        ("1", 2_340_000, 2_340_000),
        ("0.001", 10_000_000, 10_000),
        ("0.001", 10_000_001, 20_000),
    ],
)
def test_an_amount_is_rounded_up_to_ten_thousand(rate, base, rounded):
    assert amount(Decimal(rate), base=base, rounded_to=10_000) == rounded


def test_rounding_is_exact_where_a_float_would_not_be():
    """3.3 times 100,000 is 330,000; as floats it is a little more, and would be rounded up."""
    assert amount(Decimal("3.3"), base=100_000, rounded_to=10_000) == 330_000


DAY, OTHER_DAY = date(2026, 1, 20), date(2026, 7, 20)
YEAR, OTHER_YEAR = (date(2025, 1, 1), date(2025, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))
LOW, HIGH = 710_000, 2_340_000
PRIZES = {
    "titles together for one time: the highest": (
        [("title", DAY, YEAR, LOW), ("title", DAY, YEAR, HIGH)],
        [HIGH],
    ),
    "titles for different times: each": ([("title", DAY, YEAR, LOW), ("title", DAY, OTHER_YEAR, HIGH)], [LOW, HIGH]),
    "titles given at different times: each": (
        [("title", DAY, YEAR, LOW), ("title", OTHER_DAY, YEAR, HIGH)],
        [LOW, HIGH],
    ),
    "forms together for one time: the highest": ([("form", DAY, YEAR, HIGH), ("form", DAY, YEAR, LOW)], [HIGH]),
    "forms for different times: each": ([("form", DAY, YEAR, LOW), ("form", DAY, OTHER_YEAR, LOW)], [LOW, LOW]),
    "a title and a form: both": ([("title", DAY, YEAR, LOW), ("form", DAY, YEAR, HIGH)], [LOW, HIGH]),
    "two alike: one": ([("title", DAY, YEAR, LOW), ("title", DAY, YEAR, LOW)], [LOW]),
    "none": ([], []),
}


@pytest.mark.parametrize("case", PRIZES)
def test_of_several_prizes_these_are_paid(case):
    given, amounts = PRIZES[case]

    found = paid([Prize(*prize) for prize in given])

    assert [prize.amount for prize in found] == amounts


def rate(value, locality="", **dates):
    return MoneyRate(
        award_type_id="GDVH", regime_id="R2022-2T", target="household", rate=Decimal(value), locality=locality, **dates
    )


def test_the_row_of_the_nearest_place_is_paid():
    rows = [rate("0"), rate("0.1", "phu-tho"), rate("0.2", "xa-a"), rate("0.9", "bac-ninh")]
    case = Case("GDVH", "R2022-2T", "household", DAY, lineage=("phu-tho", "xa-a"))

    assert rate_for(case, rows).rate == Decimal("0.2")


def test_a_row_that_has_ended_pays_nothing():
    rows, salaries = [rate("0.1", until=date(2025, 12, 31))], [BaseSalary(vnd=2_340_000)]
    case = Case("GDVH", "R2022-2T", "household", DAY)

    assert payment(case, rates=rows, salaries=salaries) is None


def test_without_a_base_salary_nothing_is_said():
    assert payment(Case("GDVH", "R2022-2T", "household", DAY), rates=[rate("0.1")], salaries=[]) is None
