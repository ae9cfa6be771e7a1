"""Seals: one hash a day over the head of every chain; what was sealed can no longer be rewritten unseen."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow.models.ledger import plain


class Seal(models.Model):
    """What the ledger came to at one moment, chained to the seal before; a row is never changed."""

    number = models.PositiveIntegerField(primary_key=True)  # 1, 2, 3 …: a gap is a seal that is gone
    day = models.DateField()
    turn = models.PositiveSmallIntegerField(default=1)  # within the day: 1 is made by the tick, others by hand
    made_at = models.DateTimeField()
    chains = models.PositiveIntegerField(_("số hồ sơ"))
    events = models.PositiveBigIntegerField(_("số sự kiện"))
    root = models.CharField(max_length=64)
    heads = models.JSONField(default=list)  # [dossier, line, hash] of each chain that grew since the seal before
    gates = models.JSONField(default=list)  # [gate, line, hash] of each gate's record that grew since the seal before
    books = models.JSONField(default=list)  # [body, series, year, last number]
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("niêm phong")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["day", "turn"], name="one_seal_a_day_and_turn")]

    def save(self, **options: Any) -> None:
        """Only ever a new row."""
        super().save(**{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Never: a seal that is gone is a fault."""
        raise TypeError("A seal stays.")

    @property
    def said(self) -> dict[str, Any]:
        """What the hash covers, in plain data; the root stands for the heads, and no gates are not mentioned."""
        unsaid = ("hash", "heads") if self.gates else ("hash", "heads", "gates")
        names = [f.attname for f in self._meta.concrete_fields if f.attname not in unsaid]
        return {name: plain(getattr(self, name)) for name in names}

    def sealed(self) -> str:
        """The hash over what the seal says and the seal before."""
        return digest(self.said)


def digest(said: dict[str, Any]) -> str:
    """The hash of plain data, whatever the order of its names."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
