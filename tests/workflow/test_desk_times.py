"""A work item waits since the office clock's moment at which the paper came, never the machine's."""

import pytest
from viewflow.workflow.models import Process, Task

from dossiers.states import State
from workflow import engine

pytestmark = pytest.mark.django_db


def times(dossier):
    """(created, finished) of the dossier's work items, in their order."""
    tasks = Task.objects.filter(process__artifact_object_id=dossier.pk).order_by("pk")
    return list(tasks.values_list("created", "finished"))


def test_each_work_item_begins_when_the_paper_came_and_ends_when_it_left(house):
    dossier = house.walk(house.draft(), State.SIGNING)
    house.act("decline", dossier, "commune.chair", reason="Lý do.")

    at = list(dossier.events.order_by("seq").values_list("at", flat=True))
    stays = list(zip(at, [*at[1:], at[-1]], strict=True))
    assert times(dossier) == [(at[0], at[0]), *stays]
    assert Process.objects.values_list("created", "finished").get() == (at[0], at[-1])


def test_one_and_many_are_passed_on_at_the_same_moment(house):
    one, many = house.walk(house.draft("LDTT"), State.INTAKE), house.walk(house.draft("LDTT"), State.INTAKE)
    actor, now = house.actor("commune.officer"), house.later()

    engine.perform("refer", dossier_id=one.pk, actor=actor, version=one.version, now=now)
    engine.perform_many("refer", dossier_ids=[many.pk], actor=actor, now=now)

    assert times(one)[-1] == times(many)[-1] == (now, None)
