"""Awards as rows: titles and forms, whom they are for, who decides under which regime."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.kinds import LoaiHinh
from dossiers.models.law import LawRow, Regime, ends_after_it_begins
from roles.models import Tier


class AwardType(models.Model):
    """A title (danh hiệu) or a form of commendation (hình thức)."""

    class Kind(models.TextChoices):
        TITLE = "title", _("danh hiệu thi đua")
        FORM = "form", _("hình thức khen thưởng")

    code = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọn"), max_length=60)
    summary = models.CharField(_("tóm tắt"), max_length=250, blank=True)
    kind = models.CharField(max_length=8, choices=Kind)
    loai_hinh = models.CharField(_("loại hình"), max_length=11, choices=LoaiHinh, default=LoaiHinh.CONG_TRANG)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("danh hiệu, hình thức")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class AwardRule(LawRow):
    """One award under one regime: for whom, decided where, on which papers."""

    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="rules")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="award_rules")
    targets = models.JSONField(_("đối tượng"), default=list)
    deciding_tier = models.CharField(_("cấp quyết định"), max_length=10, choices=Tier)
    required_evidence = models.JSONField(_("giấy tờ bắt buộc"), default=list)
    criterion = models.TextField(_("tiêu chuẩn"), blank=True)

    class Meta:
        verbose_name = _("quy định về danh hiệu, hình thức")
        constraints = [
            ends_after_it_begins("award_rule_ends_after_it_begins"),
            models.UniqueConstraint(fields=["award_type", "regime"], name="one_rule_an_award_and_regime"),
        ]
