"""Acts on many: what was foretold, to whom it was shown, how far it has come, and each dossier's line."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from roles.models import Person, Seat


class BulkAct(models.Model):
    """One verb on many dossiers, bound to a person on a seat, to what they chose, and to a time."""

    class State(models.TextChoices):
        OPEN = "open", _("xem trước")
        QUEUED = "queued", _("chờ thực hiện")
        RUNNING = "running", _("đang thực hiện")
        DONE = "done", _("đã xong")
        STOPPED = "stopped", _("đã dừng")
        CHANGED = "changed", _("dừng vì có thay đổi")
        FAILED = "failed", _("dừng vì lỗi")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    query = models.JSONField(default=dict)  # the view, and the filter where all that match were chosen
    matching = models.BooleanField(default=False)  # all that match the filter, not picked rows
    capped = models.BooleanField(default=False)  # more matched than one act takes
    language = models.CharField(max_length=5)  # the sentences of the refusals are in it
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    summary = models.JSONField(default=dict)  # moves, papers, letters, and what changed since the act it follows
    hashes = models.JSONField(default=list)  # what each chunk must come to
    total = models.PositiveIntegerField()
    willing = models.PositiveIntegerField()
    moved = models.PositiveIntegerField(default=0)
    chunks = models.PositiveIntegerField()
    done_chunks = models.PositiveIntegerField(default=0)  # moved on in the transaction of the chunk itself
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    evidence = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()  # real time, as every lease
    touched_at = models.DateTimeField(null=True)  # real time: when a worker last came by
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True)  # the class of the error, never its text

    class Meta:
        verbose_name = _("việc làm cho nhiều hồ sơ")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="bulk_state_is_declared",
                condition=Q(state__in=["open", "queued", "running", "done", "stopped", "changed", "failed"]),
            ),
            models.CheckConstraint(
                name="bulk_moves_no_more_than_foretold", condition=Q(moved__lte=F("willing"), willing__lte=F("total"))
            ),
            models.CheckConstraint(name="bulk_chunk_is_done_once", condition=Q(done_chunks__lte=F("chunks"))),
        ]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="bulk_acts_of_a_person"),
            models.Index(fields=["created_at"], condition=Q(state__in=["queued", "running"]), name="bulk_acts_at_work"),
        ]

    @property
    def refused(self) -> int:
        return self.total - self.willing

    @property
    def left(self) -> int:
        """How many would have gone and did not."""
        return self.willing - self.moved


class BulkLine(models.Model):
    """One dossier of an act: foretold as going or refused; moved once its chunk was carried out."""

    class Outcome(models.TextChoices):
        WILLING = "willing", _("chưa thực hiện")
        REFUSED = "refused", _("không thực hiện được")
        MOVED = "moved", _("đã thực hiện")

    act = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="lines")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    chunk = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    sentence = models.TextField(blank=True)  # why not
    version = models.PositiveIntegerField()  # of the dossier, as it was foretold

    class Meta:
        verbose_name = _("dòng của việc làm cho nhiều hồ sơ")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["act", "dossier"], name="one_line_a_dossier")]
        indexes = [models.Index(fields=["act", "outcome", "id"], name="bulk_lines_by_outcome")]
