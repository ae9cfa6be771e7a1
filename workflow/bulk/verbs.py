"""Which verbs may be done on many dossiers at once, whose they are, and on which list they are offered."""

from __future__ import annotations

from dataclasses import dataclass

from dossiers import fsm
from dossiers.models import Dossier
from roles.policies import Actor

MINE, OTHERS = "mine", "others"


@dataclass(frozen=True)
class Many:
    """A verb whose form can be shared: the codenames that may do it, the views that offer it."""

    rights: frozenset[str]
    views: tuple[str, ...] = (MINE,)


def _of(*rights: str, views: tuple[str, ...] = (MINE,)) -> Many:
    return Many(frozenset(rights), views)


#: In the order of the bar. Not here, each for its reason: award is made by signing a decision and recommend by
#: concluding a sitting; decline, replace and revoke answer one person, each with a reason, a resolution or a
#: judgment of its own; reroute asks for a stage that depends on the award.
MANY: dict[str, Many] = {
    "submit": _of("propose"),
    "refer": _of("appraise"),
    "forward": _of("sign"),
    "give_back": _of("appraise", "minute", "sign"),
    "send_down": _of("appraise", "minute", "sign"),
    "recheck": _of("minute", "sign"),
    "defer": _of("minute"),
    "propose_refusal": _of("appraise"),
    "recall": _of("propose", "sign", views=(OTHERS,)),
    "withdraw": _of("propose", "sign", views=(MINE, OTHERS)),
}

#: conditions that ask only where a dossier stands: the bar hides what they bar; all else the preview explains
PLACES = {"first stage", "above the first stage", "not the last stage", "last stage"}


def may(actor: Actor, verb: str) -> bool:
    """Whether the seat gives the verb anywhere at all."""
    return any(right.codename in MANY[verb].rights for right in actor.rights)


def offered(actor: Actor, view: str) -> list[str]:
    """The verbs that the seat may do on rows of this view."""
    return [verb for verb, many in MANY.items() if view in many.views and may(actor, verb)]


def fitting(dossier: Dossier, actor: Actor, verbs: list[str]) -> list[str]:
    """Those of the verbs that leave the dossier where it stands, in this hand; its facts are known."""
    return [verb for verb in verbs if _fits(dossier, actor, verb)]


def _fits(dossier: Dossier, actor: Actor, verb: str) -> bool:
    move = fsm.move_from(Dossier, verb, dossier.state)
    if move is None or not move.hand(dossier, actor):
        return False
    return all(condition(dossier) for condition in move.conditions if condition.name in PLACES)
