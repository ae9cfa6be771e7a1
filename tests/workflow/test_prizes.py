"""A decision's page says what each holder is paid, by the base salary of the day it was signed."""

from datetime import date

import pytest

from dossiers.models import BaseSalary, MoneyRate
from dossiers.states import State
from workflow import decisions, prizes


@pytest.fixture
def rates(house):
    """What the house's award pays, and a base salary that changes while the decision waits."""
    for target, rate in (("individual", "0.3"), ("collective", "0.6")):
        MoneyRate.objects.create(award_type_id="LDTT", regime_id="R2022-3T", target=target, rate=rate)
    BaseSalary.objects.create(vnd=1_800_000, until=date(2024, 11, 30))
    BaseSalary.objects.create(vnd=2_340_000, since=date(2024, 12, 1))


def drafted(house, number=2):
    papers = [house.walk(house.draft("LDTT", name=f"Người thứ {n}"), State.SIGNING) for n in range(number)]
    ids = [dossier.pk for dossier in papers]
    office = house.actor("commune.officer")
    return decisions.draft(body=house.units["commune-chair"], dossier_ids=ids, actor=office, now=house.later()), papers


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2024, 11, 30), "Mỗi cá nhân 540.000\xa0đồng; cộng 1.080.000\xa0đồng"),
        (date(2024, 12, 1), "Mỗi cá nhân 710.000\xa0đồng; cộng 1.420.000\xa0đồng"),
    ],
)
def test_the_amounts_are_those_of_the_day_of_decision(house, rates, day, sentence):
    decision, papers = drafted(house)

    assert prizes.told(decision, papers, on=day) == sentence


def test_a_signed_decision_keeps_the_amount_of_its_day(house, rates, sign_in):
    decision, _papers = drafted(house)
    decisions.sign(decision.pk, version=0, actor=house.actor("commune.chair"), now=house.later(days=1))
    house.later(days=30)

    page = sign_in("commune.chair").get(f"/quyet-dinh/{decision.pk}/")

    assert "Mỗi cá nhân 540.000\xa0đồng; cộng 1.080.000\xa0đồng" in page.content.decode()


def test_what_no_row_says_is_not_said(house):
    decision, papers = drafted(house, number=1)

    assert prizes.told(decision, papers, on=date(2024, 11, 30)) == ""


def test_an_award_without_money_says_so(house, rates):
    MoneyRate.objects.update(rate="0")
    decision, papers = drafted(house, number=1)

    assert prizes.told(decision, papers, on=date(2024, 11, 30)) == "Không kèm tiền thưởng"
