"""Marks of what a report says sentence by sentence, so that what was copied is found by an index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Passage(models.Model):
    """One long sentence of one version of a report, as a mark that says nothing of its words."""

    revision = models.ForeignKey("dossiers.Revision", on_delete=models.CASCADE, related_name="passages")
    mark = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("câu của báo cáo")
        constraints = [models.UniqueConstraint(fields=["mark", "revision"], name="one_mark_once_a_revision")]

    def __str__(self) -> str:
        return self.mark
