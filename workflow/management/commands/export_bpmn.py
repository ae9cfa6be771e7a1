"""`manage.py export_bpmn`: every route as a BPMN file, drawn from the state machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workflow.export import bpmn, reading


class Command(BaseCommand):
    help = "Writes one BPMN 2.0 file a route into the folder, named by the route's code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        routes = reading.stages_by_route()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for route, stages in routes.items():
                (folder / f"{route.code}.bpmn").write_text(bpmn.written(stages), encoding="utf-8")
        except OSError as error:
            raise CommandError(
                _("Không ghi được %(file)s: %(why)s") % {"file": folder, "why": error.strerror}
            ) from error
        self.stdout.write(
            _("Đã ghi %(routes)d tuyến trình vào %(folder)s.") % {"routes": len(routes), "folder": folder}
        )
