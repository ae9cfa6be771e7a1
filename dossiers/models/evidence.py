"""Files that prove: stored by content hash, never served as anything but a download."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.kinds import EvidenceKind
from roles.models import Person


def by_hash(evidence: Evidence, filename: str) -> str:
    """The path is the content's own hash: what a person called the file never is a path."""
    return f"evidence/{evidence.sha256[:2]}/{evidence.sha256}"


class Evidence(models.Model):
    """One file of a dossier; removed ones keep their row."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="evidences")
    kind = models.CharField(_("loại giấy tờ"), max_length=12, choices=EvidenceKind)
    name = models.CharField(_("tên tệp"), max_length=200)
    file = models.FileField(upload_to=by_hash, max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("giấy tờ")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "sha256"],
                condition=Q(removed_at=None),
                name="one_file_once_a_dossier",
            )
        ]
