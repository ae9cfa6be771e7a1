"""Roles as rows, and seats: who sits where, since when, until when, on what basis."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Expression, F, Q
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
    """How a deputy signs for another (Decree 30/2020)."""

    KT = "KT", "KT."
    TL = "TL", "TL."
    TUQ = "TUQ", "TUQ."


class SeatQuerySet(models.QuerySet["Seat"]):
    def held(self, on: date) -> SeatQuerySet:
        """Seats that somebody active sits on that day; an acting seat ends with the seat it acts for."""
        return self.filter(_open(on), not_ended(on), borrowed_from_the_living(on), person__is_active=True)


def _open(on: date | Expression, prefix: str = "") -> Q:
    since, until = f"{prefix}since", f"{prefix}until"
    return Q((f"{since}__lte", on)) & (Q((until, None)) | Q((f"{until}__gte", on)))


def not_ended(on: date) -> Q:
    """Not called off before its last day: whoever is back early ends it at once."""
    return Q(ended_on=None) | Q(ended_on__gt=on)


def borrowed_from_the_living(on: date | Expression, prefix: str = "") -> Q:
    """A seat of one's own, or one for a principal who sits there that day, by their own right, in office.

    ``prefix`` leads to the seat. What is drawn or written elsewhere may be older than an ending: this is
    asked of the rows themselves, so that a chain, a seat that ended or a person switched off lends nothing.
    """
    principal = f"{prefix}acting_for__"
    own_right = Q((f"{prefix}acting_for__acting_for", None), (f"{principal}person__is_active", True))
    return Q((f"{prefix}acting_for", None)) | (_open(on, principal) & own_right & _through(on, prefix))


def _through(on: date | Expression, prefix: str) -> Q:
    """The post of their own for which somebody was named: when it ends, so does the acting."""
    return Q((f"{prefix}through", None)) | _open(on, f"{prefix}through__")


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
    through = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=3, choices=ActingForm, blank=True)
    ended_on = models.DateField(_("kết thúc sớm"), null=True, blank=True)  # from this day on it gives nothing
    scope = models.JSONField(_("phạm vi"), default=list, blank=True)  # see roles.scopes; empty is all

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("vị trí")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit", "since"], condition=Q(acting_for=None), name="one_seat_at_a_time"
            ),
            models.CheckConstraint(
                name="acting_seat_names_its_form",
                condition=Q(acting_for=None, form="") | (Q(acting_for__isnull=False) & ~Q(form="")),
            ),
            models.CheckConstraint(
                name="acting_seat_has_an_end_and_a_basis",
                condition=Q(acting_for=None) | (Q(until__isnull=False) & ~Q(basis="")),
            ),
            models.CheckConstraint(
                name="nobody_acts_for_the_seat_itself",
                condition=Q(acting_for=None) | ~Q(acting_for=F("id")),
            ),
        ]

    def __str__(self) -> str:
        if self.acting_for:
            return f"{self.signs_as}, {self.unit.short_name}"
        return f"{self.label}, {self.unit.short_name}"

    @property
    def label(self) -> str:
        """The title on the door: the seat's own, else the role's."""
        return self.title or self.role.name

    @property
    def signs_as(self) -> str:
        """“KT. Chủ tịch UBND xã”: in which form, for which post."""
        assert self.acting_for
        return f"{self.get_form_display()} {self.acting_for.label}"

    @property
    def last_day(self) -> date | None:
        """When the seat ends by itself: its own day, or an earlier one of the seats that it rests on."""
        seats = [seat for seat in (self, self.acting_for, self.through) if seat]
        days = [seat.until for seat in seats if seat.until]
        called_off = [self.ended_on - timedelta(days=1)] if self.ended_on else []
        return min([*days, *called_off], default=None)

    @property
    def first_day(self) -> date:
        """When it begins: never before the seats that it rests on."""
        return max(seat.since for seat in (self, self.acting_for, self.through) if seat)
