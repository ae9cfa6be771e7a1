"""Roles as rows, and seats: who sits where, since when, until when, on what basis."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roles.models.person import Person
from roles.models.unit import Unit


class Role(models.Model):
    """What a kind of seat may do: a fixture row listing permission codenames."""

    code = models.SlugField(primary_key=True, max_length=30)
    name = models.CharField(_("tên"), max_length=80)
    codenames = models.JSONField(default=list)
    kinds = models.JSONField(_("loại đơn vị"), default=list)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("vai trò")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class ActingForm(models.TextChoices):
    """How a deputy signs for another (Decree 30/2020, domain §7.1)."""

    KT = "KT", "KT."
    TL = "TL", "TL."
    TUQ = "TUQ", "TUQ."


class SeatQuerySet(models.QuerySet["Seat"]):
    def held(self, on: date) -> SeatQuerySet:
        """Seats that somebody active sits on that day."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on, person__is_active=True)


class Seat(models.Model):
    """One person in one role at one unit for a period; end it with a date, keep the row."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="seats")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seats")
    title = models.CharField(_("chức danh"), max_length=120, blank=True)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=250, blank=True)
    acting_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="substitutes")
    form = models.CharField(max_length=3, choices=ActingForm, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("vị trí")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(fields=["person", "role", "unit", "since"], name="one_seat_at_a_time"),
            models.CheckConstraint(
                name="acting_seat_names_its_form",
                condition=Q(acting_for=None, form="") | (Q(acting_for__isnull=False) & ~Q(form="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.unit.short_name}"

    @property
    def label(self) -> str:
        """The title on the door: the seat's own, else the role's."""
        return self.title or self.role.name
