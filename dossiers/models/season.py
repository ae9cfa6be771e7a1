"""A round of awards: from when papers are filed, by which day, for which awards and kinds of unit."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roles.models import Unit


class Season(models.Model):
    """One round of one authority; what it does not name, it takes in."""

    class Kind(models.TextChoices):
        CALENDAR_YEAR = "calendar_year", _("năm công tác")
        SCHOOL_YEAR = "school_year", _("năm học")
        CAMPAIGN = "campaign", _("đợt thi đua theo chuyên đề")
        AD_HOC = "ad_hoc", _("đột xuất")

    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=14, choices=Kind)
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seasons")  # the authority
    opens_on = models.DateField(_("nhận từ ngày"))
    due_on = models.DateField(_("hạn nộp"))
    closes_on = models.DateField(_("còn nhận muộn đến"), null=True, blank=True)
    awards = models.JSONField(_("danh hiệu, hình thức"), default=list)  # codes; none is all
    unit_kinds = models.JSONField(_("loại đơn vị"), default=list)  # none is all
    basis = models.CharField(_("căn cứ"), max_length=250, blank=True)
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")

    class Meta:
        verbose_name = _("đợt xét")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="season_is_due_after_it_opens", condition=Q(due_on__gte=F("opens_on"))),
            models.CheckConstraint(
                name="season_closes_after_it_is_due", condition=Q(closes_on=None) | Q(closes_on__gte=F("due_on"))
            ),
            models.UniqueConstraint(fields=["receiver", "name"], name="one_season_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, day: date) -> bool:
        """Whether a paper may be filed in it on the day, late or not."""
        return self.opens_on <= day <= (self.closes_on or date.max)

    def takes(self, *, unit_kind: str, award: str) -> bool:
        """Whether it speaks of such a unit and such an award; an empty award asks of the unit alone."""
        fits_unit = not self.unit_kinds or unit_kind in self.unit_kinds
        return fits_unit and (not self.awards or not award or award in self.awards)
