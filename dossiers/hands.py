"""Whose hand may make a move: asked of an actor, answered also as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dossiers.states import DESK_RIGHT, State
from roles.policies import Actor

if TYPE_CHECKING:
    from dossiers.models import Dossier

Test = Callable[["Dossier", Actor], bool]
Words = Callable[["Dossier"], str]


@dataclass(frozen=True)
class Hand:
    """A test of the actor, and who it would have to be."""

    name: str
    test: Test
    who: Words

    def __call__(self, dossier: Dossier, actor: Actor) -> bool:
        return self.test(dossier, actor) and in_scope(dossier, actor)

    def refuses(self, dossier: Dossier, actor: Actor) -> str:
        """Why this actor may not, and who may."""
        if self.test(dossier, actor):
            return beyond(self.who(dossier))
        return _("Việc này thuộc %(who)s.") % {"who": self.who(dossier)}


def in_scope(dossier: Dossier, actor: Actor) -> bool:
    """Whether an acting seat was given this paper too; one's own seat has no such limit."""
    return actor.scope.covers(award=dossier.award_type_id, unit=dossier.unit.code)


def beyond(who: str) -> str:
    """Why an acting seat may not, though the seat for which it acts could."""
    return _("Việc được giao thay không gồm hồ sơ này; việc này thuộc người được thay hoặc %(who)s.") % {"who": who}


class AnotherHand(Hand):
    """The desk's own hand, but never that of the person who wrote the paper (four eyes)."""

    def __call__(self, dossier: Dossier, actor: Actor) -> bool:
        return super().__call__(dossier, actor) and dossier.author_id not in actor.people

    def refuses(self, dossier: Dossier, actor: Actor) -> str:
        if super().__call__(dossier, actor):
            return four_eyes(dossier)
        return super().refuses(dossier, actor)


def four_eyes(dossier: Dossier) -> str:
    """What is said to whoever wrote the paper."""
    return _("Người lập hồ sơ không tự thẩm định hồ sơ của mình; một công chức khác của %(office)s phải thẩm định.") % {
        "office": dossier.holder.name
    }


class SenderHand(Hand):
    """Whoever sent the paper to this desk; once it was worked on here, nobody did."""

    def refuses(self, dossier: Dossier, actor: Actor) -> str:
        sent = dossier.facts is not None and dossier.facts.forwarded_by is not None
        if sent or dossier.stage is None or dossier.stage.is_first:
            return super().refuses(dossier, actor)
        return _("%(holder)s đã xử lý hồ sơ này nên không lấy lại được nữa; đề nghị nơi đó trả cấp dưới.") % {
            "holder": dossier.holder.name
        }


def _unit_head(dossier: Dossier) -> str:
    return _("người đứng đầu %(unit)s") % {"unit": dossier.unit.name}


def _desk_words(dossier: Dossier) -> str:
    words = {
        "propose": _("người đứng đầu %(unit)s"),
        "appraise": _("người thẩm định của %(unit)s"),
        "minute": _("thư ký của %(unit)s"),
        "sign": _("%(unit)s"),
    }
    codename = DESK_RIGHT.get(State(dossier.state), "sign")
    return words[codename] % {"unit": dossier.holder.name}


def _holds_desk(dossier: Dossier, actor: Actor) -> bool:
    codename = DESK_RIGHT.get(State(dossier.state))
    return bool(codename) and actor.holds(str(codename), dossier.holder_id)


def _holds_unit(dossier: Dossier, actor: Actor) -> bool:
    return actor.holds("propose", dossier.unit_id)


def _signs_as_holder(dossier: Dossier, actor: Actor) -> bool:
    return actor.holds("sign", dossier.holder_id)


def _recalls(dossier: Dossier, actor: Actor) -> bool:
    if dossier.stage is None or dossier.stage.is_first:
        return _holds_unit(dossier, actor)
    facts = dossier.facts
    return facts is not None and facts.forwarded_by in actor.people and actor.holds("sign", facts.forwarded_from)


def _recall_words(dossier: Dossier) -> str:
    if dossier.stage is None or dossier.stage.is_first:
        return _unit_head(dossier)
    below = dossier.stage.previous.get_tier_display() if dossier.stage.previous else ""
    return _("Chủ tịch %(tier)s đã trình hồ sơ này lên") % {"tier": below}


def _withdraws(dossier: Dossier, actor: Actor) -> bool:
    if dossier.state == State.SIGNING:
        return _signs_as_holder(dossier, actor)
    return _holds_unit(dossier, actor)


def _withdraw_words(dossier: Dossier) -> str:
    return dossier.holder.name if dossier.state == State.SIGNING else _unit_head(dossier)


def _reroutes(dossier: Dossier, actor: Actor) -> bool:
    facts = dossier.facts
    heirs = facts.successors if facts else frozenset()
    return actor.holds_under("appraise", {dossier.holder.parent_id, *heirs})


def _reroute_words(dossier: Dossier) -> str:
    return _("công chức thẩm định cùng cấp với %(holder)s, hoặc của cơ quan kế thừa") % {"holder": dossier.holder.name}


def _holder_words(dossier: Dossier) -> str:
    return dossier.holder.name


def gate_keeper(dossier: Dossier) -> str:
    """Who opens and closes what runs beside the paper: an officer of the level that has it."""
    if dossier.state == State.INTAKE:
        return _("người thẩm định của %(unit)s") % {"unit": dossier.holder.name}
    return _("người thẩm định cùng cấp với %(unit)s") % {"unit": dossier.holder.name}


at_desk = Hand("desk", _holds_desk, _desk_words)
another_at_desk = AnotherHand("desk, not the author", _holds_desk, _desk_words)
unit_head = Hand("unit head", _holds_unit, _unit_head)
chair_of_holder = Hand("chair", _signs_as_holder, _holder_words)
who_sent_it = SenderHand("who sent it", _recalls, _recall_words)
who_withdraws = Hand("unit head; at signing the chair", _withdraws, _withdraw_words)
officer_of_holder = Hand("officer of the holder or its successor", _reroutes, _reroute_words)
