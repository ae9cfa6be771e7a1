"""`manage.py succeed`: units merged, split or dissolved; without --accept it only says what would happen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from roles import successions
from roles.clock import now
from roles.successions import PARENT, PlanError
from workflow import succession, succession_words


class Command(BaseCommand):
    help = "Merges, splits or dissolves units by a plan: a file, or one of the three arguments. A dry run by default."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", nargs="?", help='JSON: {"on", "basis", "passings": [{"unit", "heirs", "shares"}]}')
        parser.add_argument("--merge", nargs="+", metavar="UNIT", default=[])
        parser.add_argument("--split", metavar="UNIT", default="")
        parser.add_argument("--dissolve", metavar="UNIT", default="")
        parser.add_argument("--into", nargs="+", metavar="HEIR", default=[], help="without it, what stands above")
        parser.add_argument("--share", nargs="+", metavar="WHAT=HEIR", default=[], help="a unit below, or a dossier")
        parser.add_argument("--on", default="", help="the first day of the heirs, as 2025-07-01")
        parser.add_argument("--basis", default="", help="the document that orders it")
        parser.add_argument("--accept", action="store_true", help="carry it out")

    def handle(self, *args: Any, accept: bool, **options: Any) -> None:
        try:
            plan = successions.read(_raw(options))
            outcome = succession.carry_out(plan, now=now(), preview=not accept)
        except PlanError as wrong:
            raise CommandError(str(wrong)) from wrong
        for part in succession_words.parts(outcome):
            self.stdout.write("\n  ".join([f"{part.name}:", *part.lines]))
        said = succession_words.summary(outcome) if accept else _("Chưa thực hiện gì; thêm --accept để thực hiện.")
        self.stdout.write(said)


def _raw(options: dict[str, Any]) -> dict[str, Any]:
    """The plan of the file, or what the arguments say of one."""
    if options["plan"]:
        return _file(Path(options["plan"]))
    ending = [*options["merge"], *filter(None, [options["split"], options["dissolve"]])]
    asked = [name for name in ("merge", "split", "dissolve") if options[name]]
    if len(asked) != 1:
        raise CommandError(_("Cho một tệp kế hoạch, hoặc đúng một trong --merge, --split, --dissolve."))
    if asked != ["dissolve"] and not options["into"]:
        raise CommandError(_("Thiếu --into: đơn vị kế thừa."))
    return {
        "on": options["on"],
        "basis": options["basis"],
        "passings": [{"unit": u, "heirs": options["into"] or [PARENT], "shares": _shares(options)} for u in ending],
    }


def _shares(options: dict[str, Any]) -> dict[str, str]:
    pairs = [share.partition("=") for share in options["share"]]
    return {what: heir for what, _equals, heir in pairs}


def _file(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise CommandError(_("Không đọc được %(file)s: %(why)s.") % {"file": path, "why": wrong}) from wrong
    return found
