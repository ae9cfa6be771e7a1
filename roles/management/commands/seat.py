"""`manage.py seat`: people and seats from the command line, until the pages of an installation stand."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from roles import grants, substitutes
from roles.clock import now
from roles.models import Gender, Person, Role, Seat, Tier, Unit, UnitKind
from roles.models.seat import not_ended

ADMINISTRATOR = "administrator"


class Command(BaseCommand):
    help = "Adds people and seats, ends seats, sets passwords; the permissions follow at once."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        first = acts.add_parser("first-admin", help="the first administrator of an installation")
        _add(first, "username", "name", "unit", "--unit-name", "--email")
        first.add_argument("--tier", choices=Tier.values, default=Tier.COMMUNE)
        person = acts.add_parser("person", help="a new account; its password is printed once")
        _add(person, "username", "name", "--email", "--phone")
        person.add_argument("--gender", choices=Gender.values, default="")
        seat = acts.add_parser("add", help="a seat for a person")
        _add(seat, "username", "role", "unit", "--title", "--since", "--until", "--basis")
        end = acts.add_parser("end", help="the last day of a seat")
        _add(end, "username", "role", "unit", "--on")
        acting = acts.add_parser("acting", help="somebody acts for the person on a seat, until a day")
        _add(acting, "username", "role", "unit", "substitute", "form", "--since", "--until", "--basis", "--scope")
        back = acts.add_parser("back", help="the person is back: whoever acts for the seat stops today")
        _add(back, "username", "role", "unit")
        password = acts.add_parser("password", help="a new password, printed once, or read")
        _add(password, "username")
        password.add_argument("--stdin", action="store_true", help="read it from the first line of the input")

    @transaction.atomic
    def handle(self, *args: Any, act: str, **options: Any) -> None:
        for sentence in ACTS[act](now().date(), **{name: options[name] for name in WORDS[act]}):
            self.stdout.write(sentence)


def _add(parser: CommandParser, *names: str) -> None:
    for name in names:
        if name.startswith("--"):
            parser.add_argument(name, default="")
        else:
            parser.add_argument(name)


# The acts: each returns what it has to say


def first_admin(
    today: date, *, username: str, name: str, unit: str, unit_name: str, tier: str, email: str
) -> list[str]:
    """Somebody who may let the others in; only where nobody may yet."""
    if Seat.objects.held(today).filter(role=ADMINISTRATOR).exists():
        raise CommandError(_("Đã có người quản trị; dùng seat person và seat add."))
    place = Unit.objects.filter(code=unit).first() or _authority(unit, unit_name, tier)
    said = person(today, username=username, name=name, email=email, phone="", gender="")
    return [*said, *_seated(_person(username), _role(ADMINISTRATOR), place, today, since=today)]


def _authority(code: str, name: str, tier: str) -> Unit:
    if not name:
        raise CommandError(_("Chưa có đơn vị “%(code)s”; thêm --unit-name để lập.") % {"code": code})
    kind = UnitKind.AUTHORITY
    return Unit.objects.create(code=code, name=name, short_name=name[:80], kind=kind, tier=tier, managed_by=tier)


def person(today: date, *, username: str, name: str, email: str, phone: str, gender: str) -> list[str]:
    """A new account without any right."""
    if Person.objects.filter(username=username).exists():
        raise CommandError(_("Tên đăng nhập “%(name)s” đã có người dùng.") % {"name": username})
    someone = Person(username=username, full_name=name, email=email, phone=phone, gender=gender)
    someone.clean()
    secret = secrets.token_urlsafe(12)
    someone.set_password(secret)
    someone.save()
    words = {"name": name, "username": username, "password": secret}
    return [_("Đã thêm %(name)s, tên đăng nhập %(username)s, mật khẩu %(password)s (chỉ hiện một lần).") % words]


def add(
    today: date, *, username: str, role: str, unit: str, title: str, since: str, until: str, basis: str
) -> list[str]:
    """A person sits down."""
    start, end = _day(since) or today, _day(until)
    if end and end < start:
        raise CommandError(_("Ngày kết thúc phải sau ngày bắt đầu."))
    entries = {"since": start, "until": end, "title": title, "basis": basis}
    return _seated(_person(username), _role(role), _unit(unit), today, **entries)


def _seated(who: Person, role: Role, unit: Unit, today: date, **entries: Any) -> list[str]:
    if role.kinds and unit.kind not in role.kinds:
        raise CommandError(
            _("%(role)s không ngồi ở %(unit)s (%(kind)s).")
            % {"role": role.name, "unit": unit.name, "kind": unit.get_kind_display()}
        )
    same = Seat.objects.filter(Q(until=None) | Q(until__gte=entries["since"]), person=who, role=role, unit=unit)
    if same.exists():
        raise CommandError(_("%(name)s đã có vị trí này.") % {"name": who.full_name})
    seat = Seat.objects.create(person=who, role=role, unit=unit, **entries)
    grants.redraw(who, today=today)
    words = {"name": who.full_name, "seat": seat.label, "unit": unit.name, "since": _said(seat.since)}
    return [_("%(name)s là %(seat)s, %(unit)s, từ ngày %(since)s.") % words]


def end(today: date, *, username: str, role: str, unit: str, on: str) -> list[str]:
    """The seat's last day; its row and history stay."""
    who, last = _person(username), _day(on) or today
    held = Seat.objects.filter(Q(until=None) | Q(until__gt=last), person=who, role=role, unit__code=unit)
    seat = held.filter(acting_for=None).select_related("role").first()
    if seat is None:
        raise CommandError(_("%(name)s không giữ vị trí này sau ngày %(day)s.") % {"name": who, "day": _said(last)})
    if last < seat.since:
        raise CommandError(_("Vị trí này chỉ bắt đầu từ ngày %(day)s.") % {"day": _said(seat.since)})
    seat.until = last
    seat.save(update_fields=["until"])
    grants.redraw(who, today=today)
    words = {"name": who.full_name, "seat": seat.label, "day": _said(last)}
    return [_("%(name)s thôi %(seat)s sau ngày %(day)s.") % words]


