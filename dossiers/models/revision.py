"""What exactly lay before a desk: content that is open until a desk has seen it, then frozen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """One version of the content; once ``frozen_at`` is set, the hash of ``seen`` is pinned on events."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField(_("nội dung"), default=dict)
    seen = models.JSONField(default=dict)  # all that a desk judges, as it was when it was frozen
    hash = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField()
    hand = models.CharField(max_length=32, blank=True, default="", db_default="")  # the open page that wrote last

    class Meta:
        verbose_name = _("bản nội dung")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_revision_a_number"),
            models.CheckConstraint(
                name="frozen_revision_has_a_hash",
                condition=Q(frozen_at=None, hash="") | (Q(frozen_at__isnull=False) & ~Q(hash="")),
            ),
        ]
