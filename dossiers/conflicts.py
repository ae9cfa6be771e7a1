"""Whose case it must not be: pure questions of a dossier, its ties and an actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.states import DESK_RIGHT, State
from roles.policies import Actor

if TYPE_CHECKING:
    from dossiers.models import Dossier


class Rule(TextChoices):
    """The cases, in the order in which they are told."""

    MEMBER_IS_NOMINEE = "member_is_nominee", gettext_lazy("thành viên là người được đề nghị")
    MEMBER_HEADS_COLLECTIVE = "member_heads_collective", gettext_lazy("thành viên đứng đầu tập thể được đề nghị")
    MEMBER_IS_RELATIVE = "member_is_relative", gettext_lazy("có quan hệ với người được đề nghị")
    DECIDER_IS_NOMINEE = "decider_is_nominee", gettext_lazy("người ký là người được đề nghị")
    OFFICER_IS_NOMINEE = "officer_is_nominee", gettext_lazy("người xử lý là người được đề nghị")
    APPRAISER_IS_AUTHOR = "appraiser_is_author", gettext_lazy("người thẩm định là người lập hồ sơ")
    TELLER_IS_NOMINEE = "teller_is_nominee", gettext_lazy("người ghi kết quả kiểm phiếu là người được đề nghị")
    DELEGATE_ATTENDS = "delegate_attends", gettext_lazy("người được ủy quyền dự họp thay thành viên")


class Switch(TextChoices):
    REFUSE = "refuse", gettext_lazy("không được làm")
    WARN = "warn", gettext_lazy("được làm, ghi lại")
    OFF = "off", gettext_lazy("không xét")


class Relation(TextChoices):
    """What ties a person to a nominee."""

    SELF = "self", gettext_lazy("chính là người được đề nghị")
    SPOUSE = "spouse", gettext_lazy("vợ hoặc chồng")
    PARENT = "parent", gettext_lazy("cha hoặc mẹ")
    CHILD = "child", gettext_lazy("con")
    SIBLING = "sibling", gettext_lazy("anh, chị, em ruột")
    OTHER = "other", gettext_lazy("lợi ích liên quan khác")


#: where no row speaks, what is taken as the default
DEFAULTS = dict.fromkeys(Rule, Switch.REFUSE) | {
    Rule.MEMBER_HEADS_COLLECTIVE: Switch.WARN,
    Rule.DELEGATE_ATTENDS: Switch.WARN,
}
#: for these there is no other way, and no row may switch them to one
FIXED = frozenset({Rule.DECIDER_IS_NOMINEE, Rule.APPRAISER_IS_AUTHOR, Rule.TELLER_IS_NOMINEE})

#: the rule as refusals name it
OWN_CASE = "own case"
#: a deputy may sign that the chair's own paper goes up; to decide it, never (“not to a deputy”)
DECIDING = frozenset({"award", "decline", "revoke"})
#: acts on a dossier that are no moves, and whose work they are
OTHER_OFFICES = {"gate": "appraise", "draft": "appraise", "record": "minute"}


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody who is the nominee, or said how they are tied to the nominee."""

    person: int
    relation: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A row as the rules see it; ``place`` is the code of a unit, empty for everywhere."""

    code: str
    switch: str
    place: str = ""
    reduces: bool = False
    since: date | None = None
    until: date | None = None

    def holds(self, code: str, *, on: date | None, lineage: Sequence[str]) -> bool:
        dated = on is None or ((self.since is None or self.since <= on) and (self.until is None or on <= self.until))
        return self.code == code and dated and self.place in ("", *lineage)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One tie that stands against an act, and what the rule says of it."""

    rule: Rule
    switch: Switch
    tie: Tie

    @property
    def noted(self) -> dict[str, Any]:
        """As the ledger keeps it."""
        return {"rule": self.rule.value, "person": self.tie.person, "relation": self.tie.relation}


def ruling(rows: Iterable[Ruling], code: Rule, *, on: date | None, lineage: Sequence[str]) -> Ruling:
    """The closest row of the day: the one of the lowest place beats the general one; none is the default."""
    found = [row for row in rows if row.holds(code, on=on, lineage=lineage)]
    depth = {place: n for n, place in enumerate(["", *lineage])}
    default = Ruling(code, DEFAULTS[code])
    return max(found, key=lambda row: depth[row.place], default=default)


