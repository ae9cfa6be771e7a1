"""Which body of which authority: the tree of units, read for many papers in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, DateField

from roles.models import BODY_KINDS, Succession, Unit
from roles.worded import Hole, Worded, holes, numbered


@dataclass(frozen=True)
class Bodies:
    """The bodies above some units, found once and asked in memory."""

    by_place: dict[tuple[str, str, str], Unit]

    def find(self, origin: Unit, *, tier: str, kind: str) -> Unit | None:
        """The body of that kind at that tier above the origin, or none."""
        for code in reversed(origin.lineage):
            if body := self.by_place.get((code, tier, kind)):
                return body
        return None


def bodies_above(origins: Iterable[Unit], *, on: date) -> Bodies:
    """All bodies valid on the day under any ancestor of the origins; one statement."""
    codes = {code for origin in origins for code in origin.lineage}
    if len(codes) <= LINEAGE:
        rows = _worded(len(codes)).ask(on=on, **numbered("code", codes))
        found = [Unit.from_db(DEFAULT_DB_ALIAS, UNIT, row) for row in rows]
    else:
        found = list(Unit.objects.valid(on).filter(kind__in=BODY_KINDS, parent__code__in=codes))
    return Bodies({(_authority(unit), unit.tier, unit.kind): unit for unit in found})


#: as many levels as one unit may lie below the top; more codes are those of many units
LINEAGE = 8
UNIT = [field.attname for field in Unit._meta.concrete_fields]


@cache
def _worded(codes: int) -> Worded:
    """The statement for so many codes."""
    return Worded(
        lambda: (
            Unit.objects.valid(Hole("on", DateField()))
            .filter(kind__in=BODY_KINDS, parent__code__in=holes("code", codes, CharField()))
            .values_list(*UNIT)
        )
    )


def _authority(unit: Unit) -> str:
    return unit.lineage[-2]


def body(origin: Unit, *, tier: str, kind: str, on: date) -> Unit | None:
    """The body of that kind at that tier above the origin on the day."""
    return bodies_above([origin], on=on).find(origin, tier=tier, kind=kind)


def successors(unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """Where the work of each unit went, if it went anywhere."""
    found: dict[int, list[int]] = {}
    for unit, successor in Succession.objects.filter(unit_id__in=list(unit_ids)).values_list("unit_id", "successor_id"):
        found.setdefault(unit, []).append(successor)
    return found
