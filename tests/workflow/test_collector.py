"""The collector rests during an act on many, and runs again whatever happened."""

import gc

import pytest

from workflow import collector


def test_it_rests_inside_and_runs_afterwards():
    with collector.at_rest():
        inside = gc.isenabled()

    assert (inside, gc.isenabled()) == (False, True)


def test_it_runs_again_after_a_refusal():
    with pytest.raises(ValueError, match="no"), collector.at_rest():
        raise ValueError("no")

    assert gc.isenabled()


def test_whoever_found_it_at_rest_leaves_it_so():
    with collector.at_rest():
        with collector.at_rest():
            pass

        assert not gc.isenabled()
