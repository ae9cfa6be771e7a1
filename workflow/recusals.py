"""Who takes no part in the vote on an item, and who votes with a note: as the council's rules say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, JSONField, OuterRef, QuerySet, Subquery, When

from dossiers.conflicts import Relation, Rule, Ruling, Switch, ruling
from dossiers.kinds import Target
from roles.models import UnitUserPermission
from workflow import ties
from workflow.models import Item, Presence
from workflow.ties import Listed


@dataclass(frozen=True)
class Recusal:
    """One member and one item."""

    person: int
    name: str
    rule: Rule
    switch: Switch
    reduces: bool
    present: bool

    @property
    def kept(self) -> dict[str, Any]:
        """As the item keeps it."""
        words = {"person": self.person, "name": self.name, "rule": self.rule.value, "switch": self.switch.value}
        return {**words, "reduces": self.reduces, "present": self.present}

    @classmethod
    def of(cls, row: dict[str, Any]) -> Recusal:
        """As it was kept; who was in the room is taken for present where an older row does not say."""
        rule, switch = Rule(row["rule"]), Switch(row["switch"])
        return cls(row["person"], row["name"], rule, switch, row.get("reduces", False), row.get("present", True))


@dataclass(frozen=True)
class Aside:
    """The members who stand aside on one item, counted."""

    everybody: tuple[Recusal, ...] = ()

    @classmethod
    def of(cls, item: Item) -> Aside:
        """Those of the item's first count."""
        return cls(tuple(Recusal.of(row) for row in item.recusals))

    def _out(self) -> list[Recusal]:
        return [one for one in self.everybody if one.switch == Switch.REFUSE]

    @property
    def present(self) -> int:
        """How many in the room take no ballot."""
        return sum(one.present for one in self._out())

    @property
    def absent(self) -> int:
        """How many outside it write no opinion."""
        return len(self._out()) - self.present

    @property
    def off(self) -> int:
        """By how many a council's own rule makes the base smaller; a legal minimum never shrinks."""
        return sum(one.reduces for one in self._out())

    @property
    def off_present(self) -> int:
        return sum(one.reduces and one.present for one in self._out())

    @property
    def kept(self) -> list[dict[str, Any]]:
        return [one.kept for one in self.everybody]


NOBODY = Aside()


def tied(items: QuerySet[Item]) -> QuerySet[Item]:
    """The items with what ties people to them, in the statement that reads them."""
    heads = UnitUserPermission.objects.filter(
        permission__codename="propose", content_object=OuterRef("dossier__nominee__unit")
    )
    people = heads.order_by().values("content_object").annotate(everybody=Listed("user_id")).values("everybody")
    collective = When(dossier__nominee__kind=Target.COLLECTIVE, then=Subquery(people))
    return items.annotate(declared=ties.declared("dossier"), heads=Case(collective, output_field=JSONField()))


def asides(items: Iterable[Any], members: Sequence[Presence], *, council: Any, on: date) -> dict[int, Aside]:
    """Who stands aside on each item; the rules are read once, and only where somebody is tied.

    A correction keeps those of the first count, as it keeps its attendance.
    """
    rows = list(items)
    found = {item.pk: list(_tied_members(item, members)) for item in rows if item.recorded_at is None}
    rules = ties.rulings() if any(found.values()) else ()
    fresh = {pk: Aside(tuple(_judged(pairs, rules, council.lineage, on))) for pk, pairs in found.items()}
    return {**{item.pk: Aside.of(item) for item in rows if item.recorded_at is not None}, **fresh}


def _tied_members(item: Any, members: Sequence[Presence]) -> Iterable[tuple[Presence, Rule]]:
    for member in members:
        if rule := _rule(item, people_of(member)):
            yield member, rule


def people_of(member: Presence) -> set[int]:
    """The person in the place, and the member for whom a delegate came."""
    principal = member.seat.acting_for
    return {member.person_id} | ({principal.person_id} if principal else set())


def _rule(item: Any, people: set[int]) -> Rule | None:
    declared = {tie.relation for tie in ties.read(item.declared) if tie.person in people}
    if item.dossier.nominee.person_id in people or Relation.SELF in declared:
        return Rule.MEMBER_IS_NOMINEE
    if declared:
        return Rule.MEMBER_IS_RELATIVE
    return Rule.MEMBER_HEADS_COLLECTIVE if people & set(item.heads or ()) else None


def _judged(
    pairs: Iterable[tuple[Presence, Rule]], rules: Iterable[Ruling], lineage: Sequence[str], on: date
) -> Iterable[Recusal]:
    for member, rule in pairs:
        row = ruling(rules, rule, on=on, lineage=lineage)
        if row.switch != Switch.OFF:
            name = member.person.full_name
            yield Recusal(member.person_id, name, rule, Switch(row.switch), row.reduces, member.is_present)
