"""A council's sitting: who was there, what was voted, what follows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier, RouteStage
from roles.models import Person, Seat, Unit


class Sitting(models.Model):
    """One meeting of one council; its electorate is frozen when it is opened."""

    council = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sittings")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(_("địa điểm"), max_length=120, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    #: the quorum, frozen with the electorate from the row of the day
    quorum_parts = models.PositiveSmallIntegerField(default=2)
    quorum_whole = models.PositiveSmallIntegerField(default=3)

    class Meta:
        verbose_name = _("phiên họp")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(concluded_at=None),
                name="one_open_sitting_a_council",
            )
        ]

    def quorum(self, members: int) -> int:
        """How many of so many members must be in the room."""
        return -(-self.quorum_parts * members // self.quorum_whole)


class Presence(models.Model):
    """One member of the electorate, and whether and when they were in the room."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="members")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("có mặt")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "person"], name="one_member_once"),
            models.CheckConstraint(
                name="member_leaves_after_arriving",
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")),
            ),
        ]

    @property
    def is_present(self) -> bool:
        return self.arrived_at is not None and self.left_at is None


class Item(models.Model):
    """One dossier before the council: the count, and the verdict that follows from the rule rows."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Chưa xét")
        PASSED = "passed", _("Thông qua")
        FAILED = "failed", _("Không đạt")
        DEFERRED = "deferred", _("Hoãn")
        REPLACED = "replaced", _("Chuyển hình thức")
        DROPPED = "dropped", _("Rời phiên họp")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="items")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="items")
    stage = models.ForeignKey(RouteStage, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    revision_hash = models.CharField(max_length=64)
    members = models.PositiveSmallIntegerField(_("tổng số thành viên"), default=0)
    present = models.PositiveSmallIntegerField(_("có mặt"), default=0)
    issued = models.PositiveSmallIntegerField(_("phát ra"), null=True, blank=True)
    returned = models.PositiveSmallIntegerField(_("thu về"), null=True, blank=True)
    yes = models.PositiveSmallIntegerField(_("đồng ý"), null=True, blank=True)
    no = models.PositiveSmallIntegerField(_("không đồng ý"), null=True, blank=True)
    invalid = models.PositiveSmallIntegerField(_("không hợp lệ"), null=True, blank=True)
    written_yes = models.PositiveSmallIntegerField(_("văn bản đồng ý"), default=0)
    written_no = models.PositiveSmallIntegerField(_("văn bản không đồng ý"), default=0)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    verdict = models.JSONField(default=list)  # one line a rule that applied
    recusals = models.JSONField(default=list)  # who took no part, or voted with a note, and by which rule
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mục xét")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "dossier"], name="one_item_a_dossier"),
            models.CheckConstraint(
                name="no_more_ballots_back_than_out",
                condition=Q(issued=None) | Q(returned__lte=F("issued")),
            ),
            models.CheckConstraint(
                name="ballots_add_up",
                condition=Q(returned=None) | Q(returned=F("yes") + F("no") + F("invalid")),
            ),
        ]
        indexes = [models.Index(fields=["dossier", "-recorded_at"])]
