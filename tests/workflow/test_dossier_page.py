"""The dossier's page: where it is, what was written, what happened, what can be done."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dossiers import content
from dossiers.models import Route
from dossiers.states import State
from tests.house import NOW, minutes, written
from tests.workflow.addresses import at
from workflow import drafts, gates, story
from workflow.models import Gate


def act_labels(response):
    """What can be pressed, and what is barred, as the page lists them."""
    acts = response.context["acts"]
    return [a["label"] for a in acts if a["allowed"]], [a["label"] for a in acts if not a["allowed"]]


@pytest.mark.parametrize(
    ("state", "seat", "allowed", "barred"),
    [
        ("draft", "village.head", ["Soạn tiếp", "Nộp hồ sơ", "Xóa bản nháp"], []),
        ("draft", "village.clerk", ["Soạn tiếp", "Xóa bản nháp"], ["Nộp hồ sơ"]),
        ("returned", "village.head", ["Bổ sung hồ sơ", "Nộp hồ sơ", "Rút hồ sơ"], []),
        ("intake", "village.head", ["Lấy lại hồ sơ", "Rút hồ sơ"], ["Chuyển hồ sơ"]),
        (
            "intake",
            "commune.officer",
            ["Chuyển hồ sơ", "Yêu cầu bổ sung", "Chuyển tuyến trình", "Đề nghị không khen thưởng"],
            [],
        ),
        ("council", "commune.secretary", ["Thẩm định lại", "Yêu cầu bổ sung", "Hoãn sang phiên sau",
          "Chuyển hình thức khen"], ["Ghi Hội đồng thông qua", "Không khen thưởng"]),
        (
            "signing",
            "commune.chair",
            ["Ký trình cấp trên", "Thẩm định lại", "Yêu cầu bổ sung", "Không khen thưởng", "Rút hồ sơ"],
            [],
        ),
    ],
)  # fmt: skip
def test_the_page_offers_what_is_open_and_says_what_is_not(sign_in, house, state, seat, allowed, barred):
    dossier = house.walk(house.draft(), State(state))

    response = sign_in(seat).get(at("dossier", dossier))

    assert act_labels(response) == (allowed, barred)


def test_where_no_other_way_leads_on_the_page_says_so_instead_of_asking(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    Route.objects.filter(transitional=True).update(until=NOW.date() - timedelta(days=1))
    officer = sign_in("commune.officer")

    reroute = next(a for a in officer.get(at("dossier", dossier)).context["acts"] if a["label"] == "Chuyển tuyến trình")
    asked = officer.get(at("act", dossier, "reroute"))
    sent = officer.post(at("act", dossier, "reroute"), {"stage": 1, "document": "NQ 12", "version": 1})

    sentence = "Hôm nay không có tuyến chuyển tiếp nào; báo người quản trị."
    assert (reroute["allowed"], reroute["why"]) == (False, sentence)
    assert [(a.status_code, sentence in a.content.decode()) for a in (asked, sent)] == [(409, True), (409, True)]
    assert house.fresh(dossier).version == 1


def test_the_award_is_made_at_the_decision_not_on_this_page(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)

    response = sign_in("commune.chair").get(at("dossier", dossier))

    award = next(act for act in response.context["acts"] if act["label"] == "Ký quyết định khen thưởng")
    assert (award["allowed"], award["url_label"]) == (False, "Xem chờ ký")
    assert "Chưa có quyết định đã ký" in award["why"]


def test_the_route_shows_what_is_behind_here_and_ahead(sign_in, house):
    dossier = house.walk(house.draft(), State.COUNCIL, stage=2)

    response = sign_in("village.head").get(at("dossier", dossier))

    assert [(level.label, [stop.kind for stop in level.stops]) for level in response.context["route"]] == [
        ("Đơn vị", ["past"]),
        ("Commune", ["past", "past", "past"]),
        ("District", ["past", "here", "next"]),
    ]
    assert response.context["route"][2].stops[2].what == "Chủ tịch quyết định"


def test_a_body_that_was_passed_over_is_not_told_as_passed(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)
    house.act("propose_refusal", dossier, "commune.officer", ground="target", reason="Đã nghỉ hưu.")

    response = sign_in("commune.chair").get(at("dossier", dossier))

    stops = response.context["route"][1].stops
    assert [(stop.kind, stop.detail) for stop in stops[:2]] == [("past", "27/11/2024"), ("next", "không qua bước này")]
    assert response.context["events"][0].quote == "không đúng đối tượng; Đã nghỉ hưu"


def test_an_ended_dossier_stands_where_it_ended(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    house.act("decline", dossier, "commune.chair", reason="Trùng thành tích.")

    response = sign_in("village.head").get(at("dossier", dossier))

    assert [[stop.kind for stop in level.stops] for level in response.context["route"]] == [
        ["past"],
        ["past", "past", "past"],
    ]
    assert "Hồ sơ đang ở đây" not in response.content.decode()
    assert response.context["acts"] == []


def test_the_history_tells_who_did_what_in_whose_words(sign_in, house):
    dossier = house.walk(house.draft(), State.RETURNED)
    house.act("submit", dossier, "village.head")

    response = sign_in("village.head").get(at("dossier", dossier))

    assert [(line.verb, line.what, line.quote) for line in response.context["events"]] == [
        ("nộp lại hồ sơ", "đến Commune Office", ""),
        ("yêu cầu bổ sung", "đến Village", "Biên bản chưa ký"),
        ("nộp hồ sơ", "đến Commune Office", ""),
        ("lập hồ sơ", "", ""),
    ]
    assert response.context["events"][1].who == "Bà Người commune.officer, officer, commune-office,"


def test_an_award_s_line_leads_to_its_decision(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    decision = house.sign(dossier)

    response = sign_in("village.head").get(at("dossier", dossier))

    line = response.context["events"][0]
    assert (line.what, line.url) == ("số 01/QĐ-UBND", f"/quyet-dinh/{decision.pk}/")


def test_a_gate_is_told_on_the_route_at_the_act_and_in_the_history(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    actor = house.actor("commune.officer")
    gates.open_gate(
        dossier.pk,
        "posting",
        actor=actor,
        version=1,
        now=house.later(),
        until=date(2024, 11, 29),
        places="Nhà văn hóa.",
    )

    response = sign_in("commune.officer").get(at("dossier", dossier))

    refer = next(act for act in response.context["acts"] if act["label"] == "Chuyển hồ sơ")
    page = response.content.decode()
    assert refer["why"] == (
        "Chưa chuyển được vì đang công khai từ 27/11/2024 đến hết 29/11/2024."
        " Việc phải chờ này thuộc người thẩm định của Commune Office."
        " Quy tắc: việc phải chờ xong rồi mới chuyển."
    )
    assert refer["then"].replace("\xa0", " ") == "Từ thứ Hai, 02/12/2024 làm được, khi việc phải chờ đã đóng."
    assert response.context["route"][1].stops[0].gate == "đang công khai đến 29/11"
    assert "<strong>mở công khai</strong> đến hết ngày 29/11/2024: <q>Nhà văn hóa</q>" in page
    assert reverse("workflow:gate", args=[Gate.objects.get().pk]) in page


def test_others_read_the_frozen_words_while_the_unit_writes_on(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.RETURNED)
    head = sign_in("village.head")
    words = {"version": "2", "draft": "1", "kind": "individual", "name": "Trần Thị Nhàn", "award": "LDTT"}
    head.post(at("write", dossier), {**words, "deed": "Lời đang viết dở."})

    own = head.get(at("dossier", dossier)).content.decode()
    others = sign_in("commune.officer").get(at("dossier", dossier)).content.decode()

    assert ("Lời đang viết dở." in own, "Lời đang viết dở." in others) == (True, False)
    assert "trồng vải lai" in others


def test_others_see_the_papers_that_lay_with_the_frozen_words(sign_in, house):
    dossier = house.draft("LDTT")
    old = minutes(dossier, house.seats["village.head"].person, now=house.now)
    house.walk(dossier, State.RETURNED)
    new = minutes(dossier, house.seats["village.head"].person, text=b"new", now=house.later())

    officer = sign_in("commune.officer")

    given = officer.get(at("evidence", dossier, old.pk))
    assert b"".join(given.streaming_content) == b"%PDF-1.4 minutes"
    assert officer.get(at("evidence", dossier, new.pk)).status_code == 404
    assert len(officer.get(at("dossier", dossier)).context["files"]) == 1


def test_a_paper_is_handed_out_to_be_saved(sign_in, house):
    dossier = house.draft("LDTT")
    kept = minutes(dossier, house.seats["village.head"].person)
    type(kept).objects.update(name="biên bản “họp”.pdf")

    response = sign_in("village.head").get(at("evidence", dossier, kept.pk))

    assert b"".join(response.streaming_content) == b"%PDF-1.4 minutes"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''bi%C3%AAn")


@pytest.mark.parametrize(
    ("view", "more"), [("dossier", []), ("claim", []), ("release", []), ("open_gate", ["posting"])]
)
def test_a_dossier_that_one_may_not_see_is_no_page(sign_in, house, view, more):
    dossier = house.draft()

    assert sign_in("commune.officer").post(at(view, dossier, *more), {"version": "0"}).status_code == 404
    assert sign_in("commune.officer").get(at("evidence", dossier, 1)).status_code == 404


def test_a_desk_is_taken_and_put_back_by_those_who_work_there(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    officer = sign_in("commune.officer")

    officer.post(at("claim", dossier), {"version": "1"})
    mine = officer.get(at("dossier", dossier)).context["holding"]
    other = sign_in("commune.officer2").post(at("claim", dossier), {"version": "1"})
    chair = sign_in("village.head").post(at("claim", dossier), {"version": "1"})
    sign_in("commune.officer").post(at("release", dossier), {"version": "1"})
    free = officer.get(at("dossier", dossier)).context["holding"]

    assert (mine["person"], mine["may_release"], mine["may_claim"]) == ("Người commune.officer", True, False)
    assert (other.status_code, chair.status_code) == (409, 403)
    assert "đã có người khác nhận xử lý" in other.content.decode()
    assert (free["person"], free["may_claim"]) == (None, True)


@pytest.mark.parametrize(("seat", "queries"), [("village.head", 11), ("commune.officer", 12), ("commune.auditor", 12)])
@pytest.mark.parametrize("rounds", [1, 6])
def test_the_page_asks_as_often_for_a_long_history(sign_in, house, django_assert_num_queries, seat, queries, rounds):
    dossier = house.walk(house.draft(), State.INTAKE)
    officer = house.actor("commune.officer")
    for n in range(rounds):
        minutes(dossier, house.seats["village.head"].person, text=b"%d" % n, now=house.later())
        house.act("give_back", dossier, "commune.officer", missing=["Thiếu."])
        house.act("submit", dossier, "village.head")
        version = house.fresh(dossier).version
        gate = gates.open_gate(
            dossier.pk, "suspension", actor=officer, version=version, now=house.later(), document=f"{n}/CV"
        )
        if n + 1 < rounds:
            gates.close_gate(gate.pk, actor=officer, now=house.later(), document=f"{n}/KL", outcome="Không có.")
    browser = sign_in(seat)
    browser.get(at("dossier", dossier))

    with django_assert_num_queries(queries):
        browser.get(at("dossier", dossier))


def test_the_due_day_is_said_with_where_the_paper_is(house):
    dossier = house.walk(house.draft(), State.INTAKE)
    dossier.due_at = house.now + timedelta(days=1)

    assert story.where_now(dossier).replace("\xa0", " ") == (
        "Hồ sơ đang ở Commune Office: Chờ thẩm định, hạn đến hết thứ Năm, 28/11/2024."
    )


def test_a_name_changed_on_a_returned_paper_is_seen_by_others_only_when_it_is_handed_in_again(house, sign_in):
    dossier = house.walk(house.draft(name="Trần Thị Nhàn"), State.RETURNED)
    with drafts.writing(dossier.pk, actor=house.actor("village.head")) as paper:
        content.write(
            paper,
            nominee={"name": "Trần Thị Nhạn"},
            content=written(),
            award_type=paper.award_type,
            now=house.later(),
        )

    seen = [
        sign_in(seat).get(f"/ho-so/{dossier.code}/").content.decode() for seat in ("commune.officer", "village.head")
    ]

    assert ["Trần Thị Nhạn" in page for page in seen] == [False, True]
