"""The work list: in groups, one page at a time, at a fixed cost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.states import State
from workflow import engine, sittings, worklists
from workflow.calendar import OFFICE
from workflow.counts import Capped, counted
from workflow.dues import Due, due_of
from workflow.models import Gate


@pytest.fixture
def desk(client, house, monkeypatch):
    """The commune's officer, signed in; the office clock is the house's."""
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    take(client, house, "commune.officer")
    return client


def take(client, house, name):
    client.force_login(house.seats[name].person)
    session = client.session
    session["seat"] = house.seats[name].pk
    session.save()
    client.get("/viec/")  # the session's own first writing


def shown(client, query=""):
    page = client.get(f"/viec/{query}").context["page"]
    return {group.label: [row.name for row in group.rows] for group in page.groups if group.rows}


def waiting(house, *names):
    return [house.walk(house.draft(name=name), State.INTAKE) for name in names]


def test_work_stands_in_groups_by_urgency(desk, house):
    late, soon, calm, undated = waiting(house, "A", "B", "C", "D")
    for dossier, days in ((late, -2), (soon, 2), (calm, 20)):
        Dossier.objects.filter(pk=dossier.pk).update(due_at=house.now + timedelta(days=days))
    Dossier.objects.filter(pk=undated.pk).update(due_at=None)

    groups = shown(desk)

    assert groups == {
        "Đã quá hạn": ["Bà A"],
        "Sắp đến hạn": ["Bà B"],
        "Còn thời gian": ["Bà C", "Bà D"],
    }


def test_a_row_says_what_one_would_do(desk, house):
    [dossier] = waiting(house, "Lê Thị Thơm")

    [row] = [row for group in desk.get("/viec/").context["page"].groups for row in group.rows]

    assert (row.name, row.award, row.unit, row.state_label, row.do.label, row.do.url) == (
        "Bà Lê Thị Thơm",
        "Danh hiệu CSTDCS năm 2024",
        "village",
        "Chờ thẩm định",
        "Thẩm định",
        reverse("workflow:dossier", args=[dossier.code]),
    )
    assert (row.due.kind, row.due.text) == ("calm", "04/12, còn 5 ngày làm việc")


def test_a_gate_that_holds_the_paper_says_so_and_takes_the_verb_away(desk, house):
    [dossier] = waiting(house, "A")
    person = house.seats["commune.officer"].person
    until = house.now.date() + timedelta(days=2)
    Gate.objects.create(kind="posting", dossier=dossier, opened_at=house.now, opened_by=person, until=until)

    [row] = [row for group in desk.get("/viec/").context["page"].groups for row in group.rows]

    assert (row.gate, row.do.label) == ("Chưa chuyển được: đang công khai đến hết 29/11", "Xem hồ sơ")


def test_the_secretary_puts_on_the_agenda_and_then_records(client, house, monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    take(client, house, "commune.secretary")
    house.walk(house.draft(), State.COUNCIL)

    before = client.get("/viec/").context["page"].groups[2].rows[0].do
    sitting = sittings.open_sitting(
        council=house.units["commune-council"], actor=house.actor("commune.secretary"), now=house.later()
    )
    after = client.get("/viec/").context["page"].groups[2].rows[0].do

    assert (before.label, before.url) == ("Đưa vào phiên họp", "/phien-hop/")
    assert (after.label, after.url) == ("Ghi kết quả", reverse("workflow:sitting", args=[sitting.pk]))


@pytest.mark.parametrize(("award", "label"), [("CSTDCS", "Ký trình cấp trên"), ("LDTT", "Xem hồ sơ chờ dự thảo")])
def test_the_chair_forwards_or_waits_for_a_draft(client, house, monkeypatch, award, label):
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    take(client, house, "commune.chair")
    house.walk(house.draft(award), State.SIGNING)

    page = client.get("/viec/").context["page"]

    assert [row.do.label for group in page.groups for row in group.rows] == [label]


def test_the_other_views_show_what_waits_for_others_and_what_is_done(desk, house):
    house.walk(house.draft(name="A"), State.COUNCIL)
    house.sign(house.walk(house.draft("LDTT", name="B"), State.SIGNING))
    house.draft(name="C")

    assert shown(desk) == {}
    assert shown(desk, "?xem=others") == {"Còn thời gian": ["Bà A"]}
    assert shown(desk, "?xem=done") == {"Đã xong": ["Bà B"]}


def test_the_filter_finds_by_name_and_keeps_to_its_choices(desk, house):
    waiting(house, "Lê Thị Thơm", "Vũ Thị Hoa")

    assert shown(desk, "?q=Thơm") == {"Còn thời gian": ["Bà Lê Thị Thơm"]}
    assert shown(desk, f"?unit={house.units['hamlet'].pk}") == shown(desk, "?state=awarded") == shown(desk)


@pytest.mark.parametrize("query", ["?q=%00", "?sau=x", "?sau=9~", "?sau=2024-13-01~5", f"?sau=~{'9' * 30}", "?xem=x"])
def test_an_address_that_cannot_be_read_is_the_beginning(desk, house, query):
    waiting(house, "A")

    assert shown(desk, query) == {"Còn thời gian": ["Bà A"]}


def test_the_next_page_goes_on_behind_the_last_row(desk, house, monkeypatch):
    monkeypatch.setattr("workflow.worklists.PAGE", 2)
    papers = waiting(house, "A", "B", "C", "D", "E")
    due = house.now + timedelta(days=30)
    Dossier.objects.filter(pk__in=[p.pk for p in papers[:3]]).update(due_at=due)
    Dossier.objects.filter(pk__in=[p.pk for p in papers[3:]]).update(due_at=None)

    pages, query = [], ""
    for _n in range(3):
        page = desk.get(f"/viec/{query}").context["page"]
        pages.append([row.name for group in page.groups for row in group.rows])
        query = page.further

    assert pages == [["Bà A", "Bà B"], ["Bà C", "Bà D"], ["Bà E"]]
    assert query == ""


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (1000, "1.000"), (1001, "1.000+")])
def test_a_count_past_the_cap_says_only_that(number, words):
    assert (str(Capped(number)), bool(Capped(number))) == (words, number > 0)


def test_counting_stops_behind_the_cap(house):
    for name in ("A", "B", "C"):
        house.draft(name=name)

    found = counted(Dossier.objects.all(), cap=1)

    assert str(found) == "1+"


@pytest.mark.parametrize("papers", [1, 50])
def test_the_work_list_costs_four_statements_and_its_page_nine(desk, house, papers, django_assert_num_queries):
    first = house.draft(name="A")
    house.walk(first, State.INTAKE)
    copies(house, papers - 1)
    person = house.seats["commune.officer"].person
    for dossier in Dossier.objects.all():
        Gate.objects.create(kind="posting", dossier=dossier, opened_at=house.now, opened_by=person)
    actor = house.actor("commune.officer")

    with django_assert_num_queries(4):
        page = worklists.page_of(actor, {}, now=house.now)
    with django_assert_num_queries(9):
        response = desk.get("/viec/")

    assert page.shown == response.context["page"].shown == papers


def copies(house, number):
    """More papers, walked all at once by the same door."""
    ids = [house.draft(name=f"Người {n}").pk for n in range(number)]
    engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later())


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, None),
        ("2024-11-22T17:00", ("late", "Quá hạn 3 ngày")),
        ("2024-11-27T07:30", ("late", "Quá hạn từ 07 giờ 30")),
        ("2024-11-27T17:00", ("soon", "Hết hạn hôm nay, 17 giờ 00")),
        ("2024-11-28T17:00", ("soon", "Còn 1 ngày (28/11)")),
        ("2024-12-02T17:00", ("soon", "Còn 3 ngày (02/12)")),
        ("2024-12-03T17:00", ("calm", "03/12, còn 4 ngày làm việc")),
    ],
)
def test_lateness_is_a_sentence_in_working_days(due, words):
    now = datetime(2024, 11, 27, 8, 0, tzinfo=OFFICE)  # a Wednesday
    moment = datetime.fromisoformat(due).replace(tzinfo=OFFICE) if due else None

    found = due_of(moment, now)

    assert (found and (found.kind, found.text.replace("\N{NO-BREAK SPACE}", " "))) == words


def test_work_that_fell_due_on_friday_is_told_by_its_day_on_saturday():
    friday, saturday = (datetime(2024, 11, day, 17, 0, tzinfo=OFFICE) for day in (29, 30))

    found = due_of(friday, saturday)

    assert found == Due("late", "Quá\N{NO-BREAK SPACE}hạn\N{NO-BREAK SPACE}từ\N{NO-BREAK SPACE}29/11")
