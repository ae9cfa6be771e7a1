"""What an award pays: its rate times the base salary of the day of decision, rounded up; exact and pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dossiers.models import BaseSalary, MoneyRate
from dossiers.validity import first_day, holds


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked for: an award under a law, for whom, where (from the top down), decided on a day."""

    award: str
    regime: str
    target: str
    on: date
    variant: str = ""
    lineage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Payment:
    """So much for one holder, and the two rows it was counted from."""

    amount: int
    rate: MoneyRate
    salary: BaseSalary


@dataclass(frozen=True, slots=True)
class Prize:
    """One award in one hand: title or form, when it was given, for which time, what it pays."""

    kind: str
    given: date
    period: tuple[date | None, date | None]
    amount: int


def amount(rate: Decimal, *, base: int, rounded_to: int) -> int:
    """The rate times the base, rounded up to a multiple; whole numbers all the way."""
    parts, whole = rate.as_integer_ratio()
    return -(-parts * base // (whole * rounded_to)) * rounded_to


def payment(case: Case, *, rates: Iterable[MoneyRate], salaries: Iterable[BaseSalary]) -> Payment | None:
    """What one holder is paid, or nothing where the rows do not say."""
    rate, salary = rate_for(case, rates), salary_on(case.on, salaries)
    if rate is None or salary is None:
        return None
    return Payment(amount(rate.rate, base=salary.vnd, rounded_to=salary.rounded_to), rate, salary)


def salary_on(day: date, rows: Iterable[BaseSalary]) -> BaseSalary | None:
    """The base salary of the day."""
    return next((row for row in rows if holds(row, day)), None)


def rate_for(case: Case, rows: Iterable[MoneyRate]) -> MoneyRate | None:
    """The row of the case, the one of the nearest place first."""
    return max((row for row in rows if _speaks_of(row, case)), key=lambda row: _nearness(row, case), default=None)


def _speaks_of(row: MoneyRate, case: Case) -> bool:
    same = (row.award_type_id, row.regime_id, row.target, row.variant)
    here = not row.locality or row.locality in case.lineage
    return here and same == (case.award, case.regime, case.target, case.variant) and holds(row, case.on)


def _nearness(row: MoneyRate, case: Case) -> tuple[int, date]:
    return (case.lineage.index(row.locality) + 1 if row.locality else 0), first_day(row)


def paid(prizes: Sequence[Prize]) -> list[Prize]:
    """Of several prizes to one holder those that are paid.

    Of titles given together for the same time only the highest is, and of forms likewise; titles
    for different times are each paid, and a title and a form are both.
    """
    highest: dict[tuple[Any, ...], Prize] = {}
    for prize in prizes:
        key = (prize.kind, prize.given, prize.period)
        if key not in highest or prize.amount > highest[key].amount:
            highest[key] = prize
    return list(highest.values())
