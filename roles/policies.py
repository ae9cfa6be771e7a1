"""Who may do what where, asked in both directions and compared with the day itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BigAutoField, CharField, DateField, Exists, OuterRef, Q, QuerySet

from roles.models import Person, Seat, Succession, UnitUserPermission
from roles.models.seat import borrowed_from_the_living
from roles.scopes import EVERYTHING, Scope
from roles.worded import Hole, Worded, holes, numbered


@dataclass(frozen=True, slots=True)
class Right:
    """A codename that is held at a unit; ``authority`` is the unit's parent, ``heir`` whether it took others over."""

    codename: str
    unit: int
    authority: int | None = None
    heir: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person on the seat that the page names, with what that seat gives on the day."""

    person: int
    seat: int
    unit: int
    role: str
    rights: frozenset[Right] = field(default_factory=frozenset)
    principal: int | None = None  # the person for whom an acting seat acts
    acts_for: int | None = None  # and that person's seat
    form: str = ""
    scope: Scope = EVERYTHING
    on: date | None = None  # the day of which all this is true

    @property
    def people(self) -> frozenset[int]:
        """Whose case it must not be: the person's own, and that of the one for whom they act."""
        return frozenset({self.person} | ({self.principal} if self.principal else set()))

    @property
    def mark(self) -> dict[str, dict[str, int | str | None]]:
        """What the ledger keeps of an act for another; nothing of one's own."""
        if not self.form:
            return {}
        return {"acting": {"form": self.form, "seat": self.acts_for, "person": self.principal}}

    def holds(self, codename: str, unit: int | None) -> bool:
        """Whether the seat gives the codename at the unit."""
        return any(r.codename == codename and r.unit == unit for r in self.rights)

    def holds_under(self, codename: str, authorities: Collection[int | None]) -> bool:
        """Whether the seat gives the codename at some body of one of the authorities."""
        return any(r.codename == codename and r.authority in authorities for r in self.rights)

    def units(self, codename: str) -> list[int]:
        """Where the seat gives the codename."""
        return [r.unit for r in self.rights if r.codename == codename]


def _on(day: date | Hole) -> Q:
    days = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
    return days & Q(user__is_active=True) & borrowed_from_the_living(day, "seat__")


class _Standing(NamedTuple):
    """What a seat gives on the day, and for whom."""

    rights: frozenset[Right] = frozenset()
    principal: int | None = None
    acts_for: int | None = None
    form: str = ""
    scope: Scope = EVERYTHING


RIGHT = ("permission__codename", "content_object_id", "content_object__parent_id", "heir")
FOR_WHOM = ("seat__acting_for__person", "seat__acting_for", "seat__form", "seat__scope")


def _standing(seat_id: int, *, person_id: int, on: date) -> _Standing:
    """One statement: the rights, and with them whom the seat acts for."""
    values = STANDING.ask(seat=seat_id, person=person_id, on=on)
    if not values:
        return _Standing()
    principal, acts_for, form, words = values[0][len(RIGHT) :]
    rights = frozenset(Right(*row[: len(RIGHT)]) for row in values)
    return _Standing(rights, principal, acts_for, form, Scope.of(words))


def _standings() -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = UnitUserPermission.objects.filter(
        _on(Hole("on", DateField())), seat=Hole("seat", BigAutoField()), user=Hole("person", BigAutoField())
    )
    rows = rows.annotate(heir=Exists(Succession.objects.filter(successor=OuterRef("content_object_id"))))
    return rows.values_list(*RIGHT, *FOR_WHOM)


STANDING = Worded(_standings)


def rights_of(seat_id: int, *, person_id: int, on: date) -> frozenset[Right]:
    """Everything that the seat gives its person on the day; one statement."""
    return _standing(seat_id, person_id=person_id, on=on).rights


def actor_of(seat: Seat, *, on: date) -> Actor:
    """The person on the seat as the door sees them today."""
    return renewed(Actor(seat.person_id, seat.pk, seat.unit_id, seat.role_id), on=on)


def renewed(actor: Actor, *, on: date) -> Actor:
    """The actor as the rows say that day, whatever a page believed; one statement."""
    standing = _standing(actor.seat, person_id=actor.person, on=on)
    return Actor(actor.person, actor.seat, actor.unit, actor.role, *standing, on=on)


class Holding(NamedTuple):
    """Somebody who holds a codename at a unit, and for which papers."""

    person: Person
    scope: Scope


Place = tuple[str, int]


def holdings_of(codenames: Iterable[str], units: Iterable[int], *, on: date) -> dict[Place, list[Holding]]:
    """Who holds each codename at each unit on the day, by their seat or for another; one statement."""
    rights, places = numbered("right", codenames), numbered("unit", units)
    found: dict[Place, list[Holding]] = {}
    if not (rights and places):
        return found
    for codename, unit, scope, *person in _asked(rights, places, on):
        holding = Holding(Person.from_db(DEFAULT_DB_ALIAS, PERSON, person), Scope.of(scope))
        found.setdefault((codename, unit), []).append(holding)
    return found


def holders_of(codenames: Iterable[str], units: Iterable[int], *, on: date) -> dict[Place, list[Person]]:
    """The people of ``holdings_of``, each once."""
    found = holdings_of(codenames, units, on=on)
    return {place: list(_people(holdings)) for place, holdings in found.items()}


def _people(holdings: Iterable[Holding]) -> Iterator[Person]:
    return iter({holding.person.pk: holding.person for holding in holdings}.values())


PERSON = [field.attname for field in Person._meta.concrete_fields]


#: what a move asks at most; more rights or units are an act on many, which words its statement anew
FEW_RIGHTS, FEW_UNITS = 4, 8


def _asked(rights: dict[str, Any], places: dict[str, Any], on: date) -> Iterable[Iterable[Any]]:
    if len(rights) > FEW_RIGHTS or len(places) > FEW_UNITS:
        return _holding(on, list(rights.values()), list(places.values()))
    return _holders(len(rights), len(places)).ask(on=on, **rights, **places)


@lru_cache(maxsize=FEW_RIGHTS * FEW_UNITS)
def _holders(rights: int, units: int) -> Worded:
    """The statement for so many rights and units."""
    right, unit = holes("right", rights, CharField()), holes("unit", units, BigAutoField())
    return Worded(lambda: _holding(Hole("on", DateField()), right, unit))


def _holding(on: date | Hole, rights: list[Any], units: list[Any]) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = UnitUserPermission.objects.filter(
        _on(on), permission__codename__in=rights, content_object__id__in=units
    ).order_by("seat_id")
    people = [f"user__{name}" for name in PERSON]
    return rows.values_list("permission__codename", "content_object_id", "seat__scope", *people)
