"""A tie to a nominee is declared on a page of its own, told to the desks and not to the unit."""

import pytest
from django.urls import reverse

from dossiers.conflicts import Rule
from dossiers.models import ConflictRule, Declaration
from dossiers.states import State
from tests.workflow.addresses import at

WORDS = {"relation": "sibling", "reason": "Em ruột của tôi."}


@pytest.fixture
def dossier(house):
    return house.walk(house.draft("LDTT", name="Vũ Thị Hoa"), State.INTAKE)


def declared():
    return list(Declaration.objects.values_list("person__username", "relation", "reason"))


def test_an_officer_declares_and_is_told_who_acts_instead(sign_in, dossier):
    response = sign_in("commune.officer").post(at("declare", dossier), WORDS, follow=True)

    text = response.content.decode()
    assert declared() == [("commune.officer", "sibling", "Em ruột của tôi.")]
    assert "Đã ghi khai báo với hồ sơ: Bà Vũ Thị Hoa." in text
    assert "đã khai báo có liên quan (anh, chị, em ruột)" in text
    assert at("declare", dossier) not in text


@pytest.mark.parametrize("missing", ["relation", "reason"])
def test_an_answer_left_out_is_asked_for(sign_in, dossier, missing):
    response = sign_in("commune.officer").post(at("declare", dossier), {**WORDS, missing: ""})

    assert (response.status_code, missing in response.context["form"].errors, declared()) == (200, True, [])


WHO = {"commune.officer": 200, "commune.secretary": 404, "village.head": 403, "hamlet.head": 404}


@pytest.mark.parametrize("seat", WHO)
def test_who_can_come_to_decide_declares(sign_in, dossier, seat):
    assert sign_in(seat).get(at("declare", dossier)).status_code == WHO[seat]


def test_one_declares_once(sign_in, dossier):
    client = sign_in("commune.officer")
    client.post(at("declare", dossier), WORDS)

    assert client.post(at("declare", dossier), WORDS).status_code == 403
    assert len(declared()) == 1


def test_colleagues_read_it_and_the_unit_does_not(sign_in, dossier):
    sign_in("commune.officer").post(at("declare", dossier), WORDS)
    sentence = "Người commune.officer: anh, chị, em ruột."

    read = {seat: sign_in(seat).get(at("dossier", dossier)) for seat in ("commune.officer2", "village.head")}

    assert {seat: sentence in page.content.decode() for seat, page in read.items()} == {
        "commune.officer2": True,
        "village.head": False,
    }


def test_the_refusal_at_the_door_is_a_page_with_the_rule_and_who_can(sign_in, dossier, house):
    sign_in("commune.officer").post(at("declare", dossier), WORDS)

    response = sign_in("commune.officer").post(at("act", dossier, "refer"), {"version": dossier.version})

    text = response.content.decode()
    assert response.status_code == 403
    assert "Người làm việc này đã khai báo có liên quan (anh, chị, em ruột) nên không xử lý hồ sơ này." in text
    assert "Một người khác của Commune Office, không phải người do họ cử thay, làm việc này." in text


def test_a_rule_that_warns_says_so_beforehand_and_in_the_history(sign_in, dossier, house):
    ConflictRule.objects.create(code=Rule.MEMBER_IS_RELATIVE, switch="warn")
    client = sign_in("commune.officer")
    client.post(at("declare", dossier), WORDS)
    warning = "Xung đột lợi ích: có quan hệ với người được đề nghị. Vẫn làm được"

    before = client.get(at("dossier", dossier)).content.decode()
    client.post(at("act", dossier, "refer"), {"version": dossier.version})
    after = client.get(at("dossier", dossier)).content.decode()

    assert warning in before
    assert "xung đột lợi ích: có quan hệ với người được đề nghị" in after
    assert house.fresh(dossier).state == State.COUNCIL


def test_a_chair_on_the_list_reads_why_the_line_is_stuck(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    dossier.nominee.person = house.seats["commune.chair"].person
    dossier.nominee.save(update_fields=["person"])

    text = sign_in("commune.chair").get(reverse("workflow:waiting")).content.decode()

    assert "Không ai quyết định khen thưởng cho chính mình, cấp phó cũng không ký thay." in text


def test_the_sitting_says_who_takes_no_ballot(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.COUNCIL)
    Declaration.objects.create(
        dossier=dossier,
        person=house.seats["commune.member1"].person,
        seat=house.seats["commune.member1"],
        relation="spouse",
        reason="x",
        declared_at=house.now,
    )
    client = sign_in("commune.secretary")
    client.post(reverse("workflow:sittings"), {"council": house.units["commune-council"].pk})
    sitting = house.units["commune-council"].sittings.get()

    text = client.get(reverse("workflow:sitting", args=[sitting.pk])).content.decode()

    assert "Người commune.member1 không tham gia bỏ phiếu: có quan hệ với người được đề nghị." in text
