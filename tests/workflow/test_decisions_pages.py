"""The chair's desk, a decision, its paper and the register: what they show, to whom, for how much."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.urls import reverse

from dossiers.models import Dossier, PaperText
from dossiers.states import State
from tests import house as houses
from workflow import decisions
from workflow.models import Decision, Gate

#: session, person, seats, rights, and the two counters of the frame together
FRAME = 5


@pytest.fixture
def waiting(house):
    """So many dossiers that wait for the commune's chair, who decides them."""

    def waiting(number: int = 1, unit: str = "village") -> list[Dossier]:
        found = []
        for each in range(number):
            dossier = house.draft("GK_XA", name=f"Trần Thị Nhàn {each}")
            houses.minutes(dossier, house.seats["village.head"].person)
            house.walk(dossier, State.INTAKE)
            house.act("refer", dossier, "commune.officer")
            found.append(house.fresh(dossier))
        return found

    return waiting


@pytest.fixture
def draft(house, waiting):
    """A draft for so many dossiers."""

    def draft(number: int = 1) -> Decision:
        ids = [dossier.pk for dossier in waiting(number)]
        body = house.units["commune-chair"]
        return decisions.draft(body=body, dossier_ids=ids, actor=house.actor("commune.officer"), now=house.later())

    return draft


@pytest.fixture
def signed(house, draft):
    def signed(number: int = 1) -> Decision:
        return decisions.sign(draft(number).pk, version=0, actor=house.actor("commune.chair"), now=house.later())

    return signed


@pytest.fixture
def wording(db):
    rows = json.loads((settings.BASE_DIR / "fixtures" / "papers.json").read_text(encoding="utf-8"))
    for row in rows:
        if row["regime"] in (None, "R2022-3T"):
            fields = {name: row[name] for name in ("paper", "slot", "position", "text", "tier", "mark")}
            PaperText.objects.create(regime_id=row["regime"], **fields)


def address(name: str, decision: Decision) -> str:
    return reverse(f"workflow:{name}", args=[decision.pk])


def picks(*dossiers: Dossier) -> list[str]:
    return [f"{dossier.pk}:{dossier.version}" for dossier in dossiers]


@pytest.mark.parametrize("number", [1, 6])
@pytest.mark.parametrize("seat", ["commune.chair", "commune.officer"])
def test_the_desk_takes_the_same_statements_for_any_number(enter, waiting, seat, number, django_assert_num_queries):
    waiting(number)
    client = enter(seat)

    with django_assert_num_queries(FRAME + 2):
        page = client.get(reverse("workflow:waiting")).content.decode()

    assert page.count("data-pick") == number


@pytest.mark.parametrize("number", [1, 6])
def test_a_draft_takes_the_same_statements_for_any_number(enter, draft, number, django_assert_num_queries):
    decision, client = draft(number), enter("commune.chair")

    with django_assert_num_queries(FRAME + 5):
        page = client.get(address("decision", decision)).content.decode()

    assert page.count("Bà Trần Thị Nhàn") >= number


@pytest.mark.parametrize("number", [1, 6])
def test_a_signed_decision_takes_the_same_statements_for_any_number(enter, signed, number, django_assert_num_queries):
    decision, client = signed(number), enter("village.head")

    with django_assert_num_queries(FRAME + 3):
        page = client.get(address("decision", decision)).content.decode()

    assert "Quyết định số 01/QĐ-UBND" in page


@pytest.mark.parametrize("number", [1, 5])
def test_the_register_takes_the_same_statements_for_any_number(enter, signed, number, django_assert_num_queries):
    for _each in range(number):
        signed()
    client = enter("village.head")

    with django_assert_num_queries(FRAME + 4):
        page = client.get(reverse("workflow:decisions")).content.decode()

    assert page.count("Của đơn vị: Bà Trần Thị Nhàn 0") == number


