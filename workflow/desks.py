"""Work items passed on: one by viewflow's own activation, many by the same rows set-wise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import PROCESS, STATUS

from dossiers.models import Dossier
from dossiers.states import CLOSED
from roles.worded import insert
from workflow.facts import content_type
from workflow.flows import NominationFlow
from workflow.models import Nomination
from workflow.nodes import DeskActivation


def open_desks(dossier_ids: Sequence[int]) -> QuerySet[Task]:
    """The open work items of the dossiers, with their processes."""
    return all_open().filter(process__artifact_object_id__in=dossier_ids)


def all_open() -> QuerySet[Task]:
    """Every open work item, with its process."""
    return Task.objects.filter(process__artifact_content_type=content_type(), finished=None).select_related("process")


def open_first(dossier: Dossier) -> None:
    """Start the flow: the desk that the new dossier names."""
    NominationFlow.start.run(dossier=dossier)


def open_first_many(dossiers: Sequence[Dossier]) -> None:
    """What ``open_first`` does, for many: the same rows, in statements that do not grow with them."""
    if not dossiers:
        return
    artifact = content_type()
    processes = [
        Process(
            flow_class=NominationFlow,
            created=dossier.opened_at,
            artifact_content_type=artifact,
            artifact_object_id=dossier.pk,
        )
        for dossier in dossiers
    ]
    insert(processes)
    pairs = list(zip(dossiers, processes, strict=True))
    starts = [_start_task(dossier, process) for dossier, process in pairs]
    insert(starts)
    waiting = [_first_task(dossier, process) for dossier, process in pairs]
    insert(waiting)
    link = Task.previous.through
    insert([link(from_task_id=w.pk, to_task_id=s.pk) for s, w in zip(starts, waiting, strict=True)])


def _start_task(dossier: Dossier, process: Process) -> Task:
    node, moment = NominationFlow.start, dossier.opened_at
    return Task(
        process_id=process.pk,
        flow_task=node,
        flow_task_type=node.task_type,
        status=STATUS.DONE,
        created=moment,
        started=moment,
        finished=moment,
    )


def _first_task(dossier: Dossier, process: Process) -> Task:
    node = NominationFlow.instance.desk(dossier)
    return Task(process_id=process.pk, flow_task=node, flow_task_type=node.task_type, created=dossier.opened_at)


def pass_on(dossier: Any, *, person: int | None, now: datetime) -> None:
    """Close the open desk, as the gathered facts know it, and open the one that the dossier now names."""
    activation = DeskActivation(_open_task(dossier))
    activation.pass_on(person=person, now=now)
    list(activation.create_next())


def _open_task(dossier: Any) -> Task:
    """The work item in memory, around the dossier as it has moved."""
    fields = [field for field in Task._meta.concrete_fields if field.attname in dossier.desk]
    known = {field.attname: field.to_python(dossier.desk[field.attname]) for field in fields}
    task = Task.from_db(DEFAULT_DB_ALIAS, known, known.values())
    task.process = Nomination.from_db(DEFAULT_DB_ALIAS, ["id", "flow_class"], [task.process_id, NominationFlow])
    task.process.artifact = dossier  # else the flow would judge by an older copy
    return task


def pass_on_many(dossiers: Sequence[Any], *, person: int | None, now: datetime) -> None:
    """What ``pass_on`` does, for many, in statements that do not grow with them."""
    old = [dossier.desk for dossier in dossiers]
    Task.objects.filter(pk__in=[desk["id"] for desk in old]).update(
        status=STATUS.DONE, owner=person, started=now, finished=now
    )
    new = [_next_task(dossier, now) for dossier in dossiers]
    insert(new)
    link = Task.previous.through
    insert([link(from_task_id=after.pk, to_task_id=before["id"]) for before, after in zip(old, new, strict=True)])
    _finish([task.process_id for task in new if task.finished], now)


def _next_task(dossier: Any, now: datetime) -> Task:
    node = NominationFlow.instance.desk(dossier)
    closed = dossier.state in CLOSED
    return Task(
        process_id=dossier.desk["process_id"],
        flow_task=node,
        flow_task_type=node.task_type,
        token=Task._meta.get_field("token").to_python(dossier.desk["token"]),
        status=STATUS.DONE if closed else STATUS.NEW,
        created=now,
        started=now if closed else None,
        finished=now if closed else None,
    )


def _finish(process_ids: list[int], now: datetime) -> None:
    if process_ids:
        Process.objects.filter(pk__in=process_ids).update(status=PROCESS.DONE, finished=now)


def claim(dossier_id: int, *, person: int, now: datetime) -> bool:
    """Take the open desk for a person; False when somebody else has it."""
    desk = open_desks([dossier_id]).filter(owner=None)
    return bool(
        Task.objects.filter(pk__in=desk.values("pk")).update(owner=person, assigned=now, status=STATUS.ASSIGNED)
    )


def release(dossier_id: int, *, person: int) -> bool:
    """Put the desk back for everybody who may work there."""
    desk = open_desks([dossier_id]).filter(owner=person)
    return bool(Task.objects.filter(pk__in=desk.values("pk")).update(owner=None, assigned=None, status=STATUS.NEW))
