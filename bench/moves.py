"""One move, five hundred one by one, and fifty or five hundred together."""

from __future__ import annotations

from typing import Any

from bench import laid, movers
from bench.measure import row, timed
from tests.house import House

ONE = {"ours": movers.ours, "raw": movers.raw_one, "fsm": movers.fsm, "viewflow": movers.viewflow}
MANY = {"ours": movers.ours_many, "raw": movers.raw_many}
#: name, dossiers, rounds, who
CASES: list[tuple[str, int, int, dict[str, movers.Mover]]] = [
    ("move", 1, 60, ONE),
    ("loop_500", 500, 3, ONE),
    ("many_50", 50, 11, MANY),
    ("many_500", 500, 7, MANY),
]


def measured(house: House) -> list[dict[str, Any]]:
    """Everybody in turn, round by round, so that a busy minute of the machine meets them all."""
    return [line for case in CASES for line in _case(house, *case)]


def _case(house: House, case: str, count: int, rounds: int, whos: dict[str, movers.Mover]) -> list[dict[str, Any]]:
    seconds: dict[str, list[float]] = {who: [] for who in whos}
    statements = dict.fromkeys(whos, 0)
    for who, run in whos.items():
        run(house, prepared(house, who, 2))  # what is read once a process is read before
    for _round in range(rounds):
        for who, run in whos.items():
            ids = prepared(house, who, count)
            spent, statements[who] = timed(lambda run=run, ids=ids: run(house, ids))
            seconds[who].append(spent)
    return [row(case, who, count, seconds[who], statements[who]) for who in whos]


def prepared(house: House, who: str, count: int) -> list[int]:
    """Fresh dossiers on the officer's desk, in the flow of whoever is measured."""
    ids = laid.at_intake(house, count)
    if who == "viewflow":
        laid.bare(ids)
    return ids
