"""Every seat, in every situation, with every verb: what the table allows moves, all else refuses."""

from pathlib import Path

import pytest
from django.db import transaction

from dossiers.models import Dossier
from dossiers.verbs import VERBS
from tests.workflow import matrix
from workflow.models import Event
from workflow.refusals import Refused

MOVES = Path(__file__).parents[2] / "docs" / "moves.md"


class Undo(Exception):
    """Leaves the cell as it was found."""


def _tried(scene, verb, actor) -> str:
    """“moves” with one event more, or “refuses” with nothing changed; undone either way."""
    before, lines = (Event.objects.count(), Dossier.objects.count()), scene.dossier.events.count()
    try:
        with transaction.atomic():
            scene.act(verb, actor)
            moved = scene.dossier.events.count() == lines + 1
            raise Undo
    except Undo:
        return "moves" if moved else "stands still"
    except Refused:
        assert (Event.objects.count(), Dossier.objects.count()) == before
        return "refuses"


def _outcome_and_table(house, situation):
    """What each seat came to with each verb, and what the table says it should."""
    scene, actors = matrix.scene(house, situation), matrix.actors(house)
    allowed = {(verb, seat) for verb, hand in matrix.TABLE[situation].items() for seat in scene.seats(hand)}
    outcome = {(verb, seat): _tried(scene, verb, actor) for verb in VERBS for seat, actor in actors.items()}
    return outcome, {cell: "moves" if cell in allowed else "refuses" for cell in outcome}


@pytest.mark.sqlite
@pytest.mark.parametrize("situation", matrix.TABLE)
def test_only_the_hand_of_the_table_moves(house, situation):
    outcome, table = _outcome_and_table(house, situation)

    assert outcome == table


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.parametrize("situation", matrix.TABLE)
def test_only_the_hand_of_the_table_moves_on_postgresql(house, situation):
    outcome, table = _outcome_and_table(house, situation)

    assert outcome == table


def test_the_page_of_moves_is_the_table():
    assert MOVES.read_text(encoding="utf-8") == matrix.page()
