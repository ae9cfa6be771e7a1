"""The duplicate guard's pages: what is on record is told with its reason, and a person decides."""

import pytest
from django.urls import reverse

from dossiers import memory
from dossiers.models import Criterion, InitiativeUse, Judgement, Nominee
from dossiers.states import State
from tests.house import NOW
from tests.workflow.addresses import at

ROW = {
    "name": "Trần Thị Nhàn",
    "born": "1979",
    "unit": "village",
    "award": "LDTT",
    "year": 2022,
    "period_to": "2022-12-31",
    "decision": "15/QĐ-UBND",
}
ELSEWHERE = {**ROW, "born": "", "unit": "hamlet", "year": 2021, "decision": "9/QĐ-UBND"}
WORDS = {"verdict": "other", "reason": "Trưởng thôn xác nhận là hai người."}


def record(*rows):
    memory.record_past(rows, now=NOW)


@pytest.fixture
def dossier(house):
    return house.walk(house.draft(), State.INTAKE)


def key_of(dossier, **wanted):
    """How the form names the match."""
    nominee = dossier.nominee
    matches = memory.find_like(nominee.name, nominee.born, nominee.unit, but=[nominee.pk])
    known = next(m.known for m in matches if all(getattr(m.known, name) == value for name, value in wanted.items()))
    return f"{known.source}-{known.key}"


def answer(client, dossier, **more):
    words = {**WORDS, "match": key_of(dossier, year=2021), **more}
    return client.post(at("memory", dossier), words, follow=True)


def text(response):
    return response.content.decode()


def test_an_officer_reads_the_history_and_the_likely_matches_with_their_reasons(sign_in, dossier):
    record(ROW, ELSEWHERE)

    page = sign_in("commune.officer").get(at("memory", dossier))

    assert [line.match.known.year for line in page.context["guard"].history] == [2022]
    assert [line.match.likeness.reason for line, _form in page.context["questions"]] == [
        "Họ tên giống nhau; chưa đủ ngày sinh để so; khác đơn vị (Village; Hamlet)."
    ]
    assert "15/QĐ-UBND" in text(page)


def test_a_person_decides_and_the_question_is_not_asked_again(sign_in, dossier):
    record(ROW, ELSEWHERE)

    page = answer(sign_in("commune.officer"), dossier)

    assert (page.context["questions"], [line.said.label for line, _form in page.context["settled"]]) == (
        [],
        ["khác người"],
    )
    assert list(Judgement.objects.values_list("verdict", "reason", "person__username", "judged_at")) == [
        ("other", WORDS["reason"], "commune.officer", NOW)
    ]


def test_who_is_called_the_same_has_that_award_in_the_history(sign_in, dossier):
    record(ROW, ELSEWHERE)

    page = answer(sign_in("commune.officer"), dossier, verdict="same")

    assert [line.match.known.year for line in page.context["guard"].history] == [2022, 2021]


@pytest.mark.parametrize("missing", ["verdict", "reason"])
def test_a_word_without_verdict_or_reason_is_asked_for_and_nothing_is_kept(sign_in, dossier, missing):
    record(ROW, ELSEWHERE)

    page = answer(sign_in("commune.officer"), dossier, **{missing: ""})

    assert (list(page.context["form"].errors), Judgement.objects.count()) == ([missing], 0)


@pytest.mark.parametrize(
    ("seat", "status"), [("commune.officer", 200), ("village.head", 403), ("hamlet.head", 404), ("commune.chair", 404)]
)
def test_who_may_say_who_is_who(sign_in, dossier, seat, status):
    record(ROW, ELSEWHERE)

    assert (answer(sign_in(seat), dossier).status_code, Judgement.objects.count()) == (status, int(status == 200))


def test_the_unit_answers_while_the_paper_is_its_own(sign_in, house):
    draft = house.draft()
    record(ELSEWHERE)

    page = answer(sign_in("village.clerk"), draft, verdict="another_deed")

    assert [line.said.label for line, _form in page.context["settled"]] == ["cùng người, khen cho thành tích khác"]


def test_a_match_that_nobody_asked_about_is_no_page(sign_in, dossier):
    record(ROW)

    response = sign_in("commune.officer").post(at("memory", dossier), {**WORDS, "match": "past-999"})

    assert (response.status_code, Judgement.objects.count()) == (404, 0)


def test_a_deed_told_twice_in_one_period_is_noticed(sign_in, house):
    first = house.walk(house.draft("LDTT"), State.INTAKE)
    second = house.walk(house.draft("CSTDCS"), State.INTAKE)

    page = sign_in("commune.officer").get(at("memory", second))

    assert [(line.match.known.code, line.same_deed) for line, _form in page.context["questions"]] == [
        (first.code, True)
    ]
    assert "có thể trùng khen" in text(page)


