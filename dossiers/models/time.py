"""Rows of time: days off and swapped days, and how long a step may take; a stamp says when they changed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dossiers.models.award import AwardType
from dossiers.models.law import LawRow, Regime, ends_after_it_begins
from dossiers.states import State
from roles.models import Tier


class LawStamp(models.Model):
    """One row: another value whenever a row of time was written, so that copies in memory know their age."""

    value = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("dấu của các dòng về thời gian")
        constraints = [models.CheckConstraint(name="there_is_one_law_stamp", condition=Q(pk=1))]

    @staticmethod
    def renew() -> None:
        """No value ever comes again: a copy read before a rollback cannot pass for what stands now."""
        stamp = LawStamp(pk=1, value=uuid4().hex)
        LawStamp.objects.bulk_create([stamp], update_conflicts=True, unique_fields=["id"], update_fields=["value"])


class StampedRows(models.QuerySet[Any]):
    """Rows written at once renew the stamp as each alone does."""

    @transaction.atomic
    def update(self, **columns: Any) -> int:
        changed = super().update(**columns)
        LawStamp.renew()
        return changed

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        gone = super().delete()
        LawStamp.renew()
        return gone

    @transaction.atomic
    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        made = super().bulk_create(*args, **kwargs)
        LawStamp.renew()
        return made


class Stamped(models.Model):
    """A row that many processes keep in memory: writing it renews the stamp, in the same transaction and after it."""

    objects = StampedRows.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        LawStamp.renew()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        LawStamp.renew()
        return gone


class CalendarDay(Stamped, LawRow):
    """A day on which offices do otherwise than the national calendar of the package says."""

    since = None  # the row is about one day
    until = None
    day = models.DateField(_("ngày"))
    works = models.BooleanField(_("làm việc"))
    name = models.CharField(_("tên"), max_length=120)
    locality = models.SlugField(_("nơi áp dụng"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        ordering = ["day", "locality"]
        constraints = [models.UniqueConstraint(fields=["day", "locality"], name="one_word_a_day_and_place")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class TimeUnit(models.TextChoices):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days", _("ngày làm việc")
    DAYS = "days", _("ngày, kể cả ngày nghỉ")
    HOURS = "hours", _("giờ")


#: the steps that somebody must finish in time
STEPS = [State.INTAKE, State.COUNCIL, State.SIGNING, State.RETURNED]


class TimeLimit(Stamped, LawRow):
    """How long a step may take for an award or at a place, where it is not the route's own limit."""

    step = models.CharField(_("bước"), max_length=10, choices=[(step.value, step.label) for step in STEPS])
    award_type = models.ForeignKey(
        AwardType, null=True, blank=True, on_delete=models.PROTECT, related_name="time_limits"
    )
    tier = models.CharField(_("cấp"), max_length=10, choices=Tier, blank=True)
    regime = models.ForeignKey(Regime, null=True, blank=True, on_delete=models.PROTECT)
    locality = models.SlugField(_("nơi áp dụng"), max_length=40, blank=True)
    amount = models.PositiveSmallIntegerField(_("thời hạn"))
    unit = models.CharField(_("tính bằng"), max_length=12, choices=TimeUnit, default=TimeUnit.WORKING_DAYS)

    class Meta:
        verbose_name = _("thời hạn")
        ordering = ["pk"]
        constraints = [
            ends_after_it_begins("time_limit_ends_after_it_begins"),
            models.CheckConstraint(name="time_limit_is_some_time", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="time_limit_names_an_award_or_a_place", condition=Q(award_type__isnull=False) | ~Q(locality="")
            ),
            models.UniqueConstraint(
                F("step"),
                Coalesce("award_type", Value("")),
                F("tier"),
                Coalesce("regime", Value("")),
                F("locality"),
                Coalesce("since", Value("0001-01-01", output_field=models.DateField())),
                name="one_time_limit_a_case",
            ),
        ]

    def __str__(self) -> str:
        what = [self.step, self.award_type_id or "*", self.tier or "*", self.regime_id or "*", self.locality or "*"]
        return f"{' '.join(what)}: {self.amount} {self.unit}"


class ReminderRule(LawRow):
    """When somebody is told of a deadline: so many working days before or after it, at the desk or above it."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("trước hạn")
        ON = "on", _("đúng hạn")
        AFTER = "after", _("sau hạn")
        ESCALATION = "escalation", _("báo lên trên")

    class To(models.TextChoices):
        DESK = "desk", _("người đang giữ việc")
        OFFICE = "office", _("cơ quan thẩm định cùng cấp")
        CHAIR = "chair", _("Chủ tịch cùng cấp")
        ABOVE = "above", _("cơ quan thẩm định cấp trên")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    days = models.PositiveSmallIntegerField(_("số ngày làm việc"))
    step = models.CharField(_("bước"), max_length=10, blank=True)
    tier = models.CharField(_("cấp"), max_length=10, choices=Tier, blank=True)
    to = models.CharField(_("báo cho"), max_length=8, choices=To, default=To.DESK)

    class Meta:
        verbose_name = _("quy tắc nhắc hạn")
        ordering = ["pk"]
        constraints = [
            ends_after_it_begins("reminder_rule_ends_after_it_begins"),
            models.UniqueConstraint(fields=["kind", "days", "step", "tier", "to"], name="one_reminder_rule_a_case"),
            models.CheckConstraint(
                name="only_the_day_itself_is_no_days_away",
                condition=Q(kind="on", days=0) | ~Q(kind="on") & Q(days__gt=0),
            ),
            models.CheckConstraint(
                name="who_is_above_is_told_by_an_escalation", condition=Q(kind="escalation") | Q(to="desk")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.days} {self.step or '*'} {self.tier or '*'} → {self.to}"
