"""Votes are counted exactly: the table of needed votes, strict majorities, and which rows bind."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.voting import Count, Rule, applicable, apply, holds, needed, tally

#: members → needed for more than 50 %, at least 50, 60, 2/3, 70, 80, 90 %
TABLE = """
 4  3 2 3 3 3 4 4
 5  3 3 3 4 4 4 5
 6  4 3 4 4 5 5 6
 7  4 4 5 5 5 6 7
 8  5 4 5 6 6 7 8
 9  5 5 6 6 7 8 9
10  6 5 6 7 7 8 9
11  6 6 7 8 8 9 10
12  7 6 8 8 9 10 11
13  7 7 8 9 10 11 12
14  8 7 9 10 10 12 13
15  8 8 9 10 11 12 14
17  9 9 11 12 12 14 16
19 10 10 12 13 14 16 18
"""
ROWS = [[int(figure) for figure in line.split()] for line in TABLE.strip().splitlines()]
THRESHOLDS = [(50, True), (50, False), (60, False), None, (70, False), (80, False), (90, False)]
CELLS = [
    (base, *threshold, votes)
    for base, *cells in ROWS
    for threshold, votes in zip(THRESHOLDS, cells, strict=True)
    if threshold
]
QUORUMS = [(row[0], row[4]) for row in ROWS]


def rule(percent: int = 50, *, strict: bool = False, base: str = "total_members", **more) -> Rule:
    return Rule(kind=more.pop("kind", "legal_min"), percent=percent, strict=strict, base=base, **more)


@pytest.mark.parametrize(("base", "percent", "strict", "votes"), CELLS)
def test_the_needed_votes_are_those_of_the_table(base, percent, strict, votes):
    threshold = rule(percent, strict=strict)

    found = needed(threshold, base=base)

    assert found == votes
    assert holds(threshold, yes=votes, base=base)
    assert not holds(threshold, yes=votes - 1, base=base)


def test_four_of_eight_is_no_strict_majority_but_half():
    assert not holds(rule(50, strict=True), yes=4, base=8)
    assert holds(rule(50, strict=False), yes=4, base=8)


@pytest.mark.parametrize("percent", [0, 50, 100])
def test_nobody_never_passes_anything(percent):
    assert not holds(rule(percent), yes=0, base=0)
    assert needed(rule(percent), base=0) == 1


@pytest.mark.parametrize(
    ("base", "written", "absent_written", "yes", "of"),
    [
        ("total_members", "yes", False, 7, 9),
        ("total_members", "no", True, 6, 9),
        ("total_members", "council", False, 6, 9),
        ("total_members", "council", True, 7, 9),
        ("present", "yes", True, 6, 7),
        ("present_written", "no", False, 7, 9),
    ],
)
def test_a_written_opinion_counts_where_the_row_says_so(base, written, absent_written, yes, of):
    count = Count(members=9, present=7, yes=6, no=1, written_yes=1, written_no=1)

    line = apply(rule(80, base=base, written=written), count, absent_written=absent_written)

    assert (line.yes, line.base) == (yes, of)


def test_an_item_passes_when_every_rule_holds_and_each_is_named():
    count = Count(members=9, present=9, yes=7, no=2)
    legal, own = rule(80), rule(50, strict=True, base="present", kind="council_rule")

    result = tally(count, [legal, own])

    assert not result.passed
    assert [(line.rule.kind, line.yes, line.needed, line.held) for line in result.lines] == [
        ("legal_min", 7, 8, False),
        ("council_rule", 7, 5, True),
    ]


def test_an_item_without_any_rule_does_not_pass():
    assert not tally(Count(members=9, present=9, yes=9, no=0), []).passed


DAY = date(2024, 11, 27)
GENERAL = rule(50, kind="council_rule")
OF_AWARD = rule(60, kind="council_rule", award="CSTDCS")
OF_REGIME = rule(70, kind="council_rule", award="CSTDCS", regime="R2022-3T")
OF_COUNCIL = rule(80, kind="council_rule", council=7)
LEGAL = rule(80, award="CSTDCS", regime="R2022-3T", body="submitting")


@pytest.mark.parametrize(
    ("rows", "bound"),
    [
        ([GENERAL], [GENERAL]),
        ([OF_AWARD, GENERAL], [OF_AWARD]),
        ([OF_REGIME, OF_AWARD, GENERAL], [OF_REGIME]),
        ([OF_COUNCIL, OF_REGIME, GENERAL], [OF_COUNCIL]),
        ([GENERAL, LEGAL], [LEGAL, GENERAL]),
        ([LEGAL, rule(90), GENERAL], [LEGAL, rule(90), GENERAL]),
        ([rule(80, award="LDTT")], []),
        ([rule(80, regime="R2022-2T")], []),
        ([rule(80, body="lower")], []),
        ([rule(80, body="commune")], [rule(80, body="commune")]),
        ([rule(80, council=8)], []),
        ([rule(80, since=DAY, until=DAY)], [rule(80, since=DAY, until=DAY)]),
        ([rule(80, since=date(2024, 11, 28))], []),
        ([rule(80, until=date(2024, 11, 26))], []),
    ],
)
def test_every_legal_minimum_binds_and_the_closest_rule_of_the_council(rows, bound):
    found = applicable(rows, award="CSTDCS", regime="R2022-3T", on=DAY, council=7, places=["commune", "submitting"])

    assert found == bound
