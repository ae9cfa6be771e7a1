"""Whose account a nominee's is: looked for by the name, among those who sit where it could matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from dossiers.kinds import Target
from roles.models import Person, Unit


def account_of(nominee: dict[str, Any], unit: Unit) -> Person | None:
    """The one active account of that name (and sex, where both say it) under the unit's authority; one statement.

    Two of a name are nobody: a wrong match would keep somebody from their own work.
    """
    return accounts_of([nominee], unit)[0]


def accounts_of(nominees: Sequence[dict[str, Any]], unit: Unit) -> list[Person | None]:
    """The account of each, for many in the same one statement."""
    names = {n["name"] for n in nominees if n.get("kind") == Target.INDIVIDUAL and n.get("name")}
    if not names:
        return [None] * len(nominees)
    near = Q(seats__unit=unit.pk) | Q(seats__unit__parent=unit.parent_id) if unit.parent_id else Q(seats__unit=unit.pk)
    found: dict[str, list[Person]] = {}
    for person in Person.objects.filter(near, full_name__in=names, is_active=True).distinct():
        found.setdefault(person.full_name, []).append(person)
    return [_the_one(nominee, found) for nominee in nominees]


def _the_one(nominee: dict[str, Any], found: dict[str, list[Person]]) -> Person | None:
    if nominee.get("kind") != Target.INDIVIDUAL:
        return None
    same = [p for p in found.get(nominee.get("name", ""), []) if _may_be(p.gender, nominee.get("gender"))]
    return same[0] if len(same) == 1 else None


def _may_be(known: str, said: Any) -> bool:
    return not said or known in ("", said)
