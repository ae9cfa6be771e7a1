"""Every seat, in every situation, with every verb: what the table allows moves, all else refuses."""

import re
from pathlib import Path

import pytest
from django.db import transaction

from dossiers import moves
from dossiers.models import Dossier
from dossiers.rules import RULES
from dossiers.verbs import VERBS
from tests.workflow import matrix
from workflow.models import Event
from workflow.refusals import Refused

pytestmark = pytest.mark.once

#: a letter that only Vietnamese has
MARKED = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
MOVES = Path(__file__).parents[2] / "docs" / "moves.md"


class Undo(Exception):
    """Leaves the cell as it was found."""


def _tried(scene, verb, actor) -> str | Refused:
    """“moves” with one event more, or the refusal with nothing changed; undone either way."""
    before, lines = (Event.objects.count(), Dossier.objects.count()), scene.dossier.events.count()
    try:
        with transaction.atomic():
            scene.act(verb, actor)
            moved = scene.dossier.events.count() == lines + 1
            raise Undo
    except Undo:
        return "moves" if moved else "stands still"
    except Refused as why:
        assert (Event.objects.count(), Dossier.objects.count()) == before
        return why


def _outcome_and_table(house, situation):
    """What each seat came to with each verb, what the table says it should, and what is wrong with the refusals."""
    scene, actors = matrix.scene(house, situation), matrix.actors(house)
    allowed = {(verb, seat) for verb, hand in matrix.TABLE[situation].items() for seat in scene.seats(hand)}
    tried = {(verb, seat): _tried(scene, verb, actor) for verb in VERBS for seat, actor in actors.items()}
    outcome = {cell: "refuses" if isinstance(ended, Refused) else ended for cell, ended in tried.items()}
    wrong = {
        cell: faults
        for cell, ended in tried.items()
        if isinstance(ended, Refused) and (faults := list(_wrong_words(ended, scene, situation, cell[0])))
    }
    return outcome, {cell: "moves" if cell in allowed else "refuses" for cell in outcome}, wrong


def _wrong_words(refused, scene, situation, verb):
    """What a refusal fails to say: why, in Vietnamese, by which rule, and who can act."""
    said = str(refused)
    for reason in refused.reasons:
        if reason.rule not in RULES or str(RULES[reason.rule]) not in said:
            yield f"names no rule: {reason}"
        if not reason.sentence.endswith(".") or "%(" in said or not MARKED.search(reason.sentence):
            yield f"is no sentence: {reason}"
    who = matrix.who_can_act(scene, situation, verb)
    if who and not any(name in said for name in who):
        yield f"names none of {sorted(who)}: {said}"


@pytest.mark.sqlite
@pytest.mark.parametrize("situation", matrix.TABLE)
def test_only_the_hand_of_the_table_moves_and_every_refusal_says_why_and_who(house, situation):
    outcome, table, wrong_words = _outcome_and_table(house, situation)

    assert outcome == table
    assert wrong_words == {}


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.parametrize("situation", matrix.TABLE)
def test_only_the_hand_of_the_table_moves_and_every_refusal_says_why_and_who_on_postgresql(house, situation):
    outcome, table, wrong_words = _outcome_and_table(house, situation)

    assert outcome == table
    assert wrong_words == {}


def test_the_page_of_moves_is_the_table():
    assert MOVES.read_text(encoding="utf-8") == matrix.page()


def test_every_guard_of_the_machine_has_a_rule_and_no_rule_is_idle():
    """“step”, “closed”, “own case” and “who signs” are no guards of one move."""
    guards = {guard.name for move in moves.all_moves() for guard in (move.hand, *move.conditions)}

    assert guards | {"step", "closed", "own case", "who signs"} == set(RULES)
