"""`manage.py export_log`: what happened, as an event log for process mining."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workflow.export import ocel, reading, xes

WRITERS = {"xes": xes.written, "ocel": ocel.written}


class Command(BaseCommand):
    help = "Writes the moves of finished dossiers as XES 2.0 or OCEL 2.0; no person is named unless asked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=list(WRITERS), default="xes")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument("--all", action="store_true", dest="everything", help="Open dossiers too.")
        parser.add_argument("--personal", action="store_true", help="Name the person who acted.")

    def handle(self, *args: Any, format: str, output: Path, everything: bool, personal: bool, **options: Any) -> None:
        traces = list(reading.traces(everything=everything, personal=personal))
        try:
            with output.open("w", encoding="utf-8") as file:
                file.writelines(WRITERS[format](traces))
        except OSError as error:
            raise CommandError(
                _("Không ghi được %(file)s: %(why)s") % {"file": output, "why": error.strerror}
            ) from error
        moves = sum(len(trace.happenings) for trace in traces)
        self.stdout.write(_("Đã ghi %(traces)d lượt đi, %(moves)d bước.") % {"traces": len(traces), "moves": moves})
