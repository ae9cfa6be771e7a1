"""Seats → guardian rows: the only writer of grants, and the check that they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q

from roles import scopes
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
        (seat.person_id, ids[codename], place, seat.pk, seat.first_day, seat.last_day)
        for seat in seats
        for place, codename in _given(seat)
    }


def _given(seat: Seat) -> Iterator[tuple[int, str]]:
    """What the seat gives where: an acting one never more than its scope leaves of the principal's role."""
    giver = seat.acting_for or seat
    for codename in scopes.codenames_of(giver.role.codenames, seat.scope):
        yield giver.unit_id, codename


def _rows(people: list[int] | None) -> set[Row]:
    rows = UnitUserPermission.objects.all()
    if people is not None:
        rows = rows.filter(user_id__in=people)
    return set(rows.values_list("user_id", "permission_id", "content_object_id", "seat_id", "since", "until"))


def _seats(people: list[int] | None, today: date) -> Iterable[Seat]:
    """The seats that give anything from today on."""
    own_right = Q(acting_for=None) | Q(acting_for__acting_for=None, acting_for__person__is_active=True)
    seats = Seat.objects.select_related("role", "acting_for__role", "through").filter(own_right)
    seats = seats.filter(person__is_active=True)
    seats = seats if people is None else seats.filter(person_id__in=people)
    return [seat for seat in seats if _may_give(seat, today)]


def _may_give(seat: Seat, today: date) -> bool:
    last = seat.last_day
    return last is None or max(today, seat.first_day) <= last


@transaction.atomic
def redraw(*people: Person, today: date) -> tuple[int, int]:
    """Make the rows equal to the seats (of everybody when nobody is named): (added, removed)."""
    who = _with_substitutes([person.pk for person in people]) if people else None
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


def _with_substitutes(people: list[int]) -> list[int]:
    """The people, and whoever acts for a seat of theirs: what changes for one changes for the other."""
    acting = Seat.objects.filter(Q(acting_for__person__in=people) | Q(through__person__in=people))
    return sorted({*people, *acting.values_list("person_id", flat=True)})


def differences(today: date) -> tuple[set[Row], set[Row]]:
    """(missing, surplus): what the seats give and the rows lack, and the other way round."""
    wanted, present = _wanted(_seats(None, today)), _rows(None)
    return wanted - present, present - wanted
