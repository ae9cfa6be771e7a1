"""The rows of law that dossiers are judged by: regimes, thresholds, the words of papers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roles.models import LawRow, Mark, Tier, Unit, ends_after_it_begins, in_force

__all__ = ["Instrument", "LawRow", "Mark", "PaperText", "Regime", "VoteRule", "ends_after_it_begins", "in_force"]


class Regime(LawRow):
    """The law that a dossier follows, by the day the first appraiser received it."""

    code = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(_("tên"), max_length=200)
    law = models.CharField(_("luật"), max_length=200)
    criteria_verified = models.BooleanField(_("tiêu chuẩn đã đối chiếu"), default=True)
    #: the earlier law whose dossiers an officer may switch to this one, where it is more favourable
    favours = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="favoured_by")

    class Meta:
        verbose_name = _("chế độ pháp luật")
        ordering = ["since"]
        constraints = [ends_after_it_begins("regime_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.code


class VoteRule(LawRow):
    """One threshold: a legal minimum or the council's own rule."""

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


class Quorum(LawRow):
    """How many of a council must be in the room, as a fraction of all members."""

    council = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="quorums")
    tier = models.CharField(max_length=10, choices=Tier, blank=True)
    scope = models.CharField(_("phạm vi"), max_length=80, blank=True)
    parts = models.PositiveSmallIntegerField(_("số phần"))
    whole = models.PositiveSmallIntegerField(_("trên"))

    class Meta:
        verbose_name = _("số thành viên phải có mặt")
        constraints = [
            ends_after_it_begins("quorum_ends_after_it_begins"),
            models.CheckConstraint(name="quorum_is_a_fraction", condition=Q(whole__gt=0, parts__lte=F("whole"))),
        ]

    def __str__(self) -> str:
        return f"{self.parts}/{self.whole}"


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


class Instrument(LawRow):
    """A law, decree or circular that other rows stand on, and how long it is in force."""

    number = models.CharField(_("số, ký hiệu"), max_length=40, unique=True)
    name = models.CharField(_("tên gọi"), max_length=200)
    regimes = models.JSONField(_("chế độ pháp luật"), default=list)

    class Meta:
        verbose_name = _("văn bản")
        ordering = ["since", "number"]
        constraints = [ends_after_it_begins("instrument_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name
