"""`manage.py import_nominations`: a list of nominations read, compared and, when asked, taken in."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from dossiers.models import AwardType
from dossiers.routing import NoRoute
from dossiers.sheets.safety import LARGEST, Unreadable
from roles.clock import now as office_now
from roles.models import Seat, Unit
from roles.policies import actor_of
from workflow.calendar import office_day
from workflow.drafts import MAY_WRITE
from workflow.imports import plan, taking
from workflow.imports.plan import Line, Purpose, Read
from workflow.refusals import Refused

YEARS = range(1990, 2101)


class Command(BaseCommand):
    help = "Reads a list of nominations (.xlsx, .csv) and says row by row what it would do; --accept does it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--unit", required=True, help="code of the unit that proposes")
        parser.add_argument("--award", required=True, help="code of the award")
        parser.add_argument("--year", type=_year, help="the year that is judged; without it, the office clock's")
        parser.add_argument("--by", default="", metavar="USERNAME", help="who proposes; without it, the unit's head")
        parser.add_argument("--accept", action="store_true", help="take the right rows in, leave the wrong ones out")
        parser.add_argument("--all-or-nothing", action="store_true", help="with --accept: nothing where one is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        now = office_now()
        try:
            answer = self._answer(options, now)
        except (Unreadable, NoRoute, Refused) as why:
            raise CommandError(str(why), returncode=2) from why
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _answer(self, options: dict[str, Any], now: datetime) -> dict[str, Any]:
        unit, award = _unit(options["unit"]), _award(options["award"])
        purpose = Purpose(unit, award, options["year"] or office_day(now).year)
        seat = _seat(unit, options["by"], office_day(now))
        data, name = _bytes(Path(options["file"]))
        self._tell(_("Đang đọc tệp…"))
        grids = plan.grids_of(data, name)
        found = plan.read(grids, plan.table_of(grids, name), purpose, today=office_day(now))
        lines = plan.plan(found, purpose)
        self._tell(_("Đã đối chiếu %(n)d dòng.") % {"n": len(lines)})
        taken = self._taken(found, purpose, lines, seat, options, now) if options["accept"] else None
        return _said(taken.lines if taken else lines, found, purpose, taken, _accepted(options, lines))

    def _taken(
        self, found: Read, purpose: Purpose, lines: list[Line], seat: Seat, options: dict[str, Any], now: datetime
    ) -> taking.Taken | None:
        if options["all_or_nothing"] and plan.counts(lines)[plan.WRONG]:
            return None
        self._tell(_("Đang ghi hồ sơ…"))
        actor = actor_of(seat, on=office_day(now))
        return taking.take(found, purpose, actor=actor, author=seat.person, now=now)

    def _tell(self, words: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(words)


def _year(text: str) -> int:
    if text.isdecimal() and int(text) in YEARS:
        return int(text)
    raise ArgumentTypeError(_("“%(text)s” không phải năm xét.") % {"text": text})


def _accepted(options: dict[str, Any], lines: list[Line]) -> str:
    """What was done: nothing, the right rows, or all of them."""
    if not options["accept"]:
        return "nothing"
    if not options["all_or_nothing"]:
        return "right rows"
    return "nothing" if plan.counts(lines)[plan.WRONG] else "all rows"


def _said(
    lines: list[Line], found: Read, purpose: Purpose, taken: taking.Taken | None, accepted: str
) -> dict[str, Any]:
    rows = [{"row": line.row, "outcome": line.outcome, "errors": _errors(line), **_code(line)} for line in lines]
    more = {
        "rows": len(lines),
        "accepted": accepted,
        "opened": len(taken.opened) if taken else 0,
        "corrected": len(taken.corrected) if taken else 0,
        "left_out": plan.counts(lines)[plan.WRONG],
        "unit": purpose.unit.code,
        "award": purpose.award_type.pk,
        "year": purpose.year,
        "sheet": found.table.sheet,
        "unused_columns": found.table.unused,
    }
    return {"rows": rows, "summary": {**plan.counts(lines), **more}}


def _errors(line: Line) -> list[dict[str, str]]:
    return [{"column": fault.title, "message": fault.message} for fault in line.faults]


def _code(line: Line) -> dict[str, str]:
    return {"dossier": line.dossier.code} if line.dossier and line.dossier.code else {}


def _bytes(path: Path) -> tuple[bytes, str]:
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(_("Tệp “%(name)s” lớn hơn 10 MB nên không nhận.") % {"name": path.name}, returncode=2)
        return path.read_bytes(), path.name
    except OSError as why:
        raise CommandError(_("Không mở được tệp “%(name)s”.") % {"name": path.name}, returncode=2) from why


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise CommandError(_("Không có đơn vị nào mang mã “%(code)s”.") % {"code": code}, returncode=2)
    return found


def _award(code: str) -> AwardType:
    found = AwardType.objects.filter(pk=code).first()
    if found is None:
        raise CommandError(_("Không có danh hiệu, hình thức nào mang mã “%(code)s”.") % {"code": code}, returncode=2)
    return found


def _seat(unit: Unit, username: str, today: date) -> Seat:
    """The seat in whose name the drafts are opened: the head's, or that of the named person."""
    seats = Seat.objects.held(today).filter(unit=unit).select_related("person", "role", "unit").order_by("pk")
    if username:
        seats = seats.filter(person__username=username)
    rights = MAY_WRITE if username else MAY_WRITE[:1]
    found = next((seat for seat in seats if set(rights) & set(seat.role.codenames)), None)
    if found is None:
        who = username or _("người đứng đầu")
        raise CommandError(
            _("%(unit)s không có %(who)s lập hồ sơ hôm nay; thêm --by TÊN.") % {"unit": unit.name, "who": who},
            returncode=2,
        )
    return found
