"""Decisions: drafted for what belongs together, numbered once, and signed by one hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dossiers.models import Dossier
from dossiers.states import State
from tests import house as houses
from workflow import decisions, signatures
from workflow.models import Decision, Gate, NumberBook
from workflow.refusals import NotNow, NotYours, Stale, Unknown


@pytest.fixture
def waiting(house):
    """So many dossiers of one award that wait for the commune's chair, by kind of nominee."""

    def waiting(*kinds: str, award: str = "GK_XA") -> list[Dossier]:
        found = []
        for number, kind in enumerate(kinds or ("individual",)):
            dossier = house.draft(award, name=f"Trần Thị Nhàn {number}")
            houses.minutes(dossier, house.seats["village.head"].person)
            dossier.nominee.kind = kind
            dossier.nominee.save(update_fields=["kind"])
            found.append(house.walk(dossier, State.INTAKE))
            house.act("refer", dossier, "commune.officer")
        return [house.fresh(dossier) for dossier in found]

    return waiting


def drafted(house, *dossiers: Dossier, by: str = "commune.officer", tier: str = "commune") -> Decision:
    ids = [dossier.pk for dossier in dossiers]
    return decisions.draft(body=house.units[f"{tier}-chair"], dossier_ids=ids, actor=house.actor(by), now=house.later())


def signed(house, decision: Decision, *, by: str = "commune.chair", version: int = 0) -> Decision:
    return decisions.sign(decision.pk, version=version, actor=house.actor(by), now=house.later())


def test_the_list_runs_from_collectives_over_households_to_individuals(house, waiting):
    person, household, collective, other = waiting("individual", "household", "collective", "individual")

    decision = drafted(house, other, person, household, collective)

    listed = decision.lines.values_list("position", "dossier")
    assert list(listed) == [(1, collective.pk), (2, household.pk), (3, person.pk), (4, other.pk)]


@pytest.mark.parametrize("seat", ["commune.officer", "commune.officer2", "commune.chair"])
def test_the_office_and_the_chair_draft(house, waiting, seat):
    decision = drafted(house, *waiting(), by=seat)

    assert (decision.status, decision.reference) == ("draft", "…/QĐ-UBND")


@pytest.mark.parametrize("seat", ["commune.secretary", "district.officer", "village.head", "commune.registry"])
def test_nobody_else_drafts(house, waiting, seat):
    with pytest.raises(NotYours, match="Soạn quyết định thuộc"):
        drafted(house, *waiting(), by=seat)


def test_two_awards_do_not_stand_on_one_decision(house, waiting):
    simple = waiting()
    voted = house.walk(house.draft("LDTT"), State.SIGNING)

    with pytest.raises(NotNow, match="chỉ ghi một danh hiệu"):
        drafted(house, *simple, voted)


def test_a_dossier_stands_on_one_draft(house, waiting):
    dossiers = waiting()
    drafted(house, *dossiers)

    with pytest.raises(NotNow, match="một dự thảo khác"):
        drafted(house, *dossiers)


def test_what_goes_up_is_not_decided_here(house):
    dossier = house.walk(house.draft("CSTDCS"), State.SIGNING)

    with pytest.raises(NotNow, match="cấp này không quyết định"):
        drafted(house, dossier)


def test_what_does_not_wait_is_not_drafted(house):
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)

    with pytest.raises(NotNow, match="không còn chờ"):
        drafted(house, dossier)


def test_an_unknown_dossier_is_not_drafted(house, waiting):
    with pytest.raises(Unknown):
        decisions.draft(
            body=house.units["commune-chair"],
            dossier_ids=[waiting()[0].pk, 0],
            actor=house.actor("commune.officer"),
            now=house.later(),
        )


def test_signing_gives_the_number_and_awards_every_line(house, waiting):
    dossiers = waiting("individual", "household")

    decision = signed(house, drafted(house, *dossiers))

    assert (decision.reference, decision.number_year, decision.version) == ("01/QĐ-UBND", 2024, 1)
    assert {house.fresh(dossier).state for dossier in dossiers} == {"awarded"}
    assert dossiers[0].events.latest("seq").evidence == {"decision": decision.pk, "reference": "01/QĐ-UBND"}


