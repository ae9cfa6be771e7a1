"""`manage.py check_grants`: do the permissions say what the seats give today?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from roles import grants
from roles.clock import now
from roles.models import Person, Seat, Unit, UnitUserPermission


class Command(BaseCommand):
    help = "Compares the permissions with the seats; names each difference and ends with 1 when there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        today = now().date()
        missing, surplus = grants.differences(today)
        for sentence in [*_named(_("Thiếu"), missing), *_named(_("Thừa"), surplus)]:
            self.stderr.write(sentence)
        if missing or surplus:
            raise CommandError(
                _("%(n)d quyền không khớp; chạy manage.py redraw_grants.") % {"n": len(missing | surplus)}
            )
        counts = {"grants": UnitUserPermission.objects.count(), "seats": Seat.objects.held(today).count()}
        self.stdout.write(_("%(grants)d quyền khớp với %(seats)d vị trí.") % counts)


def _named(word: str, rows: set[grants.Row]) -> Iterator[str]:
    """Each difference in words that an administrator can look up."""
    people, units = Person.objects.in_bulk(), Unit.objects.in_bulk()
    codenames = dict(Permission.objects.values_list("pk", "codename"))
    for user, permission, unit, seat, since, until in sorted(rows, key=str):
        yield _("%(word)s: %(person)s, quyền %(codename)s tại %(unit)s, vị trí %(seat)d (%(since)s – %(until)s).") % {
            "word": word,
            "person": people[user].username,
            "codename": codenames[permission],
            "unit": units[unit].code,
            "seat": seat,
            "since": since,
            "until": until or "…",
        }
