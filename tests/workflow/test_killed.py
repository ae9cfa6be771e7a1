"""An act on five hundred whose process is killed outright: all of the chunk has moved, or none of it."""

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from dossiers.models import Dossier
from dossiers.states import State
from tests import house as houses
from workflow import engine
from workflow.audit import audit

COUNT = 500
RUNS = 30
#: the moments are spread over the act and a little beyond its end
BEYOND = 1.15
#: where all five hundred stand, and who can move them from there
NEXT = {State.INTAKE: ("refer", "commune.officer"), State.COUNCIL: ("recheck", "commune.secretary")}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def house(transactional_db):
    """The smallest world with five hundred papers on the officer's desk, committed."""
    house = houses.build()
    ids = [house.draft("LDTT", name=f"Người thứ {n}").pk for n in range(COUNT)]
    engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later())
    connection.close()
    return house


@dataclass
class Trace:
    """What a process said, and how many seconds after it had begun."""

    words: list[str]
    moments: list[float]

    @property
    def length(self) -> float:
        return self.moments[-1]

    def place(self, moment: float) -> tuple[int, float]:
        """How many words have been said by then, and how long ago the last of them."""
        said = [at for at in self.moments if at <= moment]
        return len(said), moment - said[-1]


class Act:
    """A process of its own that will move all papers when told to."""

    def __init__(self) -> None:
        [state] = Dossier.objects.values_list("state", flat=True).distinct()
        command = [sys.executable, "-m", "tests.workflow.killed", *NEXT[state]]
        environment = {**os.environ, "DATABASE_URL": address(), "PYTHONPATH": str(ROOT)}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, bufsize=1, **pipes)
        self.backend = int(self.hear().removeprefix("ready "))

    def hear(self) -> str:
        return self.process.stdout.readline().strip()

    def begin(self) -> None:
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def traced(self) -> Trace:
        """Let it end, and write down when it said what."""
        self.begin()
        words, moments, begun = [], [], None
        while not words or not words[-1].startswith("done"):
            words.append(self.hear())
            begun = begun or time.monotonic()
            moments.append(time.monotonic() - begun)
        self.kill()
        return Trace(words, moments)

    def killed_after(self, said: int, seconds: float) -> str:
        """Killed so long after it said that many words; what the last of them was."""
        self.begin()
        word = [self.hear() for _nth in range(said)][-1]
        time.sleep(seconds)
        self.kill()
        return word

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()
        until = time.monotonic() + 20
        while self.backend and _lives(self.backend) and time.monotonic() < until:
            time.sleep(0.01)


def address() -> str:
    """The test's own database, as another process reaches it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(at['NAME']))}"
    return f"postgres://{quote(at['USER'])}@/{at['NAME']}?host={quote(at['HOST'], safe='')}"


def _lives(backend: int) -> bool:
    """Whether the server still works for the process that is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [backend])
        return bool(cursor.fetchone()[0])


def standing() -> dict[tuple[str, int], int]:
    """How many papers stand in which state at which version."""
    rows = Dossier.objects.values_list("state", "version")
    return {row: list(rows).count(row) for row in set(rows)}


def moments(trace: Trace, chance: random.Random) -> list[tuple[int, float]]:
    """One moment in each thirtieth of the time, in any order."""
    width = BEYOND * trace.length / RUNS
    found = [trace.place((n + chance.random()) * width) for n in range(RUNS)]
    chance.shuffle(found)
    return found


@pytest.mark.slow
def test_killed_at_a_random_moment_in_thirty_runs_it_moves_all_five_hundred_or_none(house):
    seed = random.SystemRandom().randrange(2**32)
    ended = []

    for said, seconds in moments(Act().traced(), random.Random(seed)):  # noqa: S311 -- a moment, no secret
        before = standing()
        word = Act().killed_after(said, seconds)
        ended.append((word, moved(before, standing()), audit().faults))

    told = f"seed {seed}: {ended}"
    assert [run for run in ended if run[1] not in ("all", "none") or run[2]] == [], told
    inside = [run for run in ended if run[0] == "statement"]
    assert len(inside) >= RUNS // 2, told
    assert ended.count(("statement", "none", [])) >= RUNS // 3, told
    assert ended.count((f"done {COUNT}", "all", [])) >= 2, told


def moved(before, after) -> str:
    """“all” where every paper is one version further, “none” where nothing changed, else what stands now."""
    [((_state, version), count)] = before.items()
    if after == before:
        return "none"
    return "all" if [(v, n) for (_s, v), n in after.items()] == [(version + 1, count)] else str(after)
