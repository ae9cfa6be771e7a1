"""The pages of the moves: each asks what its verb needs, acts once, and explains a refusal."""

import pytest
from django.urls import reverse

from dossiers.fsm import verbs
from dossiers.models import Dossier, RouteStage
from dossiers.states import State
from dossiers.verbs import VERBS
from tests.house import minutes
from tests.workflow.addresses import at
from workflow.forms.moves import FORMS
from workflow.models import Event
from workflow.views.elsewhere import ELSEWHERE

WORDS = {
    "propose_refusal": {"ground": "criteria", "reason": "Chưa đủ thời gian công tác."},
    "recheck": {"reason": "Xem lại biên bản."},
    "give_back": {"missing": "Biên bản chưa ký.\n\n - Thiếu số phiếu "},
    "send_down": {"reason": "Báo cáo sai tên."},
    "defer": {"reason": "Chờ xác minh.", "next_sitting": "6-12-2024"},
    "decline": {"reason": "Trùng thành tích."},
    "withdraw": {"request": "Văn bản 12/CV ngày 26/11/2024."},
    "replace": {"award": "GK_XA", "resolution": "Biên bản 03/BB-HĐ."},
    "revoke": {"document": "Kết luận 09/KL-TTr."},
}
KEPT = {
    **WORDS,
    "give_back": {"missing": ["Biên bản chưa ký.", "Thiếu số phiếu"]},
    "defer": {"reason": "Chờ xác minh.", "next_sitting": "06/12/2024"},
}


def test_every_verb_has_a_page_and_every_need_a_field():
    asked = {verb: set(form.base_fields) for verb, form in FORMS.items()}

    assert set(verbs(Dossier)) == set(VERBS)
    assert {verb: set(words.needs) for verb, words in VERBS.items() if words.needs and verb not in ELSEWHERE} == {
        verb: fields - {"papers"} for verb, fields in asked.items() if verb != "withdraw"
    }
    assert asked["withdraw"] == {"request"}


@pytest.mark.parametrize(
    ("verb", "award", "state", "stage", "seat", "after"),
    [
        ("recall", "CSTDCS", "intake", 1, "village.head", "returned"),
        ("refer", "CSTDCS", "intake", 1, "commune.officer", "council"),
        ("propose_refusal", "CSTDCS", "intake", 1, "commune.officer", "signing"),
        ("recheck", "CSTDCS", "council", 1, "commune.secretary", "intake"),
        ("give_back", "CSTDCS", "intake", 1, "commune.officer", "returned"),
        ("send_down", "CSTDCS", "intake", 2, "district.officer", "intake"),
        ("defer", "CSTDCS", "council", 1, "commune.secretary", "council"),
        ("replace", "LDTT", "council", 1, "commune.secretary", "replaced"),
        ("decline", "CSTDCS", "signing", 1, "commune.chair", "declined"),
        ("forward", "CSTDCS", "signing", 1, "commune.chair", "intake"),
        ("withdraw", "CSTDCS", "intake", 1, "village.head", "withdrawn"),
        ("withdraw", "CSTDCS", "draft", 1, "village.head", "withdrawn"),
    ],
)
def test_a_move_is_asked_done_and_told(sign_in, house, verb, award, state, stage, seat, after):
    dossier = house.walk(house.draft(award), State(state), stage=stage)
    if verb == "replace":
        WORDS["replace"]["award"] = KEPT["replace"]["award"] = "CSTDCS"
    words = {} if state == "draft" else WORDS.get(verb, {})
    browser = sign_in(seat)

    asked = browser.get(at("act", dossier, verb))
    done = browser.post(at("act", dossier, verb), {**words, "version": dossier.version})

    event = Event.objects.filter(dossier=dossier, verb=verb).latest("seq")
    assert asked.status_code == 200
    assert done.url == at("dossier", dossier)
    assert (event.to_state, event.person_id) == (after, house.seats[seat].person_id)
    assert event.evidence == ({} if state == "draft" else KEPT.get(verb, {}))
    told = browser.get(done.url).content.decode()
    assert "Đã " + ("nộp lại" if verb == "submit" else str(VERBS[verb].past)) in told