def acting(
    today: date,
    *,
    username: str,
    role: str,
    unit: str,
    substitute: str,
    form: str,
    since: str,
    until: str,
    basis: str,
    scope: str,
) -> list[str]:
    """Somebody sits for the person, in the form that the rows allow, for as long as is said."""
    principal, start, last = _held(username, role, unit, today), _day(since) or today, _day(until)
    if last is None:
        raise CommandError(_("Ghi ngày kết thúc: --until 2024-12-31."))
    through = _through(principal, substitute, form, start)
    words = [word for word in scope.split(",") if word]
    asked = substitutes.Appointment(through.pk, form, start, last, basis, words)
    try:
        seat = substitutes.name(principal.pk, asked, today=today)
    except substitutes.CannotAct as why:
        raise CommandError(str(why)) from why
    said = {"name": seat.person, "seat": seat, "since": _said(start), "until": _said(last)}
    return [_("%(name)s là %(seat)s, từ ngày %(since)s đến hết ngày %(until)s.") % said]


def _held(username: str, role: str, unit: str, on: date) -> Seat:
    seats = Seat.objects.held(on).filter(person__username=username, role=role, unit__code=unit, acting_for=None)
    seat = seats.select_related(*substitutes.NEIGHBOURS).first()
    if seat is None:
        raise CommandError(_("%(name)s không giữ vị trí này hôm nay.") % {"name": username})
    return seat


def _through(principal: Seat, username: str, form: str, on: date) -> Seat:
    found = substitutes.choices(principal, on=on)
    choice = next((c for c in found if (c.seat.person.username, c.form) == (username, form)), None)
    if choice is None:
        known = ", ".join(f"{c.seat.person.username} {c.form}" for c in found) or _("không có ai")
        raise CommandError(_("Không cử được %(name)s; cử được: %(known)s.") % {"name": username, "known": known})
    return choice.seat


def back(today: date, *, username: str, role: str, unit: str) -> list[str]:
    """The person is back before the last day."""
    principal = _held(username, role, unit, today)
    running = Seat.objects.filter(not_ended(today), acting_for=principal, until__gte=today).select_related("person")
    stopped = [substitutes.stop(seat, today=today) for seat in running]
    if not stopped:
        raise CommandError(_("Không ai đang thay vị trí này."))
    return [_("%(name)s thôi thay từ hôm nay.") % {"name": seat.person} for seat in stopped]


def password(today: date, *, username: str, stdin: bool) -> list[str]:
    """A new password for somebody who forgot theirs."""
    who = _person(username)
    secret = sys.stdin.readline().rstrip("\n") if stdin else secrets.token_urlsafe(12)
    try:
        validate_password(secret, who)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    who.set_password(secret)
    who.save(update_fields=["password"])
    if stdin:
        return [_("Đã đổi mật khẩu của %(name)s.") % {"name": who.full_name}]
    words = {"name": who.full_name, "password": secret}
    return [_("Mật khẩu mới của %(name)s: %(password)s (chỉ hiện một lần).") % words]


# Rows by the names a person types


def _person(username: str) -> Person:
    found = Person.objects.filter(username=username).first()
    if found is None:
        raise CommandError(_("Không có người dùng “%(name)s”.") % {"name": username})
    return found


def _role(code: str) -> Role:
    found = Role.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Role.objects.values_list("code", flat=True)) or _("chưa có; chạy manage.py load_law trước")
        raise CommandError(_("Không có vai trò “%(code)s”; có: %(known)s.") % {"code": code, "known": known})
    return found


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise CommandError(_("Không có đơn vị “%(code)s”.") % {"code": code})
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(_("Ngày viết như 2024-11-27, không như “%(text)s”.") % {"text": text}) from error


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"


ACTS: dict[str, Callable[..., list[str]]] = {
    "first-admin": first_admin,
    "person": person,
    "add": add,
    "end": end,
    "acting": acting,
    "back": back,
    "password": password,
}
WORDS = {
    act: [name for name in function.__annotations__ if name not in ("today", "return")]
    for act, function in ACTS.items()
}
