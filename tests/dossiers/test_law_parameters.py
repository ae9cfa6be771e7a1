"""The parameters of the domain stand as rows: money, shares, postings, and who decides, line by line."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from dossiers import law, money
from dossiers.models import (
    AwardRule,
    AwardType,
    BaseSalary,
    Decider,
    GateRule,
    Instrument,
    MoneyRate,
    Quota,
    closest_gate_rule,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """The rows of law, loaded once for the module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        law.load()
        yield {
            "salaries": list(BaseSalary.objects.all()),
            "rates": list(MoneyRate.objects.all()),
            "postings": list(GateRule.objects.filter(kind="posting")),
        }
        transaction.set_rollback(True)


def pays(rows, award, regime, target, on, variant=""):
    case = money.Case(award, regime, target, date.fromisoformat(on), variant)
    found = money.payment(case, rates=rows["rates"], salaries=rows["salaries"])
    return found and found.amount


# The base salary


@pytest.mark.parametrize(
    ("first", "last", "vnd", "mark", "citation"),
    [
        (None, "2019-06-30", 1_390_000, "partial", ""),
        ("2019-07-01", "2023-06-30", 1_490_000, "partial", ""),
        ("2023-07-01", "2024-06-30", 1_800_000, "verified", "Nghị định số 24/2023/NĐ-CP"),
        ("2024-07-01", "2026-06-30", 2_340_000, "verified", "khoản 2 Điều 3 Nghị định số 73/2024/NĐ-CP"),
        ("2026-07-01", None, 2_530_000, "verified", "khoản 2 Điều 3 Nghị định số 161/2026/NĐ-CP"),
    ],
)
def test_the_base_salary_of_the_domain_is_a_row(rows, first, last, vnd, mark, citation):
    days = [date.fromisoformat(day) for day in (first or "2000-01-01", last or "2040-12-31")]

    found = {money.salary_on(day, rows["salaries"]) for day in days}

    assert [(row.vnd, row.mark, row.citation, row.rounded_to) for row in found] == [(vnd, mark, citation, 10_000)]


# What is paid: a day of each base salary; - where no such award was left, or the table is silent

UNDER = {"1.8": ("R2022-3T", "2024-03-15"), "2.34": ("R2022-2T", "2025-11-15"), "2.53": ("R2022-2T", "2026-08-15")}
AMOUNTS = """
CSTDTQ        individual  8_100_000  10_530_000  11_390_000
CSTD_TINH     individual  5_400_000   7_020_000   7_590_000
CSTDCS        individual  1_800_000   2_340_000   2_530_000
LDTT          individual    540_000     710_000     760_000
CSTT          individual    540_000     710_000     760_000
TTLDXS        collective  2_700_000   3_510_000   3_800_000
TTLDTT        collective  1_440_000   1_880_000   2_030_000
XA_TIEU_BIEU  collective  3_600_000   4_680_000   5_060_000
THON_VH       collective  2_700_000   3_510_000   3_800_000
CO_CP         collective 21_600_000  28_080_000  30_360_000
CO_TINH       collective 14_400_000  18_720_000  20_240_000
CO_QK         collective 10_800_000  14_040_000  15_180_000
BK_TTG        individual  6_300_000   8_190_000   8_860_000
BK_TTG        collective 12_600_000  16_380_000  17_710_000
BK_TINH       individual  2_700_000   3_510_000   3_800_000
BK_TINH       collective  5_400_000   7_020_000   7_590_000
BK_TINH       household   4_050_000   5_270_000   5_700_000
GK_CQ         individual    540_000     710_000     760_000
GK_CQ         collective  1_080_000   1_410_000   1_520_000
GK_CQ         household     810_000   1_060_000   1_140_000
GK_XA         individual          -     710_000     760_000
GK_XA         collective          -   1_410_000   1_520_000
GK_XA         household           -   1_060_000   1_140_000
GDVH          household           0           0           0
"""
CELLS = [
    (award, target, base, int(cell))
    for award, target, *cells in (line.split() for line in AMOUNTS.strip().splitlines())
    for base, cell in zip(UNDER, cells, strict=True)
    if cell != "-"
]


@pytest.mark.parametrize(("award", "target", "base", "payable"), CELLS)
def test_each_cell_of_the_payable_amounts(rows, award, target, base, payable):
    assert pays(rows, award, UNDER[base][0], target, UNDER[base][1]) == payable


