"""Seconds and statements of a piece of work, and the rows of bench.json."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class Counter:
    """Counts statements as they pass, transaction control apart, at next to no cost."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += not sql.startswith(CONTROL)
        return execute(sql, params, many, context)


def timed(work: Callable[[], Any]) -> tuple[float, int]:
    """Seconds of the wall clock, and statements."""
    counter = Counter()
    with connection.execute_wrapper(counter):
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun, counter.count


def row(case: str, who: str, dossiers: int, seconds: list[float], statements: int, **more: Any) -> dict[str, Any]:
    """One line of the table: the median of the rounds."""
    return {
        "case": case,
        "database": connection.vendor,
        "who": who,
        "dossiers": dossiers,
        "seconds": round(statistics.median(seconds), 6),
        "statements": statements,
        **more,
    }
