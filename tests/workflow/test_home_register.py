"""The register and the notices."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.states import State
from workflow.models import Notice


@pytest.fixture
def signed_in(client, house, monkeypatch):
    """Signs somebody in on a seat; the office clock is the house's."""
    monkeypatch.setattr("config.clock.now", lambda: house.now)

    def take(name):
        client.force_login(house.seats[name].person)
        client.get("/thong-bao/")  # the session's own first writing
        return client

    return take


def names(client, query=""):
    return [row.name for row in client.get(f"/ho-so/{query}").context["page"].rows]


def test_a_seat_finds_what_it_may_see_the_newest_first(signed_in, house):
    for name in ("A", "B"):
        house.walk(house.draft(name=name), State.INTAKE)
    house.draft(name="Nháp")

    assert names(signed_in("village.head")) == ["Bà Nháp", "Bà B", "Bà A"]
    assert names(signed_in("commune.officer")) == ["Bà B", "Bà A"]
    assert names(signed_in("commune.auditor")) == ["Bà B", "Bà A"]
    assert names(signed_in("district.officer")) == names(signed_in("hamlet.head")) == []


def test_the_address_narrows_the_register(signed_in, house):
    house.walk(house.draft(name="Lê Thị Thơm"), State.INTAKE)
    house.walk(house.draft("LDTT", name="Vũ Thị Hoa"), State.COUNCIL)
    client = signed_in("commune.officer")

    assert names(client, "?q=thị+Hoa") == ["Bà Vũ Thị Hoa"]
    assert names(client, "?state=intake") == names(client, "?award=CSTDCS") == ["Bà Lê Thị Thơm"]
    assert names(client, f"?unit={house.units['hamlet'].pk}") == names(client, "?year=2023") == []
    assert names(client, "?state=nonsense&year=x&truoc=-1") == ["Bà Vũ Thị Hoa", "Bà Lê Thị Thơm"]


def test_a_unit_reads_its_own_words_and_an_officer_the_legal_state(signed_in, house):
    house.walk(house.draft(), State.INTAKE)

    of_unit = signed_in("village.head").get("/ho-so/").context["page"].rows[0].state_label
    of_officer = signed_in("commune.officer").get("/ho-so/").context["page"].rows[0].state_label

    assert (of_unit, of_officer) == ("Xã đang thẩm định", "Chờ thẩm định")


def test_an_empty_register_says_why(signed_in, house):
    client = signed_in("hamlet.head")

    assert "Đơn vị chưa có hồ sơ nào." in client.get("/ho-so/").content.decode()
    assert "Không có hồ sơ nào khớp với bộ lọc." in client.get("/ho-so/?q=x").content.decode()


def test_the_register_goes_on_behind_the_last_row(signed_in, house, monkeypatch):
    monkeypatch.setattr("workflow.register_pages.PAGE", 2)
    for name in ("A", "B", "C"):
        house.draft(name=name)
    client = signed_in("village.head")

    page = client.get("/ho-so/").context["page"]

    assert ([row.name for row in page.rows], str(page.count)) == (["Bà C", "Bà B"], "3")
    assert names(client, page.further) == ["Bà A"]


@pytest.mark.parametrize("papers", [1, 4])
@pytest.mark.parametrize(
    ("seat", "statements"), [("village.head", 9), ("commune.officer", 10), ("commune.auditor", 11)]
)
def test_the_register_costs_at_most_eleven_statements(
    signed_in, house, seat, statements, papers, django_assert_num_queries
):
    for number in range(papers):
        house.walk(house.draft(name=f"Người {number}"), State.INTAKE)
    client = signed_in(seat)

    with django_assert_num_queries(statements):
        response = client.get("/ho-so/")

    assert len(response.context["page"].rows) == papers


# Notices


def lines(page):
    return [(line.who, line.verb, line.name, line.unread) for line in page]


def test_what_still_asks_for_an_act_comes_first(signed_in, house):
    done = house.walk(house.draft("LDTT", name="A"), State.RETURNED)
    house.act("submit", done, "village.head")
    house.walk(house.draft("LDTT", name="B"), State.RETURNED)

    page = signed_in("village.head").get("/thong-bao/").context["page"]

    officer = "Bà Người commune.officer"
    assert lines(page.work) == [(officer, "yêu cầu bổ sung", "Bà B", True)]
    assert lines(page.rest) == [(officer, "yêu cầu bổ sung", "Bà A", True)]
    assert page.unread == 2


def test_one_notice_is_read_and_its_dossier_opened(signed_in, house):
    dossier = house.walk(house.draft(), State.RETURNED)
    client = signed_in("village.head")
    notice = Notice.objects.get(person=house.seats["village.head"].person)

    response = client.post("/thong-bao/", {"notice": notice.pk, "open": "1"})

    notice.refresh_from_db()
    assert (response["Location"], notice.read_at is None) == (reverse("workflow:dossier", args=[dossier.code]), False)


def test_all_notices_are_read_at_once_and_only_one_s_own(signed_in, house):
    for _n in range(2):
        house.walk(house.draft(), State.RETURNED)
    others = Notice.objects.exclude(person=house.seats["village.head"].person).count()

    response = signed_in("village.head").post("/thong-bao/")

    assert response["Location"] == "/thong-bao/"
    assert Notice.objects.filter(read_at=None).count() == others > 0


@pytest.mark.parametrize("notice", ["x", "00000000-0000-0000-0000-000000000000", None])
def test_a_notice_of_somebody_else_is_not_there(signed_in, house, notice):
    house.walk(house.draft(), State.INTAKE)
    theirs = Notice.objects.filter(person=house.seats["commune.officer"].person).get()

    response = signed_in("village.head").post("/thong-bao/", {"notice": notice or theirs.pk})

    theirs.refresh_from_db()
    assert (response.status_code, theirs.read_at) == (404, None)


def test_looking_at_the_notices_reads_none_of_them(signed_in, house):
    house.walk(house.draft(), State.RETURNED)

    signed_in("village.head").get("/thong-bao/")

    assert not Notice.objects.exclude(read_at=None).exists()


@pytest.mark.parametrize("papers", [1, 4])
def test_the_notices_cost_eight_statements(signed_in, house, papers, django_assert_num_queries):
    for _n in range(papers):
        house.walk(house.draft(), State.RETURNED)
    client = signed_in("village.head")

    with django_assert_num_queries(8):
        response = client.get("/thong-bao/")

    assert response.context["page"].unread == papers == Dossier.objects.count()