@pytest.mark.parametrize(
    ("award", "target", "day", "payable"),
    [
        ("GK_HUYEN", "individual", "2024-03-15", 540_000),
        ("GK_HUYEN", "collective", "2024-03-15", 1_080_000),
        ("GK_HUYEN", "household", "2024-03-15", 810_000),
        ("GK_HUYEN", "individual", "2025-06-15", 710_000),
        ("GK_HUYEN", "collective", "2025-06-15", 1_410_000),
        ("GK_HUYEN", "household", "2025-06-15", 1_060_000),
        ("GK_XA", "individual", "2024-03-15", 270_000),
        ("GK_XA", "collective", "2024-03-15", 540_000),
        ("GK_XA", "individual", "2025-06-15", 360_000),
        ("GK_XA", "collective", "2025-06-15", 710_000),
    ],
)
def test_the_cells_of_the_older_law(rows, award, target, day, payable):
    assert pays(rows, award, "R2022-3T", target, day) == payable


def test_the_base_salary_is_that_of_the_day_of_decision(rows):
    days = ["2026-06-30", "2026-07-01"]

    assert [pays(rows, "LDTT", "R2022-2T", "individual", day) for day in days] == [710_000, 760_000]


def test_what_phu_tho_paid_in_october_2025(rows):
    listed = [("CO_TINH", "collective", 2), ("TTLDXS", "collective", 5)]
    listed += [("BK_TINH", "collective", 2), ("BK_TINH", "individual", 113)]

    total = sum(number * pays(rows, award, "R2022-2T", target, "2025-10-21") for award, target, number in listed)

    assert total == 465_660_000


def test_a_form_pays_a_collective_twice_and_a_household_one_and_a_half_times(rows):
    rates = {(row.award_type_id, row.regime_id, row.target, row.variant): row.rate for row in rows["rates"]}
    forms = set(AwardType.objects.filter(kind="form").values_list("code", flat=True))

    times = {
        (target, rates[award, regime, target, variant] / rates[award, regime, "individual", variant])
        for award, regime, target, variant in rates
        if award in forms and target != "individual"
    }

    assert times == {("collective", Decimal(2)), ("household", Decimal("1.5"))}


@pytest.mark.parametrize(
    ("variant", "rate"),
    [
        ("Sao vàng", "46"),
        ("Hồ Chí Minh", "30.5"),
        ("Độc lập hạng Nhất", "15"),
        ("Quân công hạng Nhì", "12.5"),
        ("Độc lập hạng Ba", "10.5"),
        ("Lao động hạng Nhất", "9"),
        ("Lao động hạng Nhì", "7.5"),
        ("Lao động hạng Ba", "4.5"),
        ("Chiến công hạng Nhất", "9"),
        ("Bảo vệ Tổ quốc hạng Ba", "4.5"),
        ("Đại đoàn kết dân tộc", "7.5"),
        ("Dũng cảm", "4.5"),
    ],
)
def test_an_order_pays_by_its_class(rows, variant, rate):
    case = money.Case("HUAN_CHUONG", "R2022-2T", "individual", date(2026, 1, 1), variant)

    assert money.rate_for(case, rows["rates"]).rate == Decimal(rate)


def test_nothing_is_said_where_no_row_stands(rows):
    assert pays(rows, "CO_TINH", "R2003", "collective", "2023-05-01") is None


# The parameter table of the domain, one line a line: share and of what, rates, posting

