"""Dossiers in bulk: legal rows without their walk, for measuring only."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import STATUS

from bench.flows import BareFlow
from dossiers.models import AwardType, Dossier, Nominee, Revision, RouteStage
from dossiers.states import State
from tests.house import House
from workflow import rows
from workflow.facts import content_type
from workflow.flows import NominationFlow
from workflow.models import Event


def at_intake(house: House, count: int) -> list[int]:
    """So many dossiers on the commune officer's desk, each with its history of one line."""
    village = house.units["village"]
    nominees = Nominee.objects.bulk_create(
        Nominee(kind="individual", name=f"Người thứ {n}", gender="f", unit=village) for n in range(count)
    )
    stage = RouteStage.objects.get(route__code="commune")
    dossiers = Dossier.objects.bulk_create(_dossier(house, nominee, stage) for nominee in nominees)
    Revision.objects.bulk_create(
        Revision(dossier=d, content={}, hash="0" * 64, frozen_at=house.now, saved_at=house.now) for d in dossiers
    )
    ids = [dossier.pk for dossier in dossiers]
    revision = Revision.objects.filter(dossier=OuterRef("pk")).values("pk")
    Dossier.objects.filter(pk__in=ids).update(revision=Subquery(revision))
    hand = house.actor("village.head")
    Event.objects.bulk_create(rows.event(d, "open", None, hand, house.now, {}) for d in dossiers)
    _desks(NominationFlow, "commune_intake", ids)
    return ids


def _dossier(house: House, nominee: Nominee, stage: RouteStage) -> Dossier:
    return Dossier(
        nominee=nominee,
        state=State.INTAKE,
        stage=stage,
        route_id=stage.route_id,
        regime_id="R2022-3T",
        holder=house.units["commune-office"],
        unit=house.units["village"],
        author=house.seats["village.head"].person,
        award_type=AwardType(pk="LDTT"),
        year=2024,
        version=1,
        opened_at=house.now,
        submitted_at=house.now,
        due_at=house.now,
    )


def bare(ids: list[int]) -> None:
    """The same dossiers under bare viewflow, in place of our own flow."""
    Process.objects.filter(artifact_object_id__in=ids).delete()
    _desks(BareFlow, "intake", ids)


def _desks(flow: Any, name: str, ids: list[int]) -> None:
    node = flow.instance.node(name)
    processes = Process.objects.bulk_create(
        Process(flow_class=flow, artifact_content_type=content_type(), artifact_object_id=pk) for pk in ids
    )
    Task.objects.bulk_create(
        Task(process=process, flow_task=node, flow_task_type=node.task_type, status=STATUS.NEW) for process in processes
    )
