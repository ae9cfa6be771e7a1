"""Units that end and their heirs: a plan read and checked, then seats, units and tree made equal to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from roles import grants
from roles.models import BODY_KINDS, PROPOSER_KINDS, Person, Seat, Succession, Unit, UnitKind

#: what a plan says instead of a code: the nearest unit above that can do the same
PARENT = "parent"
#: an earlier year is a slip of the hand
EARLIEST = 1900
#: which right a unit of each kind needs somebody for, or its desk stands empty
NEEDED: dict[str, tuple[str, ...]] = {
    UnitKind.OFFICE: ("appraise",),
    UnitKind.COUNCIL: ("minute", "vote"),
    UnitKind.BOARD: ("minute", "vote"),
    UnitKind.CHAIR: ("sign",),
}


class PlanError(Exception):
    """The plan cannot be carried out; the sentence says what to mend in it."""


@dataclass(frozen=True)
class Passing:
    """One unit that ends; its first heir takes whatever no share gives to another."""

    unit: Unit
    heirs: tuple[Unit, ...]


@dataclass
class Plan:
    """What ends on a day and why, with everything below an authority spelled out."""

    on: date
    basis: str
    passings: list[Passing] = field(default_factory=list)
    moves: dict[int, tuple[Unit, Unit]] = field(default_factory=dict)
    shares: dict[str, Unit] = field(default_factory=dict)

    @property
    def ends(self) -> dict[int, Passing]:
        return {passing.unit.pk: passing for passing in self.passings}

    def heir(self, unit: Unit, *, origin: Unit, code: str | None = None) -> Unit:
        """Who takes over what the unit has of an origin: as named, else above the origin, else the first."""
        heirs = self.ends[unit.pk].heirs
        if code in self.shares:
            wanted = {self.shares[code].pk}
        else:
            wanted = set() if origin.pk == unit.pk else self._above(origin)
        return next((heir for heir in heirs if {heir.pk, heir.parent_id} & wanted), heirs[0])

    def _above(self, origin: Unit) -> set[int]:
        """What stands above the origin once everything has moved."""
        unit: Unit | None = self.heir(origin, origin=origin) if origin.pk in self.ends else origin
        found: set[int] = set()
        while unit is not None:
            unit = self.moves[unit.pk][1] if unit.pk in self.moves else unit.parent
            found |= {unit.pk} if unit is not None else set()
        return found


# Read


def read(raw: Mapping[str, Any]) -> Plan:
    """The plan of a file or a form, with its units found and its authorities unfolded."""
    units = _Units()
    try:
        plan = Plan(date.fromisoformat(raw["on"]), str(raw["basis"]).strip())
        rows = [(units[row["unit"]], row["heirs"], row.get("shares", {})) for row in raw["passings"]]
    except (KeyError, TypeError, ValueError) as wrong:
        raise PlanError(_("Không đọc được kế hoạch: thiếu hoặc sai “%(what)s”.") % {"what": wrong}) from wrong
    if plan.on.year < EARLIEST:
        raise PlanError(_("Ngày sắp xếp không thể trước năm %(year)d.") % {"year": EARLIEST})
    if not plan.basis or not rows:
        raise PlanError(_("Kế hoạch cần có văn bản sắp xếp và ít nhất một đơn vị kết thúc."))
    for unit, heirs, shares in rows:
        found = tuple(units.above(unit) if code == PARENT else units[code] for code in heirs)
        plan.shares |= {name: units[code] for name, code in shares.items()}
        plan.passings += _unfolded(plan, Passing(unit, found), units)
    plan.passings = list({passing.unit.pk: passing for passing in reversed(plan.passings)}.values())[::-1]
    for passing in plan.passings:
        plan.moves |= _moves(plan, passing, units)
    if faults := list(faults_of(plan)):
        raise PlanError(" ".join(faults))
    return plan


class _Units:
    """All units by code, read once."""

    def __init__(self) -> None:
        self.rows = {unit.code: unit for unit in Unit.objects.select_related("parent")}

    def __getitem__(self, code: str) -> Unit:
        if code not in self.rows:
            raise PlanError(_("Không có đơn vị “%(code)s”.") % {"code": code})
        return self.rows[code]

    def below(self, authority: Unit, on: date) -> list[Unit]:
        """What stands directly under an authority on the day."""
        return [u for u in self.rows.values() if u.parent_id == authority.pk and _stands(u, on)]

    def above(self, unit: Unit) -> Unit:
        """The nearest unit above that can do the same: the authority above, or its office for a proposer."""
        kind = unit.kind if unit.kind in (UnitKind.AUTHORITY, *BODY_KINDS) else UnitKind.OFFICE
        line = unit.lineage[:-2] if unit.kind in BODY_KINDS else unit.lineage[:-1]
        for code in reversed(line):
            near = [self.rows[code], *(u for u in self.rows.values() if u.parent_id == self.rows[code].pk)]
            if found := next((u for u in near if u.kind == kind and u.pk != unit.pk and u.until is None), None):
                return found
        raise PlanError(_("Phía trên %(unit)s không có đơn vị nào làm thay được.") % {"unit": unit.name})


def _stands(unit: Unit, on: date) -> bool:
    return unit.until is None or unit.until >= on


def _unfolded(plan: Plan, passing: Passing, units: _Units) -> Iterator[Passing]:
    """An authority takes its bodies with it."""
    yield passing
    if _is_authority(passing):
        for child in units.below(passing.unit, plan.on):
            if child.kind in BODY_KINDS:
                yield Passing(child, tuple(_same_body(child, heir, units, plan.on) for heir in passing.heirs))


def _is_authority(passing: Passing) -> bool:
    return all(unit.kind == UnitKind.AUTHORITY for unit in (passing.unit, *passing.heirs))


def _moves(plan: Plan, passing: Passing, units: _Units) -> dict[int, tuple[Unit, Unit]]:
    """What stood under an authority and goes on: under its heir, or above, where it is the heir itself."""
    if not _is_authority(passing) or not passing.heirs:
        return {}
    unit, heirs = passing.unit, passing.heirs
    staying = [child for child in units.below(unit, plan.on) if child.pk not in plan.ends]
    new = {child.pk: unit.parent if child in heirs else plan.shares.get(child.code, heirs[0]) for child in staying}
    return {child.pk: (child, parent) for child in staying if (parent := new[child.pk]) is not None}


def _same_body(body: Unit, authority: Unit, units: _Units, on: date) -> Unit:
    found = next((unit for unit in units.below(authority, on) if unit.kind == body.kind), None)
    if found is None:
        words = {"body": body.get_kind_display(), "unit": authority.name}
        raise PlanError(_("%(unit)s chưa có %(body)s để tiếp nhận; lập đơn vị đó trước.") % words)
    return found


def faults_of(plan: Plan) -> Iterator[str]:
    """Every sentence about a passing that cannot be."""
    for passing in plan.passings:
        yield from (sentence for wrong, sentence in _checks(plan, passing) if wrong)
    for child, parent in plan.moves.values():
        if parent.pk in plan.ends:
            yield _("%(unit)s không thể về %(heir)s, nơi cũng kết thúc.") % {"unit": child.name, "heir": parent.name}


def _checks(plan: Plan, passing: Passing) -> Iterator[tuple[bool, str]]:
    unit, heirs = passing.unit, passing.heirs
    words = {"unit": unit.name, "heirs": ", ".join(heir.name for heir in heirs)}
    ended = unit.until is not None and unit.until < plan.on - timedelta(days=1)
    yield not heirs, _("%(unit)s chưa có nơi kế thừa.") % words
    yield ended, _("%(unit)s đã kết thúc từ trước.") % words
    yield any(h.pk == unit.pk for h in heirs), _("%(unit)s không kế thừa chính mình.") % words
    yield any(h.pk in plan.ends for h in heirs), _("%(unit)s không thể về %(heirs)s, nơi cũng kết thúc.") % words
    late = any((h.since and h.since > plan.on) or not _stands(h, plan.on) for h in heirs)
    yield late, _("%(heirs)s không có hiệu lực vào ngày sắp xếp.") % words
    yield any(not _can_do(unit, h) for h in heirs), _("%(heirs)s không làm thay được %(unit)s.") % words


def _can_do(unit: Unit, heir: Unit) -> bool:
    """A body's work needs a body of its kind; a proposer's, a proposer."""
    if unit.kind in (UnitKind.COUNCIL, UnitKind.BOARD, UnitKind.CHAIR, UnitKind.AUTHORITY, UnitKind.OFFICE):
        return heir.kind == unit.kind
    return heir.kind in PROPOSER_KINDS


# Asked of a plan


def known(plan: Plan) -> bool:
    """Whether these units have these heirs already; other heirs than the recorded ones are refused."""
    rows = Succession.objects.filter(unit__in=list(plan.ends)).values_list("unit_id", "successor_id")
    recorded = set(rows)
    wanted = {(p.unit.pk, heir.pk) for p in plan.passings for heir in p.heirs}
    if recorded - wanted:
        raise PlanError(_("Một đơn vị trong kế hoạch đã có nơi kế thừa khác."))
    return recorded == wanted


def ending_seats(plan: Plan) -> QuerySet[Seat]:
    """The seats at the units that end, which go on beyond their last day; what was called off never began."""
    going_on = Q(until=None) | Q(until__gte=plan.on)
    begun = Q(ended_on=None) | Q(ended_on__gt=plan.on) & Q(ended_on__gt=F("since"))
    rows = Seat.objects.filter(going_on, begun, unit__in=list(plan.ends))
    return rows.select_related("person", "role", "unit").order_by("unit__position", "pk")


def holes(plan: Plan, *, on: date) -> list[tuple[Unit, str]]:
    """The desks of the heirs where nobody would sit: (unit, the right that nobody holds); one statement."""
    wanted = {(heir, right): None for p in plan.passings for heir in p.heirs for right in _needed(p.unit)}
    seats = Seat.objects.held(on).filter(unit__in=[heir.pk for heir, _right in wanted])
    held = {(unit, right) for unit, rights in seats.values_list("unit_id", "role__codenames") for right in rights}
    return [(heir, right) for heir, right in wanted if (heir.pk, right) not in held]


def _needed(unit: Unit) -> tuple[str, ...]:
    """What the unit did and its heir will have to do."""
    return () if unit.kind == UnitKind.AUTHORITY else NEEDED.get(unit.kind, ("propose",))


# Written


def record(plan: Plan, *, today: date) -> None:
    """Heirs are on record, units and their seats have a last day, what stood below stands elsewhere."""
    last = plan.on - timedelta(days=1)
    Succession.objects.bulk_create(
        Succession(unit=passing.unit, successor=heir, on=plan.on, basis=plan.basis)
        for passing in plan.passings
        for heir in passing.heirs
    )
    people = _end_seats(plan, last)
    Unit.objects.filter(pk__in=list(plan.ends)).filter(Q(until=None) | Q(until__gt=last)).update(until=last)
    for child, parent in plan.moves.values():
        _move(child, parent)
    if people:
        grants.redraw(*people, today=today)


def _end_seats(plan: Plan, last: date) -> list[Person]:
    seats = list(ending_seats(plan))
    if late := [seat for seat in seats if seat.since > last]:
        names = ", ".join(f"{seat.person}, {seat}" for seat in late)
        raise PlanError(_("Có vị trí bắt đầu sau ngày đơn vị kết thúc: %(seats)s. Sửa trước.") % {"seats": names})
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(until=last)
    return [seat.person for seat in seats]


def _move(unit: Unit, parent: Unit) -> None:
    """Under another authority, with everything below; the paths follow."""
    unit.parent = parent
    unit.save()
    for child in Unit.objects.filter(parent=unit):
        _move(child, unit)


def recorded(units: Collection[int]) -> list[Plan]:
    """The plans on record for these units, each under its own basis; what came late is passed on by them."""
    if not units:
        return []
    rows = Succession.objects.filter(unit__in=list(units)).select_related("unit", "successor").order_by("pk")
    heirs: dict[tuple[date, str], dict[Unit, list[Unit]]] = {}
    for row in rows:
        heirs.setdefault((row.on, row.basis), {}).setdefault(row.unit, []).append(row.successor)
    return [
        Plan(on, basis, [Passing(unit, tuple(found)) for unit, found in passings.items()])
        for (on, basis), passings in heirs.items()
    ]
