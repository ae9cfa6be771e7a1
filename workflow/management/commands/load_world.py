"""`manage.py load_world`: a demo's units, people, seats and dossiers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from dossiers.law import LawError
from workflow import worlds


class Command(BaseCommand):
    help = "Loads a demo world; one that is loaded already is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("world", help="2024 or 2026")
        parser.add_argument("--empty", action="store_true", help="units, seats, accounts and law, no dossiers")

    def handle(self, *args: Any, world: str, empty: bool, **options: Any) -> None:
        if not settings.BANGVANG_DEMO:
            raise CommandError(_("Chỉ nạp bản dùng thử khi BANGVANG_DEMO=1."))
        try:
            found = worlds.load(world, empty=empty, say=self.stdout.write)
        except (worlds.WorldError, LawError) as error:
            raise CommandError(str(error)) from error
        if not found.fresh:
            self.stdout.write(_("Bản dùng thử %(world)s đã có sẵn và được giữ nguyên.") % {"world": world})
            return
        self.stdout.write(
            _("Bản dùng thử %(world)s: %(units)d đơn vị, %(people)d người, %(dossiers)d hồ sơ.")
            % {"world": world, "units": found.units, "people": found.people, "dossiers": found.dossiers}
        )
