"""The tờ trình: many dossiers going together from one body to the next."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.route import RouteStage
from roles.models import Unit


class Batch(models.Model):
    """One submission from sender to receiver; ``Dossier.batch`` is the one it came with last.

    An office that proposes on the chair's own initiative sends to itself.
    """

    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="batches_sent")
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="batches_received")
    stage = models.ForeignKey(RouteStage, on_delete=models.PROTECT, related_name="batches")
    sent_at = models.DateTimeField()
    number = models.CharField(_("số tờ trình"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("tờ trình")
        indexes = [models.Index(fields=["receiver", "-sent_at"])]
