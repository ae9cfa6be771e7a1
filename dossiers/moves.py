"""Which moves there are, which are open to whom, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from dossiers import conflicts, fsm, hands, rules
from dossiers.models import Dossier
from dossiers.states import CLOSED, State
from dossiers.verbs import VERBS
from roles.policies import Actor

Kind = Literal["not_now", "not_yours"]


@dataclass(frozen=True)
class Reason:
    """Why a move is barred: the moment or the hand, a sentence with a way out, and the rule's name."""

    kind: Kind
    sentence: str
    rule: str = ""

    @property
    def said(self) -> str:
        """All of it, as pages show it."""
        return f"{self.sentence} {rules.named(self.rule)}" if self.rule else self.sentence


def all_moves() -> list[fsm.Move]:
    """Every declared move in the order of the verbs."""
    return list(fsm.every_move(Dossier))


def _wrong_state(dossier: Dossier, verb: str) -> Reason:
    """Where the paper is instead, and who can act on it there."""
    words = {
        "state": dossier.get_state_display(),
        "verb": str(VERBS[verb].name).lower(),
        "who": hands.at_desk.who(dossier),
    }
    if dossier.state not in CLOSED:
        sentence = _("Hồ sơ đang ở bước “%(state)s”, do %(who)s xử lý; lúc này không %(verb)s được.")
        return Reason("not_now", sentence % words, "step")
    sentence = _("Hồ sơ đã kết thúc (“%(state)s”), không %(verb)s được nữa.")
    if dossier.state == State.AWARDED:
        sentence = _("Hồ sơ đã kết thúc (“%(state)s”), không %(verb)s được nữa; chỉ %(who)s hủy được khen thưởng.")
    return Reason("not_now", sentence % words, "closed")


def why_not(dossier: Dossier, verb: str, actor: Actor) -> tuple[Reason, ...]:
    """Every reason that bars the actor from the move; none when it is open."""
    move = fsm.move_from(Dossier, verb, dossier.state)
    if move is None:
        return (_wrong_state(dossier, verb),)
    if not move.hand(dossier, actor):
        return (Reason("not_yours", move.hand.refuses(dossier, actor), move.hand.name),)
    if sentence := conflicts.refusal(dossier, verb, actor):
        return (Reason("not_yours", sentence, conflicts.OWN_CASE),)
    failed = [condition for condition in move.conditions if not condition(dossier)]
    return tuple(Reason("not_now", condition.reason(dossier), condition.name) for condition in failed)


def possible_moves(dossier: Dossier) -> list[fsm.Move]:
    """The moves that leave the dossier's state, whoever's they are."""
    return [move for move in all_moves() if move.source == dossier.state]
