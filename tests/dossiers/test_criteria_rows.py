"""Every row of criteria as shipped: met, not met and not known yet, by facts that were written by hand."""

import json

import pytest
from django.conf import settings

from dossiers.criteria import FACTS, MET, NOT_MET, UNKNOWN, examine, wrong_facts
from dossiers.criteria.registry import MEASURES
from tests.dossiers.criteria_cases import CASES
from tests.dossiers.law_page import read

FIXTURES = settings.BASE_DIR / "fixtures"
STATES = {MET: 0, NOT_MET: 1, UNKNOWN: 2}


ROWS = read()


def names_of(row):
    """How its cases may be called, from the most particular to the plainest."""
    plain = (row.award_type or "*", row.code)
    return [*([(*plain, row.scope)] if row.scope else []), (*plain, row.regime), plain]


def cases_of(row):
    """The three cases written for the row, or nothing."""
    return next((CASES[name] for name in names_of(row) if name in CASES), None)


def test_every_row_has_its_three_cases():
    assert [names_of(row) for row in ROWS if cases_of(row) is None] == []


def test_every_case_belongs_to_a_row():
    used = {next(name for name in names_of(row) if name in CASES) for row in ROWS}

    assert set(CASES) - used == set()


def test_the_facts_of_every_case_are_written_rightly():
    wrong = {name: [*wrong_facts(facts)] for name, three in CASES.items() for facts in three}
    unknown = {key for three in CASES.values() for facts in three for key in facts} - set(FACTS)

    assert ({name: faults for name, faults in wrong.items() if faults}, unknown) == ({}, set())


@pytest.mark.parametrize("state", STATES)
def test_every_row_finds_what_its_facts_say(state):
    found = {(row.regime, row.scope, *names_of(row)[-1]): examine(cases_of(row)[STATES[state]], [row]) for row in ROWS}

    assert {name: said for name, said in found.items() if [one.found for one in said] != [state]} == {}


def test_every_finding_says_what_is_required_and_what_was_seen():
    findings = [finding for row in ROWS for facts in cases_of(row) for finding in examine(facts, [row])]

    assert [finding for finding in findings if not (finding.rule and finding.required and finding.measured)] == []


def test_every_row_is_open_while_nothing_is_known():
    assert {examine({}, [row])[0].found for row in ROWS} == {UNKNOWN}


def test_every_measure_serves_a_row():
    parts = [part["measure"] for row in ROWS for part in row.params.get("parts", [])]

    assert set(MEASURES) == {row.measure for row in ROWS} | set(parts)


def test_an_article_is_told_only_where_the_row_was_verified():
    told = {row.mark for row in ROWS for finding in examine({}, [row]) if finding.article}

    assert told == {"verified"}


def test_the_law_of_2026_is_the_law_before_it_without_its_articles():
    """Copied: the same rows, none that cites."""
    plain = [
        (row.award_type, row.code, row.measure, json.dumps(row.params), row.group, json.dumps(row.when), row.scope)
        for row in ROWS
        if row.regime == "R2022-2T"
    ]
    copied = [row for row in ROWS if row.regime == "R2026"]

    assert [
        (row.award_type, row.code, row.measure, json.dumps(row.params), row.group, json.dumps(row.when), row.scope)
        for row in copied
    ] == plain
    assert {(row.mark, row.basis) for row in copied} == {("copied", "")}


def test_every_award_that_can_be_decided_has_criteria():
    rules = json.loads((FIXTURES / "awards.json").read_text(encoding="utf-8"))["rules"]
    written = {(row.award_type, row.regime) for row in ROWS}

    assert {(rule["award_type"], rule["regime"]) for rule in rules} - written == set()
