"""Measurements on one database: moves, work lists and writers, ours beside raw SQL, django-fsm-2 and viewflow."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("BANGVANG_VAR") or ROOT / "var")
sys.path[0] = str(ROOT)
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402

from bench import lists, moves, table, writers  # noqa: E402
from tests import house as houses  # noqa: E402

PARTS = {"moves": moves.measured, "writers": writers.measured, "lists": lists.measured}


def keep(rows: list[dict[str, Any]]) -> None:
    """Write the rows into bench.json, in place of what this database measured before."""
    VAR.mkdir(parents=True, exist_ok=True)
    file = VAR / "bench.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    places = {(row["case"], row["database"]) for row in rows}
    known = [row for row in before if (row["case"], row["database"]) not in places] + rows
    file.write_text(json.dumps(known, indent=1), encoding="utf-8")


def main() -> None:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    config = runner.setup_databases()
    try:
        house = houses.build()
        for part in sys.argv[1:] or PARTS:
            rows = PARTS[part](house)
            keep(rows)
            print(table.of(rows, connection.vendor), flush=True)
    finally:
        runner.teardown_databases(config)


if __name__ == "__main__":
    main()
