"""Units: authorities, their bodies, and the villages, schools and associations that propose."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Expression, F, Q
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    BASE = "base", _("cơ sở")
    COMMUNE = "commune", _("cấp xã")
    DISTRICT = "district", _("cấp huyện")
    PROVINCE = "province", _("cấp tỉnh")


class UnitKind(models.TextChoices):
    AUTHORITY = "authority", _("Ủy ban nhân dân")
    OFFICE = "office", _("cơ quan thẩm định")
    COUNCIL = "council", _("Hội đồng Thi đua – Khen thưởng")
    BOARD = "board", _("Thường trực Hội đồng")
    CHAIR = "chair", _("Chủ tịch Ủy ban nhân dân")
    VILLAGE = "village", _("thôn, tổ dân phố")
    SCHOOL = "school", _("trường học")
    STATION = "station", _("trạm y tế")
    SECTOR = "sector", _("ngành")
    ASSOCIATION = "association", _("đoàn thể, hội")


BODY_KINDS = [UnitKind.OFFICE, UnitKind.COUNCIL, UnitKind.BOARD, UnitKind.CHAIR]
PROPOSER_KINDS = [
    UnitKind.VILLAGE,
    UnitKind.SCHOOL,
    UnitKind.STATION,
    UnitKind.SECTOR,
    UnitKind.ASSOCIATION,
    UnitKind.OFFICE,
]


class UnitQuerySet(models.QuerySet["Unit"]):
    def valid(self, on: date | Expression) -> UnitQuerySet:
        """Units that exist on the day."""
        return self.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))


class Unit(models.Model):
    """A place where something can be done; ``path`` names its ancestors by code."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọn"), max_length=80)
    kind = models.CharField(_("loại"), max_length=12, choices=UnitKind)
    tier = models.CharField(_("cấp"), max_length=10, choices=Tier)
    managed_by = models.CharField(_("cấp quản lý"), max_length=10, choices=Tier)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=250, editable=False)
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    since = models.DateField(_("từ ngày"), null=True, blank=True)
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ["position", "pk"]
        permissions = [
            ("propose", "Đề nghị khen thưởng"),
            ("edit", "Soạn nội dung hồ sơ"),
            ("appraise", "Thẩm định"),
            ("minute", "Làm thư ký Hội đồng"),
            ("vote", "Bỏ phiếu"),
            ("sign", "Ký"),
            ("stamp", "Đóng dấu, phát hành"),
            ("pay", "Chi thưởng"),
            ("read", "Xem, kiểm tra"),
            ("administer", "Quản trị đơn vị, chức vụ và luật"),
        ]
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["parent", "kind", "tier"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def lineage(self) -> list[str]:
        """Codes from the top of the tree down to this unit."""
        return self.path.rstrip("/").split("/")


class Succession(models.Model):
    """Where the work of a merged, split or dissolved unit went."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    on = models.DateField(_("từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=250)

    class Meta:
        verbose_name = _("kế thừa")
        constraints = [
            models.UniqueConstraint(fields=["unit", "successor"], name="one_succession_a_pair"),
            models.CheckConstraint(name="no_unit_succeeds_itself", condition=~Q(unit=F("successor"))),
        ]