PARAMETERS = """
LDTT          R2022-3T  -  -         0.3        -
LDTT          R2022-2T  -  -         0.3        -
CSTDCS        R2003     15 advanced  1.0        -
CSTDCS        R2022-3T  -  -         1.0        -
CSTDCS        R2022-2T  -  -         1.0        -
CSTD_TINH     R2022-3T  -  -         3.0        -
CSTD_TINH     R2022-2T  -  -         3.0        -
CSTDTQ        R2003     -  -         4.5        10:working:recommend
CSTDTQ        R2022-3T  -  -         4.5        -
CSTDTQ        R2022-2T  -  -         4.5        10:working:recommend
HUAN_CHUONG   R2022-3T  -  -         variants   10:working:recommend
HUAN_CHUONG   R2022-2T  -  -         variants   10:working:recommend
DHVD_NN       R2022-3T  -  -         variants   10:working:recommend
DHVD_NN       R2022-2T  -  -         variants   10:working:recommend
AHLD          R2022-3T  -  -         15.5/31    10:working:recommend
AHLD          R2022-2T  -  -         15.5/31    10:working:recommend
AHLLVTND      R2022-3T  -  -         15.5/31    10:working:recommend
AHLLVTND      R2022-2T  -  -         15.5/31    10:working:recommend
TTLDTT        R2022-3T  -  -         /0.8       -
TTLDTT        R2022-2T  -  -         /0.8       -
TTLDXS        R2022-3T  -  -         /1.5       -
TTLDXS        R2022-2T  -  -         /1.5       -
CO_TINH       R2022-3T  -  -         /8         -
CO_TINH       R2022-2T  -  -         /8         -
CO_CP         R2022-3T  -  -         /12        -
CO_CP         R2022-2T  20 leaders   /12        -
XA_TIEU_BIEU  R2022-3T  -  -         /2.0       -
XA_TIEU_BIEU  R2022-2T  -  -         /2.0       -
BK_TINH       R2022-3T  -  -         1.5/3.0    -
BK_TINH       R2022-2T  -  -         1.5/3.0    -
GK_XA         R2022-3T  -  -         0.15/0.3   -
GK_XA         R2022-2T  -  -         0.3/0.6    -
GDVH          R2003     -  -         //0        -
GDVH          R2022-3T  -  -         //0        10:calendar:award
GDVH          R2022-2T  -  -         //0        10:calendar:award
THON_VH       R2022-3T  -  -         /1.5       10:calendar:award
THON_VH       R2022-2T  -  -         /1.5       10:calendar:award
KIEUMAU_XA    R2003     -  -         -          -
KIEUMAU_XA    R2022-3T  -  -         -          -
"""


def decimals(text):
    return [Decimal(part) if part else None for part in text.split("/")]


def share_of(award, regime):
    row = Quota.objects.filter(award_type=award, regime=regime, locality="").first()
    return (None, None) if row is None or row.percent is None else (row.percent, row.base)


def rates_of(rows, award, regime):
    found = {row.target: row for row in rows["rates"] if (row.award_type_id, row.regime_id) == (award, regime)}
    if any(row.variant for row in found.values()):
        return "variants"
    return [found[target].rate if target in found else None for target in ("individual", "collective", "household")]


def posting_of(rows, award, regime):
    """The row that names the award; what holds for every award is no line of the table."""
    day = date(2024, 6, 1) if regime != "R2003" else date(2023, 6, 1)
    standing = [row for row in rows["postings"] if (row.since or day) <= day and row.award_type_id]
    return closest_gate_rule(
        [row for row in standing if row.mark != "design"], award=award, regime=regime, tier="province"
    )


@pytest.mark.parametrize("line", PARAMETERS.strip().splitlines())
def test_each_line_of_the_parameter_table_is_read_back_from_the_rows(rows, line):
    award, regime, percent, base, rate, posting = line.split()

    share, rates, posted = share_of(award, regime), rates_of(rows, award, regime), posting_of(rows, award, regime)

    assert share == ((int(percent), base) if percent != "-" else (None, None))
    if rate == "variants":
        assert rates == rate
    else:
        wanted = [None] * 3 if rate == "-" else decimals(rate)
        assert rates[: len(wanted)] == wanted
    days, unit, verb = posting.split(":") if posting != "-" else (None, None, None)
    assert (posted and (str(posted.days), posted.unit)) == (days and (days, unit))
    assert posted is None or verb in posted.holds


def test_each_parameter_of_2025_stands_under_the_law_of_2026_as_a_copy(rows):
    for model, columns in (
        (MoneyRate, ("award_type", "target", "variant", "rate", "until")),
        (Quota, ("award_type", "percent", "base", "until")),
        (Decider, ("award_type", "kind", "until")),
    ):
        older, newer = (set(model.objects.filter(regime=code).values_list(*columns)) for code in ("R2022-2T", "R2026"))
        marks = set(model.objects.filter(regime="R2026").values_list("mark", "basis"))

        assert (newer, marks) == (older, {("copied", "")})


# Who decides: the authority table, one line a level

