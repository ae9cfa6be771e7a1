"""What the criteria of an award ask beside the twelve entries: only what they read, never required, kept by key."""

from datetime import date
from types import SimpleNamespace

import pytest

from dossiers.criteria import FACTS
from dossiers.criteria.rows import Book
from dossiers.models import AwardRule, AwardType
from dossiers.offers import Offer
from workflow.forms import facts
from workflow.forms.facts import Standard, asked, kept, told, typed_again
from workflow.forms.nomination import NominationForm, usual_period

TODAY = date(2024, 11, 27)


def rule(measure, when=None, **params):
    return SimpleNamespace(
        code=measure + str(params),
        group="",
        when=when or {},
        measure=measure,
        params=params,
        wording=f"{measure}.",
        scope="",
        since=None,
        until=None,
        citation="",
    )


CONDUCT, RATING = rule("confirmed", facts=["conduct"]), rule("rating_at_least", level="HTTNV")
STAFF = rule("rating_at_least", {"group": ["staff"]}, level="HTTNV")
SHARE = rule("share", part="members_ldtt", whole="members", percent=70)
MEETING = rule("percent_at_least", fact="meeting_percent", percent=50)


@pytest.mark.parametrize(
    ("rules", "target", "group", "keys"),
    [
        ([], "individual", "", []),
        ([CONDUCT, RATING], "individual", "worker", ["rating", "conduct"]),
        ([STAFF], "individual", "worker", []),
        ([STAFF], "individual", "", ["group", "rating"]),
        ([SHARE], "collective", "", ["members", "members_ldtt"]),
        ([SHARE], "individual", "", []),
        ([MEETING], "household", "", []),
    ],
)
def test_only_what_the_rules_read_and_nothing_else_tells_is_asked(rules, target, group, keys):
    assert [fact.key for fact in asked(rules, target=target, group=group)] == keys


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("conduct", {"conduct": "yes"}, True),
        ("conduct", {"conduct": "no"}, False),
        ("conduct", {"conduct": ""}, None),
        ("rating", {"rating": "HTXSNV"}, "HTXSNV"),
        ("members", {"members": 12}, 12),
        ("members", {"members": 0}, 0),
        ("score", {"score": 92.5}, 92.5),
        ("discipline_ended", {"discipline_ended": "2023-05-01"}, "2023-05-01"),
        ("excluded", {"excluded": ["none"]}, []),
        ("excluded", {"excluded": ["gambling"]}, ["gambling"]),
        ("excluded", {"excluded": []}, None),
        ("initiatives", {"initiatives": "Tưới nhỏ giọt", "initiative_number": ""},
         [{"kind": "initiative", "name": "Tưới nhỏ giọt", "scope": "base"}]),
        ("initiatives", {"initiatives": "Tưới nhỏ giọt", "initiative_number": "7/QĐ"},
         [{"kind": "initiative", "name": "Tưới nhỏ giọt", "scope": "base", "recognised": True, "number": "7/QĐ"}]),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept_by_the_fact_s_key(key, typed, value):
    cleaned = {f"fact_{name}": text for name, text in typed.items()}

    assert kept([FACTS[key]], cleaned) == {key: value}


@pytest.mark.parametrize(
    "known",
    [
        {"conduct": True, "movement": False},
        {"score": 92.5, "excluded": []},
        {"members": 12, "rating": "HTTNV", "discipline_ended": "2023-05-01"},
        {"initiatives": [{"kind": "initiative", "name": "Tưới", "scope": "base", "recognised": True, "number": "7"}]},
    ],
)
def test_what_is_kept_comes_back_as_it_was_typed(known):
    asked_for = [FACTS[key] for key in known]
    fields = facts.fields_of(asked_for, today=TODAY)
    text = typed_again(known)

    assert kept(asked_for, {name: field.clean(text.get(name)) for name, field in fields.items()}) == known


def test_what_was_confirmed_is_told_in_words():
    known = {"conduct": True, "rating": "HTTNV", "score": 92.5, "excluded": [], "movement": None}

    assert told(known).split("\n") == [
        "Gương mẫu, đạo đức, lối sống lành mạnh: có",
        "Xếp loại năm xét: Hoàn thành tốt nhiệm vụ",
        "Điểm chấm: 92,5",
        "Trường hợp không xét: không có",
    ]


def form(data=None, **more):
    """The form of a village that may propose two awards; the criteria of one ask for conduct and a rating."""
    award, other = (AwardType(pk=code, name=code, short_name=code) for code in ("LDTT", "GK"))
    offers = [Offer(a, AwardRule(award_type=a, regime_id="R", targets=["individual"])) for a in (award, other)]
    standard = Standard(Book({("LDTT", "R"): [CONDUCT, RATING]}), unit_kind="village", year=2024)
    return NominationForm(data, offers=offers, today=TODAY, standard=standard, **more)


def test_an_award_whose_criteria_ask_for_nothing_adds_no_entry():
    assert [f.name for f in form({"award": "GK"}).fact_fields] == []
    assert [f.name for f in form({"award": "LDTT"}).fact_fields] == ["fact_rating", "fact_conduct"]
    assert [f.field.required for f in form({"award": "LDTT"}).fact_fields] == [False, False]


@pytest.mark.parametrize(("said", "kind"), [("yes", "met"), ("no", "unmet"), ("", "unknown")])
def test_a_fact_is_held_against_its_criterion_as_one_types(said, kind):
    typed = form({"award": "LDTT", "kind": "individual", "fact_conduct": said})
    typed.is_valid()

    assert [f.kind for f in typed.findings()["award"] if f.rule == "confirmed."] == [kind]


def test_a_wrong_entry_among_the_facts_is_told_and_stays():
    typed = form({"award": "LDTT", "kind": "individual", "fact_rating": "rất tốt"})
    typed.is_valid()

    assert "fact_rating" in typed.errors
    assert typed.entries().content["typed"]["fact_rating"] == "rất tốt"
    assert typed.facts_are_open


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2024, 1, 2), 2023), (date(2024, 3, 31), 2023), (date(2024, 4, 1), 2024), (date(2024, 12, 31), 2024)],
)
def test_the_usual_period_is_the_year_that_is_being_judged(today, year):
    assert usual_period(today) == (date(year, 1, 1), date(year, 12, 31))


def test_an_empty_form_has_the_period_and_a_kept_one_what_was_kept():
    assert form()["period_from"].value() == "01/01/2024"
    assert form(kept={"period_from": ""})["period_from"].value() == ""
