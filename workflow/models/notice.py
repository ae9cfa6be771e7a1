"""Notices: a row in the same transaction as the move; mail is only its echo."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from roles.models import Person, Unit
from workflow.models.ledger import Event


class Notice(models.Model):
    """Something one person should know; the row is the truth, the mail follows it."""

    class Mail(models.TextChoices):
        HELD = "held", _("đang gom")
        WAITING = "waiting", _("chờ gửi")
        SENDING = "sending", _("đang gửi")
        SENT = "sent", _("đã gửi")
        FAILED = "failed", _("không gửi được")
        NONE = "none", _("không có địa chỉ thư")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.CASCADE, related_name="notices")
    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="notices")
    digest_on = models.DateField(null=True, blank=True)  # the morning's reminders instead of one event
    verb = models.CharField(max_length=20)
    is_work = models.BooleanField(default=False)  # it asks for an act, not only to be known
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=8, choices=Mail, default=Mail.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True)  # the class of the error, never its text

    class Meta:
        verbose_name = _("thông báo")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="a_notice_is_of_an_event_or_of_a_morning",
                condition=Q(dossier__isnull=False, event__isnull=False, digest_on=None)
                | Q(dossier=None, event=None, digest_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "digest_on"],
                condition=Q(digest_on__isnull=False),
                name="one_digest_a_person_a_morning",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notices_of_a_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="unread_notices"),  # the bell of every page
            models.Index(
                fields=["created_at"],
                condition=Q(mail__in=["waiting", "sending"]),
                name="notices_to_be_sent",
            ),
        ]