def test_the_desk_tells_apart_what_is_decided_here_what_goes_up_and_what_is_held(house, enter, waiting):
    _free, held = waiting(2)
    house.walk(house.draft("CSTDCS", name="Lê Văn Cự"), State.SIGNING)
    officer = house.seats["commune.officer"].person
    Gate.objects.create(kind="posting", dossier=held, opened_at=house.now, opened_by=officer)

    answer = enter("commune.chair").get(reverse("workflow:waiting"))

    desk = answer.context["desk"]
    assert [[case.name for case in group.cases] for group in desk.decidable.values()] == [["Bà Trần Thị Nhàn 0"]]
    assert [[case.name for case in group.cases] for group in desk.upward.values()] == [["Bà Lê Văn Cự"]]
    assert [(case.name, case.held) for case in desk.held] == [
        (
            "Bà Trần Thị Nhàn 1",
            "Chưa chuyển được vì đang công khai. Việc phải chờ này thuộc người thẩm định cùng cấp với Commune Chair.",
        )
    ]
    assert "Hội đồng 5 trong 5" in answer.content.decode()


def test_a_proposed_refusal_is_held_with_its_reason(house, enter):
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)
    house.act("propose_refusal", dossier, "commune.officer", ground="criteria", reason="Chưa đủ.")

    desk = enter("commune.chair").get(reverse("workflow:waiting")).context["desk"]

    assert [case.held for case in desk.held] == [
        "Người thẩm định đề nghị không khen thưởng; Commune Chair kết luận không khen, hoặc yêu cầu thẩm định lại."
    ]


def test_the_chair_picks_reads_and_signs(house, enter, waiting):
    dossiers, client = waiting(2), enter("commune.chair")
    pressed = {"do": "draft", "body": house.units["commune-chair"].pk, "pick": picks(*dossiers)}

    drafted = client.post(reverse("workflow:waiting"), pressed)
    decision = Decision.objects.get()
    question = client.get(address("sign", decision)).content.decode()
    answer = client.post(address("sign", decision), {"version": 0}, follow=True)

    assert drafted["Location"] == address("decision", decision)
    assert "Ký quyết định khen thưởng cho 2 hồ sơ" in question
    assert "Đã ký Quyết định số 01/QĐ-UBND." in answer.content.decode()
    assert {house.fresh(dossier).state for dossier in dossiers} == {"awarded"}


def test_the_officer_drafts_and_is_told_who_signs(house, enter, draft):
    decision, client = draft(), enter("commune.officer")

    page = client.get(address("decision", decision)).content.decode()
    answers = [client.get(address("sign", decision)), client.post(address("sign", decision), {"version": 0})]

    assert "Việc này thuộc Commune Chair." in page
    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize(("version", "status"), [("0", 302), ("3", 409), ("x", 400), (None, 400)])
def test_a_signature_carries_the_version_that_was_read(enter, draft, version, status):
    decision, client = draft(), enter("commune.chair")
    pressed = {} if version is None else {"version": version}

    answer = client.post(address("sign", decision), pressed)

    assert answer.status_code == status
    assert (Decision.objects.get().status == "signed") is (status == 302)


def test_a_second_signature_is_refused_and_the_page_leads_to_the_decision(enter, signed):
    decision, client = signed(), enter("commune.chair")

    answers = [client.post(address("sign", decision), {"version": 1}), client.get(address("sign", decision))]

    assert [answer.status_code for answer in answers] == [409, 302]
    assert "đã ký, số 01/QĐ-UBND" in answers[0].content.decode()


def test_a_draft_with_a_held_line_says_so_and_offers_no_signature(house, enter, draft):
    decision = draft()
    officer = house.seats["commune.officer"].person
    dossier = Dossier.objects.get()
    Gate.objects.create(kind="posting", dossier=dossier, opened_at=house.now, opened_by=officer)

    page = enter("commune.chair").get(address("decision", decision)).content.decode()

    assert "Chưa ký được vì 1 hồ sơ đang vướng." in page
    assert address("sign", decision) not in page


def test_a_draft_is_dropped_by_who_may_draft(enter, draft):
    decision, client = draft(), enter("commune.officer")

    answer = client.post(address("drop", decision), {"version": 0}, follow=True)

    assert not Decision.objects.exists()
    assert "Đã bỏ dự thảo; các hồ sơ trở lại danh sách chờ ký." in answer.content.decode()


