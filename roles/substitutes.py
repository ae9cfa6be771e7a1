"""Naming somebody to act for an absent person, and ending it: by the rows that say who may, under a lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from roles import grants, scopes
from roles.models import ActingRule, Person, Seat, UnitKind, in_force
from roles.models.seat import ActingForm, not_ended

NEIGHBOURS = ("person", "role", "unit__parent", "acting_for__person", "acting_for__role", "through")


class CannotAct(Exception):
    """The substitute cannot be named so; ``field`` is the entry that would have to change."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Choice:
    """Somebody whom the rows allow, in which form, through which post of their own."""

    form: str
    seat: Seat
    rule: ActingRule

    @property
    def key(self) -> str:
        return f"{self.form}:{self.seat.pk}"

    def codenames(self, principal: Seat) -> list[str]:
        """What the rule lets the principal hand over."""
        return [name for name in principal.role.codenames if not self.rule.codenames or name in self.rule.codenames]


@dataclass(frozen=True)
class Appointment:
    """What is asked: through which post, in which form, from when to when, on what paper, how far."""

    through: int
    form: str
    since: date
    until: date
    basis: str
    scope: Sequence[str] = ()


# Who may be named


def choices(principal: Seat, *, on: date) -> list[Choice]:
    """Everybody whom the rows of the day let act for the seat; two statements."""
    rules = list(ActingRule.objects.filter(in_force(on), role=principal.role_id).order_by("pk"))
    if principal.acting_for_id or not rules:
        return []
    wanted = Q(pk__in=[])
    for rule in rules:
        wanted |= Q(role=rule.by_id) & _at(rule, principal)
    seats = Seat.objects.held(on).filter(wanted, acting_for=None).exclude(person=principal.person_id)
    found = list(seats.select_related("person", "role", "unit").order_by("role__position", "pk"))
    return [Choice(r.form, s, r) for r in rules for s in found if s.role_id == r.by_id and _fits(r, principal, s)]


def _at(rule: ActingRule, principal: Seat) -> Q:
    if rule.place == ActingRule.Place.SAME_BODY:
        return Q(unit=principal.unit_id)
    beside = Q(unit__parent=principal.unit.parent_id)
    if rule.place == ActingRule.Place.BELOW:
        return beside & Q(unit__kind=UnitKind.OFFICE)
    return beside | Q(unit=principal.unit.parent_id)


def _fits(rule: ActingRule, principal: Seat, seat: Seat) -> bool:
    """The same question of a seat in memory."""
    if rule.place == ActingRule.Place.SAME_BODY:
        return seat.unit_id == principal.unit_id
    beside = seat.unit.parent_id == principal.unit.parent_id
    if rule.place == ActingRule.Place.BELOW:
        return beside and seat.unit.kind == UnitKind.OFFICE
    return beside or seat.unit_id == principal.unit.parent_id


# Naming


@transaction.atomic
def name(principal_id: int, asked: Appointment, *, today: date) -> Seat:
    """Somebody sits for the principal from one day to another; their rights follow at once."""
    principal = _locked(principal_id, asked)
    choice = _choice(principal, asked)
    _check_days(principal, choice.seat, asked, today)
    _check_scope(principal, choice, asked)
    _check_nobody_twice(principal, choice.seat, asked)
    seat = Seat.objects.create(
        person=choice.seat.person,
        role=principal.role,
        unit=principal.unit,
        title=choice.seat.label,
        since=asked.since,
        until=asked.until,
        basis=asked.basis.strip(),
        acting_for=principal,
        through=choice.seat,
        form=asked.form,
        scope=_kept(principal, choice, asked.scope),
    )
    grants.redraw(choice.seat.person, today=today)
    return seat


def _locked(principal_id: int, asked: Appointment) -> Seat:
    """Both people's rows, in key order: who is absent and who acts is decided one after another."""
    pair = Seat.objects.filter(pk__in=[principal_id, asked.through])
    list(Person.objects.select_for_update(of=("self",)).filter(seats__in=pair).order_by("pk").values_list("pk"))
    list(Seat.objects.select_for_update(of=("self",)).filter(pk__in=pair).order_by("pk").values_list("pk"))
    principal = Seat.objects.select_related(*NEIGHBOURS).filter(pk=principal_id).first()
    if principal is None or not Seat.objects.held(asked.since).filter(pk=principal_id).exists():
        raise CannotAct(_("Ngày ấy người được thay không giữ vị trí này."), "since")
    if principal.acting_for:
        raise CannotAct(
            _("Đang thay %(who)s nên không cử người khác thay tiếp; việc cử người thay thuộc %(who)s.")
            % {"who": principal.acting_for.person.addressed}
        )
    return principal


