"""Measurements: one move and fifty, ours beside raw SQL and the bare state machine, in one run."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("BANGVANG_VAR") or ROOT / "var")
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.testing")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from dossiers.models import Dossier  # noqa: E402
from dossiers.states import State  # noqa: E402
from tests import house as houses  # noqa: E402
from workflow import engine  # noqa: E402

ROUNDS = 9
Case = Callable[["houses.House", list[Dossier]], Any]


def ours_one(house: houses.House, dossiers: list[Dossier]) -> None:
    """The door, one by one."""
    for dossier in dossiers:
        engine.perform("refer", dossier_id=dossier.pk, actor=house.actor("commune.officer"), version=1, now=house.now)


def ours_many(house: houses.House, dossiers: list[Dossier]) -> None:
    """The door, set-wise."""
    ids = [dossier.pk for dossier in dossiers]
    engine.perform_many("refer", dossier_ids=ids, actor=house.actor("commune.officer"), now=house.now)


def bare_fsm(house: houses.House, dossiers: list[Dossier]) -> None:
    """What the state machine alone costs: no check of hands, no ledger, no desk, nobody told."""
    for seen in dossiers:
        dossier = Dossier.objects.select_related("stage").get(pk=seen.pk)
        dossier.facts = houses.nothing_open()
        dossier.refer()
        dossier.save(update_fields=["state"])


def raw_sql(house: houses.House, dossiers: list[Dossier]) -> None:
    """The one UPDATE that a move cannot do without."""
    with connection.cursor() as cursor:
        marks = ",".join(["%s"] * len(dossiers))
        cursor.execute(
            f"UPDATE dossiers_dossier SET state='council', version=version+1 WHERE id IN ({marks})",  # noqa: S608
            [dossier.pk for dossier in dossiers],
        )


CASES: list[tuple[str, int, dict[str, Case]]] = [
    ("move", 1, {"ours": ours_one, "fsm": bare_fsm, "raw": raw_sql}),
    ("loop_50", 50, {"ours": ours_one, "fsm": bare_fsm}),
    ("many_50", 50, {"ours": ours_many, "raw": raw_sql}),
]


def measure(house: houses.House, case: str, count: int, who: str, run: Case) -> dict[str, Any]:
    """The median of the whole case over some rounds, each on dossiers of its own."""
    seconds, statements = [], 0
    for _ in range(ROUNDS):
        dossiers = [house.walk(house.draft("LDTT"), State.INTAKE) for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            begun = time.perf_counter()
            run(house, dossiers)
            seconds.append(time.perf_counter() - begun)
        statements = len(captured.captured_queries)
    return {
        "case": case,
        "database": connection.vendor,
        "who": who,
        "dossiers": count,
        "seconds": round(statistics.median(seconds), 6),
        "statements": statements,
    }


def keep(rows: list[dict[str, Any]]) -> None:
    """Write the rows into bench.json, in place of what this database measured before."""
    VAR.mkdir(parents=True, exist_ok=True)
    file = VAR / "bench.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    others = [row for row in before if row["database"] != connection.vendor]
    file.write_text(json.dumps(others + rows, indent=1), encoding="utf-8")


def main() -> None:
    runner = DiscoverRunner(verbosity=0, interactive=False)
    config = runner.setup_databases()
    try:
        house = houses.build()
        rows = [measure(house, case, n, who, run) for case, n, whos in CASES for who, run in whos.items()]
    finally:
        runner.teardown_databases(config)
    keep(rows)
    for row in rows:
        print("{case:10} {database:11} {who:5} {dossiers:4} {seconds:10.6f} s {statements:5}".format(**row))


if __name__ == "__main__":
    main()
