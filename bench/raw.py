"""Raw SQL: the rows of a move, set-wise, by somebody who checks nothing and knows everything beforehand."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from tests.house import House

SEEN = """
SELECT d.id, d.version, d.stage_id, d.holder_id, d.batch_id, r.hash, e.seq, e.hash, t.id, t.process_id, t.token
FROM dossiers_dossier d
JOIN dossiers_revision r ON r.id = d.revision_id
JOIN workflow_event e ON e.dossier_id = d.id AND e.seq = (SELECT max(seq) FROM workflow_event WHERE dossier_id = d.id)
JOIN viewflow_process p ON p.artifact_object_id = d.id
JOIN viewflow_task t ON t.process_id = p.id AND t.finished IS NULL
WHERE d.id IN ({marks}) ORDER BY d.id
"""
EVENT = """dossier_id, seq, verb, from_state, to_state, from_stage_id, to_stage_id, from_holder_id,
to_holder_id, version, revision_hash, batch_id, person_id, seat_id, role, at, evidence,
previous_hash, id, hash"""
NOTICE = "id, person_id, unit_id, dossier_id, event_id, verb, is_work, created_at, mail, tries, error"
TASK = "process_id, flow_task, flow_task_type, token, status, created, data"
RING = """id, status, enqueued_at, args_kwargs, priority, task_path, worker_ids, queue_name, backend_name,
run_after, exception_class_path, traceback"""


class Desk:
    """What the writer knows beforehand: who acts, where the papers go, whom to tell."""

    def __init__(self, house: House):
        self.officer = house.seats["commune.officer"]
        self.secretary = house.seats["commune.secretary"].person_id
        self.council = house.units["commune-council"].pk
        self.now: datetime = house.now


def refer(desk: Desk, ids: Sequence[int]) -> None:
    """One transaction, eight statements, however many."""
    with transaction.atomic(), connection.cursor() as cursor:
        seen = _seen(cursor, ids)
        moment = _moment(desk.now)
        marks = _marks(len(ids))
        cursor.execute(
            f"UPDATE dossiers_dossier SET state = 'council', holder_id = %s, due_at = %s, version = version + 1"  # noqa: S608
            f" WHERE id IN ({marks})",
            [desk.council, _moment(desk.now + timedelta(days=7)), *ids],
        )
        _pass_on(cursor, desk, seen, moment)
        events = [_event(desk, row) for row in seen]
        _insert(cursor, "workflow_event", EVENT, [_stored(event, moment) for event in events])
        _insert(cursor, "workflow_notice", NOTICE, [_notice(desk, event, moment) for event in events])
        _insert(cursor, "django_tasks_database_dbtaskresult", RING, [_ring(moment)])


def _seen(cursor: Any, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    lock = " FOR UPDATE OF d" if connection.vendor == "postgresql" else ""
    cursor.execute(SEEN.format(marks=_marks(len(ids))) + lock, list(ids))
    return list(cursor.fetchall())


def _pass_on(cursor: Any, desk: Desk, seen: list[tuple[Any, ...]], moment: Any) -> None:
    tasks = [row[8] for row in seen]
    cursor.execute(
        "UPDATE viewflow_task SET status = 'DONE', owner_id = %s, started = %s, finished = %s"  # noqa: S608
        f" WHERE id IN ({_marks(len(tasks))})",
        [desk.officer.person_id, moment, moment, *tasks],
    )
    name = "workflow/flows.NominationFlow.commune_council"
    new = [(row[9], name, "HUMAN", row[10], "NEW", moment, "{}") for row in seen]
    keys = _insert(cursor, "viewflow_task", TASK, new, " RETURNING id")
    links = list(zip(keys, tasks, strict=True))
    _insert(cursor, "viewflow_task_previous", "from_task_id, to_task_id", links)


def _event(desk: Desk, row: tuple[Any, ...]) -> dict[str, Any]:
    pk, version, stage, holder, batch, revision, seq, head, *_task = row
    event = {
        "dossier_id": pk,
        "seq": seq + 1,
        "verb": "refer",
        "from_state": "intake",
        "to_state": "council",
        "from_stage_id": stage,
        "to_stage_id": stage,
        "from_holder_id": holder,
        "to_holder_id": desk.council,
        "version": version + 1,
        "revision_hash": revision,
        "batch_id": batch,
        "person_id": desk.officer.person_id,
        "seat_id": desk.officer.pk,
        "role": "officer",
        "at": desk.now.astimezone(UTC).isoformat(timespec="microseconds"),
        "evidence": {},
        "previous_hash": head,
        "id": str(uuid.uuid4()),
    }
    text = json.dumps(event, sort_keys=True, ensure_ascii=False)
    return {**event, "hash": hashlib.sha256(text.encode()).hexdigest()}


def _stored(event: dict[str, Any], moment: Any) -> tuple[Any, ...]:
    return tuple({**event, "at": moment, "evidence": "{}", "id": _key(event["id"])}.values())


def _notice(desk: Desk, event: dict[str, Any], moment: Any) -> tuple[Any, ...]:
    own, event_key = _key(str(uuid.uuid4())), _key(event["id"])
    who = (desk.secretary, desk.council, event["dossier_id"])
    return (own, *who, event_key, "refer", True, moment, "waiting", 0, "")


def _ring(moment: Any) -> tuple[Any, ...]:
    where = ("workflow.tasks.send_mail", "[]", "mail", "default")
    return (_key(str(uuid.uuid4())), "READY", moment, '{"args": [], "kwargs": {}}', 0, *where, moment, "", "")


def _insert(cursor: Any, table: str, columns: str, rows: Sequence[Sequence[Any]], tail: str = "") -> list[Any]:
    values = ",".join([f"({_marks(columns.count(',') + 1)})"] * len(rows))
    cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {values}{tail}", [v for row in rows for v in row])  # noqa: S608
    return [key for (key,) in cursor.fetchall()] if tail else []


def _marks(count: int) -> str:
    return ",".join(["%s"] * count)


def _moment(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _key(text: str) -> str:
    return text if connection.features.has_native_uuid_field else text.replace("-", "")
