"""The clock of a desk: stopped while the unit completes or a gate is open, and never a day lost or gained."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.limits import Limit
from dossiers.models import Dossier, RouteStage
from dossiers.states import State
from tests.house import minutes
from tests.workflow.days_off import is_worked
from tests.workflow.test_budgets import Statements
from workflow import dues, engine, gates, pauses
from workflow.calendar import NATIONAL, OFFICE, Calendar
from workflow.models import Gate


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE)


def due(house, dossier):
    """The day, or what is left while the clock stands."""
    row = house.fresh(dossier)
    return f"{row.due_at.astimezone(OFFICE):%d/%m}" if row.due_at else row.time_left


def gate(house, *, dossier=None, batch=None, kind="posting"):
    """Something runs beside the paper, or beside all of a batch."""
    person = house.seats["commune.officer"].person
    document = "Văn bản số 1" if kind == "suspension" else ""
    row = Gate.objects.create(
        kind=kind, dossier=dossier, batch=batch, opened_at=house.now, opened_by=person, document=document
    )
    pauses.opened(row, now=house.now)
    return row


def close(house, row):
    row.closed_at, row.closed_by = house.now, house.seats["commune.officer"].person
    row.closing_document = "Văn bản số 2"
    row.save()
    pauses.closed(row, now=house.now)


@pytest.fixture
def paper(house):
    """At the officer's since Wednesday 27 November 2024, due on 4 December."""
    return house.walk(house.draft(), State.INTAKE)


def test_a_gate_stops_the_clock_and_closing_it_gives_every_working_day_back(house, paper):
    before = due(house, paper)
    posting = gate(house, dossier=paper)
    standing = due(house, paper)
    house.now = at("2024-12-10T09:00")
    close(house, posting)

    assert (before, standing, due(house, paper)) == ("04/12", 6, "17/12")


def test_the_door_of_gates_does_it_too(house, paper):
    actor, version = house.actor("commune.officer"), house.fresh(paper).version
    terms = {"actor": actor, "version": version, "document": "Công văn số 1"}
    row = gates.open_gate(paper.pk, "suspension", now=house.later(), **terms)
    standing = due(house, paper)
    gates.close_gate(row.pk, actor=actor, now=house.later(days=1), document="Công văn số 2", outcome="Không có gì.")

    assert (standing, due(house, paper)) == (6, "05/12")


def test_of_two_gates_the_last_one_starts_the_clock_again(house, paper):
    posting = gate(house, dossier=paper)
    house.now = at("2024-11-29T09:00")
    suspension = gate(house, dossier=paper, kind="suspension")
    house.now = at("2024-12-02T09:00")
    close(house, posting)
    between = due(house, paper)
    house.now = at("2024-12-05T09:00")
    close(house, suspension)

    assert (between, due(house, paper)) == (6, "12/12")


def test_closing_a_gate_that_is_not_the_last_in_either_order_comes_to_the_same(house):
    ends = []
    for order in ((0, 1), (1, 0)):
        house.now = at("2024-11-27T08:00")
        dossier = house.walk(house.draft(), State.INTAKE)
        rows = [gate(house, dossier=dossier), gate(house, dossier=dossier, kind="suspension")]
        for n, number in enumerate(order):
            house.now = at(f"2024-12-0{3 + n}T10:00")
            close(house, rows[number])
        ends.append(due(house, dossier))

    assert ends == ["11/12", "11/12"]


def test_a_paper_that_is_late_is_as_late_afterwards(house, paper):
    house.now = at("2024-12-06T10:00")
    posting = gate(house, dossier=paper)
    standing = house.fresh(paper)
    house.now = at("2024-12-13T10:00")
    close(house, posting)

    assert (standing.time_left, dues.shown(standing, house.now, NATIONAL).text) == (
        -1,
        "Tạm\N{NO-BREAK SPACE}dừng,\N{NO-BREAK SPACE}đã\N{NO-BREAK SPACE}quá\N{NO-BREAK SPACE}hạn",
    )
    assert due(house, paper) == "11/12"


def test_a_move_beside_an_open_gate_opens_a_desk_whose_clock_stands_with_all_its_time(house):
    dossier = house.walk(house.draft(), State.COUNCIL)
    suspension = gate(house, dossier=dossier, kind="suspension")
    house.now = at("2024-12-03T09:00")
    house.act("recheck", dossier, "commune.secretary", reason="Lý do.")
    standing = due(house, dossier)
    house.now = at("2024-12-04T09:00")
    close(house, suspension)

    assert (standing, due(house, dossier)) == (6, "11/12")


# with the unit


def test_what_the_desk_had_left_is_what_it_has_when_the_paper_comes_again(house, paper):
    house.now = at("2024-11-29T09:00")
    house.act("give_back", paper, "commune.officer", missing=["Biên bản."])
    returned = house.fresh(paper)
    units_day = due(house, paper)
    house.now = at("2024-12-10T09:00")
    house.act("submit", paper, "village.head")

    assert (returned.time_left, units_day, due(house, paper)) == (4, "06/12", "13/12")
    assert (house.fresh(paper).paused_at, house.fresh(paper).time_left) == (None, None)


def test_where_the_route_says_so_the_desk_begins_anew(house, paper):
    RouteStage.objects.update(resumes=False)
    house.now = at("2024-11-29T09:00")
    house.act("give_back", paper, "commune.officer", missing=["Biên bản."])
    house.now = at("2024-12-10T09:00")
    house.act("submit", paper, "village.head")

    assert due(house, paper) == "17/12"