def ties_of(dossier: Dossier) -> tuple[Tie, ...]:
    """The nominee's own account, and who has declared a tie; without facts, what the paper itself knows."""
    if dossier.facts:
        return dossier.facts.ties
    return (Tie(dossier.nominee.person_id, Relation.SELF),) if dossier.nominee.person_id else ()


def office(dossier: Dossier, verb: str) -> str:
    """As whom the verb is done; what a unit does with its own paper is nobody's office."""
    state = State(dossier.state)
    if verb in OTHER_OFFICES:
        return OTHER_OFFICES[verb]
    if verb == "recall":
        return "" if dossier.stage is None or dossier.stage.is_first else "sign"
    if verb == "withdraw":
        return "sign" if state == State.SIGNING else ""
    right = {"reroute": "appraise", "revoke": "sign"}.get(verb) or DESK_RIGHT.get(state, "")
    return "" if right == "propose" else right


def _rule(tie: Tie, verb: str, right: str) -> Rule:
    if tie.relation != Relation.SELF:
        return Rule.MEMBER_IS_RELATIVE
    if verb == "record":
        return Rule.TELLER_IS_NOMINEE
    return Rule.DECIDER_IS_NOMINEE if right == "sign" else Rule.OFFICER_IS_NOMINEE


def found(dossier: Dossier, verb: str, actor: Actor) -> list[Conflict]:
    """Every tie that the rules hold against the act, the person's own and that of whom they act for."""
    right = office(dossier, verb)
    if not right:
        return []
    people = actor.people if right != "sign" or verb in DECIDING else frozenset({actor.person})
    rows = dossier.facts.conflict_rules if dossier.facts else ()
    against = [(tie, _rule(tie, verb, right)) for tie in ties_of(dossier) if tie.person in people]
    judged = [(ruling(rows, rule, on=actor.on, lineage=dossier.holder.lineage), rule, tie) for tie, rule in against]
    return [Conflict(rule, Switch(row.switch), tie) for row, rule, tie in judged if row.switch != Switch.OFF]


def refusal(dossier: Dossier, verb: str, actor: Actor) -> str:
    """Why the act would be in the actor's own case, and who can do it; empty when it is not."""
    conflict = next((c for c in found(dossier, verb, actor) if c.switch == Switch.REFUSE), None)
    return _sentence(dossier, verb, actor, conflict) if conflict else ""


def warning(dossier: Dossier, verb: str, actor: Actor) -> str:
    """What is said beforehand of a conflict that is let pass; empty when there is none."""
    passed = [str(c.rule.label) for c in found(dossier, verb, actor) if c.switch == Switch.WARN]
    words = _("Xung đột lợi ích: %(rules)s. Vẫn làm được; việc này được ghi vào lịch sử hồ sơ.")
    return words % {"rules": "; ".join(passed)} if passed else ""


def noted(dossier: Dossier, verb: str, actor: Actor) -> dict[str, Any]:
    """What the ledger keeps of conflicts that were let pass."""
    conflicts = [conflict.noted for conflict in found(dossier, verb, actor)]
    return {"conflicts": conflicts} if conflicts else {}


def _sentence(dossier: Dossier, verb: str, actor: Actor, conflict: Conflict) -> str:
    whose = _("Người được thay") if conflict.tie.person != actor.person else _("Người làm việc này")
    words = {"whose": whose, "office": dossier.holder.name, "relation": Relation(conflict.tie.relation).label}
    if conflict.rule == Rule.DECIDER_IS_NOMINEE:
        return " ".join((_("%(whose)s là người được đề nghị.") % words, _decider_words(verb)))
    if conflict.rule == Rule.MEMBER_IS_RELATIVE:
        first = _("%(whose)s đã khai báo có liên quan (%(relation)s) nên không xử lý hồ sơ này.")
    else:
        first = _("%(whose)s là người được đề nghị; không ai xử lý hồ sơ của chính mình.")
    then = _("Một người khác của %(office)s, không phải người do họ cử thay, làm việc này.")
    return " ".join((first % words, then % words))


def _decider_words(verb: str) -> str:
    if verb not in DECIDING:
        return _("Không ai ký hồ sơ của chính mình; cấp phó được cử ký thay (KT.) làm việc này.")
    return _(
        "Không ai quyết định khen thưởng cho chính mình, cấp phó cũng không ký thay. "
        "Việc này thuộc cấp trên: công chức thẩm định chuyển tuyến hồ sơ."
    )
