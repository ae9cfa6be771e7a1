"""Who moves papers from the officer to the council: ours, raw SQL, the bare state machine, bare viewflow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import transaction
from viewflow.workflow.models import Task

from bench import raw
from dossiers.models import Dossier
from roles.models import Seat
from roles.policies import Actor, actor_of
from tests import house as houses
from tests.house import House
from workflow import engine

Mover = Callable[[House, Sequence[int]], Any]


@cache
def hand(seat: Seat, day: date) -> Actor:
    """The officer as a request brings them; the door reads their rights again at each move."""
    return actor_of(seat, on=day)


def officer(house: House) -> Actor:
    return hand(house.seats["commune.officer"], house.now.date())


def ours(house: House, ids: Sequence[int]) -> None:
    """The door, one by one."""
    for pk in ids:
        engine.perform("refer", dossier_id=pk, actor=officer(house), version=1, now=house.now)


def ours_many(house: House, ids: Sequence[int]) -> None:
    """The door, set-wise."""
    engine.perform_many("refer", dossier_ids=ids, actor=officer(house), now=house.now)


def raw_one(house: House, ids: Sequence[int]) -> None:
    """The rows of a move by hand-written SQL, one by one."""
    desk = raw.Desk(house)
    for pk in ids:
        raw.refer(desk, [pk])


def raw_many(house: House, ids: Sequence[int]) -> None:
    """The same rows, set-wise."""
    raw.refer(raw.Desk(house), ids)


def fsm(house: House, ids: Sequence[int]) -> None:
    """The state machine alone: no check of hands, no ledger, no desk, nobody told."""
    for pk in ids:
        with transaction.atomic():
            dossier = Dossier.objects.select_for_update(of=("self",)).select_related("stage").get(pk=pk)
            dossier.facts = houses.nothing_open()
            dossier.refer()
            dossier.save(update_fields=["state"])


def viewflow(house: House, ids: Sequence[int]) -> None:
    """What viewflow's own view does on a post: take the task, change the paper, execute; no ledger, nobody told."""
    person = house.seats["commune.officer"].person
    for pk in ids:
        task = Task.objects.select_related("process").get(process__artifact_object_id=pk, finished=None)
        with task.activation() as activation:
            activation.assign(person)
            activation.start(None)
            dossier = activation.process.artifact
            dossier.__dict__["state"] = "council"  # past the machine, which is not viewflow's
            dossier.save(update_fields=["state"])
            activation.execute()
