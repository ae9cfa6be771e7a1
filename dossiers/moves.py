"""Which moves there are, which are open to whom, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from dossiers import fsm
from dossiers.models import Dossier
from dossiers.verbs import VERBS
from roles.policies import Actor

Kind = Literal["not_now", "not_yours"]


@dataclass(frozen=True)
class Reason:
    """Why a move is barred: the moment or the hand, and a sentence with a way out."""

    kind: Kind
    sentence: str


def all_moves() -> list[fsm.Move]:
    """Every declared move in the order of the verbs."""
    return list(fsm.every_move(Dossier))


def _wrong_state(dossier: Dossier, verb: str) -> Reason:
    return Reason(
        "not_now",
        _("Hồ sơ đang ở bước “%(state)s” (%(holder)s), lúc này không %(verb)s được.")
        % {
            "state": dossier.get_state_display(),
            "holder": dossier.holder.name,
            "verb": str(VERBS[verb].name).lower(),
        },
    )


def why_not(dossier: Dossier, verb: str, actor: Actor) -> tuple[Reason, ...]:
    """Every reason that bars the actor from the move; none when it is open."""
    move = fsm.move_from(Dossier, verb, dossier.state)
    if move is None:
        return (_wrong_state(dossier, verb),)
    if not move.hand(dossier, actor):
        return (Reason("not_yours", move.hand.refuses(dossier, actor)),)
    return tuple(
        Reason("not_now", condition.reason(dossier)) for condition in move.conditions if not condition(dossier)
    )


def possible_moves(dossier: Dossier) -> list[fsm.Move]:
    """The moves that leave the dossier's state, whoever's they are."""
    return [move for move in all_moves() if move.source == dossier.state]