STATE = "HUAN_CHUONG HUY_CHUONG AHLD AHLLVTND TINH_AH DHVD_NN GIAI_THUONG"
AUTHORITIES = [
    # kind, R2003, R2022-3T, R2022-2T; giấy khen for sudden merit goes with giấy khen
    (
        "commune",
        "LDTT GK_XA GK_XA_DX GDVH",
        "LDTT GK_XA GK_XA_DX GDVH",
        "THON_VH GDVH TTLDTT CSTDCS LDTT GK_XA GK_XA_DX",
    ),
    ("district", "CSTDCS LDTT TTLDTT THON_VH GK_HUYEN", "THON_VH TTLDTT CSTDCS LDTT GK_HUYEN", ""),
    ("agency", "CSTDCS LDTT TTLDTT GK_CQ", "TTLDTT CSTDCS LDTT GK_CQ", "TTLDTT CSTDCS LDTT GK_CQ"),
    ("enterprise", "GK_CQ LDTT", "TTLDTT CSTDCS LDTT GK_CQ", "TTLDTT CSTDCS LDTT GK_CQ"),
    ("board", "", "GK_CQ", "GK_CQ"),
    (
        "province",
        "CO_TINH CSTD_TINH TTLDXS BK_TINH",
        "CO_TINH CSTD_TINH TTLDXS BK_TINH XA_TIEU_BIEU",
        "CO_TINH CSTD_TINH TTLDXS BK_TINH XA_TIEU_BIEU",
    ),
    ("prime_minister", "CO_CP CSTDTQ BK_TTG", "CSTDTQ BK_TTG CO_CP", "CSTDTQ BK_TTG CO_CP"),
    ("president", STATE, STATE, STATE),
]
#: titles of a province's own making
LOCAL = {"KIEUMAU_CD": "commune", "KIEUMAU_GD": "commune", "KIEUMAU_TT": "commune", "KIEUMAU_XA": "province"}
LEVELS = [
    (kind, regime, awards)
    for kind, *under in AUTHORITIES
    for regime, awards in zip(("R2003", "R2022-3T", "R2022-2T"), under, strict=True)
]


@pytest.mark.parametrize(("kind", "regime", "awards"), LEVELS)
def test_each_line_of_the_authority_table_is_rows(rows, kind, regime, awards):
    rows_of_it = Decider.objects.filter(kind=kind, regime=regime).exclude(award_type__in=LOCAL)
    found = rows_of_it.values_list("award_type", flat=True)

    assert sorted(found) == sorted(awards.split())


@pytest.mark.parametrize(("kind", "regime", "awards"), [case for case in LEVELS if case[0] in law.Tier.values])
def test_the_route_of_an_award_ends_with_who_decides_it(rows, kind, regime, awards):
    rules = AwardRule.objects.filter(deciding_tier=kind, regime=regime)

    assert set(rules.values_list("award_type", flat=True)) <= set(awards.split()) | set(LOCAL)


@pytest.mark.parametrize("regime", ["R2003", "R2022-3T", "R2022-2T"])
def test_the_line_of_the_local_titles_is_rows(rows, regime):
    """The commune decides for citizens, families and collectives, the province for communes."""
    found = Decider.objects.filter(award_type__in=LOCAL, regime=regime).values_list("award_type", "kind", "mark")

    assert {award: (kind, mark) for award, kind, mark in found} == {
        code: (kind, "partial") for code, kind in LOCAL.items()
    }


def test_only_verified_rows_of_authority_cite_an_article(rows):
    cited = {(row.regime_id, row.kind) for row in Decider.objects.all() if row.citation}

    assert cited == {
        ("R2022-3T", "commune"),
        ("R2022-3T", "district"),
        ("R2022-3T", "agency"),
        ("R2022-3T", "enterprise"),
        ("R2022-3T", "board"),
        ("R2022-2T", "commune"),
        ("R2022-2T", "agency"),
        ("R2022-2T", "enterprise"),
        ("R2022-2T", "board"),
    }


def test_the_decree_and_the_circular_of_2025_end_before_march_2027(rows):
    ended = Instrument.objects.filter(until=date(2027, 2, 28)).values_list("number", flat=True)

    assert set(ended) == {"152/2025/NĐ-CP", "129/2025/NĐ-CP", "15/2025/TT-BNV"}
