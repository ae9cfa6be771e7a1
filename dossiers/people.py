"""Whose account a nominee's is: looked for by the name, among those who sit where it could matter."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from dossiers.kinds import Target
from roles.models import Person, Unit


def account_of(nominee: dict[str, Any], unit: Unit) -> Person | None:
    """The one active account of that name (and sex, where both say it) under the unit's authority; one statement.

    Two of a name are nobody: a wrong match would keep somebody from their own work.
    """
    if nominee.get("kind") != Target.INDIVIDUAL or not nominee.get("name"):
        return None
    near = Q(seats__unit=unit.pk) | Q(seats__unit__parent=unit.parent_id) if unit.parent_id else Q(seats__unit=unit.pk)
    same = Person.objects.filter(near, full_name=nominee["name"], is_active=True)
    if nominee.get("gender"):
        same = same.filter(gender__in=["", nominee["gender"]])
    found = list(same.distinct()[:2])
    return found[0] if len(found) == 1 else None
