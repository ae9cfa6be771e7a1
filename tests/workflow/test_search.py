"""Finding dossiers, decisions and units: with and without marks, and never more than one may see."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers import content, opening, search
from dossiers.models import AwardType, Dossier, SearchKey
from dossiers.states import State
from roles import grants
from roles.models import Tier, UnitKind
from tests.house import TODAY, written
from workflow import drafts, engine
from workflow.bulk import acts

NAMES = ("Lê Thị Hòa", "Lê Thị Hoà", "Lê Thị Hoa", "Trần Văn Phú")


@pytest.fixture
def asks(client, house, monkeypatch):
    """What the page that a seat's address opens holds."""
    monkeypatch.setattr("config.clock.now", lambda: house.now)

    def ask(seat, **query):
        client.force_login(house.seats[seat].person)
        return client.get("/ho-so/", query or {"xem": "tat-ca"}).context["page"]

    return ask


@pytest.fixture
def finds(asks):
    """Whom a seat finds, and the count that the page tells."""

    def find(seat, **query):
        page = asks(seat, **query)
        assert str(page.count) == str(len(page.rows))
        return [row.name.removeprefix("Bà ") for row in page.rows]

    return find


def found(house, *names, award="CSTDCS"):
    return [house.walk(house.draft(award, name=name), State.INTAKE) for name in names]


def test_words_are_found_with_and_without_marks_in_any_order_the_last_one_begun(house, finds):
    found(house, *NAMES)
    hoa, hoa2, hoa3, phu = NAMES

    assert {q: finds("commune.officer", q=q) for q in TABLE} == {
        "hoa": [hoa3, hoa2, hoa],
        "HÒA": [hoa2, hoa],
        "hoà": [hoa2, hoa],
        "ho": [hoa3, hoa2, hoa],
        "hòa le": [hoa2, hoa],
        "le thi": [hoa3, hoa2, hoa],
        "thi ho le": [],
        "phú": [phu],
        "oa": [],
        "village": [phu, hoa3, hoa2, hoa],
        "hoa vil": [hoa3, hoa2, hoa],
        "danh hieu CSTDCS phu": [phu],
        "ldtt": [],
        "2024 phu": [phu],
        "2023": [],
    }


TABLE = (
    "hoa", "HÒA", "hoà", "ho", "hòa le", "le thi", "thi ho le", "phú", "oa", "village", "hoa vil",
    "danh hieu CSTDCS phu", "ldtt", "2024 phu", "2023",
)  # fmt: skip


def test_where_no_name_has_the_marks_the_like_ones_are_shown_and_said_to_be(house, asks):
    found(house, "Lê Thị Hòa", "Lê Thị Hoa")

    like, same = asks("commune.officer", q="Hóa"), asks("commune.officer", q="Hòa")

    assert ([row.name for row in like.rows], like.loose, like.alike) == (["Bà Lê Thị Hoa", "Bà Lê Thị Hòa"], True, "")
    assert ([row.name for row in same.rows], same.loose, same.alike) == (["Bà Lê Thị Hòa"], False, "?q=hoa")


def test_a_code_and_a_number_find_their_dossier(house, finds):
    first, second = found(house, "A", "B")
    tail = second.code.rpartition("-")[2]

    assert finds("commune.officer", q=first.code.lower()) == ["A"]
    assert finds("commune.officer", q=tail) == finds("commune.officer", q=tail.lstrip("0")) == ["B"]
    assert finds("commune.officer", q=first.code[:7]) == ["B", "A"]


def test_a_decision_is_found_by_its_number_and_so_are_its_dossiers(house, asks):
    dossier = house.walk(house.draft("LDTT", name="A"), State.SIGNING)
    house.sign(dossier)
    found(house, "B")

    pages = {q: asks("commune.officer", q=q) for q in ("1", "số 01/QĐ-UBND", "1/qd", "A 1/", "2/QĐ-UBND", "1/TB")}

    beside = {q: ([row.name for row in page.rows], [d.reference for d in page.decisions]) for q, page in pages.items()}
    own = (["Bà A"], ["01/QĐ-UBND"])
    assert {q: beside[q] for q in ("số 01/QĐ-UBND", "1/qd")} == {"số 01/QĐ-UBND": own, "1/qd": own}
    assert (beside["A 1/"], beside["2/QĐ-UBND"], beside["1/TB"]) == ((["Bà A"], []), ([], []), ([], []))
    assert (beside["1"][0][-1:] == ["Bà A"], beside["1"][1]) == (True, ["01/QĐ-UBND"])


