"""`manage.py match_people`: pairs of people compared by the very function that the duplicate guard uses."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from dossiers.likeness import Someone, compare

HEADER = ["a_name", "a_birth", "a_unit", "b_name", "b_birth", "b_unit"]
UNREADABLE = 2


class Command(BaseCommand):
    help = (
        "Compares pairs of people: a CSV in, verdict (same, perhaps, different), score and reason out, a line a pair."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pairs", metavar="PAIRS.csv", help=f"header {','.join(HEADER)}")

    def handle(self, *args: Any, pairs: str, **options: Any) -> None:
        rows = _rows(Path(pairs))
        told = io.StringIO()
        writer = csv.writer(told, lineterminator="\n")
        writer.writerow(["verdict", "score", "reason"])
        for row in rows:
            found = compare(Someone(*row[:3]), Someone(*row[3:]))
            writer.writerow([found.verdict, found.score, found.reason])
        self.stdout.write(told.getvalue(), ending="")


def _rows(file: Path) -> list[list[str]]:
    try:
        lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        raise _unreadable(_("Không đọc được %(file)s: cần một tệp CSV mã UTF-8.") % {"file": file}) from wrong
    if not lines or [name.strip() for name in lines[0]] != HEADER:
        raise _unreadable(_("Dòng đầu của %(file)s phải là %(header)s.") % {"file": file, "header": ",".join(HEADER)})
    for number, line in enumerate(lines[1:], start=2):
        if len(line) not in (0, len(HEADER)):
            words = {"file": file, "line": number, "n": len(line), "all": len(HEADER)}
            raise _unreadable(_("Dòng %(line)d của %(file)s có %(n)d cột, cần %(all)d.") % words)
    return [line for line in lines[1:] if line]


def _unreadable(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=UNREADABLE)
