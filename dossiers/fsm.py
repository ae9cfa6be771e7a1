"""The one import of the FSM library, and the list of every declared move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django_fsm import (
    GET_STATE,
    RETURN_VALUE,
    FSMField,
    FSMModelMixin,
    TransitionNotAllowed,
    transition,
)

__all__ = [
    "GET_STATE",
    "RETURN_VALUE",
    "FSMField",
    "FSMModelMixin",
    "Move",
    "TransitionNotAllowed",
    "every_move",
    "move_from",
    "transition",
    "verbs",
]


@dataclass(frozen=True)
class Move:
    """One declared transition: a verb, where it starts, where it may end, and its guards."""

    verb: str
    source: str
    targets: tuple[str, ...]
    conditions: tuple[Any, ...]
    hand: Any


def _targets(target: Any) -> tuple[str, ...]:
    states = target.allowed_states if hasattr(target, "get_state") else [target]
    return tuple(str(getattr(state, "value", state)) for state in states)


def _declared(model: Any) -> dict[str, Any]:
    methods: dict[str, Any] = model._meta.get_field("state").transitions[model]
    return methods


def every_move(model: Any) -> Iterator[Move]:
    """All moves that the model declares, verb by verb."""
    for verb, method in _declared(model).items():
        for row in method._django_fsm.transitions.values():
            yield Move(
                verb,
                str(getattr(row.source, "value", row.source)),
                _targets(row.target),
                tuple(row.conditions),
                row.permission,
            )


def verbs(model: Any) -> list[str]:
    """The names a URL may use: nothing but a declared move."""
    return sorted(_declared(model))


def move_from(model: Any, verb: str, state: str) -> Move | None:
    """The move of that verb out of that state, or none."""
    return _index(model).get((verb, state))


@cache
def _index(model: Any) -> dict[tuple[str, str], Move]:
    """The declared moves by verb and source; they cannot change while the program runs."""
    return {(move.verb, move.source): move for move in every_move(model)}
