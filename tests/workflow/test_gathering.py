"""What is read from kept words is what a query of the day would read."""

import pytest
from django.db import connection, transaction
from django.db.models import BigAutoField, CharField
from django.test.utils import CaptureQueriesContext

from dossiers.models import Batch, Dossier, RouteStage
from dossiers.states import State
from roles.models import Unit
from roles.worded import Hole, Worded, holes, insert, numbered
from workflow import gathering
from workflow.facts import NEIGHBOURS, asked, gathered
from workflow.models import Event


def columns(row):
    """The values of a model's row, without Django's own bookkeeping."""
    return {name: value for name, value in vars(row).items() if name != "_state"}


def neighbour(dossier, path):
    """What hangs there, or nothing."""
    for name in path.split("__"):
        dossier = getattr(dossier, name, None)
    return dossier and columns(dossier)


def one(dossier, verb):
    with transaction.atomic():
        return gathering.locked([dossier.pk], verb)[0]


@pytest.mark.parametrize("verb", ["refer", "submit"])
@pytest.mark.parametrize(
    ("state", "stage"),
    [(State.DRAFT, 1), (State.INTAKE, 1), (State.COUNCIL, 1), (State.RETURNED, 1), (State.SIGNING, 2)],
)
def test_one_dossier_is_read_as_a_query_of_the_day_reads_it(house, verb, state, stage):
    dossier = house.walk(house.draft(), state, stage=stage)
    paths = NEIGHBOURS if verb == "submit" else gathering.CLOSE

    kept, fresh = one(dossier, verb), gathered(Dossier.objects.filter(pk=dossier.pk), paths).get()

    assert columns(kept) == columns(fresh)
    assert {path: neighbour(kept, path) for path in paths} == {path: neighbour(fresh, path) for path in paths}
    assert [getattr(kept, name) for name in asked()] == [getattr(fresh, name) for name in asked()]


def test_its_neighbours_are_not_asked_for_again(house):
    dossier = one(house.walk(house.draft(), State.INTAKE, stage=2), "submit")

    with CaptureQueriesContext(connection) as statements:
        for path in NEIGHBOURS:
            neighbour(dossier, path)

    assert len(statements) == 0


def test_a_dossier_that_is_not_there_is_none(house):
    with transaction.atomic():
        assert gathering.locked([0], "refer") == []


@pytest.fixture
def named(house):
    """A statement with a hole for one key and holes for two codes."""
    return Worded(
        lambda: Unit.objects.filter(
            parent=Hole("parent", BigAutoField()), code__in=holes("code", 2, CharField())
        ).values_list("code", "since")
    )


def test_a_statement_is_worded_once_and_asked_with_other_values(house, named):
    commune = house.units["commune"]
    first = named.ask(parent=commune.pk, **numbered("code", ["commune-office", "commune-chair"]))
    named.build = None  # it would be missed if it were called again

    second = named.ask(parent=commune.pk, **numbered("code", ["commune-council", "district-chair"]))

    assert [sorted(first), second] == [[["commune-chair", None], ["commune-office", None]], [["commune-council", None]]]


@pytest.mark.parametrize("code", ["' OR 1=1 --", "%s", "%", '"', "\\", "commune-office' --"])
def test_a_value_is_never_read_as_a_word(house, named, code):
    assert named.ask(parent=house.units["commune"].pk, **numbered("code", [code, code])) == []


def test_a_hole_without_a_value_is_an_error(house, named):
    with pytest.raises(KeyError):
        named.ask(parent=1)


def test_rows_that_are_inserted_are_the_rows_that_were_meant(house):
    """Every column, as ``bulk_create`` would have written it."""
    dossier = house.walk(house.draft(), State.COUNCIL)
    lines = list(Event.objects.filter(dossier=dossier).order_by("seq"))
    meant = [columns(line) for line in lines]
    Event.objects.filter(dossier=dossier).delete()

    insert([Event(**line) for line in meant])

    assert [columns(line) for line in Event.objects.filter(dossier=dossier).order_by("seq")] == meant


@pytest.mark.parametrize("count", [1, 3])
def test_rows_whose_keys_the_database_makes_know_them_afterwards(house, count):
    stage = RouteStage.objects.filter(previous=None).first()
    village, commune = house.units["village"], house.units["commune"]
    rows = [Batch(sender=village, receiver=commune, stage=stage, sent_at=house.later()) for _each in range(count)]

    insert(rows)

    assert [columns(Batch.objects.get(sent_at=row.sent_at)) for row in rows] == [columns(row) for row in rows]


def test_nothing_is_inserted_of_nothing():
    insert([])
