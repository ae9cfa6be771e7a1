"""The places of a world, who sits where in it, and the accounts that open its doors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext as _

from roles.models import Person, Seat, Unit

SEAT_BASIS = "Quyết định phân công (bản dùng thử)"


def settle(world: dict[str, Any]) -> None:
    """Units, people and seats as the world's file lists them."""
    units: dict[str, Unit] = {}
    for row in world["units"]:
        parent = units.get(row["parent"] or "")
        units[row["code"]] = Unit.objects.create(**{**row, "parent": parent})
    secret = make_password(world["password"])  # one hash: the password is printed for everybody
    for row in world["people"]:
        person = Person.objects.create(
            username=row["username"],
            full_name=row["full_name"],
            gender=row["gender"],
            email=f"{row['username']}@example.vn",
            password=secret,
        )
        Seat.objects.bulk_create(_seats(row["seats"], person, units))


def settle_past(places: list[dict[str, Any]], seats: list[dict[str, Any]]) -> None:
    """Units that the script will end, and who of today's people sat there."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    for row in places:
        units[row["code"]] = Unit.objects.create(**{**row, "parent": units.get(row["parent"] or "")})
    people = {person.username: person for person in Person.objects.all()}
    for row in seats:
        Seat.objects.bulk_create(_seats([row], people[row["username"]], units))


def _seats(rows: list[dict[str, Any]], person: Person, units: dict[str, Unit]) -> Iterator[Seat]:
    for row in rows:
        yield Seat(
            person=person,
            role_id=row["role"],
            unit=units[row["unit"]],
            title=row["title"],
            since=date.fromisoformat(row["since"]),
            basis=SEAT_BASIS,
        )


def stand(world: dict[str, Any]) -> bool:
    """Whether the world's places and people are here."""
    codes = {row["code"] for row in world["units"]}
    names = {row["username"] for row in world["people"]}
    units = Unit.objects.filter(code__in=codes).count()
    return units == len(codes) and Person.objects.filter(username__in=names).count() == len(names)


@dataclass(frozen=True)
class Account:
    """One seat as the newcomer reads it from the table."""

    seat: str
    unit: str
    person: str
    username: str
    password: str


def accounts(world: dict[str, Any], today: date) -> list[Account]:
    """A line for each seat that is held on the day, in the order of the house."""
    names = [row["username"] for row in world["people"]]
    seats = Seat.objects.held(today).filter(person__username__in=names).select_related("person", "role", "unit")
    ordered = sorted(seats, key=lambda seat: (names.index(seat.person.username), seat.pk))
    opens = {hash_: check_password(world["password"], hash_) for hash_ in {s.person.password for s in ordered}}
    return [
        Account(
            seat=seat.label,
            unit=seat.unit.short_name,
            person=seat.person.full_name,
            username=seat.person.username,
            password=world["password"] if opens[seat.person.password] else _("(đã đổi)"),
        )
        for seat in ordered
    ]
