"""Examining: alternatives, cases and places, by rows written here; and the facts out of what is stored."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from dossiers.criteria import MET, NOT_MET, UNKNOWN, Finding, examine, gathered_rules, wrong_facts
from dossiers.criteria.gathering import facts_from

NAMES = {"CSTDCS": "Chiến sĩ thi đua cơ sở"}


@dataclass(frozen=True)
class Row:
    """A row of law as short as can be."""

    code: str
    measure: str
    params: dict[str, Any]
    wording: str = "Điều kiện."
    group: str = ""
    when: dict[str, list[str]] = field(default_factory=dict)
    citation: str = ""
    scope: str = ""
    since: date | None = None
    until: date | None = None


EXCELLENT = Row("excellent", "rating_at_least", {"level": "HTXSNV"}, "Xuất sắc.", "merit", citation="Điều 23")
INITIATIVE = Row("made", "achieved", {"kinds": ["initiative"], "scope": "base"}, "Có sáng kiến.", "merit")
GOOD = {"kind": "initiative", "name": "Máy gieo", "number": "05/QĐ", "recognised": True, "scope": "base"}

EITHER = [
    # rating, initiatives, what is found of “one of these”
    ("HTXSNV", [GOOD], MET),
    ("HTXSNV", [], MET),
    ("HTXSNV", None, MET),
    ("HTTNV", [GOOD], MET),
    (None, [GOOD], MET),
    ("HTTNV", [], NOT_MET),
    ("HTTNV", None, UNKNOWN),
    (None, [], UNKNOWN),
    (None, None, UNKNOWN),
]


@pytest.mark.parametrize(("rating", "initiatives", "found"), EITHER)
def test_one_of_these_is_met_by_any_and_failed_by_all(rating, initiatives, found):
    findings = examine({"rating": rating, "initiatives": initiatives}, [EXCELLENT, INITIATIVE])

    assert [finding.found for finding in findings] == [found]


def test_a_finding_says_rule_measure_proof_and_article():
    [finding] = examine({"rating": "HTTNV", "initiatives": [GOOD]}, [EXCELLENT, INITIATIVE])

    assert finding == Finding(
        rule="Một trong các điều kiện: Xuất sắc; Có sáng kiến.",
        found=MET,
        required="Hoàn thành xuất sắc nhiệm vụ · hoặc "
        "1 sáng kiến, phạm vi cơ sở, đã được công nhận, chưa dùng để khen thưởng",
        measured="Có sáng kiến: Máy gieo (cơ sở).",
        evidence="05/QĐ",
        article="Điều 23",
        code="merit",
    )


def test_a_row_for_others_says_nothing_and_for_perhaps_others_stays_open():
    row = Row("own", "confirmed", {"facts": ["conduct"]}, when={"group": ["worker"]})

    found = {
        group: [f.found for f in examine({"group": group, "conduct": True}, [row])] for group in ("worker", "staff")
    }
    open_ = examine({"conduct": True}, [row])

    assert found == {"worker": [MET], "staff": []}
    assert [(finding.found, finding.measured) for finding in open_] == [(UNKNOWN, "Cần biết: nhóm đối tượng.")]


HISTORY = [
    # the years of the title, what else is said of the last one, what is found for 2024
    ([2021, 2022, 2023], {}, MET),
    ([2022, 2023, 2024], {}, MET),
    ([2020, 2021, 2022], {}, NOT_MET),
    ([2020, 2021, 2023], {}, NOT_MET),
    ([2022, 2023], {}, NOT_MET),
    ([2021, 2022, 2023], {"revoked": True}, NOT_MET),
    ([2021, 2022, 2023], {"loai_hinh": "DOT_XUAT"}, NOT_MET),
    ([2021, 2022, 2023], {"loai_hinh": "PHONG_TRAO"}, NOT_MET),
    ([2021, 2022, 2023], {"loai_hinh": "CONG_TRANG"}, MET),
]


@pytest.mark.parametrize(("years", "said", "found"), HISTORY)
def test_titles_in_a_row_end_just_before_and_a_gap_breaks_them(years, said, found):
    row = Row("run", "consecutive_titles", {"awards": ["CSTDCS"], "times": 3})
    prior = [{"award": "CSTDCS", "year": year} for year in years]
    prior[-1] |= said

    [finding] = examine({"year": 2024, "prior": prior}, [row], names=NAMES)

    assert finding.found == found


@pytest.mark.parametrize(("given", "found"), [([], MET), ([2020], MET), ([2023], UNKNOWN)])
def test_whether_a_run_was_used_already_is_left_to_a_person(given, found):
    row = Row("run", "consecutive_titles", {"awards": ["GDVH"], "times": 3, "unused_for": ["GK_XA"]})
    run = [{"award": "GDVH", "year": year} for year in (2021, 2022, 2023)]

    [finding] = examine({"year": 2024, "prior": [*run, *({"award": "GK_XA", "year": y} for y in given)]}, [row])

    assert finding.found == found


def test_what_does_not_count_is_told_with_its_reason():
    row = Row("run", "consecutive_titles", {"awards": ["CSTDCS"], "times": 2})
    prior = [{"award": "CSTDCS", "year": 2022, "revoked": True}, {"award": "CSTDCS", "year": 2023}]

    [finding] = examine({"year": 2024, "prior": prior}, [row], names=NAMES)

    assert finding.measured == "Đã có các năm: 2023. Không tính: 2022 (đã hủy)."


@pytest.mark.parametrize("listed", ["prior", "initiatives"])
def test_a_list_with_gaps_settles_nothing_by_its_silence(listed):
    rows = {"prior": Row("before", "held_before", {"awards": ["CSTDCS"]}), "initiatives": INITIATIVE}

    found = [
        examine({listed: [], f"{listed}_complete": complete}, [rows[listed]])[0].found
        for complete in (None, True, False)
    ]

    assert found == [NOT_MET, NOT_MET, UNKNOWN]


SHARES = [
    (7, 10, False, MET),
    (69, 100, False, NOT_MET),
    (7, 10, True, NOT_MET),
    (8, 10, True, MET),
    (1, 0, False, UNKNOWN),
    (11, 10, False, UNKNOWN),
]


@pytest.mark.parametrize(("part", "whole", "strict", "found"), SHARES)
def test_a_share_is_compared_exactly(part, whole, strict, found):
    params = {"part": "members_ldtt", "whole": "members", "percent": 70, "strict": strict}

    [finding] = examine({"members_ldtt": part, "members": whole}, [Row("share", "share", params)])

    assert finding.found == found


def test_the_row_of_the_nearest_place_stands_for_the_others():
    everywhere, province = Row("score", "points", {"least": 90}), Row("score", "points", {"least": 95}, scope="phu-tho")

    found = {
        place: gathered_rules([everywhere, province], lineage=lineage)
        for place, lineage in {"Phú Thọ": ["phu-tho", "xa-a"], "nơi khác": ["ha-noi"]}.items()
    }

    assert found == {"Phú Thọ": [province], "nơi khác": [everywhere]}


@pytest.mark.parametrize(("day", "holds"), [(date(2025, 12, 14), False), (date(2025, 12, 15), True)])
def test_a_row_holds_from_its_day(day, holds):
    row = Row("score", "points", {"least": 95}, since=date(2025, 12, 15))

    assert bool(gathered_rules([row], on=day)) is holds


WRONG = {
    "rating": ["tốt", 3, True],
    "ratings": [["HTTNV"], {"2023": "tốt"}, {"năm ngoái": "HTTNV"}, {"9" * 5000: "HTTNV"}],
    "conduct": ["có", 1],
    "year": ["2024", True, -1, 2024.5, 10**12],
    "meeting_percent": [100.1, -1, "70 %"],
    "score": ["90", True, float("inf"), float("nan")],
    "period_from": ["01/02/2024", 20240201],
    "excluded": ["gambling", ["moon"]],
    "prior": [
        {},
        [{"award": "CSTDCS"}],
        [{"award": "CSTDCS", "year": "2023"}],
        [{"award": "CSTDCS", "year": 10**9}],
        ["CSTDCS"],
    ],
    "initiatives": [[{"name": "Máy"}], [{"kind": "song"}], [{"kind": "topic", "scope": "moon"}]],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in WRONG.items() for value in values])
def test_a_fact_of_the_wrong_kind_is_named(key, value):
    [sentence] = wrong_facts({key: value})

    assert sentence.startswith(f"Dữ kiện “{key}” viết chưa đúng: cần ")


# out of what is stored


def test_what_is_stored_becomes_facts_and_the_rest_stays_unknown():
    content = {"period_from": "2024-01-01", "period_to": "2024-11-30", "votes_yes": 42, "votes_all": 45, "deed": "…"}

    facts = facts_from({"kind": "individual"}, content, {"minutes"}, year=2024, unit_kind="village")

    assert facts == {
        "target": "individual",
        "group": "worker",
        "year": 2024,
        "period_from": "2024-01-01",
        "period_to": "2024-11-30",
        "meeting_percent": 93.33,
    }


def test_what_the_unit_confirmed_wins_and_a_slip_is_no_fact():
    content = {"period_from": "hôm qua", "facts": {"group": "staff", "conduct": True, "rating": "tốt", "moon": 1}}

    facts = facts_from({"kind": "individual"}, content, unit_kind="village")

    assert facts == {"target": "individual", "group": "staff", "conduct": True}


def test_lists_from_memory_have_gaps_and_a_certificate_is_not_yet_read():
    facts = facts_from({"kind": "individual"}, {}, {"initiative"}, prior=[{"award": "LDTT", "year": 2024}])

    assert facts == {
        "target": "individual",
        "prior": [{"award": "LDTT", "year": 2024}],
        "prior_complete": False,
        "initiatives": [{"kind": "initiative", "name": "Chứng nhận kèm hồ sơ"}],
        "initiatives_complete": False,
    }
