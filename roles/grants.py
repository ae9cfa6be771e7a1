"""Seats → guardian rows: the only writer of grants, and the check that they agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Permission
from django.db import transaction

from roles.models import Person, Seat, Unit, UnitUserPermission

#: (user, permission, unit, seat, since, until)
Row = tuple[int, int, int, int, date, date | None]


def _permissions() -> dict[str, int]:
    rows = Permission.objects.filter(content_type__app_label="roles", content_type__model=Unit._meta.model_name)
    return dict(rows.values_list("codename", "pk"))


def _wanted(seats: Iterable[Seat]) -> set[Row]:
    """The rows that the seats ask for: (user, permission, unit, seat, since, until)."""
    ids = _permissions()
    return {
        (seat.person_id, ids[codename], seat.unit_id, seat.pk, seat.since, seat.until)
        for seat in seats
        for codename in seat.role.codenames
    }


def _rows(people: list[int] | None) -> set[Row]:
    rows = UnitUserPermission.objects.all()
    if people is not None:
        rows = rows.filter(user_id__in=people)
    return set(rows.values_list("user_id", "permission_id", "content_object_id", "seat_id", "since", "until"))


def _seats(people: list[int] | None, today: date) -> Iterable[Seat]:
    seats = Seat.objects.select_related("role").exclude(until__lt=today)
    seats = seats.filter(person__is_active=True)
    return seats if people is None else seats.filter(person_id__in=people)


@transaction.atomic
def redraw(*people: Person, today: date) -> tuple[int, int]:
    """Make the rows equal to the seats (of everybody when nobody is named): (added, removed)."""
    who = [person.pk for person in people] or None
    wanted, present = _wanted(_seats(who, today)), _rows(who)
    for user, permission, unit, seat, _since, _until in present - wanted:
        UnitUserPermission.objects.filter(
            user_id=user, permission_id=permission, content_object_id=unit, seat_id=seat
        ).delete()
    UnitUserPermission.objects.bulk_create(
        UnitUserPermission(
            user_id=user,
            permission_id=permission,
            content_object_id=unit,
            seat_id=seat,
            since=since,
            until=until,
        )
        for user, permission, unit, seat, since, until in sorted(wanted - present, key=str)
    )
    return len(wanted - present), len(present - wanted)


def differences(today: date) -> tuple[set[Row], set[Row]]:
    """(missing, surplus): what the seats give and the rows lack, and the other way round."""
    wanted, present = _wanted(_seats(None, today)), _rows(None)
    return wanted - present, present - wanted