def test_numbers_follow_each_other_in_a_body_and_start_anew_elsewhere_and_next_year(house, waiting):
    first = signed(house, drafted(house, *waiting()))
    second = signed(house, drafted(house, *waiting()))
    district = house.walk(house.draft("CSTDCS"), State.SIGNING, stage=2)
    above = signed(house, drafted(house, district, by="district.officer", tier="district"), by="district.chair")
    house.later(days=60)
    later = signed(house, drafted(house, *waiting()))

    numbers = [(one.body.code, one.number_year, one.reference) for one in (first, second, above, later)]

    assert numbers == [
        ("commune-chair", 2024, "01/QĐ-UBND"),
        ("commune-chair", 2024, "02/QĐ-UBND"),
        ("district-chair", 2024, "01/QĐ-UBND"),
        ("commune-chair", 2025, "01/QĐ-UBND"),
    ]


@pytest.mark.parametrize("seat", ["commune.officer", "commune.secretary", "district.chair"])
def test_only_the_chair_signs(house, waiting, seat):
    decision = drafted(house, *waiting())

    with pytest.raises(NotYours, match="Ký quyết định này thuộc"):
        signed(house, decision, by=seat)


def test_a_decision_is_signed_once(house, waiting):
    decision = signed(house, drafted(house, *waiting()))

    with pytest.raises(NotNow, match="đã ký, số 01/QĐ-UBND"):
        signed(house, decision, version=1)

    assert NumberBook.objects.get().last == 1


def test_a_draft_on_an_old_page_is_stale(house, waiting):
    decision = drafted(house, *waiting())

    with pytest.raises(Stale, match="Quyết định vừa thay đổi"):
        signed(house, decision, version=7)


def test_a_line_that_is_held_keeps_the_whole_decision_and_its_number_back(house, waiting):
    free, held = waiting("individual", "individual")
    decision = drafted(house, free, held)
    officer = house.seats["commune.officer"].person
    Gate.objects.create(kind="posting", dossier=held, opened_at=house.now, opened_by=officer)

    with pytest.raises(NotNow, match="đang công khai"):
        signed(house, decision)

    decision.refresh_from_db()
    assert (decision.status, decision.number, NumberBook.objects.count()) == ("draft", None, 0)
    assert house.fresh(free).state == "signing"


def test_a_dropped_draft_frees_its_dossiers(house, waiting):
    dossiers = waiting()
    decision = drafted(house, *dossiers)

    decisions.drop_draft(decision.pk, actor=house.actor("commune.officer2"), version=0)

    assert not Decision.objects.exists()
    assert drafted(house, *dossiers).lines.count() == 1


def test_a_signed_decision_is_not_dropped(house, waiting):
    decision = signed(house, drafted(house, *waiting()))

    with pytest.raises(NotNow, match="đã ký thì không bỏ được"):
        decisions.drop_draft(decision.pk, actor=house.actor("commune.chair"))


def test_what_goes_up_together_joins_one_submission_without_what_has_changed(house):
    seen, changed = (house.walk(house.draft("CSTDCS"), State.SIGNING) for _number in range(2))
    picked = {seen.pk: seen.version, changed.pk: changed.version - 1}

    outcome = signatures.forward(picked, actor=house.actor("commune.chair"), now=house.later())

    assert [event.dossier_id for event in outcome.moved] == [seen.pk]
    assert {pk: type(why) for pk, why in outcome.refused.items()} == {changed.pk: Stale}
    assert (house.fresh(seen).state, house.fresh(changed).state) == ("intake", "signing")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_chairs_at_once_never_get_the_same_number(house, waiting):
    drafts = [drafted(house, dossier) for dossier in waiting(*["individual"] * 6)]
    chair, now, start = house.actor("commune.chair"), house.later(), Barrier(len(drafts))

    def sign(decision: Decision) -> int | None:
        start.wait(timeout=10)
        try:
            return decisions.sign(decision.pk, version=0, actor=chair, now=now).number
        finally:
            connection.close()

    with ThreadPoolExecutor(len(drafts)) as pool:
        numbers = list(pool.map(sign, drafts))

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
