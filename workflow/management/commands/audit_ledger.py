"""`manage.py audit_ledger`: the ledger replayed against what the rows say today, and against its seals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workflow.audit import audit
from workflow.audit_seals import audit_against, audit_seals
from workflow.models import Seal
from workflow.seals import drafts_told


class Command(BaseCommand):
    help = "Replays the ledger; names every row that does not fit and ends with 1 when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--against", type=Path, metavar="FILE", help="a seal file that was kept elsewhere")

    def handle(self, *args: Any, against: Path | None, **options: Any) -> None:
        report = audit()
        report.faults += audit_seals() + (audit_against(against) if against else [])
        for fault in report.faults:
            self.stderr.write(fault)
        counts = {"dossiers": report.dossiers, "events": report.events, "desks": report.desks}
        if report.faults:
            raise CommandError(
                _("Sổ không khớp: %(n)d lỗi trong %(dossiers)d hồ sơ, %(events)d sự kiện.")
                % {**counts, "n": len(report.faults)}
            )
        self.stdout.write(_("Sổ khớp: %(dossiers)d hồ sơ, %(events)d sự kiện, %(desks)d việc đang mở.") % counts)
        if n := Seal.objects.count():
            self.stdout.write(" ".join((_("Khớp với %(n)d niêm phong trong sổ.") % {"n": n}, drafts_told())).strip())
        if against:
            self.stdout.write(_("Khớp với tệp niêm phong %(file)s.") % {"file": against.name})
