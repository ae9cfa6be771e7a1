"""Reminders of a deadline, one for each occasion; and the mornings on which they were given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier, ReminderRule
from roles.models import Unit
from workflow.models.notice import Notice


class Morning(models.Model):
    """A working day's reminders: begun when the row was written, all given when it was closed."""

    day = models.DateField(primary_key=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("buổi nhắc hạn")


class Reminder(models.Model):
    """One occasion to speak of one deadline: of a dossier as it stood at its version, to whoever holds the right."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="reminders")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ReminderRule.Kind)
    days = models.PositiveSmallIntegerField()
    day = models.DateField(_("ngày nhắc"))  # when it was to be given, whenever the tick came round to it
    due_at = models.DateTimeField(_("hạn"))
    right = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    notices = models.ManyToManyField(Notice, related_name="reminders")

    class Meta:
        verbose_name = _("nhắc hạn")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "version", "kind", "day", "unit"], name="one_reminder_an_occasion"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(told_at=None), name="reminders_to_be_told")]
