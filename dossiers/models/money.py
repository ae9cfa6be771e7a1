"""Rows of money and shares: the base salary, what an award pays, how many may get it, who decides it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dossiers.kinds import Target
from dossiers.models.award import AwardType
from dossiers.models.law import LawRow, Regime, ends_after_it_begins

BEGINNING = Coalesce("since", Value("0001-01-01", output_field=models.DateField()))


class BaseSalary(LawRow):
    """The monthly base salary that amounts are counted from, and what they are rounded up to."""

    vnd = models.PositiveIntegerField(_("đồng một tháng"))
    rounded_to = models.PositiveIntegerField(_("làm tròn lên đến (đồng)"), default=10_000)

    class Meta:
        verbose_name = _("mức lương cơ sở")
        ordering = ["since"]
        constraints = [
            ends_after_it_begins("base_salary_ends_after_it_begins"),
            models.CheckConstraint(name="base_salary_is_rounded_to_something", condition=Q(rounded_to__gt=0)),
            models.UniqueConstraint(BEGINNING, name="one_base_salary_a_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.vnd}"


class MoneyRate(LawRow):
    """What an award pays one holder, as so many times the base salary; nothing is said where no row stands."""

    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="money_rates")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    target = models.CharField(_("đối tượng"), max_length=10, choices=Target)
    variant = models.CharField(_("loại, hạng"), max_length=60, blank=True)
    locality = models.SlugField(_("nơi áp dụng"), max_length=40, blank=True)
    rate = models.DecimalField(_("số lần lương cơ sở"), max_digits=7, decimal_places=3)

    class Meta:
        verbose_name = _("mức tiền thưởng")
        ordering = ["pk"]
        constraints = [
            ends_after_it_begins("money_rate_ends_after_it_begins"),
            models.CheckConstraint(name="money_rate_takes_nothing_away", condition=Q(rate__gte=0)),
            models.UniqueConstraint(
                F("award_type"),
                F("regime"),
                F("target"),
                F("variant"),
                F("locality"),
                BEGINNING,
                name="one_money_rate_a_case",
            ),
        ]

    def __str__(self) -> str:
        what = [self.award_type_id, self.regime_id, self.target, self.variant, self.locality]
        return f"{' '.join(filter(None, what))}: {self.rate.normalize():f}"


class Quota(LawRow):
    """How many of a set may have an award, in percent; without a percentage the law sets no limit."""

    class Base(models.TextChoices):
        ADVANCED = "advanced", _("tổng số Lao động tiên tiến, Chiến sĩ tiên tiến của đơn vị")
        LEADERS = "leaders", _("tập thể dẫn đầu cụm, khối đạt tiêu chuẩn Cờ thi đua của tỉnh")

    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="quotas")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField(_("tỷ lệ %"), null=True, blank=True)
    base = models.CharField(_("tính trên"), max_length=10, choices=Base, blank=True)
    locality = models.SlugField(_("nơi áp dụng"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("tỷ lệ được đề nghị")
        ordering = ["pk"]
        constraints = [
            ends_after_it_begins("quota_ends_after_it_begins"),
            models.CheckConstraint(name="quota_is_a_percentage", condition=Q(percent=None) | Q(percent__lte=100)),
            models.CheckConstraint(
                name="quota_names_what_it_counts",
                condition=Q(percent=None, base="") | Q(percent__isnull=False) & ~Q(base=""),
            ),
            models.UniqueConstraint(F("award_type"), F("regime"), F("locality"), BEGINNING, name="one_quota_a_case"),
        ]

    def __str__(self) -> str:
        share = "–" if self.percent is None else f"{self.percent} %"
        return f"{self.award_type_id} {self.regime_id} {self.locality}: {share}"


class Decider(LawRow):
    """Who may decide an award: the chairs of a level, heads of bodies, the centre."""

    class Kind(models.TextChoices):
        COMMUNE = "commune", _("Chủ tịch Ủy ban nhân dân cấp xã")
        DISTRICT = "district", _("Chủ tịch Ủy ban nhân dân cấp huyện")
        AGENCY = "agency", _("Thủ trưởng cơ quan, đơn vị có tư cách pháp nhân thuộc bộ, sở, ngành")
        ENTERPRISE = "enterprise", _("Tổng giám đốc, Giám đốc doanh nghiệp, hợp tác xã")
        BOARD = "board", _("Chủ tịch Hội đồng quản trị, Hội đồng thành viên")
        PROVINCE = "province", _("Chủ tịch Ủy ban nhân dân cấp tỉnh, Bộ trưởng")
        PRIME_MINISTER = "prime_minister", _("Thủ tướng Chính phủ")
        PRESIDENT = "president", _("Chủ tịch nước")

    kind = models.CharField(_("ai quyết định"), max_length=14, choices=Kind)
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="deciders")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("thẩm quyền quyết định")
        ordering = ["pk"]
        constraints = [
            ends_after_it_begins("decider_ends_after_it_begins"),
            models.UniqueConstraint(F("kind"), F("award_type"), F("regime"), BEGINNING, name="one_decider_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.award_type_id} {self.regime_id}: {self.kind}"
