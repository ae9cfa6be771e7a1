"""`manage.py audit_ledger`: the ledger replayed against what the rows say today."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workflow.audit import audit


class Command(BaseCommand):
    help = "Replays the ledger; names every row that does not fit and ends with 1 when there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        report = audit()
        for fault in report.faults:
            self.stderr.write(fault)
        counts = {"dossiers": report.dossiers, "events": report.events, "desks": report.desks}
        if report.faults:
            raise CommandError(
                _("Sổ không khớp: %(n)d lỗi trong %(dossiers)d hồ sơ, %(events)d sự kiện.")
                % {**counts, "n": len(report.faults)}
            )
        self.stdout.write(_("Sổ khớp: %(dossiers)d hồ sơ, %(events)d sự kiện, %(desks)d việc đang mở.") % counts)