def test_a_unit_leads_to_its_dossiers(house, asks):
    found(house, "A")

    units = asks("commune.officer", q="villa", state="intake").units

    assert units == [{"label": "village", "url": f"?state=intake&unit={house.units['village'].pk}"}]


# Nobody finds what they may not see


@pytest.fixture
def next_commune(house):
    """Another commune with its village, under the same district."""
    house.unit("other", UnitKind.AUTHORITY, Tier.COMMUNE, "district")
    house.unit("other-office", UnitKind.OFFICE, Tier.COMMUNE, "other")
    house.unit("other-village", UnitKind.VILLAGE, Tier.BASE, "other", managed_by=Tier.COMMUNE)
    house.seat("other.officer", "officer", "other-office")
    house.seat("other.head", "head", "other-village")
    house.seat("other.auditor", "auditor", "other")
    grants.redraw(today=TODAY)
    return house


STRANGERS = ("other.officer", "other.head", "other.auditor", "hamlet.head", "district.officer")


def test_who_may_not_see_a_dossier_finds_nothing_by_whatever_they_know_of_it(next_commune, asks):
    house = next_commune
    dossier = house.walk(house.draft("LDTT", name="Lê Thị Hòa"), State.SIGNING)
    house.sign(dossier)
    known = ("hoa", "Hóa", dossier.code, "01/QĐ-UBND", "village", "2024")

    told = {}
    for seat in STRANGERS:
        for q in known:
            page = asks(seat, q=q)
            told[seat, q] = ([r.name for r in page.rows], str(page.count), page.decisions, page.loose, page.alike)

    assert set(map(repr, told.values())) == {repr(([], "0", [], False, ""))}


def test_a_stranger_is_named_no_unit_of_another_commune(next_commune, asks):
    assert [asks(seat, q="village").units != [] for seat in ("commune.officer", "other.officer")] == [True, True]
    assert {u["label"] for u in asks("other.officer", q="village").units} == {"other-village"}
    assert asks("hamlet.head", q="village").units == asks("other.head", q="village").units == []


def test_a_draft_is_found_by_its_unit_alone(house, finds):
    draft = house.draft(name="Lê Thị Hòa")

    everybody = [name for name in house.seats if name not in ("village.head", "village.clerk")]
    assert [q for q in ("hoa", draft.code) for seat in everybody if finds(seat, q=q)] == []
    assert finds("village.head", q="hoa") == finds("village.clerk", q=draft.code) == ["Lê Thị Hòa"]


def test_a_name_that_is_being_changed_is_found_by_its_unit_until_it_is_handed_in_again(house, finds):
    dossier = house.walk(house.draft(name="Lê Thị Hòa"), State.RETURNED)
    rename(house, dossier, "Lê Thị Nhàn")

    before = [finds(seat, q=q) for seat in ("village.head", "commune.officer") for q in ("hoa", "nhan")]
    house.act("submit", dossier, "village.head")
    settled = search.settle()
    after = [finds("commune.officer", q=q) for q in ("hoa", "nhan")]

    assert before == [["Lê Thị Nhàn"], ["Lê Thị Nhàn"], ["Lê Thị Hòa"], []]
    assert (settled, after, search.settle()) == (1, [[], ["Lê Thị Nhàn"]], 0)


