"""Somebody is found among a hundred thousand people while the page is being made."""

from __future__ import annotations

import random
from itertools import islice
from time import perf_counter

import pytest
from django.db import connection

from dossiers import memory
from dossiers.models import PastAward
from roles.models import Tier, Unit, UnitKind
from tests.dossiers.people_pairs import initials, no_birth, no_marks, person, slip, year_alone
from tests.house import NOW

PEOPLE, UNITS, ASKED = 100_000, 200, 60
#: seconds that one search may take
LIMIT = {"postgresql": 0.1, "sqlite": 0.3}
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def laid(rng):
    """People of two hundred villages, each with one award of the past."""
    units = [
        Unit.objects.create(code=f"u{n}", name=f"Thôn {n}", short_name=f"T{n}", kind=UnitKind.VILLAGE, tier=Tier.BASE)
        for n in range(UNITS)
    ]
    people = [(person(rng), rng.choice(units)) for _n in range(PEOPLE)]
    rows = iter([row(one, unit, n) for n, (one, unit) in enumerate(people)])
    while chunk := list(islice(rows, 2000)):
        PastAward.objects.bulk_create(chunk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people


def row(one, unit, n):
    told = {"kind": "individual", "name": one.name, "born": one.birth, "unit": unit, "award_name": "Bằng khen"}
    award = PastAward(**told, year=2020, mark=str(n), recorded_at=NOW)
    award.draw_keys()
    return award


def test_a_hundred_thousand_people_are_searched_in_time():
    rng = random.Random(7)  # noqa: S311 - a generator of tests
    people = laid(rng)
    ways = [lambda one, _rng: one, no_marks, initials, year_alone, no_birth, slip]
    memory.find_like("Nguyễn Văn An", "1980", people[0][1])
    took, found = [], 0

    for n, (one, unit) in enumerate(rng.sample(people, ASKED)):
        asked = ways[n % len(ways)](one, rng)
        begun = perf_counter()
        matches = memory.find_like(asked.name, asked.birth, unit)
        took.append(perf_counter() - begun)
        found += any((match.known.name, match.known.born) == (one.name, one.birth) for match in matches)

    print(f"median {sorted(took)[ASKED // 2] * 1000:.0f} ms, longest {max(took) * 1000:.0f} ms, found {found}/{ASKED}")
    assert found >= ASKED * 0.98
    assert sorted(took)[int(ASKED * 0.95)] < LIMIT[connection.vendor]