def test_a_revoked_award_names_its_document(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    house.sign(dossier)
    version = house.fresh(dossier).version

    sign_in("commune.chair").post(at("act", dossier, "revoke"), {**WORDS["revoke"], "version": version})

    assert house.fresh(dossier).state == State.REVOKED
    assert dossier.events.latest("seq").evidence == WORDS["revoke"]


def test_a_paper_is_routed_anew_from_the_stage_that_is_picked(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    stage = RouteStage.objects.get(route__code="moved", order=2)
    officer = sign_in("commune.officer")

    offered = officer.get(at("act", dossier, "reroute")).context["form"].fields["stage"].choices
    officer.post(at("act", dossier, "reroute"), {"stage": stage.pk, "document": "Nghị quyết 1/NQ.", "version": 1})

    assert [words for _pk, words in offered] == ["moved|Từ cấp xã.", "moved|Từ cấp huyện."]
    assert house.fresh(dossier).stage_id == stage.pk
    assert dossier.events.latest("seq").evidence == {"stage": stage.pk, "document": "Nghị quyết 1/NQ."}


def test_a_form_without_its_words_is_drawn_again_and_nothing_moves(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)

    answer = sign_in("commune.officer").post(
        at("act", dossier, "propose_refusal"), {"ground": "criteria", "reason": " ", "version": 1}
    )

    page = answer.content.decode()
    assert "Chưa ghi được: còn 1 chỗ cần sửa" in page
    assert 'name="version" value="1"' in page
    assert house.fresh(dossier).state == State.INTAKE


@pytest.mark.parametrize("verb", ["open", "succeed", "nothing", "save"])
def test_an_unknown_verb_is_no_page(sign_in, house, verb):
    dossier = house.walk(house.draft(), State.INTAKE)

    assert sign_in("commune.officer").get(at("act", dossier, verb)).status_code == 404
    assert sign_in("commune.officer").post(at("act", dossier, verb), {"version": 1}).status_code == 404


@pytest.mark.parametrize(("verb", "leads"), [("recommend", "workflow:sittings"), ("award", "workflow:waiting")])
def test_what_is_made_elsewhere_leads_there(sign_in, house, verb, leads):
    dossier = house.walk(house.draft(), State.COUNCIL)

    assert sign_in("commune.secretary").post(at("act", dossier, verb), {"version": 2}).url == reverse(leads)


def test_handing_in_leads_to_the_page_that_checks(sign_in, house):
    dossier = house.draft()

    assert sign_in("village.head").get(at("act", dossier, "submit")).url == at("check", dossier)


def test_a_double_press_makes_one_move_and_frightens_nobody(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    officer = sign_in("commune.officer")

    officer.post(at("act", dossier, "refer"), {"version": 1})
    again = officer.post(at("act", dossier, "refer"), {"version": 1}, follow=True)

    assert (again.status_code, dossier.events.filter(verb="refer").count()) == (200, 1)
    assert "bà đã làm lúc" in again.content.decode()


def test_an_old_page_is_told_what_happened_and_keeps_the_words(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    house.act("give_back", dossier, "commune.officer2", missing=["Thiếu ảnh."])
    house.act("submit", dossier, "village.head")

    answer = sign_in("commune.officer").post(at("act", dossier, "give_back"), {"missing": "Thiếu dấu.", "version": 1})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Thiếu ảnh" in page
    assert "nộp lại hồ sơ" in page
    assert "Thiếu dấu." in page
    assert "Vẫn yêu cầu bổ sung, với lời này…" in page
    assert house.fresh(dossier).version == 3


def test_other_words_on_an_old_page_are_no_double_press(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    officer = sign_in("commune.officer")

    officer.post(at("act", dossier, "give_back"), {"missing": "Thiếu ảnh.", "version": 1})
    same = officer.post(at("act", dossier, "give_back"), {"missing": "Thiếu ảnh.", "version": 1})
    other = officer.post(at("act", dossier, "give_back"), {"missing": "Thiếu dấu.", "version": 1})

    assert (same.status_code, other.status_code) == (302, 409)
    assert "Thiếu dấu." in other.content.decode()


def test_the_words_of_an_old_page_can_be_sent_again_after_a_look(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)

    page = (
        sign_in("commune.officer")
        .post(at("act", dossier, "give_back"), {"missing": "Thiếu dấu.", "ask": "1"})
        .content.decode()
    )

    assert "Thiếu dấu.</textarea>" in page
    assert 'name="version" value="1"' in page
    assert house.fresh(dossier).state == State.INTAKE


def test_what_is_another_s_is_refused_with_who_can(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    head = sign_in("village.head")

    asked = head.get(at("act", dossier, "refer"))
    pressed = head.post(at("act", dossier, "refer"), {"version": 1})

    for answer in (asked, pressed):
        assert answer.status_code == 403
        assert "Việc này thuộc người thẩm định của Commune Office." in answer.content.decode()
    assert house.fresh(dossier).state == State.INTAKE


def test_what_cannot_be_now_is_refused_with_its_reason(sign_in, house):
    dossier = house.walk(house.draft(), State.COUNCIL)

    answer = sign_in("commune.secretary").post(at("act", dossier, "decline"), {"reason": "Không.", "version": 2})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Chưa ghi được: Không khen thưởng" in page
    assert "Commune Council chưa có kết luận không thông qua" in page
    assert "Không." in page


def test_a_dossier_that_one_may_not_see_answers_as_none(sign_in, house):
    dossier = house.draft()
    officer = sign_in("commune.officer")

    hidden = officer.post(at("act", dossier, "refer"), {"version": 0})
    none = officer.post(reverse("workflow:act", args=["TD-1-0", "refer"]), {"version": 0})

    assert (hidden.status_code, none.status_code) == (404, 404)


def test_the_page_of_a_move_stays_within_the_budget(sign_in, house, django_assert_num_queries):
    dossier = house.walk(house.draft(), State.INTAKE)
    officer = sign_in("commune.officer")
    officer.get(at("act", dossier, "give_back"))

    with django_assert_num_queries(7):
        officer.get(at("act", dossier, "give_back"))


def test_the_checklist_is_what_is_ticked_and_what_is_written(sign_in, house):
    dossier = house.draft("GK_XA")
    minutes(dossier, house.seats["village.head"].person)
    house.walk(dossier, State.INTAKE)
    officer = sign_in("commune.officer")
    given = {"papers": ["Biên bản họp bình xét"], "missing": "Thiếu chữ ký thư ký.", "version": 1}

    nothing = officer.post(at("act", dossier, "give_back"), {"missing": " ", "version": 1}).content.decode()
    officer.post(at("act", dossier, "give_back"), given)

    assert "Đánh dấu giấy tờ còn thiếu, hoặc ghi ít nhất một điều." in nothing
    assert (nothing.count("(ghi ít nhất một trong hai)"), nothing.count("(không bắt buộc)")) == (2, 0)
    assert dossier.events.latest("seq").evidence == {"missing": ["Biên bản họp bình xét", "Thiếu chữ ký thư ký."]}


def test_the_unit_sees_what_it_has_mended(sign_in, house):
    dossier = house.draft("GK_XA")
    minutes(dossier, house.seats["village.head"].person)
    house.walk(dossier, State.INTAKE)
    house.act("give_back", dossier, "commune.officer", missing=["Biên bản họp bình xét", "Thiếu chữ ký thư ký."])
    head = sign_in("village.head")

    before = head.get(at("write", dossier)).context["checklist"]
    minutes(dossier, house.seats["village.head"].person, text=b"signed", now=house.later())
    after = head.get(at("write", dossier)).context["checklist"]

    assert before == [("Biên bản họp bình xét", False), ("Thiếu chữ ký thư ký.", False)]
    assert after == [("Biên bản họp bình xét", True), ("Thiếu chữ ký thư ký.", False)]
