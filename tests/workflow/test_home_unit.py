"""The home of a unit, and the first page of every other seat."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.states import State
from workflow.context import frame


@pytest.fixture
def at_home(client, house, monkeypatch):
    """The village head, signed in; the office clock is the house's."""
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    client.force_login(house.seats["village.head"].person)
    client.get("/")  # the session's own first writing
    return client


def home(client):
    return client.get("/").context["page"]


def test_an_empty_home_says_how_to_begin(at_home):
    response = at_home.get("/")

    page = response.context["page"]
    assert (page.asks, page.moving, page.results, page.figures) == ([], [], [], {"submitted": 0, "awarded": 0})
    assert "chưa có hồ sơ nào năm nay" in response.content.decode()


def test_what_came_back_is_asked_first_with_its_checklist(at_home, house):
    dossier = house.walk(house.draft(name="Lê Thị Thơm"), State.RETURNED)

    page = home(at_home)

    [ask] = page.asks
    assert (page.asker, ask.name, ask.missing, ask.write_url) == (
        "Xã",
        "Bà Lê Thị Thơm",
        ["Biên bản chưa ký."],
        reverse("workflow:write", args=[dossier.code]),
    )
    assert ask.asked.startswith("Bà Người commune.officer yêu cầu thứ")


def test_a_draft_without_a_name_can_be_opened(at_home, house):
    nominee = house.draft().nominee
    nominee.name = nominee.gender = ""
    nominee.save()

    [row] = home(at_home).moving

    assert row.name == "Hồ sơ chưa có tên"


def test_what_the_unit_took_back_itself_asks_for_nothing(at_home, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    house.act("recall", dossier, "village.head")

    page = home(at_home)

    assert (page.asks, [row.phase for row in page.moving]) == ([], ["Đang sửa, chưa nộp lại"])


@pytest.mark.parametrize(
    ("state", "stage", "phase"),
    [
        (State.DRAFT, 1, "Đang lập, chưa nộp"),
        (State.INTAKE, 1, "Xã đang thẩm định"),
        (State.COUNCIL, 1, "Hội đồng xã đang xét"),
        (State.SIGNING, 1, "Chờ Chủ tịch xã ký"),
        (State.INTAKE, 2, "Huyện đang thẩm định"),
        (State.COUNCIL, 2, "Hội đồng huyện đang xét"),
        (State.SIGNING, 3, "Chờ Chủ tịch tỉnh ký"),
    ],
)
def test_where_a_paper_is_stands_in_the_village_s_own_words(at_home, house, state, stage, phase):
    house.walk(house.draft("BK_TINH"), state, stage=stage)

    page = home(at_home)

    assert [row.phase for row in page.moving] == [phase]


def test_an_award_shows_its_decision(at_home, house):
    decision = house.sign(house.walk(house.draft("LDTT"), State.SIGNING))

    [row] = home(at_home).results

    assert (row.phase, row.link, row.told) == (
        "Đã khen thưởng",
        {"label": "Quyết định 01/QĐ-UBND", "url": reverse("workflow:decision", args=[decision.pk])},
        "27/11/2024",
    )


def test_a_refusal_shows_its_reason(at_home, house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    house.act("decline", dossier, "commune.chair", reason="Chưa đủ hai năm công tác.")

    [row] = home(at_home).results

    assert (row.phase, row.note, row.link) == ("Không khen thưởng", "Chưa đủ hai năm công tác.", None)


def test_a_unit_sees_nothing_of_another(at_home, house):
    house.draft(by="hamlet.head", unit="hamlet")

    page = home(at_home)

    assert (page.moving, page.figures["submitted"]) == ([], 0)


@pytest.mark.parametrize("papers", [1, 4])
def test_the_home_of_a_unit_costs_ten_statements(at_home, house, papers, django_assert_num_queries):
    for number in range(papers):
        house.draft(name=f"Nháp {number}")
        house.walk(house.draft(), State.RETURNED)
        house.walk(house.draft(), State.INTAKE)
    house.sign(*[house.walk(house.draft("LDTT"), State.SIGNING) for _n in range(papers)])

    with django_assert_num_queries(10):
        at_home.get("/")


@pytest.mark.parametrize(
    ("seat", "words"),
    [
        ("commune.member1", "Xem phiên họp"),
        ("commune.registry", "Xem quyết định"),
        ("commune.accountant", "Xem quyết định"),
        ("commune.auditor", "Xem hồ sơ"),
        ("commune.administrator", "Xem các dòng luật"),
    ],
)
def test_a_seat_without_a_desk_is_told_where_to_look(client, house, seat, words):
    client.force_login(house.seats[seat].person)

    response = client.get("/")

    assert str(response.context["words"].label) == words
    assert client.get("/viec/")["Location"] == "/"


@pytest.mark.parametrize("seat", ["commune.officer", "commune.secretary", "commune.chair"])
def test_a_seat_with_a_desk_goes_straight_to_its_work(client, house, seat):
    client.force_login(house.seats[seat].person)

    response = client.get("/")

    assert response["Location"] == "/viec/"


def test_a_clerk_comes_to_the_home_of_the_unit(client, house):
    house.draft()
    client.force_login(house.seats["village.clerk"].person)

    page = home(client)

    assert [row.name for row in page.moving] == ["Bà Trần Thị Nhàn"]


def test_a_person_without_a_seat_is_told_whom_to_ask(client, house):
    seat = house.seats["village.head"]
    seat.until = seat.since
    seat.save()
    client.force_login(seat.person)

    response = client.get("/")

    assert (response.status_code, response.templates[0].name) == (403, "errors/no_seat.html")


# The frame


def test_the_frame_asks_nothing_for_a_stranger(rf, db, django_assert_num_queries):
    request = rf.get("/")

    with django_assert_num_queries(0):
        found = frame(request)

    assert found == {"demo_banner": None}


def test_the_frame_names_person_seat_office_and_what_waits(at_home, house):
    house.walk(house.draft(), State.RETURNED)
    house.draft()

    context = at_home.get("/").context

    seat = house.seats["village.head"]
    assert context["person"] == {
        "id": seat.person_id,
        "name": "Người village.head",
        "seat_label": "head",
        "seats": [{"id": seat.pk, "label": "head, village", "current": True}],
    }
    assert [(link["label"], link["count"], link["current"]) for link in context["nav"]] == [
        ("Hồ sơ của thôn", "1", True),
        ("Đề nghị", "", False),
        ("Tờ trình", "", False),
        ("Hồ sơ", "", False),
        ("Quyết định", "", False),
    ]
    assert context["notices"] == {"url": "/thong-bao/", "count": "1"}
    assert (context["office"]["name"], context["home_url"]) == ("Commune", "/")
