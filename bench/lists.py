"""The officer's work list, as the server answers it, at ten thousand, a hundred thousand and a million dossiers."""

from __future__ import annotations

from typing import Any
from unittest import mock

from django.db import connection
from django.test import Client
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from bench.heap import Heap
from bench.measure import row, timed
from dossiers.models import Dossier
from tests.house import House
from workflow import selectors
from workflow.flows import NominationFlow

SIZES = {"worklist_10k": 10_000, "worklist_100k": 100_000, "worklist_1m": 1_000_000}
ROUNDS = 15
PAGE = 50
ROWS = """
SELECT d.id, d.code, d.state, d.due_at, d.year, n.name, n.gender, u.short_name, a.name
FROM dossiers_dossier d
JOIN dossiers_nominee n ON n.id = d.nominee_id
JOIN roles_unit u ON u.id = d.unit_id
JOIN dossiers_awardtype a ON a.code = d.award_type_id
WHERE d.holder_id = %s AND d.state = 'intake' ORDER BY d.due_at, d.id LIMIT 51
"""


def measured(house: House) -> list[dict[str, Any]]:
    """The heap grows from size to size; each is measured as it stands."""
    heap, found = Heap(house), []
    with mock.patch("config.clock.now", return_value=house.now):
        for case, size in SIZES.items():
            heap.grow(size)
            found += _case(house, case, size)
        print(plan_of(house))
    return found


def _case(house: House, case: str, size: int) -> list[dict[str, Any]]:
    whos = {"ours": _page(house), "raw": _raw(house), "fsm": _fsm, "viewflow": _viewflow(house)}
    seconds: dict[str, list[float]] = {who: [] for who in whos}
    statements = dict.fromkeys(whos, 0)
    for look in whos.values():
        look()
    for _round in range(ROUNDS):
        for who, look in whos.items():
            spent, statements[who] = timed(look)
            seconds[who].append(spent)
    return [row(case, who, size, seconds[who], statements[who]) for who in whos]


def _page(house: House) -> Any:
    """The whole page through every layer of the server."""
    client = Client()
    client.force_login(house.seats["commune.officer"].person)
    session = client.session
    session["seat"] = house.seats["commune.officer"].pk
    session.save()

    def look() -> None:
        answer = client.get("/viec/")
        assert answer.status_code == 200, answer.status_code

    return look


def _raw(house: House) -> Any:
    """The rows alone, without facts, counts, rights or a page around them."""

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [house.units["commune-office"].pk])
            assert len(cursor.fetchall()) > PAGE

    return look


def _fsm() -> None:
    """A list by state, as a program on the bare state machine shows it: it knows no desk."""
    list(Dossier.objects.filter(state="intake").select_related("nominee", "unit", "award_type").order_by("-pk")[:PAGE])


def _viewflow(house: House) -> Any:
    """Viewflow's own queue of open tasks: a page and its count, without the papers."""

    def look() -> None:
        queue = Task.objects.coerce_for([NominationFlow]).user_queue(house.seats["commune.officer"].person)
        queue = queue.filter(status=STATUS.NEW)
        queue.count()
        list(queue.order_by("-created")[:PAGE])

    return look


def plan_of(house: House) -> str:
    """How the database finds the first page of the work list."""
    rows = selectors.worklist(house.actor("commune.officer"))[: PAGE + 1]
    return f"\nThe plan of the work list's first page on {connection.vendor}:\n{rows.explain()}"
