"""Numbers of dossiers that one does not see, put among the picks: nothing is told of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.states import State
from workflow import decisions, signatures
from workflow.models import Decision, Event
from workflow.refusals import Unknown

NOT_THERE = 999_999


@pytest.fixture
def unseen(house):
    """A draft that nobody but its unit sees."""
    return house.draft(name="Nguyễn Thị Kín")


@pytest.mark.parametrize("seat", ["hamlet.head", "commune.chair", "district.officer", "commune.auditor"])
@pytest.mark.parametrize("version", [0, 99])
def test_a_stranger_who_picks_a_draft_learns_nothing_of_it(sign_in, unseen, seat, version):
    client = sign_in(seat)

    answer = client.post(reverse("workflow:waiting"), {"do": "forward", "pick": f"{unseen.pk}:{version}"}, follow=True)

    assert "Nguyễn Thị Kín" not in answer.content.decode()
    assert Event.objects.filter(dossier=unseen).count() == 1


def test_what_is_not_seen_is_passed_over_and_what_is_stale_is_told(house, unseen):
    seen = house.walk(house.draft(), State.SIGNING)

    outcome = signatures.forward({unseen.pk: 0, seen.pk: 0}, actor=house.actor("commune.chair"), now=house.later())

    assert set(outcome.refused) == {seen.pk}
    assert not outcome.moved


def test_a_decision_answers_alike_for_what_is_unseen_and_what_is_not_there(house, unseen):
    body, officer = house.units["commune-chair"], house.actor("commune.officer")

    for pk in (unseen.pk, NOT_THERE):
        with pytest.raises(Unknown):
            decisions.draft(body=body, dossier_ids=[pk], actor=officer, now=house.later())

    assert not Decision.objects.exists()


def test_an_officer_drafts_for_what_lies_before_the_chair_without_having_visited_the_office(house):
    replaced = house.walk(house.draft("CSTDCS"), State.COUNCIL)
    house.act("replace", replaced, "commune.secretary", award="LDTT", resolution="Biên bản 3")
    new = Dossier.objects.get(replaces=replaced)
    house.vote(new)

    signed = house.sign(new)

    assert signed.lines.get().dossier_id == new.pk