def _choice(principal: Seat, asked: Appointment) -> Choice:
    found = choices(principal, on=asked.since)
    choice = next((c for c in found if (c.seat.pk, c.form) == (asked.through, asked.form)), None)
    if choice is None:
        form = ActingForm(asked.form).label if asked.form in ActingForm.values else asked.form
        words = {"form": form, "role": principal.role.name}
        raise CannotAct(_("Không có quy định cho người này %(form)s %(role)s; chọn người khác.") % words, "who")
    return choice


def _check_days(principal: Seat, own: Seat, asked: Appointment, today: date) -> None:
    if not asked.basis.strip():
        raise CannotAct(_("Ghi căn cứ: văn bản phân công hoặc ủy quyền."), "basis")
    if asked.since < today:
        raise CannotAct(_("Không cử lùi ngày; sớm nhất là hôm nay, %(day)s.") % {"day": _said(today)}, "since")
    if asked.until < asked.since:
        raise CannotAct(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), "until")
    ends = [seat.until for seat in (principal, own) if seat.until]
    if ends and asked.until > min(ends):
        raise CannotAct(_("Chỉ thay được đến hết %(day)s, khi vị trí kết thúc.") % {"day": _said(min(ends))}, "until")


def _check_scope(principal: Seat, choice: Choice, asked: Appointment) -> None:
    """Narrower, never wider than the principal's role and the rule."""
    if unknown := scopes.unknown(asked.scope, role=choice.codenames(principal)):
        raise CannotAct(_("Vị trí này không giao được: %(words)s.") % {"words": ", ".join(unknown)}, "scope")


def _kept(principal: Seat, choice: Choice, words: Sequence[str]) -> list[str]:
    """The scope as it is stored: where the rule narrows the role, its codenames are named."""
    may, kept = choice.codenames(principal), list(dict.fromkeys(words))
    if may != list(principal.role.codenames) and not [word for word in kept if ":" not in word]:
        kept = [*may, *kept]
    return kept


def _check_nobody_twice(principal: Seat, own: Seat, asked: Appointment) -> None:
    """Who is absent acts for nobody, and no act falls to two substitutes."""
    acting = Seat.objects.filter(_overlaps(asked.since, asked.until), acting_for__isnull=False)
    if absent := acting.filter(acting_for__person=own.person_id).select_related("person").first():
        words = {"who": _begun(own.person.addressed), "other": absent.person.addressed, "day": _said(absent.until)}
        raise CannotAct(_("%(who)s vắng, đã cử %(other)s thay đến hết %(day)s; chọn người khác.") % words, "who")
    if busy := acting.filter(person=principal.person_id).select_related("acting_for__person").first():
        assert busy.acting_for
        words = {"other": busy.acting_for.person.addressed, "day": _said(busy.until)}
        raise CannotAct(_("Đang thay %(other)s đến hết %(day)s; kết thúc việc thay đó trước khi cử người.") % words)
    for other in acting.filter(acting_for=principal).select_related("person"):
        if not scopes.disjoint(other.scope, asked.scope, role=principal.role.codenames):
            words = {"other": other.person.addressed, "day": _said(other.until)}
            raise CannotAct(_("Đã cử %(other)s thay việc này đến hết %(day)s; kết thúc trước đã.") % words, "who")


def _overlaps(since: date, until: date) -> Q:
    return Q(since__lte=until, until__gte=since) & not_ended(since)


# Ending


@transaction.atomic
def end(seat_id: int, *, principal: Person, today: date) -> Seat:
    """The person is back: from today on the substitute holds nothing; one that has not begun never begins."""
    seats = Seat.objects.select_for_update(of=("self",)).select_related("acting_for")
    seat = seats.filter(not_ended(today), pk=seat_id, acting_for__person=principal, until__gte=today).first()
    if seat is None:
        raise CannotAct(_("Việc thay này đã kết thúc, hoặc không phải do mình cử."))
    return stop(seat, today=today)


def stop(seat: Seat, *, today: date) -> Seat:
    """End an acting seat at once; its row and history stay."""
    seat.ended_on = today
    seat.save(update_fields=["ended_on"])
    grants.redraw(seat.person, today=today)
    return seat


# What was named


def of_person(person: Person) -> QuerySet[Seat]:
    """Whoever acts, acted or will act for a seat of the person, the latest first."""
    rows = Seat.objects.filter(acting_for__person=person).select_related(*NEIGHBOURS)
    return rows.order_by("-since", "-pk")


def _said(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