def test_criteria_are_judged_on_the_whole_history_however_little_of_it_is_asked_about(sign_in, dossier):
    record(*({**ROW, "award": "Kỷ niệm chương", "year": 2010 + n, "decision": f"{n}/QĐ"} for n in range(13)))
    record({**ROW, "year": 1990, "decision": "90/QĐ-UBND"})

    found = sign_in("commune.officer").get(at("memory", dossier)).context["guard"]

    assert [award["year"] for award in found.prior if award["award"] == "LDTT"] == [1990]


def of_the_hamlet(house):
    other = house.draft("LDTT", by="hamlet.head", unit="hamlet")
    house.act("submit", other, "hamlet.head")
    return other


def test_the_open_paper_of_another_unit_is_told_only_to_those_who_may_see_it(sign_in, house):
    other = of_the_hamlet(house)
    own = house.walk(house.draft(), State.INTAKE)

    told = {
        seat: other.code in text(sign_in(seat).get(at("memory", own))) for seat in ("commune.officer", "village.head")
    }

    assert told == {"commune.officer": True, "village.head": False}


def test_an_award_of_another_unit_is_public(sign_in, house):
    other = of_the_hamlet(house)
    house.act("refer", other, "commune.officer")
    house.vote(other)
    house.sign(other)
    own = house.draft()

    page = sign_in("village.head").get(at("memory", own))

    assert [(line.match.known.code, line.detail.open) for line in page.context["guard"].lines] == [(other.code, False)]
    assert "01/" in text(page)
    assert at("dossier", other) not in text(page)


# initiatives

NEW = {
    "title": "Ủ phân từ rơm",
    "kind": "initiative",
    "scope": "base",
    "number": "03/QĐ-SK",
    "recognised_by": "Ủy ban nhân dân xã",
}


def uses():
    return list(InitiativeUse.objects.values_list("initiative__title", "dossier__code", "seat__person__username"))


def test_an_initiative_is_recorded_and_used_at_the_dossier(sign_in, dossier):
    page = sign_in("commune.officer").post(at("initiative", dossier), NEW, follow=True)

    assert uses() == [("Ủ phân từ rơm", dossier.code, "commune.officer")]
    assert "dùng cho hồ sơ này" in text(page)


def test_an_initiative_used_elsewhere_is_refused_with_where_and_a_way_out(sign_in, house, dossier):
    officer = sign_in("commune.officer")
    officer.post(at("initiative", dossier), NEW)
    other = house.walk(house.draft("LDTT"), State.INTAKE)

    refused = officer.post(at("initiative", other), NEW)

    assert (refused.status_code, len(uses())) == (409, 1)
    assert f"“Ủ phân từ rơm” đã dùng cho hồ sơ {dossier.code}" in text(refused)
    assert f"đã dùng cho hồ sơ {dossier.code}" in text(officer.get(at("memory", other)))


@pytest.fixture
def namesake(house):
    """A draft of the hamlet about the same person, of whom the village has used an initiative in a draft of its own."""
    told = {"name": "Trần Thị Nhàn", "gender": "f", "born": "02/09/1979"}
    made = {}
    for unit in ("village", "hamlet"):
        made[unit] = house.draft("LDTT", by=f"{unit}.head", unit=unit)
        Nominee.objects.filter(dossier=made[unit]).update(**told)
    return made["village"], made["hamlet"]


def test_where_it_was_used_is_told_only_to_those_who_may_see_that_dossier(sign_in, namesake):
    village, hamlet = namesake
    sign_in("village.head").post(at("initiative", village), NEW)
    head = sign_in("hamlet.head")

    page = text(head.get(at("memory", hamlet)))

    assert ("Ủ phân từ rơm" in page, village.code in page) == (True, False)
    assert "đã dùng cho hồ sơ khác" in page


def test_what_another_unit_put_down_is_not_used_up_by_a_draft(sign_in, house, namesake):
    told = {"name": "Trần Thị Nhàn", "born": "02/09/1979", "unit": house.units["village"], "title": "Ủ phân từ rơm"}
    row = memory.record_initiative(**told, now=NOW)

    answer = sign_in("hamlet.head").post(at("initiative", namesake[1]), {"use": row.pk})

    assert (answer.status_code, uses()) == (404, [])