def test_the_chair_sends_up_what_is_picked_and_is_told_what_has_changed(house, enter):
    first, second = (house.walk(house.draft("CSTDCS", name=name), State.SIGNING) for name in ("Lê Cự", "Vũ Lan"))
    pressed = {"do": "forward", "pick": [*picks(first), f"{second.pk}:0"]}

    answer = enter("commune.chair").post(reverse("workflow:waiting"), pressed, follow=True)

    page = answer.content.decode()
    assert "Đã ký trình 1 hồ sơ lên cấp trên." in page
    assert "Chưa trình được hồ sơ Bà Vũ Lan: Hồ sơ vừa thay đổi" in page
    assert [house.fresh(dossier).state for dossier in (first, second)] == ["intake", "signing"]


def test_the_officer_does_not_send_up(house, enter):
    dossier = house.walk(house.draft("CSTDCS"), State.SIGNING)
    client = enter("commune.officer")

    page = client.get(reverse("workflow:waiting")).content.decode()
    told = client.post(reverse("workflow:waiting"), {"do": "forward", "pick": picks(dossier)}, follow=True)

    assert "Việc này thuộc Commune Chair." in page
    assert "Chưa trình được hồ sơ Bà Trần Thị Nhàn: Việc này thuộc Commune Chair." in told.content.decode()
    assert house.fresh(dossier).state == "signing"


@pytest.mark.parametrize(("pick", "status"), [("x", 400), ("1", 400), ("1:2:3", 400)])
def test_a_pick_that_no_page_made_is_a_bad_request(enter, pick, status):
    answer = enter("commune.chair").post(reverse("workflow:waiting"), {"do": "forward", "pick": [pick]})

    assert answer.status_code == status


def test_nothing_picked_is_told_and_does_nothing(enter, waiting):
    waiting()

    answer = enter("commune.chair").post(reverse("workflow:waiting"), {"do": "draft"}, follow=True)

    assert "Chưa chọn hồ sơ nào" in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("seat", "drafted", "decided"),
    [
        ("commune.chair", 200, 200),
        ("commune.officer", 200, 200),
        ("commune.registry", 404, 200),
        ("commune.accountant", 404, 200),
        ("commune.secretary", 404, 200),
        ("commune.auditor", 404, 200),
        ("village.head", 404, 200),
        ("village.clerk", 404, 200),
        ("hamlet.head", 404, 404),
        ("district.officer", 404, 404),
        ("district.chair", 404, 404),
    ],
)
def test_who_sees_a_decision(house, enter, draft, seat, drafted, decided):
    decision, client = draft(), enter(seat)
    before = client.get(address("decision", decision)).status_code

    decisions.sign(decision.pk, version=0, actor=house.actor("commune.chair"), now=house.later())

    after = client.get(address("decision", decision)).status_code
    assert (before, after) == (drafted, decided)


def test_the_register_is_narrowed_by_year_award_and_body_and_what_does_not_exist_narrows_nothing(house, enter, signed):
    signed()
    house.sign(house.walk(house.draft("LDTT"), State.SIGNING))
    client = enter("commune.officer")
    body = house.units["commune-chair"].pk
    queries = [{}, {"award": "LDTT"}, {"year": 2024, "award": "GK_XA", "body": body}, {"year": 1999, "body": "x"}]

    pages = [client.get(reverse("workflow:decisions"), query).context["page"] for query in queries]

    assert [[decision.award_type_id for decision in page] for page in pages] == [
        ["LDTT", "GK_XA"],
        ["LDTT"],
        ["GK_XA"],
        ["LDTT", "GK_XA"],
    ]


def test_the_paper_is_a_download_with_every_name(enter, signed, wording):
    decision, client = signed(2), enter("village.head")

    answer = client.get(address("decision_pdf", decision))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Quyet-dinh-01-QD-UBND-2024.pdf"'
    assert answer.content.startswith(b"%PDF-")


def test_a_paper_of_what_one_may_not_see_is_not_found(enter, draft, wording):
    assert enter("village.head").get(address("decision_pdf", draft())).status_code == 404
