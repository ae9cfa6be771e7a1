"""The kinds of rows that make the law: what the rows of one case share, and what must hold of them in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _

from dossiers.models import (
    AwardRule,
    BaseSalary,
    Criterion,
    Decider,
    GateRule,
    Instrument,
    MoneyRate,
    PaperText,
    Quorum,
    Quota,
    Regime,
    SetCriterion,
    TimeLimit,
    VoteRule,
)
from dossiers.validity import apart, first_day, last_day, overlapping
from roles.models import Tier

#: how long before a row ends its keepers are told (days)
WARN_WITHIN = 90


@dataclass(frozen=True)
class Kind:
    """One table of law: its name in addresses and files, what rows of one case share, what may be edited."""

    code: str
    model: type[models.Model]
    key: tuple[str, ...]
    editable: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The key as the columns keep it."""
        return tuple(self.model._meta.get_field(name).attname for name in self.key)  # type: ignore[union-attr]

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name)

    def rows(self) -> models.QuerySet[Any]:
        return self.model._default_manager.all()


KINDS = {
    kind.code: kind
    for kind in (
        Kind("regimes", Regime, ("code",), ()),
        Kind("instruments", Instrument, ("number",), ("name",)),
        Kind("awards", AwardRule, ("award_type", "regime"), ("criterion",)),
        Kind("criteria", Criterion, ("award_type", "regime", "code", "scope"), ("wording",)),
        Kind("deciders", Decider, ("kind", "award_type", "regime"), ()),
        Kind("quotas", Quota, ("award_type", "regime", "locality"), ("percent", "base")),
        Kind(
            "votes",
            VoteRule,
            ("award_type", "regime", "body", "kind", "scope", "council"),
            ("percent", "strict", "base", "written", "ballot"),
        ),
        Kind("set_criteria", SetCriterion, ("measure", "award_type", "regime", "locality"), ("wording", "warn")),
        Kind("quorums", Quorum, ("council", "tier", "scope"), ("parts", "whole")),
        Kind("gates", GateRule, ("kind", "award_type", "regime", "tier"), ("days", "unit")),
        Kind("base_salaries", BaseSalary, (), ("vnd", "rounded_to")),
        Kind("money_rates", MoneyRate, ("award_type", "regime", "target", "variant", "locality"), ("rate",)),
        Kind(
            "time_limits",
            TimeLimit,
            ("step", "award_type", "tier", "regime", "locality"),
            ("amount", "unit"),
        ),
        Kind("papers", PaperText, ("paper", "slot", "position", "regime", "tier"), ()),
    )
}
#: they have a sentence of their own where they meet (``limits.faults``, the order of regimes)
TOLD_ELSEWHERE = frozenset({"time_limits", "regimes"})

#: the chair of a level decides what an award's rule gives to that level
OF_A_LEVEL = {Tier.COMMUNE: "commune", Tier.DISTRICT: "district", Tier.PROVINCE: "province"}


def faults() -> Iterator[str]:
    """Rows that meet on one day, and awards whose rule and whose authority disagree."""
    for kind in KINDS.values():
        if kind.code not in TOLD_ELSEWHERE:
            yield from meeting(kind, kind.rows())
    yield from _undecided()


def meeting(kind: Kind, rows: Any) -> Iterator[str]:
    """A sentence for each pair of the rows that hold for one case on one day."""
    for pair in overlapping(rows, kind.columns):
        yield _("Hai dòng về %(kind)s cùng áp dụng cho một trường hợp: %(a)s và %(b)s.") % _named(kind, pair)


def holes() -> Iterator[str]:
    """Days between two rows of a case on which no row holds, and awards of which nobody says what they pay."""
    for kind in KINDS.values():
        for pair in apart(kind.rows(), kind.columns):
            yield _("Không có dòng nào về %(kind)s giữa %(a)s và %(b)s.") % _named(kind, pair)
    yield from _unpaid()


@dataclass(frozen=True)
class Ending:
    """So many rows of a kind end on a day, and nothing follows them."""

    kind: Kind
    until: date
    number: int


def endings(*, today: date) -> list[Ending]:
    """What ends within the days of warning, soonest first; one statement for all kinds."""
    first, *others = (_ending_rows(kind, today) for kind in KINDS.values())
    found = first.union(*others, all=True).order_by("until", "table")
    return [Ending(KINDS[row["table"]], row["until"], row["how_many"]) for row in found]


def _ending_rows(kind: Kind, today: date) -> models.QuerySet[Any, dict[str, Any]]:
    follower = Q(since__gt=OuterRef("until"))
    for name in kind.columns:
        neither = Q(**{f"{name}__isnull": True}) & Q(IsNull(OuterRef(name), True))
        follower &= Q(**{name: OuterRef(name)}) | neither
    rows = kind.rows().filter(until__range=(today, today + timedelta(days=WARN_WITHIN)))
    rows = rows.exclude(Exists(kind.rows().filter(follower).order_by())).order_by()
    return rows.values("until", table=Value(kind.code)).annotate(how_many=Count("pk"))


def _named(kind: Kind, pair: tuple[Any, Any]) -> dict[str, str]:
    one, other = (f"{row} ({span(row)})" for row in pair)
    return {"kind": kind.title, "a": one, "b": other}


def span(row: Any) -> str:
    """The days of a row, short; an open end is a dash's side left empty."""
    since = f"{row.since:%d/%m/%Y}" if first_day(row) != date.min else "…"
    until = f"{row.until:%d/%m/%Y}" if last_day(row) != date.max else "…"
    return f"{since} – {until}"


def _undecided() -> Iterator[str]:
    """Where the authorities of an award are named, the level of its rule is among them."""
    known: dict[tuple[str, str], set[str]] = {}
    for row in Decider.objects.all():
        known.setdefault((row.award_type_id, row.regime_id), set()).add(row.kind)
    for rule in AwardRule.objects.all():
        named = known.get((rule.award_type_id, rule.regime_id))
        if named and OF_A_LEVEL.get(Tier(rule.deciding_tier)) not in named:
            words = {"award": rule.award_type_id, "regime": rule.regime_id, "tier": rule.get_deciding_tier_display()}
            yield _("%(award)s (%(regime)s): cấp quyết định %(tier)s không có trong các dòng thẩm quyền.") % words


def _unpaid() -> Iterator[str]:
    """The rows say what the award pays elsewhere, but not here; an award that pays nowhere is no hole."""
    paid = set(MoneyRate.objects.filter(locality="", variant="").values_list("award_type", "regime", "target"))
    awards = {award for award, _regime, _target in paid}
    for rule in AwardRule.objects.filter(award_type__in=awards).order_by("regime", "award_type__position"):
        for target in rule.targets:
            if (rule.award_type_id, rule.regime_id, target) not in paid:
                words = {"award": rule.award_type_id, "regime": rule.regime_id, "target": target}
                yield _("Chưa có mức tiền thưởng %(award)s (%(regime)s, %(target)s).") % words
