"""A heap of dossiers laid by the database itself: legal rows of an old, busy commune, for measuring only."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from viewflow.workflow.models import Process, Task

from dossiers.models import Dossier, Nominee, RouteStage
from roles.models import Tier, UnitKind
from tests.house import House
from workflow.facts import content_type

VILLAGES = 100
KEYED = (Dossier, Nominee, Process, Task)
STEP = 50_000
#: of a hundred dossiers two wait for the officer, four for council and chair, four lie with their unit; ninety are done
STATE = """CASE WHEN i % 100 < 2 THEN 'intake' WHEN i % 100 < 4 THEN 'council' WHEN i % 100 < 6 THEN 'signing'
WHEN i % 100 < 10 THEN 'returned' ELSE 'awarded' END"""
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
NOMINEES = """INSERT INTO dossiers_nominee (id, kind, name, gender, born, position, unit_id)
{numbers} SELECT {base} + i, 'individual', 'Người thứ ' || i, 'f', '1979', '', {village} FROM n"""
DOSSIERS = """INSERT INTO dossiers_dossier (id, code, state, stage_id, holder_id, version, due_at, unit_id, author_id,
nominee_id, award_type_id, year, regime_id, route_id, opened_at, submitted_at)
{numbers} SELECT {base} + i, 'X-' || i, {state}, {stage}, {holder}, 1, {due}, {village}, {author},
{base} + i, 'LDTT', 2024, 'R2022-3T', {route}, {now}, {now} FROM n"""
EVENTS = """INSERT INTO workflow_event (id, dossier_id, seq, verb, from_state, to_state, to_stage_id, to_holder_id,
version, revision_hash, role, at, evidence, previous_hash, hash)
{numbers} SELECT {uuid}, {base} + i, 1, 'submit', 'draft', 'intake', {stage}, {office}, 1, '', 'head', {now}, '{{}}',
'', {hash} FROM n"""
PROCESSES = """INSERT INTO viewflow_process (id, flow_class, status, created, data, artifact_content_type_id,
artifact_object_id)
{numbers} SELECT {base} + i, 'workflow/flows.NominationFlow', 'NEW', {now}, '{{}}', {content_type}, {base} + i
FROM n WHERE i % 100 < 10"""
TASKS = """INSERT INTO viewflow_task (id, process_id, flow_task, flow_task_type, status, created, token, data)
{numbers} SELECT {base} + i, {base} + i, 'workflow/flows.NominationFlow.' || CASE WHEN i % 100 < 2 THEN 'commune_intake'
WHEN i % 100 < 4 THEN 'commune_council' WHEN i % 100 < 6 THEN 'commune_signing' ELSE 'proposing' END,
'HUMAN', 'NEW', {now}, 'start', '{{}}' FROM n WHERE i % 100 < 10"""
#: how each database writes a key, a hash and a moment that many minutes on
WORDS = {
    "postgresql": {
        "uuid": "gen_random_uuid()",
        "hash": "md5(i::text) || md5(i::text)",
        "due": "{now}::timestamptz + (i % 40000 - 5000) * interval '1 minute'",
    },
    "sqlite": {
        "uuid": "lower(hex(randomblob(16)))",
        "hash": "lower(hex(randomblob(32)))",
        "due": "strftime('%Y-%m-%d %H:%M:%S', {now}, (i % 40000 - 5000) || ' minutes')",
    },
}


class Heap:
    """Grows to a size and is measured there."""

    def __init__(self, house: House):
        self.laid = 0
        self.words = _words(house)

    def grow(self, size: int) -> None:
        """Lay what is missing, in steps; then the database counts its rows."""
        while self.laid < size:
            last = min(self.laid + STEP, size)
            self._lay(self.laid + 1, last)
            self.laid = last
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    @transaction.atomic
    def _lay(self, first: int, last: int) -> None:
        numbers = NUMBERS.format(first=first, last=last)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # the rows are right by construction
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute("SET LOCAL statement_timeout = 0")
            for sql in (NOMINEES, DOSSIERS, EVENTS, PROCESSES, TASKS):
                cursor.execute(sql.format(numbers=numbers, **self.words))


def _words(house: House) -> dict[str, Any]:
    words = WORDS[connection.vendor]
    stage = RouteStage.objects.get(route__code="commune")
    desks = {kind: house.units[f"commune-{kind}"].pk for kind in ("office", "council", "chair")}
    first = min(_village(house, number) for number in range(VILLAGES))
    village = f"{first} + i % {VILLAGES}"
    now = "'2024-11-27 01:00:00'" if connection.vendor == "sqlite" else "'2024-11-27 01:00:00+00'::timestamptz"
    holder = f"""CASE WHEN i % 100 < 2 THEN {desks["office"]} WHEN i % 100 < 4 THEN {desks["council"]}
        WHEN i % 100 BETWEEN 6 AND 9 THEN {village} ELSE {desks["chair"]} END"""
    return {
        "base": 10_000 + max(table.objects.aggregate(n=Max("pk"))["n"] or 0 for table in KEYED),
        "state": STATE,
        "stage": stage.pk,
        "route": stage.route_id,
        "holder": holder,
        "office": desks["office"],
        "village": village,
        "author": house.seats["village.head"].person_id,
        "content_type": content_type().pk,
        "now": now,
        "due": words["due"].format(now=now),
        "uuid": words["uuid"],
        "hash": words["hash"],
    }


def _village(house: House, number: int) -> int:
    place = house.unit(f"thon-{number}", UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
    return place.pk
