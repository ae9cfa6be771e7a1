"""Moves a second with 1, 4 and 16 writers: processes of their own, as gunicorn's are."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from typing import Any

from django.db import connection, connections

from bench import moves
from tests.house import House

WRITERS = (1, 4, 16)
MOVES = 160
ROUNDS = 3
FORK = multiprocessing.get_context("fork")


def measured(house: House) -> list[dict[str, Any]]:
    """Each crowd moves the same number of dossiers, every writer its own share."""
    speeds: dict[tuple[int, str], list[float]] = {}
    for _round in range(ROUNDS):
        for crowd in WRITERS:
            for who in moves.ONE:
                speeds.setdefault((crowd, who), []).append(_speed(house, who, crowd))
    return [
        {
            "case": f"writers_{crowd}",
            "database": connection.vendor,
            "who": who,
            "dossiers": MOVES,
            "moves_per_second": round(statistics.median(found), 1),
            "statements": None,  # they pass in other processes
        }
        for (crowd, who), found in speeds.items()
    ]


def _speed(house: House, who: str, crowd: int) -> float:
    """Moves a second from the common start to the end of the last."""
    ids = moves.prepared(house, who, MOVES + crowd)
    connections.close_all()  # a forked process must not speak on its parent's line
    start, done = FORK.Barrier(crowd + 1), FORK.Barrier(crowd + 1)
    shares = [ids[n::crowd] for n in range(crowd)]
    people = [FORK.Process(target=_write, args=(house, who, share, start, done)) for share in shares]
    for person in people:
        person.start()
    start.wait(60)
    begun = time.perf_counter()
    done.wait(300)
    spent = time.perf_counter() - begun
    for person in people:
        person.join()
    return MOVES / spent


def _write(house: House, who: str, ids: list[int], start: Any, done: Any) -> None:
    first, *rest = ids
    moves.ONE[who](house, [first])  # the connection stands, statements are known
    start.wait(60)
    moves.ONE[who](house, rest)
    done.wait(300)
    connections.close_all()
