"""Thousands of random steps: each state is explained by its ledger, each open paper has a desk, each hand a seat."""

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from dossiers.verbs import VERBS
from tests import acting, house
from tests.workflow.machine import Journal, Office

#: as many times eight runs at the most
ROUNDS = 20
#: what must have happened beside the moves
ACTS = {
    "claim",
    "open_gate",
    "open_sitting",
    "record",
    "conclude",
    "sign",
    "perform_many",
    "carry_out",
    "name",
    "discard",
}
#: how it must have been refused
REFUSALS = {"NotNow", "NotYours", "Stale", "Lacking"}


@pytest.fixture
def office(db, monkeypatch, settings, tmp_path):
    """A machine on the smallest world, with deputies, whose commands read its own clock."""
    settings.BANGVANG_VAR = tmp_path
    machine = type("ThisOffice", (Office,), {"base": acting.staff(house.build()), "journal": Journal()})
    monkeypatch.setattr("config.clock.now", lambda: machine.clock)
    return machine


def walked(office, number, *, runs=8, steps=60):
    """So many runs of at most so many random steps; of the same number always the same ones."""
    run_state_machine_as_test(
        seed(number)(office),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            print_blob=False,
            phases=[Phase.generate],  # to make a long failure shorter would take longer than to read it
            suppress_health_check=list(HealthCheck),
        ),
    )


def lacking(journal, *, steps):
    """What the runs have not yet come to: so many steps, every verb, every act beside it, every kind of refusal."""
    short = {"steps"} if journal.steps < steps else set()
    verbs = ({*VERBS, "open", "succeed"} - set(journal.moved)) | (ACTS - set(journal.acts))
    return short | verbs | (REFUSALS - set(journal.refused))


def test_a_few_random_steps_leave_nothing_unexplained(office):
    for number in range(1, ROUNDS):
        walked(office, number, runs=4, steps=40)
        if office.journal.steps >= 150:
            break

    assert office.journal.steps >= 150
    assert office.journal.moved.total() >= 50


@pytest.mark.slow
def test_two_thousand_random_steps_leave_nothing_unexplained(office):
    for number in range(1, ROUNDS):
        walked(office, number)
        if not lacking(office.journal, steps=2000):
            break

    assert lacking(office.journal, steps=2000) == set()
    assert office.journal.moved.total() >= 500
    assert office.journal.refused.total() >= 500