def test_one_of_the_register_is_used_by_a_button(sign_in, house):
    draft = house.draft()
    told = {"name": "Trần Thị Nhàn", "born": "1979", "unit": house.units["village"], "title": "Ủ phân từ rơm"}
    row = memory.record_initiative(**told, now=NOW)

    sign_in("village.head").post(at("initiative", draft), {"use": row.pk})

    assert uses() == [("Ủ phân từ rơm", draft.code, "village.head")]


@pytest.mark.parametrize(
    ("seat", "words", "status"),
    [
        ("commune.officer", {**NEW, "title": ""}, 200),
        ("commune.officer", {"use": "999"}, 404),
        ("village.head", NEW, 403),
        ("hamlet.head", NEW, 404),
    ],
)
def test_what_may_not_be_used_is_not_kept(sign_in, dossier, seat, words, status):
    assert (sign_in(seat).post(at("initiative", dossier), words).status_code, uses()) == (status, [])


# what rests on a revoked award


def rests(house):
    """An award, a dossier whose criteria build on it, and then the award is revoked."""
    Criterion.objects.create(
        award_type_id="CSTDCS",
        regime_id="R2022-3T",
        code="title",
        measure="held_before",
        params={"awards": ["LDTT"]},
        wording="Đã là Lao động tiên tiến.",
    )
    ground = house.walk(house.draft("LDTT"), State.SIGNING)
    house.sign(ground)
    later = house.walk(house.draft("CSTDCS"), State.INTAKE)
    house.walk(house.draft("CSTDCS", name="Phạm Văn Lộc"), State.INTAKE)
    house.act("revoke", house.fresh(ground), "commune.chair", document="01/KL", reason="Kê khai gian dối.")
    return ground, later


@pytest.mark.parametrize(("seat", "opens"), [("commune.officer", True), ("commune.administrator", False)])
def test_what_rests_on_a_revoked_award_is_listed_for_review(sign_in, house, seat, opens):
    ground, later = rests(house)

    rows = sign_in(seat).get(reverse("workflow:review")).context["rows"]

    assert [(row.dossier.code, row.revoked.code, row.open) for row in rows] == [(later.code, ground.code, opens)]


def test_the_dossier_says_that_its_ground_is_gone(sign_in, house):
    _ground, later = rests(house)
    officer = sign_in("commune.officer")

    page, panel = officer.get(at("memory", later)), officer.get(at("memory_panel", later))

    assert "mà tiêu chuẩn của hồ sơ này có tính đến danh hiệu ấy" in text(page)
    assert "đã bị hủy: xem lại điều kiện" in text(panel)


def test_nothing_to_review_is_said_with_a_way_on(sign_in, house):
    assert "Không có hồ sơ nào phải xem lại." in text(sign_in("commune.officer").get(reverse("workflow:review")))


# on other pages


def test_the_dossier_and_the_check_page_make_room_for_it(sign_in, house, dossier):
    draft = house.draft()
    head = sign_in("village.head")

    pages = [text(head.get(at("dossier", dossier))), text(head.get(at("check", draft)))]

    assert [at("memory_panel", paper) in page for paper, page in zip((dossier, draft), pages, strict=True)] == [
        True,
        True,
    ]


def test_the_panel_brings_the_criteria_with_what_the_record_knows(sign_in, house):
    _ground, later = rests(house)

    panel = sign_in("commune.officer").get(at("memory_panel", later) + "?tieu-chuan=1")

    assert "2024 (đã hủy)" in text(panel)
    assert 'hx-swap-oob="true"' in text(panel)


# what it costs


@pytest.mark.parametrize("awards", [1, 30])
@pytest.mark.parametrize(("view", "statements"), [("memory", 12), ("memory_panel", 12)])
def test_the_pages_ask_as_often_for_a_long_history(
    sign_in, house, dossier, awards, view, statements, django_assert_num_queries
):
    house.walk(house.draft("LDTT"), State.INTAKE)
    record({**ROW, "year": 1980, "revoked_on": "1981-01-01"})
    record(*({**ROW, "year": 1990 + n, "decision": str(n)} for n in range(awards)), ELSEWHERE)
    officer = sign_in("commune.officer")
    answer(officer, dossier)
    query = "?tieu-chuan=1" if view == "memory_panel" else ""
    officer.get(at(view, dossier) + query)

    with django_assert_num_queries(statements):
        officer.get(at(view, dossier) + query)


def test_the_review_costs_the_same_for_one_and_for_three(sign_in, house, django_assert_num_queries):
    rests(house)
    officer = sign_in("commune.officer")
    officer.get(reverse("workflow:review"))

    with django_assert_num_queries(11):
        officer.get(reverse("workflow:review"))
