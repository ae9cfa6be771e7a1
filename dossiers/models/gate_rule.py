"""What a posting, a consultation or a suspension has to keep: rows of law like the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.kinds import GateKind
from dossiers.models.law import LawRow, Regime, ends_after_it_begins, in_force
from roles.models import Tier


class GateRule(LawRow):
    """How long, where, what silence means, and which moves wait; the row that names more of the case binds."""

    class Unit(models.TextChoices):
        WORKING = "working", _("ngày làm việc")
        CALENDAR = "calendar", _("ngày")

    kind = models.CharField(max_length=14, choices=GateKind)
    award_type = models.ForeignKey(
        "dossiers.AwardType", null=True, blank=True, on_delete=models.PROTECT, related_name="gate_rules"
    )
    regime = models.ForeignKey(Regime, null=True, blank=True, on_delete=models.PROTECT)
    tier = models.CharField(max_length=10, choices=Tier, blank=True)
    days = models.PositiveSmallIntegerField(_("số ngày"), null=True, blank=True)
    unit = models.CharField(_("tính theo"), max_length=8, choices=Unit, default=Unit.WORKING)
    places = models.JSONField(_("nơi công khai"), default=list)
    deemed = models.BooleanField(_("quá hạn không trả lời là đồng ý"), default=False)
    holds = models.JSONField(_("việc phải chờ"), default=list)

    class Meta:
        verbose_name = _("quy định về việc phải chờ")
        constraints = [
            ends_after_it_begins("gate_rule_ends_after_it_begins"),
            models.CheckConstraint(
                name="only_a_consultation_takes_silence_for_assent",
                condition=Q(deemed=False) | Q(kind=GateKind.CONSULTATION),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.award_type_id or '*'}"

    def fits(self, *, award: str, regime: str, tier: str) -> bool:
        """Whether the row speaks of the case."""
        pairs = ((self.award_type_id, award), (self.regime_id, regime), (self.tier, tier))
        return all(not named or named == asked for named, asked in pairs)

    @property
    def closeness(self) -> tuple[bool, bool, bool]:
        """How much of a case the row names: the award counts most."""
        return bool(self.award_type_id), bool(self.regime_id), bool(self.tier)


def gate_rules_on(kind: str, day: date) -> list[GateRule]:
    """The rows of the kind that are in force on the day; one statement."""
    return list(GateRule.objects.filter(in_force(day), kind=kind))


def closest_gate_rule(rows: Iterable[GateRule], *, award: str, regime: str, tier: str) -> GateRule | None:
    """The one row that binds the case."""
    fitting = [row for row in rows if row.fits(award=award, regime=regime, tier=tier)]
    return max(fitting, key=lambda row: row.closeness, default=None)
