"""The ledger: one line a move, chained by hash, never changed."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import UTC, date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models import Batch, Dossier, RouteStage
from roles.models import Person, Seat, Unit


class Event(models.Model):
    """What happened to a dossier: the move, the hand, the evidence, and the line before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    from_stage = models.ForeignKey(RouteStage, null=True, on_delete=models.PROTECT, related_name="+")
    to_stage = models.ForeignKey(RouteStage, null=True, on_delete=models.PROTECT, related_name="+")
    from_holder = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    to_holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    revision_hash = models.CharField(max_length=64, blank=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    evidence = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("sự kiện")
        ordering = ["dossier", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="one_event_a_number"),
        ]
        indexes = [models.Index(fields=["to_holder", "dossier"], name="visits")]

    def sealed(self) -> str:
        """The hash over every column and the line before."""
        text = json.dumps(_columns(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _columns(event: Event) -> dict[str, Any]:
    return {
        field.attname: plain(getattr(event, field.attname))
        for field in Event._meta.concrete_fields
        if field.attname != "hash"
    }


def plain(value: Any) -> Any:
    """A column as text or number, the same on every database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value
