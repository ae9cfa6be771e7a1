"""What is remembered: awards of the past, initiatives used once, and what people said of likely matches."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.kinds import LoaiHinh, Target
from dossiers.models.award import AwardType
from dossiers.models.named import FoundByName
from roles.models import Person, Seat, Unit


class PastAward(FoundByName):
    """An award that was decided outside this house, as a decision of the past says it.

    What is awarded here is not copied: its dossier is the record.
    """

    kind = models.CharField(_("đối tượng"), max_length=10, choices=Target)
    name = models.CharField(_("họ và tên"), max_length=200)
    born = models.CharField(_("ngày sinh"), max_length=10, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="past_awards")
    unit_name = models.CharField(_("đơn vị"), max_length=200, blank=True)
    award_type = models.ForeignKey(
        AwardType, null=True, blank=True, on_delete=models.PROTECT, related_name="past_awards"
    )
    award_name = models.CharField(_("danh hiệu, hình thức"), max_length=200, blank=True)
    loai_hinh = models.CharField(_("loại hình"), max_length=11, choices=LoaiHinh, default=LoaiHinh.CONG_TRANG)
    year = models.PositiveSmallIntegerField(_("năm xét"))
    period_from = models.DateField(_("thành tích từ ngày"), null=True, blank=True)
    period_to = models.DateField(_("đến ngày"), null=True, blank=True)
    deed = models.TextField(_("thành tích"), blank=True)
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    body = models.CharField(_("cơ quan quyết định"), max_length=200, blank=True)
    revoked_on = models.DateField(_("hủy ngày"), null=True, blank=True)
    mark = models.CharField(max_length=64, unique=True, editable=False)  # the same award loaded twice stays one
    recorded_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(FoundByName.Meta):
        abstract = False
        verbose_name = _("khen thưởng đã có")
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="past_award_names_an_award", condition=Q(award_type__isnull=False) | ~Q(award_name="")
            ),
            models.CheckConstraint(
                name="past_period_ends_after_it_begins",
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_to__gte=F("period_from")),
            ),
        ]


class Initiative(FoundByName):
    """An initiative, a topic or a feat that was recognised, of one person."""

    class Kind(models.TextChoices):
        INITIATIVE = "initiative", _("sáng kiến")
        TOPIC = "topic", _("đề tài, đề án, công trình")
        FEAT = "feat", _("mưu trí, sáng tạo trong chiến đấu")

    class Scope(models.TextChoices):
        BASE = "base", _("cơ sở")
        COMMUNE = "commune", _("trong xã")
        DISTRICT = "district", _("trong huyện")
        PROVINCE = "province", _("trong tỉnh, bộ, ngành")
        NATION = "nation", _("toàn quốc")

    name = models.CharField(_("họ và tên"), max_length=200)
    born = models.CharField(_("ngày sinh"), max_length=10, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="initiatives")
    kind = models.CharField(_("loại"), max_length=10, choices=Kind, default=Kind.INITIATIVE)
    title = models.CharField(_("tên sáng kiến, đề tài"), max_length=300)
    scope = models.CharField(_("phạm vi"), max_length=8, choices=Scope, default=Scope.BASE)
    recognised = models.BooleanField(_("đã được công nhận"), default=True)
    recognised_by = models.CharField(_("nơi công nhận"), max_length=200, blank=True)
    number = models.CharField(_("số văn bản công nhận"), max_length=60, blank=True)
    recognised_on = models.DateField(_("ngày công nhận"), null=True, blank=True)
    mark = models.CharField(max_length=64, unique=True, editable=False)
    recorded_at = models.DateTimeField()

    class Meta(FoundByName.Meta):
        abstract = False
        verbose_name = _("sáng kiến, đề tài")
        ordering = ["-recognised_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class InitiativeUse(models.Model):
    """An initiative stands for one dossier; let go only when that dossier has ended without an award."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="uses")
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="initiative_uses")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần dùng sáng kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(let_go_at=None), name="an_initiative_is_used_once"
            ),
        ]


class Judgement(models.Model):
    """What a person said of a likely match; a line that stays, a later one corrects it; gone only with a draft."""

    class Verdict(models.TextChoices):
        SAME = "same", _("cùng một người")
        OTHER = "other", _("khác người")
        ANOTHER_DEED = "another_deed", _("cùng người, khen cho thành tích khác")

    nominee = models.ForeignKey("dossiers.Nominee", on_delete=models.CASCADE, related_name="judgements")
    other = models.ForeignKey("dossiers.Nominee", null=True, on_delete=models.CASCADE, related_name="judged_beside")
    past = models.ForeignKey(PastAward, null=True, on_delete=models.PROTECT, related_name="judgements")
    verdict = models.CharField(_("kết luận"), max_length=12, choices=Verdict)
    reason = models.CharField(_("lý do"), max_length=250)
    seen = models.CharField(max_length=64)  # the two writings as they were judged: once one changes, it is asked anew
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kết luận trùng")
        ordering = ["judged_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_judgement_is_of_one_match",
                condition=Q(other__isnull=False, past=None) | Q(other=None, past__isnull=False),
            ),
            models.CheckConstraint(name="nobody_is_judged_beside_themselves", condition=~Q(nominee=F("other"))),
            models.CheckConstraint(name="a_judgement_has_a_reason", condition=~Q(reason="")),
        ]
