"""The pages of a gate: opened by a form, carried on line by line, closed with its reason; for a paper and a batch."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dossiers.models import GateRule
from dossiers.states import State
from tests.house import NOW
from tests.workflow.addresses import at
from workflow import engine, gates
from workflow.models import Gate

UNTIL = date(2024, 12, 4)


@pytest.fixture(autouse=True)
def rules(db):
    GateRule.objects.create(
        kind="posting", days=5, places=["Bảng tin của thôn"], holds=["refer", "recommend", "forward", "award"]
    )


@pytest.fixture
def paper(house):
    return house.walk(house.draft(), State.INTAKE)


@pytest.fixture
def opened(house, paper):
    """Opens a gate of the kind as the officer."""

    def do(kind, **terms):
        officer = house.actor("commune.officer")
        return gates.open_gate(paper.pk, kind, actor=officer, version=paper.version, now=house.later(), **terms)

    return do


def page_of(gate) -> str:
    return reverse("workflow:gate", args=[gate.pk])


def step(gate, act, row=0) -> str:
    return reverse("workflow:gate_step", args=[gate.pk, act, row])


def test_the_form_begins_with_what_the_row_asks(sign_in, paper):
    page = sign_in("commune.officer").get(at("open_gate", paper, "posting")).content.decode()

    assert 'value="27/11/2024"' in page
    assert 'value="04/12/2024"' in page
    assert "Bảng tin của thôn</textarea>" in page
    assert "Ít nhất 5 ngày làm việc, không kể ngày đầu." in page
    assert (
        "Trong lúc chờ chưa làm được: Chuyển hồ sơ, Ghi Hội đồng thông qua, Ký trình cấp trên,"
        " Ký quyết định khen thưởng." in page
    )


POSTED = {"places": "Bảng tin", "since": "27/11/2024", "until": "04/12/2024"}


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("posting", POSTED | {"places": ""}, "Chưa ghi được: còn 1 chỗ cần sửa"),
        ("posting", POSTED | {"since": "26/11/2024"}, "Ngày 26/11/2024 đã qua."),
        (
            "posting",
            POSTED | {"until": "03/12/2024"},
            "Công khai ít nhất 5 ngày làm việc: sớm nhất là đến hết ngày 04/12/2024.",
        ),
        ("consultation", {"asked": " \n- ", "until": "04/12/2024", "note": "Hỏi thuế."}, "còn 1 chỗ cần sửa"),
        ("consultation", {"asked": "Chi cục Thuế", "until": "31/12/9999", "note": "Hỏi thuế."}, "xa quá"),
        ("suspension", {"document": " "}, "còn 1 chỗ cần sửa"),
    ],
)
def test_the_form_is_asked_again_where_something_is_lacking(sign_in, paper, kind, given, told):
    answer = sign_in("commune.officer").post(at("open_gate", paper, kind), {**given, "version": paper.version})

    assert told in answer.content.decode()
    assert Gate.objects.count() == 0


def test_a_posting_is_opened_holds_and_is_shown(sign_in, paper):
    officer = sign_in("commune.officer")

    done = officer.post(at("open_gate", paper, "posting"), {**POSTED, "version": paper.version}, follow=True)

    gate = Gate.objects.get()
    page = done.content.decode()
    assert "Đang công khai đến hết 04/12/2024; các bước đi tiếp chờ đến khi đóng." in page
    assert page_of(gate) in page
    assert officer.post(at("act", paper, "refer"), {"version": paper.version}).status_code == 409


def test_a_second_press_opens_no_second_gate(sign_in, paper):
    officer = sign_in("commune.officer")
    officer.post(at("open_gate", paper, "posting"), {**POSTED, "version": paper.version})

    again = officer.post(at("open_gate", paper, "posting"), {**POSTED, "version": paper.version})

    assert (again.status_code, Gate.objects.count()) == (409, 1)


def test_a_comment_is_written_down_answered_and_the_posting_closed(sign_in, paper, opened, monkeypatch):
    gate = opened("posting", places="Bảng tin", until=UNTIL)
    officer = sign_in("commune.officer")

    officer.post(step(gate, "comment"), {"received_on": "27/11/2024", "text": "Ông ấy vắng.", "version": 1})
    said = gate.comments.get()
    waiting = officer.get(page_of(gate)).content.decode()
    asked = officer.get(step(gate, "answer", said.pk)).content.decode()
    officer.post(step(gate, "answer", said.pk), {"text": "Ông ấy đi học.", "version": 2})
    monkeypatch.setattr("config.clock.now", lambda: NOW + timedelta(days=8))
    closed = officer.post(step(gate, "close"), {"outcome": "Một ý kiến.", "version": 3})

    assert "Người góp ý không nêu tên" in waiting
    assert (
        "Chưa đóng được vì công khai đến hết 04/12/2024 và còn 1 ý kiến chưa trả lời."
        " Trả lời hết thì từ 05/12/2024 đóng được."
    ) in waiting
    assert "Ý kiến: Ông ấy vắng." in asked
    assert closed.url == at("dossier", paper)
    gate.refresh_from_db()
    assert (gate.outcome, gate.closed_by.username) == ("Một ý kiến.", "commune.officer")


def test_a_page_that_is_older_writes_nothing_and_says_so(sign_in, paper, opened):
    gate = opened("posting", places="Bảng tin", until=UNTIL)
    officer = sign_in("commune.officer")
    words = {"received_on": "27/11/2024", "text": "Ông ấy vắng.", "version": 1}

    officer.post(step(gate, "comment"), words)
    again = officer.post(step(gate, "comment"), words, follow=True)

    assert gate.comments.count() == 1
    assert "Việc phải chờ vừa thay đổi sau khi trang này được mở" in again.content.decode()


def test_an_answer_of_an_authority_is_written_down_with_its_document(sign_in, opened):
    gate = opened("consultation", asked=["Công an huyện", "Chi cục Thuế"], until=UNTIL)
    asked = gate.asked.first()
    officer = sign_in("commune.officer")
    given = {"said": "disagrees", "answered_on": "27/11/2024", "document": "5/CV-CA", "version": 1}

    lacking = officer.post(step(gate, "reply", asked.pk), {**given, "document": ""}).content.decode()
    officer.post(step(gate, "reply", asked.pk), {**given, "note": "Đang xác minh."})
    page = officer.get(page_of(gate)).content.decode()

    assert "còn 1 chỗ cần sửa" in lacking
    assert "không đồng ý · 5/CV-CA · 27/11/2024 · Đang xác minh." in page
    assert "Chưa đóng được vì còn chờ trả lời: Chi cục Thuế (hạn 04/12/2024)." in page


def test_a_suspension_is_ended_on_its_page_by_a_document(sign_in, paper, opened):
    gate = opened("suspension", document="12/CV-TTr")
    officer = sign_in("commune.officer")

    lacking = officer.post(step(gate, "close"), {"outcome": "Không có.", "version": 1}).content.decode()
    officer.post(step(gate, "close"), {"document": "15/KL", "outcome": "Không có vi phạm.", "version": 1})
    told = officer.get(at("dossier", paper)).content.decode()

    assert "còn 1 chỗ cần sửa" in lacking
    assert "<strong>cho xem xét tiếp</strong>: <q>15/KL; Không có vi phạm</q>" in told


def test_what_people_said_is_read_by_officer_and_chair_alone(sign_in, paper, opened, house):
    gate = opened("posting", places="Bảng tin", until=UNTIL)
    gates.comment(
        gate.pk, text="Ông ấy vắng.", by_whom="Nguyễn Văn Ba", received_on=house.now.date(),
        actor=house.actor("commune.officer"), now=house.later(),
    )  # fmt: skip
    house.act("propose_refusal", paper, "commune.officer", ground="criteria", reason="Khai sai.")
    seats = ["commune.officer", "commune.chair", "village.head", "district.officer"]

    answers = {seat: sign_in(seat).get(page_of(gate)).status_code for seat in seats}
    unit = sign_in("village.head").get(at("dossier", paper)).content.decode()
    chair = sign_in("commune.chair").get(page_of(gate)).content.decode()

    assert answers == {"commune.officer": 200, "commune.chair": 200, "village.head": 403, "district.officer": 404}
    assert ("Nguyễn Văn Ba" in unit, "Ông ấy vắng" in unit, page_of(gate) in unit) == (False, False, False)
    assert "Việc này thuộc người thẩm định cùng cấp với Commune Chair." in chair
    assert step(gate, "comment") not in chair


@pytest.mark.parametrize("seat", ["village.head", "commune.chair"])
def test_only_the_officer_opens_and_carries_on(sign_in, paper, opened, house, seat):
    gate = opened("posting", places="Bảng tin", until=UNTIL)
    house.act("propose_refusal", paper, "commune.officer", ground="criteria", reason="Khai sai.")
    client = sign_in(seat)

    answers = [
        client.get(at("open_gate", paper, "suspension")).status_code,
        client.post(at("open_gate", paper, "suspension"), {"document": "1", "version": 1}).status_code,
        client.post(step(gate, "comment"), {"text": "x", "received_on": "27/11/2024", "version": 1}).status_code,
    ]

    assert answers == [403, 403, 403]
    assert (Gate.objects.count(), gate.comments.count()) == (1, 0)


@pytest.mark.parametrize(("kind", "act"), [("suspension", "comment"), ("suspension", "dance"), ("posting", "reply")])
def test_what_cannot_be_done_at_such_a_gate_is_no_page(sign_in, opened, kind, act):
    terms = {"document": "1/CV"} if kind == "suspension" else {"places": "x", "until": UNTIL}

    assert sign_in("commune.officer").get(step(opened(kind, **terms), act)).status_code == 404


def test_the_list_that_is_put_up_names_no_more_than_may_be_published(sign_in, opened):
    gate = opened("posting", places="Bảng tin", until=UNTIL, note="Ban công tác Mặt trận")

    page = sign_in("commune.officer").get(reverse("workflow:posted", args=[gate.pk]))

    assert page.context["rows"] == [
        {
            "name": "Trần Thị Nhàn",
            "born": "1979",
            "unit": "Village",
            "award": "Danh hiệu CSTDCS",
            "deed": "Chuyển 4 sào lúa sang trồng vải lai, thu 3,2 tấn quả.",
        }
    ]
    assert "Công khai từ ngày 27/11/2024 đến hết ngày 04/12/2024. Ý kiến xin gửi: Ban công tác Mặt trận." in (
        page.content.decode()
    )


# A batch


@pytest.fixture
def batch(house):
    """Three papers that came together."""
    ids = [house.draft("LDTT", name=f"Người thứ {n}").pk for n in range(3)]
    moved = engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later()).moved
    return moved[0].batch


def test_a_batch_is_posted_once_for_all_its_papers(sign_in, batch):
    officer = sign_in("commune.officer")
    opening = reverse("workflow:open_batch_gate", args=[batch.pk, "posting"])

    done = officer.post(opening, POSTED, follow=True)

    gate = Gate.objects.get()
    dossier = batch.dossiers.order_by("pk").first()
    assert (gate.batch_id, gate.dossier_id) == (batch.pk, None)
    assert page_of(gate) in done.content.decode()
    assert page_of(gate) in officer.get(at("dossier", dossier)).content.decode()
    assert officer.post(at("act", dossier, "refer"), {"version": 1}).status_code == 409


def test_a_comment_on_a_batch_says_whom_it_speaks_of(sign_in, batch, house):
    officer = sign_in("commune.officer")
    officer.post(reverse("workflow:open_batch_gate", args=[batch.pk, "posting"]), POSTED)
    gate, about = Gate.objects.get(), batch.dossiers.order_by("pk")[1]
    words = {"received_on": "27/11/2024", "text": "Khai sai.", "version": 1}

    lacking = officer.post(step(gate, "comment"), words).content.decode()
    officer.post(step(gate, "comment"), {**words, "about": about.pk})
    said = gate.comments.get()
    officer.post(step(gate, "suspend", said.pk), {"document": "12/CV", "version": 2})

    assert "còn 1 chỗ cần sửa" in lacking
    assert list(Gate.objects.filter(kind="suspension").values_list("dossier", flat=True)) == [about.pk]
    assert "Bà Người thứ 1" in officer.get(page_of(gate)).content.decode()


def test_a_batch_is_seen_by_who_sees_its_papers_and_suspended_by_nobody(sign_in, batch):
    url = reverse("workflow:batch", args=[batch.pk])
    suspend = reverse("workflow:open_batch_gate", args=[batch.pk, "suspension"])

    seen = {seat: sign_in(seat).get(url).status_code for seat in ("commune.officer", "village.head", "hamlet.head")}

    assert seen == {"commune.officer": 200, "village.head": 200, "hamlet.head": 404}
    assert sign_in("commune.officer").get(suspend).status_code == 404
    assert sign_in("commune.officer").get(reverse("workflow:batch", args=[999])).status_code == 404


def test_the_page_of_a_batch_tells_what_left_it(sign_in, batch, house):
    gone = batch.dossiers.order_by("pk").first()
    house.act("give_back", gone, "commune.officer", missing=["Biên bản."])

    lines = sign_in("commune.officer").get(reverse("workflow:batch", args=[batch.pk])).context["lines"]

    assert [line["held"] for line in lines] == [False, True, True]


def test_the_pages_stay_within_the_budget(sign_in, batch, opened, house, django_assert_max_num_queries):
    gate = opened("posting", places="Bảng tin", until=UNTIL)
    officer = sign_in("commune.officer")
    for n in range(4):
        words = {"text": f"Ý kiến {n}.", "received_on": house.now.date(), "actor": house.actor("commune.officer")}
        gates.comment(gate.pk, **words, now=house.later())
    addresses = [
        reverse("workflow:batch", args=[batch.pk]),
        reverse("workflow:open_batch_gate", args=[batch.pk, "posting"]),
        page_of(gate),
        step(gate, "comment"),
        reverse("workflow:posted", args=[gate.pk]),
    ]

    for address in addresses:
        officer.get(address)
        with django_assert_max_num_queries(12):
            assert officer.get(address).status_code == 200
