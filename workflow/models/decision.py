"""Award decisions: drafted by an officer, signed by a chair, numbered once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import AwardType, Dossier, Regime
from roles.models import Seat, Unit


class NumberBook(models.Model):
    """The last number that a body gave out in a series and year; a number is never reused."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "series", "year"], name="one_book_a_year")]


class Decision(models.Model):
    """One award, one deciding body, one legal basis, many dossiers."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        SIGNED = "signed", _("Đã ký")

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decisions")
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="decisions")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm xét"))
    status = models.CharField(max_length=6, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=0)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=30)

    class Meta:
        verbose_name = _("quyết định")
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "symbol", "number_year", "number"], name="one_decision_a_number"),
            models.CheckConstraint(
                name="signed_decision_has_number_hand_and_time",
                condition=Q(status="draft", number=None, signed_at=None, signed_by=None)
                | Q(
                    status="signed",
                    number__isnull=False,
                    number_year__isnull=False,
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                ),
            ),
        ]

    @property
    def reference(self) -> str:
        """“01/QĐ-UBND”, or the symbol alone while it has no number."""
        return f"{self.number:02d}/{self.symbol}" if self.number else f"…/{self.symbol}"


class DecisionLine(models.Model):
    """One dossier on a decision; its place in the list is fixed at signing."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="decision_line")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("dòng quyết định")
        ordering = ["position", "pk"]
