"""One thing that an award asks for under a regime: a measure by name, its parameters, its words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.award import AwardType
from dossiers.models.law import LawRow, Regime, ends_after_it_begins
from dossiers.models.time import Stamped


class Criterion(Stamped, LawRow):
    """Rows of one group are alternatives; a row without an award holds for every award of the regime."""

    award_type = models.ForeignKey(
        AwardType, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria", verbose_name=_("danh hiệu")
    )
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="criteria")
    code = models.SlugField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    group = models.SlugField(_("một trong"), max_length=30, blank=True)
    when = models.JSONField(_("chỉ khi"), default=dict, blank=True)
    measure = models.SlugField(_("cách đo"), max_length=40)
    params = models.JSONField(_("mức"), default=dict, blank=True)
    wording = models.CharField(_("lời văn"), max_length=300)
    scope = models.CharField(_("phạm vi"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("tiêu chuẩn")
        verbose_name_plural = _("tiêu chuẩn")
        ordering = ["regime", "award_type", "position", "pk"]
        constraints = [
            ends_after_it_begins("criterion_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["award_type", "regime", "code", "scope", "since"], name="one_criterion_a_code_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type_id or '*'} {self.regime_id} {self.code}"