def test_a_name_that_is_being_changed_is_shown_to_its_unit_alone(house, client, monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    rename(house, house.walk(house.draft(name="Lê Thị Hòa"), State.RETURNED), "Lê Thị Nhàn")
    shown = {}

    for seat in ("village.head", "commune.officer"):
        client.force_login(house.seats[seat].person)
        register = client.get("/ho-so/").context["page"].rows
        work = client.get("/viec/", {"xem": "mine" if seat == "village.head" else "others"}).context["page"].groups
        shown[seat] = [row.name for row in register], [row.name for group in work for row in group.rows]

    assert shown == {
        "village.head": (["Bà Lê Thị Nhàn"], ["Bà Lê Thị Nhàn"]),
        "commune.officer": (["Bà Lê Thị Hòa"], ["Bà Lê Thị Hòa"]),
    }


def rename(house, dossier, name):
    with drafts.writing(dossier.pk, actor=house.actor("village.head")) as paper:
        content.write(paper, nominee={"name": name}, content=written(), award_type=paper.award_type, now=house.later())


def test_a_renamed_draft_is_found_by_its_new_name_alone(house, finds):
    rename(house, house.draft(name="Lê Thị Hòa"), "Vũ Minh")

    assert [finds("village.head", q=q) for q in ("hoa", "vu minh")] == [[], ["Vũ Minh"]]


def test_a_list_that_is_opened_and_corrected_at_once_is_found_like_its_dossiers(house, finds):
    papers = [opening.Paper({"kind": "individual", "name": name}, {}) for name in ("Lê Thị Hòa", "Vũ Ba")]
    opened = opening.open_many(
        papers,
        unit=house.units["village"],
        author=house.seats["village.head"].person,
        award_type=AwardType.objects.get(pk="LDTT"),
        year=2024,
        now=house.later(),
    )
    renamed = opening.Correction(Dossier.objects.get(pk=opened[1].pk), {"name": "Vũ Tư"}, {})
    opening.correct_many([renamed], unit=house.units["village"], now=house.later())

    found = {q: finds("village.head", q=q) for q in ("hoa", "vu ba", "tu", opened[0].code)}

    assert found == {"hoa": ["Lê Thị Hòa"], "vu ba": [], "tu": ["Vũ Tư"], opened[0].code: ["Lê Thị Hòa"]}


def test_what_replaces_a_dossier_is_found_too(house, finds):
    dossier = house.walk(house.draft("LDTT", name="Lê Thị Hòa"), State.COUNCIL)
    house.act("replace", dossier, "commune.secretary", award="CSTDCS", resolution="Biên bản 3")

    assert finds("village.head", q="hoa") == ["Lê Thị Hòa"] * 2


# Whatever is typed


@pytest.mark.parametrize(
    "typed",
    ["%", "_", "'", '"', "\\", "a' OR '1'='1", "%' --", "\x00", "Lê%", "𝄞", "-", "TD-9999-999999999999", "9" * 99],
)
def test_signs_are_no_commands(house, asks, typed):
    found(house, "Lê Thị Hòa")

    page = asks("commune.officer", q=typed)

    nothing_asked = not page.form.value("q") or not any(letter.isalnum() for letter in typed)
    assert [row.name for row in page.rows] == (["Bà Lê Thị Hòa"] if nothing_asked or typed == "Lê%" else [])


def test_a_very_long_query_is_answered(house, asks):
    found(house, "Lê Thị Hòa")

    page = asks("commune.officer", q="hoa " * 5000)

    assert ([row.name for row in page.rows], len(page.form.value("q"))) == (["Bà Lê Thị Hòa"], 100)


# The keys


def test_the_words_of_old_dossiers_are_drawn_as_those_of_new_ones(house):
    found(house, "Lê Thị Hòa", "Trần Văn Phú")
    rename(house, house.walk(house.draft(name="Vũ Ba"), State.RETURNED), "Vũ Tư")
    drawn = keys()
    SearchKey.objects.all().delete()

    importlib.import_module("dossiers.migrations.0020_fill_search_keys").fill(apps, None)

    assert keys() == drawn
    assert [key[1:] for key in drawn if key[3]] == [("tu", "tư", True)]


def keys():
    return sorted(SearchKey.objects.values_list("dossier", "word", "marked", "fresh"))


def test_a_draft_that_is_thrown_away_leaves_no_words(house):
    dossier = house.draft(name="Lê Thị Hòa")

    drafts.discard(dossier.pk, actor=house.actor("village.head"))

    assert keys() == []


def test_the_work_list_and_acts_on_many_find_by_the_same_words(house, client, monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    hoa, _other = found(house, "Lê Thị Hòa", "Trần Văn Phú")
    client.force_login(house.seats["commune.officer"].person)

    page = client.get("/viec/", {"q": "hoa le"}).context["page"]

    assert [row.name for group in page.groups for row in group.rows] == ["Bà Lê Thị Hòa"]
    choice = acts.matching(house.actor("commune.officer"), {"q": "hòa vil"})
    assert list(choice.versions) == [hoa.pk]


COSTS = {
    ("village.head", "hoà 1"): 9,
    ("commune.officer", "2024"): 11,
    ("commune.officer", "Hóa le"): 11,
    ("commune.auditor", "2024"): 12,
    ("commune.auditor", "Hóa le"): 12,
}


def test_a_search_costs_at_most_twelve_statements_at_1_row_and_at_50(house, client, monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    costs = []

    for more in (1, 49):
        ids = [house.draft(name="Lê Thị Hòa").pk for _n in range(more)]
        engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later())
        costs.append({case: spent(house, client, *case) for case in COSTS})

    assert costs == [COSTS, COSTS]


def spent(house, client, seat, words):
    """The statements of the page for these words."""
    client.force_login(house.seats[seat].person)
    client.get("/thong-bao/")  # the session's own first writing
    with CaptureQueriesContext(connection) as asked:
        client.get("/ho-so/", {"q": words, "level": "district", "sort": "due"})
    return len(asked)
