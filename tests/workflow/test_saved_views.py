"""Filters of the register: in the address, as pills that can be taken away, and kept under a name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from dossiers.models import Dossier, Season
from dossiers.states import State
from tests import house as houses
from tests.house import NOW
from workflow import saved_views
from workflow.models import SavedView

ALL = reverse("workflow:saved_views")


@pytest.fixture
def officer(house, enter, monkeypatch):
    """The commune's officer, signed in; the office clock is the house's."""
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    return enter("commune.officer")


@pytest.fixture
def person(house):
    return house.seats["commune.officer"].person_id


def register(client, query=""):
    return client.get(f"/ho-so/{query}")


def names(client, query):
    return [row.name.removeprefix("Bà ") for row in register(client, query).context["page"].rows]


# The filters


def test_the_filters_are_combined_and_sorted(house, officer):
    late = house.walk(house.draft("LDTT", name="A"), State.INTAKE)
    house.walk(house.draft("CSTDCS", name="B"), State.COUNCIL)
    house.walk(house.draft("LDTT", name="C"), State.COUNCIL)
    house.now = house.fresh(late).due_at
    house.later(minutes=1)
    house.walk(house.draft("LDTT", name="D"), State.INTAKE)
    queries = {
        "?level=commune": ["D", "C", "A"],
        "?level=district": ["B"],
        "?level=commune&state=council": ["C"],
        "?late=1": ["C", "B", "A"],
        "?late=1&award=CSTDCS": ["B"],
        "?sort=old": ["A", "B", "C", "D"],
        "?sort=old&q=ldtt": ["A", "C", "D"],
        "?sort=due&award=LDTT&state=intake": ["A", "D"],
        "?level=x&late=2&sort=y": ["D", "C", "B", "A"],
    }

    assert {query: names(officer, query) for query in queries} == queries


def test_a_round_of_the_authority_narrows_the_register(house, officer):
    days = {"opens_on": house.now.date(), "due_on": house.now.date()}
    own = Season.objects.create(name="Tổng kết 2024", kind="calendar_year", receiver=house.units["commune"], **days)
    other = Season.objects.create(name="Của huyện", kind="ad_hoc", receiver=house.units["district"], **days)
    dossier = house.walk(house.draft(name="A"), State.INTAKE)  # files itself in the round that is open
    house.walk(house.draft(name="B"), State.INTAKE)
    Dossier.objects.exclude(pk=dossier.pk).update(season=None)

    page = register(officer, f"?season={own.pk}").context["page"]

    assert ([row.name for row in page.rows], page.pills[0]["label"]) == (["Bà A"], "Đợt xét: Tổng kết 2024")
    assert [key for key, _name in page.form.fields["season"].choices] == ["", str(own.pk)]
    assert names(officer, f"?season={other.pk}") == ["B", "A"]


@pytest.mark.parametrize("sort", ["", "old", "due"])
def test_each_order_goes_on_behind_the_last_row(house, officer, monkeypatch, sort):
    monkeypatch.setattr("workflow.register_pages.PAGE", 2)
    for name in "ABCDE":
        house.walk(house.draft(name=name), State.INTAKE)
    seen, query = [], f"?q=cstdcs&sort={sort}"

    while query:
        page = register(officer, query).context["page"]
        seen.append(([row.name.removeprefix("Bà ") for row in page.rows], str(page.count)))
        query = page.further

    turned = [(["E", "D"], "5"), (["C", "B"], "5"), (["A"], "5")]
    assert seen == (turned if sort == "" else [(["A", "B"], "5"), (["C", "D"], "5"), (["E"], "5")])


def test_each_condition_is_a_pill_that_leads_to_the_rest(house, officer):
    unit = house.units["village"].pk

    page = register(officer, f"?q=hòa&unit={unit}&state=intake&late=1&sort=due&truoc=5").context["page"]

    assert [(pill["label"], pill["url"]) for pill in page.pills] == [
        ("“hòa”", f"?unit={unit}&state=intake&late=1&sort=due"),
        ("Đơn vị: village", "?q=h%C3%B2a&state=intake&late=1&sort=due"),
        ("Bước: Chờ thẩm định", f"?q=h%C3%B2a&unit={unit}&late=1&sort=due"),
        ("Quá hạn", f"?q=h%C3%B2a&unit={unit}&state=intake&sort=due"),
    ]
    assert [pill["url"] for pill in register(officer, "?q=x").context["page"].pills] == ["?xem=tat-ca"]


# Kept under a name


def keep(client, name, **query):
    return client.post(ALL, {"name": name, **query})


def test_a_filter_is_kept_opened_and_shown_as_the_current_one(house, officer):
    house.walk(house.draft("LDTT", name="A"), State.INTAKE)
    house.walk(house.draft(name="B"), State.INTAKE)

    kept = keep(officer, "Lao động", award="LDTT", truoc="9", csrf="x")

    opened = officer.get(kept.url)
    assert kept.url == "/ho-so/?award=LDTT"
    assert [row.name for row in opened.context["page"].rows] == ["Bà A"]
    assert [(v["label"], v["current"]) for v in opened.context["views"]] == [("Mọi hồ sơ", False), ("Lao động", True)]
    assert (opened.context["keep_url"], register(officer, "?q=x").context["keep_url"]) == ("", f"{ALL}?q=x")
    assert "Hình thức: LDTT" in officer.get(ALL).content.decode()


def test_rights_are_applied_anew_to_what_was_kept(house, officer, person, enter):
    house.walk(house.draft("LDTT", name="A"), State.INTAKE)
    address = keep(officer, "Thôn", unit=house.units["village"].pk).url
    hamlet = house.seats["hamlet.head"].person

    SavedView.objects.filter(person=person).update(person=hamlet)

    assert [row.name for row in enter("hamlet.head").get(address).context["page"].rows] == []


def test_a_view_can_open_the_register_and_cease_to(house, officer, person):
    keep(officer, "Quá hạn", late="1")
    view = SavedView.objects.get(person=person)

    officer.post(at(view, "mo-dau"))
    first, whole, found = register(officer), register(officer, "?xem=tat-ca"), register(officer, "?q=a")
    officer.post(at(view, "thoi-mo-dau"))

    assert (first.status_code, first.get("Location")) == (302, "/ho-so/?late=1")
    assert (whole.status_code, found.status_code, register(officer).status_code) == (200, 200, 200)


def at(view, act):
    return reverse("workflow:saved_view_act", args=[view.pk, act])


def test_only_one_view_opens_the_register(officer, person):
    for number in range(2):
        keep(officer, f"Năm {number}", year=2024 - number)
    one, two = SavedView.objects.filter(person=person)

    for view in (one, two):
        officer.post(at(view, "mo-dau"))

    assert list(SavedView.objects.filter(opens_first=True)) == [two]


def test_a_deleted_view_comes_back_until_another_is_deleted(officer, person):
    for number in range(2):
        keep(officer, f"Năm {number}", year=2024 - number)
    one, two = SavedView.objects.filter(person=person)
    officer.post(at(one, "mo-dau"))

    officer.post(at(one, "xoa"))
    shown = officer.get(ALL).context
    officer.post(at(one, "lay-lai"))
    back = saved_views.of(person)
    officer.post(at(one, "xoa"))
    officer.post(at(two, "xoa"))

    assert ([line["view"] for line in shown["lines"]], shown["deleted"]) == ([two], one)
    assert ([view.name for view in back.standing], back.first, back.deleted) == (["Năm 0", "Năm 1"], "", None)
    assert officer.post(at(one, "lay-lai")).status_code == 404
    assert list(SavedView.objects.filter(person=person)) == [two]


def test_a_view_is_renamed(officer, person):
    keep(officer, "Cũ", q="a")
    view = SavedView.objects.get(person=person)
    page = reverse("workflow:saved_view", args=[view.pk])

    asked = officer.get(page)
    officer.post(page, {"name": "  Tên \n mới "})

    assert asked.context["form"].initial == {"name": "Cũ"}
    assert SavedView.objects.get(person=person).name == "Tên mới"


@pytest.mark.parametrize("name", ["QUA HAN", "quá  hạn", "Quá hạn.", "", "…", "x" * 61])
def test_a_name_that_is_taken_or_none_is_refused_in_words(officer, person, name):
    keep(officer, "Quá hạn", late="1")
    keep(officer, "Khác", q="b")
    other = SavedView.objects.get(person=person, name="Khác")

    saved = keep(officer, name, q="a")
    renamed = officer.post(reverse("workflow:saved_view", args=[other.pk]), {"name": name})

    assert [answer.status_code for answer in (saved, renamed)] == [200, 200]
    assert [list(answer.context["form"].errors) for answer in (saved, renamed)] == [["name"], ["name"]]
    assert sorted(SavedView.objects.values_list("name", flat=True)) == ["Khác", "Quá hạn"]


def test_one_keeps_twenty_and_no_more_not_even_by_bringing_back(officer, person):
    for number in range(saved_views.MOST):
        saved_views.keep(person, f"Bộ {number}", f"q={number}")
    last = saved_views.of(person).standing[-1]
    officer.post(at(last, "xoa"))
    keep(officer, "Mới", q="mới")

    full = keep(officer, "Nữa", q="nữa")
    back = officer.post(at(last, "lay-lai"))

    sentence = "Đã lưu 20 bộ lọc, nhiều nhất có thể. Xóa một bộ lọc rồi lưu."
    assert full.context["form"].errors == {"name": [sentence]}
    assert (back.status_code, sentence in back.content.decode()) == (409, True)
    assert len(saved_views.of(person).standing) == saved_views.MOST


def test_nothing_to_keep_is_not_kept(officer):
    empty = keep(officer, "Không", q=" ", truoc="7")

    assert (empty.status_code, SavedView.objects.count()) == (200, 0)
    assert "Chưa lưu bộ lọc nào." in empty.content.decode()


@pytest.mark.parametrize("act", ["xoa", "lay-lai", "mo-dau", "thoi-mo-dau", "gi-do"])
def test_the_views_of_another_are_not_there(house, officer, enter, act):
    mine = saved_views.keep(house.seats["commune.officer"].person_id, "Của tôi", "q=a")
    stranger = enter("village.head")

    assert stranger.post(at(mine, act)).status_code == 404
    assert stranger.get(reverse("workflow:saved_view", args=[mine.pk])).status_code == 404
    assert stranger.get(ALL).context["lines"] == []
    assert list(SavedView.objects.values_list("name", "opens_first", "deleted_at")) == [("Của tôi", False, None)]


@pytest.mark.parametrize(
    "wrong",
    [{"folded": "ten"}, {"folded": "b", "opens_first": True}, {"folded": "c", "opens_first": True, "deleted_at": NOW}],
)
def test_the_database_refuses_a_second_of_what_is_one(db, person, wrong):
    SavedView.objects.create(person_id=person, name="Tên", folded="ten", address="q=a", opens_first=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(person_id=person, name="TÊN", address="q=b", **wrong)


@pytest.mark.parametrize("views", [1, 20])
def test_the_page_of_the_views_costs_as_much_for_1_as_for_20(officer, person, views, django_assert_num_queries):
    for number in range(views):
        saved_views.keep(person, f"Bộ {number}", f"q={number}")

    with django_assert_num_queries(8):
        officer.get(ALL)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_windows_do_not_make_the_twenty_first():
    person = houses.build().seats["commune.officer"].person_id
    for number in range(saved_views.MOST - 1):
        saved_views.keep(person, f"Bộ {number}", f"q={number}")

    def one_more(number):
        try:
            saved_views.keep(person, f"Nữa {number}", "q=x")
        except saved_views.CannotKeep:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one_more, range(4)))

    assert len(saved_views.of(person).standing) == saved_views.MOST
