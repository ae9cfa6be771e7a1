"""What ties people to dossiers, handed down with the facts; the rules are read only where a tie could matter."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import Any

from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from dossiers import conflicts
from dossiers.conflicts import Relation, Ruling, Tie, ties_of
from dossiers.facts import Facts
from dossiers.models import ConflictRule, Declaration, Nominee
from roles.policies import Actor


class Listed(Aggregate):
    """The rows of a group as one JSON list, on both databases."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)


def declared(dossier: str = "pk") -> Subquery:
    """Who has declared a tie to the dossier, as JSON; ``dossier`` leads to its key."""
    rows = Declaration.objects.filter(dossier=OuterRef(dossier)).order_by().values("dossier")
    columns = {"person": "person_id", "relation": "relation", "name": "person__full_name"}
    return Subquery(rows.annotate(everybody=Listed(JSONObject(**columns))).values("everybody"))


def asked() -> dict[str, Any]:
    """What is asked of a dossier: whose account the nominee's is, and who has declared a tie."""
    nominee = Nominee.objects.filter(pk=OuterRef("nominee_id")).values("person_id")[:1]
    return {"declared": declared(), "nominated": Subquery(nominee)}


def known(dossier: Any) -> tuple[Tie, ...]:
    """The ties of a dossier that was read with what is ``asked``."""
    own = (Tie(dossier.nominated, Relation.SELF),) if dossier.nominated else ()
    return own + read(dossier.declared)


def read(rows: Iterable[dict[str, Any]] | None) -> tuple[Tie, ...]:
    """The ties of a ``declared`` annotation."""
    return tuple(Tie(row["person"], row["relation"], row["name"]) for row in rows or ())


def settle(dossiers: Iterable[Any], *, hand: Actor | None = None) -> None:
    """Complete the facts of gathered dossiers; one statement where the hand, or anybody, is tied to one."""
    for dossier in dossiers:
        if dossier.declared or dossier.nominated:
            dossier.facts = replace(dossier.facts, ties=known(dossier))
    concerned = [dossier for dossier in dossiers if _concerns(dossier, hand)]
    rules = rulings() if concerned else ()
    for dossier in concerned:
        dossier.facts = replace(dossier.facts, conflict_rules=rules)


def own_case(dossiers: Iterable[Any], verb: str, actor: Actor) -> str:
    """The same question of dossiers that were read without their facts, but with what is ``asked`` of ties."""
    for dossier in dossiers:
        bare = copy(dossier)
        bare.facts = Facts(ties=known(dossier))
        if _concerns(bare, actor):
            bare.facts = replace(bare.facts, conflict_rules=rulings())
            if sentence := conflicts.refusal(bare, verb, actor):
                return sentence
    return ""


def _concerns(dossier: Any, hand: Actor | None) -> bool:
    tied = {tie.person for tie in ties_of(dossier)}
    return bool(tied if hand is None else tied & hand.people)


def rulings() -> tuple[Ruling, ...]:
    """Every row, as the rules see it; one statement."""
    rows = ConflictRule.objects.select_related("place")
    return tuple(_ruling(row) for row in rows)


def _ruling(row: ConflictRule) -> Ruling:
    place = row.place.code if row.place else ""
    return Ruling(row.code, row.switch, place, row.reduces, row.since, row.until)
