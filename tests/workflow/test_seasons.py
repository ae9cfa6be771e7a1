"""Rounds of awards: which one a paper goes into, what units see of them, who is late, and the round a year later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dossiers import seasons as rules
from dossiers.models import Season
from dossiers.states import State
from roles.models import Tier, UnitKind
from tests.workflow.test_budgets import Statements
from workflow import seasons

DAY = date(2024, 11, 27)
INDEX, NEW = reverse("workflow:seasons"), reverse("workflow:season_new")
TYPED = {
    "name": "Tổng kết năm 2024",
    "kind": "calendar_year",
    "opens_on": "15/10/2024",
    "due_on": "6/12/2024",
    "closes_on": "",
    "basis": "Kế hoạch 11/KH-UBND",
}


def season(name="Năm 2024", opens=date(2024, 10, 15), due=date(2024, 12, 6), **more):
    return Season(name=name, kind="calendar_year", opens_on=opens, due_on=due, **more)


@pytest.fixture
def kept(house):
    """A round of the commune, kept."""

    def kept(name="Tổng kết năm 2024", **more):
        row = season(name, receiver=house.units["commune"], **more)
        row.save()
        return row

    return kept


# which round


ALL, SOON = season("all"), season("soon", due=date(2024, 11, 29))
PAST = season("past", due=date(2024, 11, 20))
CLOSED = season("closed", due=date(2024, 11, 20), closes_on=date(2024, 11, 26))
COMING = season("coming", opens=date(2024, 11, 28))
SCHOOLS, TITLES = season("schools", unit_kinds=["school"]), season("titles", awards=["LDTT"])

FITTING = [
    ([ALL, SOON], "village", "LDTT", SOON),
    ([PAST, ALL], "village", "LDTT", ALL),
    ([PAST], "village", "LDTT", PAST),
    ([CLOSED, COMING], "village", "LDTT", None),
    ([SCHOOLS], "village", "LDTT", None),
    ([ALL, SCHOOLS], "school", "LDTT", SCHOOLS),
    ([ALL, TITLES], "village", "LDTT", TITLES),
    ([ALL, TITLES], "village", "GK_XA", ALL),
]


@pytest.mark.parametrize(("rows", "unit", "award", "chosen"), FITTING)
def test_the_nearest_round_that_takes_the_unit_and_the_award_is_chosen(rows, unit, award, chosen):
    assert rules.fitting(rows, unit_kind=unit, award=award, on=DAY) is chosen


def test_a_year_later_the_days_and_the_years_in_the_name_move_on_and_the_basis_is_open():
    row = season("Năm học 2023–2024", date(2024, 2, 29), closes_on=date(2025, 1, 5), basis="KH 11", awards=["LDTT"])

    later = rules.a_year_later(row)

    days = (later.opens_on, later.due_on, later.closes_on)
    assert (later.name, later.basis, later.awards) == ("Năm học 2024–2025", "", ["LDTT"])
    assert days == (date(2025, 2, 28), date(2025, 12, 6), date(2026, 1, 5))


# papers and units


def test_a_new_draft_goes_into_the_round_of_its_own_authority(house, kept):
    row = kept()
    Season.objects.create(**{**TYPED_ROW, "receiver": house.units["district"], "due_on": DAY})

    assert house.draft().season == row


TYPED_ROW = {"name": "Huyện", "kind": "campaign", "opens_on": date(2024, 1, 1)}


def test_another_award_brings_a_draft_into_another_round(sign_in, house, kept):
    every, titles = kept(), kept("Danh hiệu", awards=["LDTT"])
    draft = house.draft("CSTDCS")

    sign_in("village.head").post(
        reverse("workflow:write", args=[draft.code]),
        {"version": "0", "name": "Trần Thị Nhàn", "kind": "individual", "award": "LDTT", "draft": "1"},
    )

    assert (draft.season, house.fresh(draft).season) == (every, titles)


def test_a_round_that_is_entered_late_takes_in_the_drafts_that_fit_it(sign_in, house):
    titles, other = house.draft("LDTT"), house.draft("CSTDCS", name="Lê Thị Thơm")
    sent = house.walk(house.draft("LDTT", name="Vũ Thị Mơ"), State.INTAKE)

    sign_in("commune.officer").post(NEW, {**TYPED, "receiver": house.units["commune"].pk, "awards": ["LDTT"]})

    assert [house.fresh(paper).season for paper in (titles, other, sent)] == [Season.objects.get(), None, None]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2024, 12, 6), "06/12, còn 7 ngày làm việc"),
        (date(2024, 11, 29), "Còn 2 ngày (29/11)"),
        (date(2024, 11, 26), "Quá hạn 1 ngày"),
    ],
)
def test_the_home_of_a_unit_shows_open_rounds_with_the_working_days_left(sign_in, kept, due, words):
    kept(due=due)

    [shown] = sign_in("village.head").get("/").context["rounds"]

    assert (shown.season.name, shown.due.text.replace("\N{NO-BREAK SPACE}", " ")) == ("Tổng kết năm 2024", words)


def test_a_round_for_schools_is_not_shown_to_a_village(sign_in, kept):
    kept(unit_kinds=["school"])

    assert sign_in("village.head").get("/").context["rounds"] == []


def test_each_unit_stands_as_what_it_has_sent(house, kept):
    row = kept(due=DAY)
    for code in ("idle", "early"):
        house.unit(code, UnitKind.VILLAGE, Tier.BASE, "commune")
    house.draft("LDTT", by="hamlet.head", unit="hamlet")
    house.walk(house.draft("LDTT"), State.INTAKE)
    house.now += timedelta(days=1)
    house.walk(house.draft("LDTT", name="Lê Thị Thơm"), State.INTAKE)

    found = seasons.standings(row, on=DAY)

    assert [(each.unit.code, each.status, each.drafts, each.on_time, each.late) for each in found] == [
        ("idle", "nothing", 0, 0, 0),
        ("early", "nothing", 0, 0, 0),
        ("hamlet", "drafts", 1, 0, 0),
        ("village", "late", 0, 1, 1),
    ]


def test_the_list_of_units_is_a_table_without_formulas(house, kept):
    row = kept()
    unit = house.units["village"]
    unit.name = "=CMD()"
    unit.save()
    house.walk(house.draft("LDTT"), State.INTAKE)

    lines = seasons.table(seasons.standings(row, on=DAY)).split("\r\n")

    assert lines == [
        "\N{ZERO WIDTH NO-BREAK SPACE}Đơn vị;Tình hình;Đang soạn;Nộp đúng hạn;Nộp muộn;Lần nộp cuối",
        "Hamlet;Chưa có hồ sơ nào;0;0;0;",
        "'=CMD();Đã nộp đúng hạn;0;1;0;27/11/2024",
        "",
    ]


# the keeper's pages


def test_the_officer_enters_a_round_and_mends_it(sign_in, house):
    client = sign_in("commune.officer")
    commune = str(house.units["commune"].pk)

    client.post(NEW, {**TYPED, "receiver": commune, "awards": ["LDTT"]})
    row = Season.objects.get()
    client.post(reverse("workflow:season_edit", args=[row.pk]), {**TYPED, "receiver": commune, "due_on": "10/12/2024"})

    row.refresh_from_db()
    assert (row.name, row.opens_on, row.due_on, row.closes_on, row.awards, row.receiver.code) == (
        "Tổng kết năm 2024",
        date(2024, 10, 15),
        date(2024, 12, 10),
        None,
        [],
        "commune",
    )


WRONG = [
    ({"due_on": "1/10/2024"}, "due_on"),
    ({"closes_on": "1/12/2024"}, "closes_on"),
    ({"name": "Có rồi"}, "name"),
    ({"receiver": "0"}, "receiver"),
]


@pytest.mark.parametrize(("entry", "field"), WRONG, ids=[field for _entry, field in WRONG])
def test_a_wrong_round_is_told_and_not_kept(sign_in, house, kept, entry, field):
    kept("Có rồi")
    typed = {**TYPED, "receiver": str(house.units["commune"].pk), **entry}

    page = sign_in("commune.officer").post(NEW, typed)

    assert (page.status_code, list(page.context["form"].errors), Season.objects.count()) == (422, [field], 1)


def test_a_round_is_copied_to_the_next_year_once(sign_in, kept):
    address = reverse("workflow:season_copy", args=[kept().pk])
    client = sign_in("commune.officer")

    codes = [client.post(address).status_code for _turn in range(2)]

    assert codes == [302, 409]
    assert list(Season.objects.order_by("pk").values_list("name", "due_on")) == [
        ("Tổng kết năm 2024", date(2024, 12, 6)),
        ("Tổng kết năm 2025", date(2025, 12, 6)),
    ]


SEATS = [
    ("commune.officer", 200, 200),
    ("commune.administrator", 200, 200),
    ("district.officer", 200, 404),
    ("village.head", 403, 404),
    ("commune.chair", 403, 404),
]


@pytest.mark.parametrize(("seat", "index", "page"), SEATS)
def test_only_its_keepers_open_a_round(sign_in, kept, seat, index, page):
    row, client = kept(), sign_in(seat)

    codes = [client.get(address).status_code for address in (INDEX, reverse("workflow:season", args=[row.pk]))]

    assert codes == [index, page]


@pytest.mark.parametrize("number", [1, 20])
def test_its_pages_cost_the_same_however_many_units_there_are(enter, house, monkeypatch, kept, number):
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    row, client = kept(), enter("commune.officer")
    for n in range(number):
        house.unit(f"thon-{n}", UnitKind.VILLAGE, Tier.BASE, "commune")
        kept(f"Đợt {n}")
    costs = []
    for name, given in (("seasons", []), ("season", [row.pk]), ("season_edit", [row.pk]), ("season_file", [row.pk])):
        with Statements() as statements:
            client.get(reverse(f"workflow:{name}", args=given))
        costs.append(statements.count)

    assert costs == [6, 9, 8, 7]
