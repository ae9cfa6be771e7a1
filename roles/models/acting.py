"""Who may act for whom, and in which form: rows, since no code knows the law."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from roles.models.law import LawRow, ends_after_it_begins
from roles.models.seat import ActingForm, Role


class ActingRule(LawRow):
    """Whoever sits as ``by`` at that place may act for ``role`` in the form; ``codenames`` narrows what."""

    class Place(models.TextChoices):
        SAME_BODY = "same_body", _("cùng cơ quan, đơn vị")
        BELOW = "below", _("cơ quan, đơn vị cấp dưới trực thuộc")
        SAME_AUTHORITY = "same_authority", _("cùng Ủy ban nhân dân")

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="acting_rules")
    form = models.CharField(max_length=3, choices=ActingForm)
    by = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=14, choices=Place)
    codenames = models.JSONField(default=list)

    class Meta:
        verbose_name = _("quy định thay mặt")
        constraints = [
            ends_after_it_begins("acting_rule_ends_after_it_begins"),
            models.UniqueConstraint(fields=["role", "form", "by", "place"], name="one_acting_rule_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.role_id}: {self.by_id}"
