"""Who may do what where, asked in both directions and compared with the day itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from roles.models import Person, Seat, UnitUserPermission


@dataclass(frozen=True, slots=True)
class Right:
    """A codename that is held at a unit; ``authority`` is the unit's parent."""

    codename: str
    unit: int
    authority: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person on the seat that the page names, with what that seat gives on the day."""

    person: int
    seat: int
    unit: int
    role: str
    rights: frozenset[Right] = field(default_factory=frozenset)

    def holds(self, codename: str, unit: int | None) -> bool:
        """Whether the seat gives the codename at the unit."""
        return any(r.codename == codename and r.unit == unit for r in self.rights)

    def holds_under(self, codename: str, authorities: Collection[int | None]) -> bool:
        """Whether the seat gives the codename at some body of one of the authorities."""
        return any(r.codename == codename and r.authority in authorities for r in self.rights)

    def units(self, codename: str) -> list[int]:
        """Where the seat gives the codename."""
        return [r.unit for r in self.rights if r.codename == codename]


def _on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day)) & Q(user__is_active=True)


def rights_of(seat_id: int, *, person_id: int, on: date) -> frozenset[Right]:
    """Everything that the seat gives its person on the day; one statement."""
    rows = UnitUserPermission.objects.filter(_on(on), seat_id=seat_id, user_id=person_id)
    values = rows.values_list("permission__codename", "content_object_id", "content_object__parent_id")
    return frozenset(Right(*row) for row in values)


def actor_of(seat: Seat, *, on: date) -> Actor:
    """The person on the seat as the door sees them today."""
    return Actor(
        person=seat.person_id,
        seat=seat.pk,
        unit=seat.unit_id,
        role=seat.role_id,
        rights=rights_of(seat.pk, person_id=seat.person_id, on=on),
    )


def holders_of(codenames: Iterable[str], units: Iterable[int], *, on: date) -> dict[tuple[str, int], list[Person]]:
    """Who holds each codename at each unit on the day; one statement."""
    rows = UnitUserPermission.objects.filter(
        _on(on), permission__codename__in=list(codenames), content_object_id__in=list(units)
    ).select_related("user", "permission")
    found: dict[tuple[str, int], list[Person]] = {}
    for row in rows.order_by("seat_id"):
        found.setdefault((row.permission.codename, row.content_object_id), []).append(row.user)
    return found
