"""What every row of law has: its basis, its dates and the mark that says how well it was read."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    """How the row was read; only ``verified`` rows print an article number."""

    VERIFIED = "verified", _("đã đối chiếu")
    PARTIAL = "partial", _("đối chiếu một phần")
    RECALLED = "recalled", _("cần kiểm tra")
    COPIED = "copied", _("chưa đối chiếu Luật 06/2026/QH16")
    DERIVED = "derived", _("suy ra")
    DESIGN = "design", _("mặc định của hệ thống")


def in_force(day: date, prefix: str = "") -> Q:
    """The condition that a dated row (or one reached through the prefix) is in force on the day."""
    since, until = f"{prefix}since", f"{prefix}until"
    return (Q((since, None)) | Q((f"{since}__lte", day))) & (Q((until, None)) | Q((f"{until}__gte", day)))


class LawRow(models.Model):
    """A rule as data; ``since`` and ``until`` are inclusive, empty is open."""

    basis = models.CharField(_("căn cứ"), max_length=250, blank=True)
    source = models.CharField(_("nguồn"), max_length=120, blank=True)
    mark = models.CharField(_("đối chiếu"), max_length=10, choices=Mark, default=Mark.DESIGN)
    since = models.DateField(_("từ ngày"), null=True, blank=True)
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def verified(self) -> bool:
        return self.mark == Mark.VERIFIED

    @property
    def citation(self) -> str:
        """What may be printed: the basis of a verified row, else nothing."""
        return self.basis if self.verified else ""


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """The constraint every dated row carries."""
    return models.CheckConstraint(name=name, condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")))
