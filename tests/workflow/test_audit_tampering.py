"""Whoever changes the record behind the engine's back is found out, and the row is named."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, models, transaction

from dossiers.models import Dossier, RouteStage
from dossiers.states import State
from roles.models import Unit
from tests import house as houses
from workflow.audit import audit
from workflow.models import Event

pytestmark = pytest.mark.django_db

COLUMNS = [field.attname for field in Event._meta.concrete_fields]
#: how many lines the history of the dossier below has
LINES = 5
RUBBISH = {"words": "không phải thế", "bytes": b"\xff\xfe", "a great number": 10**18, "nothing at all": ""}


@pytest.fixture(scope="module")
def dossier(django_db_setup, django_db_blocker):
    """A dossier that the commune has seen, voted on and awarded, beside another one; made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        house = houses.build()
        house.walk(house.draft("LDTT", name="Người khác"), State.INTAKE)
        paper = house.walk(house.draft("LDTT"), State.SIGNING)
        house.sign(paper)
        yield house.fresh(paper)
        transaction.set_rollback(True)


@contextmanager
def tampering():
    """Whatever is done inside, seen by the audit, is gone afterwards: no constraint is asked at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def overwrite(table, column, value, where, key):
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE "{where}" = %s', [value, key])  # noqa: S608
        assert cursor.rowcount == 1


def stored(field, value):
    """The value as this database keeps it."""
    return field.get_db_prep_save(value, connection)


def another(event, attname):
    """A value that could stand in the column and does not."""
    field = Event._meta.get_field(attname)
    value = getattr(event, attname)
    if attname == "dossier_id":
        return 999_999  # beside another's history it would stand on a place that is taken
    if field.is_relation:
        others = field.related_model.objects.exclude(pk=value).values_list("pk", flat=True)
        return next(iter(others), 999_999)
    return {
        models.UUIDField: uuid.uuid4,
        models.DateTimeField: lambda: value + timedelta(microseconds=1),
        models.JSONField: lambda: {**value, "thêm": "một chữ"},
        models.PositiveIntegerField: lambda: value + 7,
        models.CharField: lambda: "x" if value != "x" else "y",
    }[type(field)]()


def names(faults, *words):
    return [fault for fault in faults if any(word in fault for word in words)]


@pytest.mark.parametrize("attname", COLUMNS)
@pytest.mark.parametrize("line", range(1, LINES + 1))
def test_a_changed_column_of_an_event_is_found_and_named(dossier, attname, line):
    event = dossier.events.get(seq=line)
    field = Event._meta.get_field(attname)
    value = another(event, attname)
    key = stored(Event._meta.pk, event.pk)

    with tampering():
        overwrite(Event._meta.db_table, field.column, stored(field, value), "id", key)
        faults = audit().faults

    assert names(faults, str(event.pk), str(value)) != []


@pytest.mark.sqlite
@pytest.mark.parametrize("attname", COLUMNS)
@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_in_a_column_is_found_and_named(dossier, attname, rubbish):
    event = dossier.events.get(seq=3)
    column = Event._meta.get_field(attname).column
    if getattr(event, attname) == RUBBISH[rubbish]:
        column = "hash"  # what is empty already cannot be emptied
    key = stored(Event._meta.pk, event.pk)

    with tampering(), connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        overwrite(Event._meta.db_table, column, RUBBISH[rubbish], "id", key)
        faults = audit().faults
        cursor.execute("PRAGMA ignore_check_constraints = OFF")

    assert names(faults, str(event.pk), event.pk.hex, f"dossier {dossier.pk} ") != []


@pytest.mark.parametrize("line", range(1, LINES + 1))
def test_a_deleted_event_is_found_and_its_dossier_named(dossier, line):
    event = dossier.events.get(seq=line)

    with tampering(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM workflow_event WHERE id = %s", [stored(Event._meta.pk, event.pk)])
        faults = audit().faults

    assert names(faults, f"dossier {dossier.pk} ") != []


def test_a_history_that_is_deleted_whole_is_found(dossier):
    with tampering(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM workflow_event WHERE dossier_id = %s", [dossier.pk])
        faults = audit().faults

    assert faults[0] == f"dossier {dossier.pk} ({dossier.code}): no events"


@pytest.mark.parametrize("column", ["state", "stage_id", "holder_id", "version"])
def test_a_dossier_moved_by_hand_is_found_and_named(dossier, column):
    present = Dossier.objects.get(pk=dossier.pk)
    value = {
        "state": State.DECLINED.value,
        "stage_id": RouteStage.objects.exclude(pk=present.stage_id).first().pk,
        "holder_id": Unit.objects.exclude(pk=present.holder_id).first().pk,
        "version": present.version + 1,
    }[column]

    with tampering():
        overwrite("dossiers_dossier", column, value, "id", dossier.pk)
        faults = audit().faults

    assert faults == [
        f"dossier {dossier.pk} ({dossier.code}): {column} is {value!r}, the ledger says {getattr(present, column)!r}"
    ]


@pytest.mark.sqlite
@pytest.mark.parametrize("column", ["state", "stage_id", "holder_id", "version"])
@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_in_a_dossier_is_found_and_named(dossier, column, rubbish):
    with tampering(), connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        overwrite("dossiers_dossier", column, RUBBISH[rubbish], "id", dossier.pk)
        faults = audit().faults
        cursor.execute("PRAGMA ignore_check_constraints = OFF")

    assert names(faults, f"dossier {dossier.pk} ") != []


def test_an_added_event_is_found(dossier):
    event = dossier.events.get(seq=LINES)
    event.pk, event.seq, event.previous_hash = uuid.uuid4(), LINES + 1, event.hash
    event.hash = event.sealed()

    with tampering():
        event.save(force_insert=True)
        faults = audit().faults

    assert names(faults, str(event.pk)) != []


def test_an_untouched_record_is_whole(dossier):
    report = audit()

    assert (report.dossiers, report.events, report.desks, report.faults) == (2, LINES + 2, 1, [])


def test_the_history_is_as_long_as_these_tests_believe(dossier):
    assert houses.last_seq(dossier) == LINES
