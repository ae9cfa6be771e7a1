"""The kinds of rows that make the law: what the rows of one case share, and what of them may be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

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

#: how long before a row ends its keepers are told (days)
WARN_WITHIN = 90


@dataclass(frozen=True)
class Kind:
    """One table of law: its name in addresses and files, what rows of one case share, what may be edited."""

    code: str
    model: type[models.Model]
    key: tuple[str, ...]
    editable: tuple[str, ...]
    followed: bool = True  # a row of the same case may begin on a later day
    fixed: bool = False  # too much hangs on it for a page: it comes with the files alone

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
        Kind("regimes", Regime, ("code",), (), followed=False, fixed=True),
        Kind("instruments", Instrument, ("number",), ("name",), followed=False),
        Kind("awards", AwardRule, ("award_type", "regime"), ("criterion",), followed=False),
        Kind("criteria", Criterion, ("award_type", "regime", "code", "scope"), ("wording", "params")),
        Kind("deciders", Decider, ("kind", "award_type", "regime"), ()),
        Kind("quotas", Quota, ("award_type", "regime", "locality"), ("percent", "base")),
        Kind(
            "votes",
            VoteRule,
            ("award_type", "regime", "body", "kind", "scope", "council"),
            ("percent", "strict", "base", "written", "ballot"),
        ),
        Kind(
            "set_criteria",
            SetCriterion,
            ("measure", "award_type", "regime", "locality"),
            ("wording", "params", "warn"),
            followed=False,
        ),
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
        Kind("papers", PaperText, ("paper", "slot", "position", "regime", "tier"), (), fixed=True),
    )
}
