"""Counts that stop counting: “1.000+” is as good an answer as 48.213, and costs a hundredth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

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

    def __add__(self, other: Capped) -> Capped:
        return Capped(self.number + other.number, self.cap)


def counted(rows: QuerySet[Any], *, cap: int = CAP) -> Capped:
    """Count the rows up to the cap; one statement."""
    return Capped(rows.order_by()[: cap + 1].count(), cap)


class Counting(Subquery):
    """The same as a part of another statement, so that many counts are one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet[Any], *, cap: int = CAP) -> None:
        super().__init__(rows.values("pk")[: cap + 1])


def counted_together(asker: QuerySet[Any], /, **rows: QuerySet[Any]) -> dict[str, Capped]:
    """Several counts in one statement, each in the order it is given; ``asker`` is any query of exactly one row."""
    found = asker.values_list(*[Counting(each) for each in rows.values()]).first() or [0] * len(rows)
    return {name: Capped(n) for name, n in zip(rows, found, strict=True)}
