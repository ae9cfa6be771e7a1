"""Rows of law: each with its basis, its dates and the mark that says how well it was read."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roles.models import Tier, Unit


class Mark(models.TextChoices):
    """How the row was read (domain §0.1); only ``verified`` rows print an article number."""

    VERIFIED = "verified", _("đã đối chiếu")
    PARTIAL = "partial", _("đối chiếu một phần")
    RECALLED = "recalled", _("cần kiểm tra")
    COPIED = "copied", _("chưa đối chiếu Luật 06/2026/QH16")
    DERIVED = "derived", _("suy ra")
    DESIGN = "design", _("mặc định của hệ thống")


def in_force(day: date, prefix: str = "") -> Q:
    """The condition that a dated row (or one reached through the prefix) is in force on the day."""
    since, until = f"{prefix}since", f"{prefix}until"
    return (Q((since, None)) | Q((f"{since}__lte", day))) & (Q((until, None)) | Q((f"{until}__gte", day)))


class LawRow(models.Model):
    """A rule as data; ``since`` and ``until`` are inclusive, empty is open."""

    basis = models.CharField(_("căn cứ"), max_length=250, blank=True)
    source = models.CharField(_("nguồn"), max_length=120, blank=True)
    mark = models.CharField(_("đối chiếu"), max_length=10, choices=Mark, default=Mark.DESIGN)
    since = models.DateField(_("từ ngày"), null=True, blank=True)
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def verified(self) -> bool:
        return self.mark == Mark.VERIFIED

    @property
    def citation(self) -> str:
        """What may be printed: the basis of a verified row, else nothing."""
        return self.basis if self.verified else ""


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """The constraint every dated row carries."""
    return models.CheckConstraint(name=name, condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")))


class Regime(LawRow):
    """The law that a dossier follows, by the day the first appraiser received it."""

    code = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(_("tên"), max_length=200)
    law = models.CharField(_("luật"), max_length=200)
    criteria_verified = models.BooleanField(_("tiêu chuẩn đã đối chiếu"), default=True)

    class Meta:
        verbose_name = _("chế độ pháp luật")
        ordering = ["since"]
        constraints = [ends_after_it_begins("regime_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.code


class VoteRule(LawRow):
    """One threshold (domain §5.3): a legal minimum or the council's own rule."""

    class Kind(models.TextChoices):
        LEGAL_MIN = "legal_min", _("mức tối thiểu theo luật")
        COUNCIL_RULE = "council_rule", _("quy chế của Hội đồng")

    class Base(models.TextChoices):
        TOTAL = "total_members", _("tổng số thành viên")
        PRESENT = "present", _("số thành viên có mặt")
        PRESENT_WRITTEN = "present_written", _("số có mặt và ý kiến bằng văn bản")

    award_type = models.ForeignKey(
        "dossiers.AwardType", null=True, blank=True, on_delete=models.PROTECT, related_name="vote_rules"
    )
    regime = models.ForeignKey(Regime, null=True, blank=True, on_delete=models.PROTECT)
    body = models.CharField(max_length=12, default="*")  # *, submitting, lower, or a tier
    kind = models.CharField(max_length=12, choices=Kind)
    percent = models.PositiveSmallIntegerField(_("tỷ lệ %"))
    strict = models.BooleanField(_("quá (không chỉ đạt)"), default=False)
    base = models.CharField(_("tính trên"), max_length=16, choices=Base)
    written = models.CharField(max_length=8, default="no")  # yes, no, council
    ballot = models.CharField(max_length=8, default="council")  # secret, ballot, council
    council = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    scope = models.CharField(_("phạm vi"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("tỷ lệ biểu quyết")
        constraints = [
            ends_after_it_begins("vote_rule_ends_after_it_begins"),
            models.CheckConstraint(name="vote_rule_percent_is_a_percentage", condition=Q(percent__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.award_type_id or '*'} {self.kind} {self.percent} %"


class PaperText(LawRow):
    """One line of a printed paper: headings, căn cứ, symbols, signature lines."""

    paper = models.SlugField(max_length=40)
    slot = models.SlugField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("nội dung"))
    regime = models.ForeignKey(Regime, null=True, blank=True, on_delete=models.PROTECT)
    tier = models.CharField(max_length=10, choices=Tier, blank=True)

    class Meta:
        verbose_name = _("lời văn của giấy tờ")
        ordering = ["paper", "slot", "position", "pk"]
        constraints = [ends_after_it_begins("paper_text_ends_after_it_begins")]
