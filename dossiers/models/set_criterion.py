"""What must hold of a list as a whole, as rows: shares and quotas that no single paper can meet or break."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.law import LawRow, Regime, ends_after_it_begins


class SetMeasure(models.TextChoices):
    """What can be measured of a list; the words of a row are built from these."""

    QUOTA = "quota", _("không quá một tỷ lệ so với người đạt danh hiệu cơ sở")
    SHARE = "share", _("đủ tỷ lệ cá nhân đạt danh hiệu trong tập thể")
    RATIO = "ratio", _("đủ tỷ lệ người lao động trực tiếp")
    SMALL = "small", _("có tập thể nhỏ")
    WOMEN_FIRST = "women_first", _("nữ xếp trước khi thành tích ngang nhau")


class SetCriterion(LawRow):
    """One rule about a list, for one award or all, under one law or all, in one place or everywhere."""

    code = models.SlugField(unique=True, max_length=40)
    award_type = models.ForeignKey(
        "dossiers.AwardType", null=True, blank=True, on_delete=models.PROTECT, related_name="set_criteria"
    )
    regime = models.ForeignKey(Regime, null=True, blank=True, on_delete=models.PROTECT, related_name="set_criteria")
    locality = models.SlugField(_("địa phương"), max_length=40, blank=True)  # a unit's code; empty is everywhere
    measure = models.CharField(_("cách tính"), max_length=12, choices=SetMeasure)
    params = models.JSONField(_("tham số"), default=dict)
    wording = models.TextField(_("lời văn"))
    #: shown and left to the person; else the list cannot go while it is not met
    warn = models.BooleanField(_("chỉ nhắc"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("tiêu chuẩn của cả danh sách")
        ordering = ["position", "pk"]
        constraints = [ends_after_it_begins("set_criterion_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.code
