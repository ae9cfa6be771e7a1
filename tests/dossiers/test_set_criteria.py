"""The rules over a list: met, not met and not known yet, each by its own figures; and the rows as they are shipped."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from dossiers.criteria import sets
from dossiers.criteria.sets import DIRECT, INDIRECT, MET, NOT_KNOWN, NOT_MET, Line, SetFinding
from dossiers.models import SetCriterion

ROWS = json.loads((settings.BASE_DIR / "fixtures" / "set_criteria.json").read_text(encoding="utf-8"))


def row(code):
    """A row as it is shipped, unsaved: the rules ask no database."""
    values = dict(next(each for each in ROWS if each["code"] == code))
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in ("since", "until")}
    keys = {f"{name}_id": values.pop(name) for name in ("award_type", "regime")}
    return SetCriterion(**values | days | keys)


def line(key=1, award="LDTT", **more):
    given = {"kind": "individual", "regime": "R2003", "unit": "truong", "unit_name": "Trường", "name": f"Bà {key}"}
    return Line(**{"key": key, "award": award, **given, **more})


def titled(number, start=100, **more):
    return [line(start + n, **more) for n in range(number)]


def best(number, **more):
    return [line(n, "CSTDCS", **more) for n in range(number)]


def collective(**more):
    return line(1, "TTLDTT", kind="collective", name="Tổ Toán", regime="R2022-3T", **more)


def people(direct, indirect, unknown=0):
    kinds = [DIRECT] * direct + [INDIRECT] * indirect + [""] * unknown
    return [line(n, labour=labour) for n, labour in enumerate(kinds)]


def small(*members):
    teams = [line(n, kind="collective", members=number) for n, number in enumerate(members)]
    return [*teams, *titled(10 - len(members))]


def pair(first, second, **votes):
    given = {"votes_yes": 40, "votes_all": 45, **votes}
    return [line(n, gender=gender, **given) for n, gender in enumerate((first, second))]


QUOTA, SHARE, RATIO = "cstdcs-15-r2003", "ttldtt-70-r2022-3t", "truc-tiep-30-dong-lien"
SMALL, WOMEN = "tap-the-nho-tam-da", "nu-truoc"
LATER = {"regime": "R2022-3T"}
ELSEWHERE = "Đơn vị báo 8 người; chưa thấy đủ hồ sơ."

#: rule, the list, what is found, what was measured
CASES = [
    (QUOTA, [*best(3), *titled(20)], MET, "Trường: 3 trên 20 người (đếm trong hồ sơ đề nghị), được nhiều nhất 3."),
    (QUOTA, [*best(4), *titled(20)], NOT_MET, "Trường: 4 trên 20 người (đếm trong hồ sơ đề nghị), được nhiều nhất 3."),
    (QUOTA, best(3, titled=26), MET, "Trường: 3 trên 26 người (đơn vị báo), được nhiều nhất 3."),
    (QUOTA, best(2), NOT_KNOWN, "Trường: đề nghị 2; chưa biết đơn vị có bao nhiêu người đạt danh hiệu cơ sở."),
    (QUOTA, best(4, **LATER), None, None),
    (SHARE, [collective(members=10), *titled(7, **LATER)], MET,
     "Tổ Toán: đơn vị đề nghị 7 cá nhân, trên 10 thành viên (70%)."),
    (SHARE, [collective(members=10), *titled(6, **LATER)], NOT_MET,
     "Tổ Toán: đơn vị đề nghị 6 cá nhân, trên 10 thành viên (60%)."),
    (SHARE, [collective(members=10, titled=8), *titled(3, **LATER)], NOT_KNOWN,
     f"Tổ Toán: đơn vị đề nghị 3 cá nhân, trên 10 thành viên (30%). {ELSEWHERE}"),
    (SHARE, [collective(), *titled(7, **LATER)], NOT_KNOWN, "Tổ Toán: chưa ghi số thành viên."),
    (SHARE, titled(7, **LATER), None, None),
    (RATIO, people(4, 6), MET, "4 trên 10 cá nhân (40%)."),
    (RATIO, people(3, 7), NOT_MET, "3 trên 10 cá nhân (30%)."),
    (RATIO, people(3, 6, unknown=1), NOT_KNOWN, "3 trên 10 cá nhân (30%). Chưa ghi cho 1 người."),
    (RATIO, people(4, 0, unknown=6), MET, "4 trên 10 cá nhân (40%). Chưa ghi cho 6 người."),
    (RATIO, people(0, 7, unknown=3), NOT_MET, "0 trên 10 cá nhân (0%). Chưa ghi cho 3 người."),
    (RATIO, [line(kind="household"), collective()], None, None),
    (SMALL, small(8, 30), MET, "1 trên 2 tập thể trong danh sách."),
    (SMALL, small(11, 30), NOT_MET, "0 trên 2 tập thể trong danh sách."),
    (SMALL, small(None, 30), NOT_KNOWN, "0 trên 2 tập thể trong danh sách. Chưa ghi số thành viên của 1 tập thể."),
    (SMALL, titled(9), None, None),
    (WOMEN, pair("f", "m"), MET, "1 nhóm nam, nữ ngang phiếu; 0 nhóm đang xếp nam trước."),
    (WOMEN, pair("m", "f"), NOT_MET, "1 nhóm nam, nữ ngang phiếu; 1 nhóm đang xếp nam trước."),
    (WOMEN, pair("m", "f", votes_yes=None), NOT_KNOWN, "Chưa ghi đủ số phiếu để so."),
    (WOMEN, pair("f", "f"), None, None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "lines", "found", "measured"), CASES)
def test_a_rule_over_a_list_finds(code, lines, found, measured):
    findings = sets.examine(lines, [row(code)])

    assert [(each.found, each.measured) for each in findings] == ([(found, measured)] if found else [])


def test_equal_merit_is_the_same_share_of_the_meeting_within_one_award():
    unlike = [*pair("m", "f")[:1], line(2, gender="f", votes_yes=41, votes_all=45)]
    other = [*pair("m", "f")[:1], line(2, "CSTDCS", gender="f", votes_yes=40, votes_all=45)]
    scaled = [*pair("m", "f")[:1], line(2, gender="f", votes_yes=8, votes_all=9)]

    found = [[each.found for each in sets.examine(lines, [row(WOMEN)])] for lines in (unlike, other, scaled)]

    assert found == [[], [], [NOT_MET]]


def test_a_finding_says_everything_and_the_article_only_of_a_verified_row():
    verified, design = row(RATIO), row("truc-tiep-30-tam-da")

    findings = sets.examine(people(4, 6), [verified, design])

    said = SetFinding(
        rule="Công nhân, nông dân, người lao động trực tiếp sản xuất, công tác chiếm trên 30% số cá nhân được khen.",
        found=MET,
        required="trên 30%",
        measured="4 trên 10 cá nhân (40%).",
        evidence="Bà 0, Bà 1, Bà 2, Bà 3",
        article="Mục II.9 Kế hoạch số 26/KH-UBND ngày 10/3/2021 của Ủy ban nhân dân xã Đồng Liên",
        code="truc-tiep-30-dong-lien",
    )
    assert findings == [said, replace(said, article="", code="truc-tiep-30-tam-da")]


def test_a_quota_counts_each_unit_by_itself():
    lines = [*best(1), *titled(10), line(50, "CSTDCS", unit="tram", unit_name="Trạm"), *titled(5, 60, unit="tram")]

    findings = sets.examine(lines, [row(QUOTA)])

    assert [(each.found, each.stops) for each in findings] == [(MET, False), (NOT_MET, True)]


def test_what_a_unit_handed_in_before_is_counted_and_not_judged():
    team, before = collective(members=10), titled(7, **LATER)

    findings = sets.examine([team], [row(SHARE)], beside=before)
    quota = sets.examine(best(2), [row(QUOTA)], beside=[*best(2, unit="truong")[:1], *titled(20, regime="R2003")])
    elsewhere = sets.examine(titled(1), [row(QUOTA)], beside=best(9))

    assert [each.found for each in findings] == [MET]
    assert [(each.found, each.measured) for each in quota] == [
        (MET, "Trường: 3 trên 20 người (đếm trong hồ sơ đề nghị), được nhiều nhất 3.")
    ]
    assert elsewhere == []


def test_a_row_holds_in_its_place_and_on_its_days():
    rows = [row(each["code"]) for each in ROWS if each["measure"] == "ratio"]
    place = ["thai-nguyen", "dong-lien", "xom-do"]

    held = {day: sets.holding(rows, lineages=[place], on=day) for day in (date(2021, 3, 9), date(2021, 3, 10))}

    assert {day: [each.code for each in found] for day, found in held.items()} == {
        date(2021, 3, 9): [],
        date(2021, 3, 10): ["truc-tiep-30-dong-lien"],
    }


def test_rows_that_no_measure_understands_are_named():
    unknown, empty = row(RATIO), row(SHARE)
    unknown.measure, empty.params = "moon", {"percent": 170, "of": ["LDTT"]}

    assert list(sets.faults([row(QUOTA), unknown, empty])) == [
        "Tiêu chuẩn danh sách “truc-tiep-30-dong-lien” nêu cách tính không có: moon.",
        "Tiêu chuẩn danh sách “ttldtt-70-r2022-3t” thiếu hoặc sai tham số: percent.",
    ]
