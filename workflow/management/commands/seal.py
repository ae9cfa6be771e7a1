"""`manage.py seal`: the ledger of this moment under one hash, in a row and in a file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from roles.clock import now
from workflow import seals
from workflow.models import Seal


class Command(BaseCommand):
    help = "Seals the ledger unless nothing has come since the day's seal; writes the seal's file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, metavar="FILE", help="a copy of the file, to leave the house")

    def handle(self, *args: Any, output: Path | None, **options: Any) -> None:
        made = seals.make(now=now())
        seal = made or Seal.objects.defer("heads").latest("number")
        path = seals.keep(seal)
        if output is not None:
            _copy(path, output)
        said = _("Đã niêm phong") if made else _("Không có gì mới từ lần niêm phong trước")
        words = {"said": said, "number": seal.number, "day": f"{seal.day:%d/%m/%Y}", "chains": seal.chains}
        self.stdout.write(
            _("%(said)s: số %(number)d, ngày %(day)s, %(chains)d hồ sơ, %(events)d sự kiện.")
            % {**words, "events": seal.events}
        )
        self.stdout.write(f"{seal.root}\n{output or path}")
        if drafts := seals.drafts_told():
            self.stdout.write(drafts)


def _copy(path: Path, output: Path) -> None:
    try:
        shutil.copyfile(path, output)
    except OSError as error:
        raise CommandError(_("Không ghi được tệp %(file)s.") % {"file": output}) from error
