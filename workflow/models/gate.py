"""Gates: what runs beside the paper and holds some of its moves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Batch, Dossier
from roles.models import Person


def moves_held() -> list[str]:
    """What a gate holds unless its row says otherwise."""
    return ["refer", "recommend", "forward", "award"]


class Gate(models.Model):
    """A public posting, a consultation or a suspension, open until it is closed."""

    class Kind(models.TextChoices):
        POSTING = "posting", _("đang công khai")
        CONSULTATION = "consultation", _("đang xin ý kiến cơ quan liên quan")
        SUSPENSION = "suspension", _("đang tạm dừng xem xét")

    kind = models.CharField(max_length=14, choices=Kind)
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="gates")
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.CASCADE, related_name="gates")
    holds = models.JSONField(default=moves_held)
    note = models.CharField(_("nội dung"), max_length=250, blank=True)
    document = models.CharField(_("văn bản"), max_length=250, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("cổng chờ")
        constraints = [
            models.CheckConstraint(
                name="gate_hangs_on_one_thing",
                condition=Q(dossier__isnull=False, batch=None) | Q(dossier=None, batch__isnull=False),
            ),
            models.CheckConstraint(
                name="suspension_names_its_document",
                condition=~Q(kind="suspension") | ~Q(document=""),
            ),
        ]
