"""The rows as a table that a person reads, with the ratios that the project promises."""

from __future__ import annotations

from typing import Any


def of(rows: list[dict[str, Any]], database: str) -> str:
    """Each case in a line with everybody beside each other, then the ratios."""
    lines = [_line(row) for row in rows]
    return "\n".join([f"\n{database}", *lines, "", *_ratios(rows), ""])


def _line(row: dict[str, Any]) -> str:
    cost = (
        f"{row['seconds']:10.6f} s {row['statements']:6}" if "seconds" in row else f"{row['moves_per_second']:10.1f} /s"
    )
    return f"{row['case']:13} {row['who']:9} {row['dossiers']:8} {cost}"


def _ratios(rows: list[dict[str, Any]]) -> list[str]:
    known = {(row["case"], row["who"]): row.get("seconds") or row.get("moves_per_second") for row in rows}
    asked = [
        ("perform_many is faster a dossier than the loop, times", ("loop_500", "ours"), ("many_500", "ours")),
        ("perform_many to raw set-wise SQL", ("many_500", "ours"), ("many_500", "raw")),
        ("one move to bare viewflow's step", ("move", "ours"), ("move", "viewflow")),
        ("one move to raw SQL", ("move", "ours"), ("move", "raw")),
        ("the loop to bare viewflow's", ("loop_500", "ours"), ("loop_500", "viewflow")),
        ("the work list at 1,000,000 to 10,000", ("worklist_1m", "ours"), ("worklist_10k", "ours")),
        ("four writers to one", ("writers_4", "ours"), ("writers_1", "ours")),
    ]
    return [f"{what}: {known[a] / known[b]:.2f}" for what, a, b in asked if a in known and b in known]
