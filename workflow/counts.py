"""Counts that stop counting: “1.000+” is as good an answer as 48.213, and costs a hundredth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from roles.templatetags.face import vnnumber

CAP = 1000


@dataclass(frozen=True)
class Capped:
    """How many there are, exactly up to the cap."""

    number: int
    cap: int = CAP

    def __str__(self) -> str:
        return f"{vnnumber(self.cap)}+" if self.number > self.cap else vnnumber(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


def counted(rows: QuerySet[Any], *, cap: int = CAP) -> Capped:
    """Count the rows up to the cap; one statement."""
    return Capped(rows.order_by()[: cap + 1].count(), cap)


def counting(rows: QuerySet[Any], *, cap: int = CAP) -> Coalesce:
    """The same as a part of another statement, so that many counts are one."""
    first = rows.order_by().values("pk")[: cap + 1]
    every = rows.model._default_manager.filter(pk__in=first).order_by()
    one = every.values(one=Value(1)).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(one), 0)


def counted_together(asker: QuerySet[Any], /, **rows: QuerySet[Any]) -> dict[str, Capped]:
    """Several counts in one statement; ``asker`` is any query of exactly one row."""
    found = asker.values_list(*[counting(each) for each in rows.values()]).first() or [0] * len(rows)
    return {name: Capped(n) for name, n in zip(rows, found, strict=True)}
