"""A list on its way in: the file, what its columns mean, what it would do; gone when it is abandoned."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import AwardType
from roles.models import Person, Seat, Unit


class ListImport(models.Model):
    """One file that somebody brought, bound to a person on a seat; nothing is a dossier before it is confirmed."""

    class State(models.TextChoices):
        COLUMNS = "columns", _("đang ghép cột")
        LOOKING = "looking", _("đang đối chiếu")
        SHOWN = "shown", _("đã đối chiếu, chưa nhập")
        TAKING = "taking", _("đang nhập")
        DONE = "done", _("đã nhập")
        FAILED = "failed", _("dừng vì lỗi")

    class Purpose(models.TextChoices):
        NOMINATIONS = "nominations", _("danh sách đề nghị")
        HISTORY = "history", _("quyết định đã có")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.NOMINATIONS)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    award_type = models.ForeignKey(AwardType, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)  # the sentences of the faults are in it
    name = models.CharField(max_length=200)
    file = models.BinaryField()  # emptied once it is taken in
    table = models.JSONField(default=dict)  # sheet, first and last row of the titles, titles and fields by column
    period = models.JSONField(default=list)  # of every row that names none
    lines = models.JSONField(default=list)  # row, name, outcome, faults, code
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)  # what was shown is what will be done
    changed = models.BooleanField(default=False)  # it has been shown before, and stands otherwise now
    state = models.CharField(max_length=8, choices=State, default=State.COLUMNS)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True)  # the class of the error, never its text
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()  # real time, as every lease
    touched_at = models.DateTimeField(null=True)  # real time: when a worker last came by

    class Meta:
        verbose_name = _("danh sách nhập từ Excel")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="list_import_state_is_declared",
                condition=Q(state__in=["columns", "looking", "shown", "taking", "done", "failed"]),
            ),
        ]
        indexes = [models.Index(fields=["person", "-created_at"], name="lists_of_a_person")]


class KnownColumn(models.Model):
    """What a unit has said that a title means: asked once, remembered."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="known_columns")
    title = models.CharField(max_length=200)  # folded
    field = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("cột đã biết")
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="one_meaning_a_title")]
