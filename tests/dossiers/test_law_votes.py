"""Every vote row of the brief stands in the database, and its copy under the law of 2026."""

from datetime import date

import pytest
from django.db import transaction

from dossiers import law
from dossiers.models import Mark, VoteRule

pytestmark = pytest.mark.django_db

TABLE = """
CSTDTQ;R2003;province;legal_min;90;>=;total;yes;secret;2017-10-01;;national;partial
AHLD,AHLLVTND,CSTDTQ,CSTD_TINH;R2022-3T;province;legal_min;90;>=;total;yes;ballot;2024-01-01;;national;v
AHLD,AHLLVTND,CSTDTQ,CSTD_TINH;R2022-3T;lower;council_rule;90;>=;total;yes;ballot;2024-01-01;;council;design
CSTDCS,CO_TINH,CO_CP;R2022-3T;submitting;legal_min;80;>=;total;yes;ballot;2024-01-01;;national;v
CSTDCS,CO_TINH,CO_CP;R2022-3T;lower;council_rule;80;>=;total;yes;ballot;2024-01-01;;council;design
TINH_AH,AHLD,AHLLVTND,CSTDTQ;R2022-2T;*;legal_min;90;>=;total;council;ballot;2025-07-01;2027-02-28;national;v
CO_CP;R2022-2T;*;legal_min;80;>=;total;council;ballot;2025-07-01;2027-02-28;national;v
CSTDCS,CO_TINH;R2022-2T;submitting;legal_min;80;>=;total;yes;ballot;2025-07-01;2025-12-31;no_own_rule;v
CSTD_TINH;R2022-2T;province;legal_min;90;>=;total;yes;ballot;2025-07-01;2025-12-31;no_own_rule;v
CSTDCS,CO_TINH,CSTD_TINH;R2022-2T;*;legal_min;0;>=;total;no;council;2025-07-01;2025-12-31;own_rule;v
CSTDCS,CO_TINH,CSTD_TINH;R2022-2T;*;legal_min;0;>=;total;no;council;2026-01-01;2027-02-28;national;v
CSTDCS,CO_TINH;R2022-2T;*;council_rule;80;>=;total;council;council;2025-07-01;;council;design
CSTD_TINH;R2022-2T;*;council_rule;90;>=;total;council;council;2025-07-01;;council;design
CSTDCS;R2003;*;council_rule;50;>;present;no;secret;;;council;design
LDTT,TTLDTT,TTLDXS,BK_TINH,GK_XA,GK_HUYEN,THON_VH;;*;council_rule;50;>;present;no;council;;;council;design
;;*;council_rule;50;>;present;no;council;;;council;design
;R2022-2T;commune;legal_min;50;>;present;no;council;2025-12-15;;bac-ninh;partial
GDVH;;residents;legal_min;60;>=;present;no;council;;2024-01-29;national;recalled
GDVH;;residents;council_rule;50;>;present;no;council;2024-01-30;;commune;design
GDVH;;residents;legal_min;90;>=;present;no;council;2024-01-30;;phu-tho;v
KIEUMAU_XA;;commune;legal_min;70;>=;total;no;council;;;thanh-hoa;partial
UU_TU;R2022-2T;province;legal_min;90;>=;total;yes;ballot;;;ha-noi;partial
"""
COLUMNS = (
    "award_type_id",
    "regime_id",
    "body",
    "kind",
    "percent",
    "strict",
    "base",
    "written",
    "ballot",
    "since",
    "until",
    "scope",
    "mark",
)


def rows_of(line):
    """The rows that one line of the table stands for, one an award."""
    awards, regime, body, kind, percent, strict, base, written, ballot, since, until, scope, mark = line.split(";")
    base, mark = {"total": "total_members"}.get(base, base), {"v": Mark.VERIFIED}.get(mark, mark)
    values = (regime or None, body, kind, int(percent), strict == ">", base, written, ballot)
    dates = (date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None)
    return {(award or None, *values, *dates, scope, mark) for award in awards.split(",")}


LINES = TABLE.strip().splitlines()


@pytest.fixture(scope="module")
def votes(django_db_setup, django_db_blocker):
    """The vote rows, loaded once for the module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        law.load()
        yield set(VoteRule.objects.values_list(*COLUMNS))
        transaction.set_rollback(True)


@pytest.mark.parametrize("line", LINES)
def test_the_line_of_the_brief_is_a_row(votes, line):
    assert rows_of(line) <= votes


def test_there_are_no_rows_but_those_of_the_brief_and_their_copies(votes):
    stated = set().union(*(rows_of(line) for line in LINES))

    under_older_law = {row for row in votes if row[1] != "R2026"}

    assert under_older_law == stated


def test_each_row_that_is_still_in_force_is_copied_to_the_law_of_2026_and_says_so(votes):
    start = date(2026, 10, 1)
    since, until = COLUMNS.index("since"), COLUMNS.index("until")
    alive = {row for row in votes if row[1] == "R2022-2T" and (row[until] is None or row[until] >= start)}

    copies = {row for row in votes if row[1] == "R2026"}

    assert copies == {(row[0], "R2026", *row[2:since], start, row[until], row[-2], Mark.COPIED) for row in alive}


def test_only_verified_rows_cite_an_article(votes):
    rows = VoteRule.objects.all()

    cited = {row.mark for row in rows if row.citation}

    assert cited == {Mark.VERIFIED}


@pytest.mark.parametrize(
    ("lineage", "scopes"),
    [
        (["hung-yen", "tam-da", "tam-da-hd"], {"national", "council", "commune", "no_own_rule"}),
        (["bac-ninh", "xa-a", "xa-a-hd"], {"national", "council", "commune", "bac-ninh"}),
    ],
)
def test_a_province_rule_binds_the_councils_below_that_province_alone(votes, lineage, scopes):
    binding = law.vote_rules(lineage)

    assert {row.scope for row in binding} == scopes


def test_a_row_without_threshold_is_no_line_of_a_verdict(votes):
    binding = law.vote_rules(["hung-yen"])

    assert [row for row in binding if row.percent == 0] == []
