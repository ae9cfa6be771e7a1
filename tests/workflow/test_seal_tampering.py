"""Forgeries that agree with themselves – event, dossier and desk changed alike – are named by the seal of the day."""

import uuid

import pytest
from django.db import connection, transaction
from django.test import override_settings
from viewflow.workflow.models import Process, Task

from dossiers.models import Dossier
from dossiers.states import State
from tests import house as houses
from tests.workflow.test_audit_tampering import COLUMNS, another, tampering
from tests.workflow.test_seals import rebuild
from workflow import seals
from workflow.audit import audit
from workflow.audit_seals import audit_against, audit_seals
from workflow.models import Event, Notice

pytestmark = pytest.mark.django_db

#: how many lines the history of the dossier below has
LINES = 4
#: what the dossier's own row repeats of its last event
REPEATED = {"to_state": "state", "to_stage_id": "stage_id", "to_holder_id": "holder_id", "version": "version"}


@pytest.fixture(scope="module")
def sealed(django_db_setup, django_db_blocker, tmp_path_factory):
    """A dossier at the chair beside another one, sealed, and the seal's file carried away; made once."""
    folder = tmp_path_factory.mktemp("sealed")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(BANGVANG_VAR=folder):
        house = houses.build()
        house.walk(house.draft("LDTT", name="Người khác"), State.INTAKE)
        paper = house.walk(house.draft("LDTT"), State.SIGNING)
        file = seals.keep(seals.make(now=house.later()))
        yield house.fresh(paper), file.rename(folder / "kept.json")
        transaction.set_rollback(True)


def faults(file):
    """What the seals of this database say, and the one that was carried away."""
    return audit_seals(), audit_against(file)


def cut(dossier, count):
    """Take the last events away and set the dossier back to where it then was, with the desk of then."""
    lines = list(dossier.events.order_by("seq"))
    last = lines[-count - 1]
    Notice.objects.filter(event__in=lines[-count:]).delete()
    Event.objects.filter(pk__in=[line.pk for line in lines[-count:]])._raw_delete("default")
    stood = {own: getattr(last, theirs) for theirs, own in REPEATED.items()} | {"batch_id": last.batch_id}
    stood |= {"submitted_at": None} if last.seq == 1 else {}
    Dossier.objects.filter(pk=dossier.pk).update(**stood)
    tasks = list(Task.objects.filter(process__artifact_object_id=dossier.pk).order_by("pk"))[1:]
    Task.objects.filter(pk=tasks[-1].pk).update(flow_task=tasks[-count - 1].flow_task)


@pytest.mark.parametrize("count", range(1, LINES))
def test_a_tail_of_any_length_that_is_cut_off_clean_is_named(sealed, count):
    dossier, file = sealed

    with tampering():
        cut(dossier, count)
        plain, (inside, outside) = audit().faults, faults(file)

    said = f"dossier {dossier.pk} ({dossier.code}): line {LINES} was sealed and is gone"
    assert [fault for fault in plain if "content" not in fault] == []
    assert [said in fault for fault in (inside[0], outside[0])] == [True, True]


def test_a_dossier_that_is_taken_out_with_its_whole_chain_is_named(sealed):
    dossier, file = sealed

    with tampering():
        for rows in _everything_of(dossier):
            rows._raw_delete("default")
        plain, (inside, outside) = audit().faults, faults(file)

    said = f"dossier {dossier.pk} (–): line {LINES} was sealed and is gone"
    assert plain == []
    assert [said in fault for fault in (inside[0], outside[0])] == [True, True]


def _everything_of(dossier):
    """Every row that tells of the dossier, the row itself at last."""
    processes = Process.objects.filter(artifact_object_id=dossier.pk)
    tasks = Task.objects.filter(process__in=processes.values("pk"))
    yield Task.previous.through.objects.filter(from_task__in=tasks.values("pk"))
    yield Task.objects.filter(pk__in=list(tasks.values_list("pk", flat=True)))
    yield processes
    yield Notice.objects.filter(dossier=dossier)
    yield Event.objects.filter(dossier=dossier)
    yield dossier.items.all()
    yield from (dossier.revisions.all(), dossier.evidences.all())
    yield Dossier.objects.filter(pk=dossier.pk)


@pytest.mark.parametrize("attname", [name for name in COLUMNS if name != "hash"])
@pytest.mark.parametrize("line", range(1, LINES + 1))
def test_a_column_changed_with_all_hashes_made_anew_and_the_dossier_alike_is_named(sealed, attname, line):
    dossier, file = sealed
    event = dossier.events.get(seq=line)
    value = State.DECLINED.value if attname == "to_state" else another(event, attname)

    with tampering(), connection.constraint_checks_disabled():
        _forge(dossier, event, attname, value)
        inside, outside = faults(file)

    said = f"dossier {dossier.pk} ({dossier.code}): line {LINES} was sealed and "
    assert [said in " ".join(found) for found in (inside, outside)] == [True, True]


def _forge(dossier, event, attname, value):
    """Write the value and chain the history anew, hash by hash; the dossier's row agrees with its last event."""
    if attname == "id":
        Notice.objects.filter(event=event).delete()
        Event.objects.filter(pk=event.pk).update(id=uuid.uuid4())
    elif attname != "previous_hash":  # that one is made anew below, as is every hash
        Event.objects.filter(pk=event.pk).update(**{attname: value})
    rebuild(dossier, **({"role": "forged"} if attname == "previous_hash" else {}))
    if event.seq == LINES and attname in REPEATED:
        Dossier.objects.filter(pk=dossier.pk).update(**{REPEATED[attname]: value})


def test_an_untouched_record_has_no_fault(sealed):
    dossier, file = sealed

    assert (audit().faults, *faults(file)) == ([], [], [])
    assert dossier.events.count() == LINES
