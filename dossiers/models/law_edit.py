"""The record of edits: each change of a row of law on the pages is a line, chained by hash, never changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.digests import digest
from roles.models import Person, Seat


class LawEdit(models.Model):
    """Who changed which row, on which seat, when and why; what it said before and what it says since."""

    class Act(models.TextChoices):
        CHANGE = "change", _("sửa")
        END = "end", _("kết thúc")
        BEGIN = "begin", _("thêm")

    seq = models.PositiveIntegerField(unique=True)
    act = models.CharField(max_length=6, choices=Act)
    kind = models.CharField(max_length=20)  # as the catalogue calls the table
    row = models.CharField(max_length=40)  # its key, as text
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("lý do"), max_length=250)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("lần sửa dòng luật")
        ordering = ["seq"]
        constraints = [models.CheckConstraint(name="a_law_edit_says_why", condition=~models.Q(reason=""))]
        indexes = [models.Index(fields=["kind", "row"], name="law_edits_of_a_row")]

    def save(self, **options: Any) -> None:
        """Only ever a new row."""
        super().save(**{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Never: what was edited is corrected by another edit."""
        raise TypeError("A line of the record stays.")

    def sealed(self) -> str:
        """The hash over every column but the key and itself, and the line before."""
        names = [f.attname for f in self._meta.concrete_fields if f.attname not in ("id", "hash")]
        return digest({name: _plain(getattr(self, name)) for name in names})


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