def test_a_gate_that_is_open_when_the_paper_comes_again_keeps_what_was_left(house, paper):
    suspension = gate(house, dossier=paper, kind="suspension")
    house.now = at("2024-11-29T09:00")
    house.act("give_back", paper, "commune.officer", missing=["Biên bản."])
    house.now = at("2024-12-02T09:00")
    house.act("submit", paper, "village.head")
    standing = due(house, paper)
    house.now = at("2024-12-03T09:00")
    close(house, suspension)

    assert (standing, due(house, paper)) == (6, "10/12")


def test_a_gate_that_closes_while_the_unit_has_the_paper_leaves_the_units_day_alone(house, paper):
    posting = gate(house, dossier=paper)
    house.act("give_back", paper, "commune.officer", missing=["Biên bản."])
    before = due(house, paper)
    house.now = at("2024-12-02T09:00")
    close(house, posting)
    meanwhile = due(house, paper)
    house.act("submit", paper, "village.head")

    assert (before, meanwhile, due(house, paper)) == ("04/12", "04/12", "09/12")


# by the batch


def hand_in(house, papers):
    """All in one batch."""
    ids = [paper.pk for paper in papers]
    engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later())


def test_a_gate_of_a_batch_stops_and_starts_all_its_papers(house):
    papers = [house.draft("LDTT", name=f"Người thứ {n}") for n in range(3)]
    hand_in(house, papers)
    batch = house.fresh(papers[0]).batch

    posting = gate(house, batch=batch)
    standing = [due(house, paper) for paper in papers]
    house.now = at("2024-12-03T09:00")
    close(house, posting)

    assert (standing, [due(house, paper) for paper in papers]) == ([6] * 3, ["10/12"] * 3)


def test_a_paper_that_leaves_its_batch_leaves_the_gate_behind(house):
    dossier = house.walk(house.draft(), State.INTAKE, stage=2)
    gate(house, batch=house.fresh(dossier).batch)
    standing = due(house, dossier)
    house.now = at("2024-12-02T09:00")

    house.act("send_down", dossier, "district.officer", reason="Lý do.")

    assert (standing, due(house, dossier)) == (6, "09/12")


@pytest.mark.parametrize("count", [3, 30])
def test_a_gate_of_a_batch_costs_the_same_for_3_and_for_30(house, count):
    papers = [house.draft("LDTT", name=f"Người thứ {n}") for n in range(count)]
    hand_in(house, papers)
    posting = Gate.objects.create(
        kind="posting",
        batch=house.fresh(papers[0]).batch,
        opened_at=house.now,
        opened_by=house.seats["commune.officer"].person,
    )

    with Statements() as statements:
        pauses.opened(posting, now=house.now)

    assert statements.count == 3


# hours


def test_hours_stop_to_the_second(house):
    dossier = house.draft("GK_XA")
    minutes(dossier, house.seats["village.head"].person)
    house.act("submit", dossier, "village.head")
    first = house.fresh(dossier).due_at
    house.later(hours=5, seconds=7)
    posting = gate(house, dossier=dossier)
    words = dues.left_words(house.fresh(dossier))
    house.later(hours=30)
    close(house, posting)

    assert (house.fresh(dossier).due_at - first, words) == (timedelta(hours=30), "còn 43 giờ")


# what the table refuses


@pytest.mark.parametrize("wrong", [{"paused_at": at("2024-11-27T08:00")}, {"time_left": 3}])
def test_a_clock_that_stands_without_knowing_what_is_left_is_refused(house, paper, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=paper.pk).update(**wrong)


def test_a_due_date_while_the_clock_stands_is_refused(house, paper):
    gate(house, dossier=paper)

    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=paper.pk).update(due_at=house.now)


# the invariant, by hand: office closes are counted while the clock runs

#: the package with the two rows that the law ships
CALENDAR = Calendar({date(2026, 1, 2): False, date(2026, 1, 10): True})

MOMENT = st.builds(
    datetime.combine, st.dates(at("2023-02-01").date(), at("2026-03-01").date()), st.times(), st.just(OFFICE)
)
WAITS = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 900)), max_size=6)


@settings(deadline=None)
@given(MOMENT, st.integers(1, 30), WAITS)
def test_the_working_days_that_passed_while_the_clock_ran_are_the_limit(begun, amount, waits):
    """Whatever stops it, and however often, the due date is the close at which the limit has run out."""
    due_at, now, stopped = CALENDAR.due(begun, Limit(amount)), begun, []
    for run, wait in waits:
        stop, start = now + timedelta(hours=run), now + timedelta(hours=run + wait)
        if stop >= due_at:
            break
        due_at = CALENDAR.after(start, CALENDAR.left(stop, due_at, "working_days"), "working_days")
        stopped.append((stop, start))
        now = start

    assert due_at == run_out(begun, amount, stopped)


def run_out(begun, amount, stopped):
    """Close by close, by the list of days typed in by hand; the first day counts from the next one on."""
    day, left = begun.date(), amount
    if is_worked(day) and begun.time() < time(17, 0):
        left += 1
    while True:
        close = datetime.combine(day, time(17, 0), tzinfo=OFFICE)
        runs = close > begun and not any(stop < close <= start for stop, start in stopped)
        left -= runs and is_worked(day)
        if left == 0:
            return close
        day += timedelta(days=1)
