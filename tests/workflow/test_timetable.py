"""The rows of time in memory: read once, never stale, at no statement of a move's own."""

from datetime import date, datetime, time

import pytest
from django.db import IntegrityError, transaction

from dossiers import law
from dossiers.models import CalendarDay, LawStamp, TimeLimit
from dossiers.states import State
from tests.workflow.test_budgets import Statements, spent
from workflow import engine, timetable
from workflow.calendar import NATIONAL, OFFICE
from workflow.timetable import BARE

MONDAY = date(2024, 12, 2)


def day_off(day, *, works=False, locality=""):
    return CalendarDay.objects.create(day=day, works=works, name="Ngày thử", locality=locality)


def due_day(house, dossier):
    return house.fresh(dossier).due_at.astimezone(OFFICE).date()


def refer(house, dossier):
    """To the council, on Wednesday 27 November 2024."""
    house.act("refer", dossier, "commune.officer")
    return due_day(house, dossier)


def test_where_no_row_was_ever_written_the_national_calendar_holds(house):
    assert timetable.current() is BARE
    assert timetable.current().calendar(["anywhere"]) is NATIONAL


def test_a_move_reads_a_day_off_that_another_process_wrote_just_now(house):
    first, second, third = (house.walk(house.draft(), State.INTAKE) for _n in range(3))

    before = refer(house, first)
    day_off(MONDAY)
    after = refer(house, second)
    CalendarDay.objects.get().delete()
    again = refer(house, third)

    assert (before, after, again) == (date(2024, 12, 4), date(2024, 12, 5), date(2024, 12, 4))


def test_rows_written_at_once_are_read_by_the_next_move(house):
    papers = [house.walk(house.draft(), State.INTAKE) for _n in range(4)]
    rows = CalendarDay.objects.filter(day=MONDAY)
    writes = [
        lambda: CalendarDay.objects.bulk_create([CalendarDay(day=MONDAY, works=False, name="Ngày thử")]),
        lambda: rows.update(day=date(2025, 1, 6)),
        lambda: CalendarDay.objects.filter(day=date(2025, 1, 6)).update(day=MONDAY),
        rows.delete,
    ]

    days = [(write(), refer(house, paper))[1].day for write, paper in zip(writes, papers, strict=True)]

    assert days == [5, 4, 5, 4]


def test_a_saturday_that_is_worked_counts(house):
    dossier = house.walk(house.draft(), State.INTAKE)
    day_off(date(2024, 11, 30), works=True)

    assert refer(house, dossier) == date(2024, 12, 3)


def test_a_local_day_off_holds_in_its_place_and_before_the_national_word(house):
    day_off(MONDAY, locality="commune")
    day_off(MONDAY, works=True)
    day_off(date(2024, 12, 3), locality="hue")
    table = timetable.current()

    assert table.calendar(house.units["commune-council"].lineage).is_working(MONDAY) is False
    assert table.calendar(house.units["district-council"].lineage).is_working(MONDAY) is True
    assert [[c.is_working(day) for day in (MONDAY, date(2024, 12, 3))] for c in table.bounds] == [
        [False] * 2,
        [True] * 2,
    ]
    assert refer(house, house.walk(house.draft(), State.INTAKE)) == date(2024, 12, 5)


def test_the_closest_limit_binds_the_desk_and_the_route_every_other(house):
    TimeLimit.objects.create(step="council", award_type_id="CSTDCS", amount=9)
    TimeLimit.objects.create(step="council", locality="commune", amount=3)
    TimeLimit.objects.create(step="council", locality="hue", amount=1)
    dossier = house.walk(house.draft(), State.INTAKE)

    at_intake = due_day(house, dossier)

    assert at_intake == date(2024, 12, 4)
    assert refer(house, dossier) == date(2024, 12, 2)


def test_a_limit_in_days_ends_with_the_first_office_day_behind_it(house):
    TimeLimit.objects.create(step="council", award_type_id="CSTDCS", amount=3, unit="days")

    assert refer(house, house.walk(house.draft(), State.INTAKE)) == date(2024, 12, 2)


def test_a_limit_in_hours_runs_on_the_clock(house):
    TimeLimit.objects.create(step="council", award_type_id="CSTDCS", amount=72, unit="hours")
    dossier = house.walk(house.draft(), State.INTAKE)

    house.act("refer", dossier, "commune.officer")

    assert (house.fresh(dossier).due_at - house.now).total_seconds() == 72 * 3600


def test_an_article_is_told_only_of_a_verified_row(house):
    TimeLimit.objects.create(step="council", award_type_id="CSTDCS", amount=9, basis="Điều 1", mark="partial")
    TimeLimit.objects.create(step="council", locality="commune", amount=3, basis="Điều 2", mark="verified")
    dossier = house.walk(house.draft(), State.COUNCIL)
    table = timetable.current()

    near = timetable.limit_of(house.fresh(dossier), MONDAY, table)
    TimeLimit.objects.get(locality="commune").delete()
    far = timetable.limit_of(house.fresh(dossier), MONDAY, timetable.current())

    assert (near.citation, far.citation) == ("Điều 2", "")


# what it costs


def test_a_move_costs_nothing_more_once_the_rows_are_known_and_two_statements_the_first_time(house):
    first, second, third = (house.walk(house.draft(), State.INTAKE) for _n in range(3))
    bare = spent(house, "refer", first, "commune.officer")
    TimeLimit.objects.create(step="council", award_type_id="CSTDCS", amount=9)

    cold = spent(house, "refer", second, "commune.officer")
    warm = spent(house, "refer", third, "commune.officer")

    assert (bare, cold, warm) == (12, 14, 12)


@pytest.mark.parametrize("count", [3, 30])
def test_many_with_limits_of_their_own_cost_the_same_for_3_and_for_30(house, count):
    TimeLimit.objects.create(step="intake", award_type_id="LDTT", amount=9)
    house.walk(house.draft("LDTT"), State.INTAKE)
    ids = [house.draft("LDTT", name=f"Người thứ {n}").pk for n in range(count)]
    actor, now = house.actor("village.head"), house.later()

    with Statements() as statements:
        engine.perform_many("submit", dossier_ids=ids, actor=actor, now=now)

    assert statements.count == 17


# the stamp


def test_a_stamp_never_comes_again(db):
    stamps = []
    for n in range(3):
        day_off(date(2024, 12, 2 + n))
        stamps.append(LawStamp.objects.get().value)

    assert len(set(stamps)) == 3


def test_what_was_read_before_a_rollback_is_not_believed_after_it(db):
    day_off(MONDAY)
    with transaction.atomic():
        day_off(date(2024, 12, 3))
        inside = timetable.current().calendar().is_working(date(2024, 12, 3))
        transaction.set_rollback(True)

    assert (inside, timetable.current().calendar().is_working(date(2024, 12, 3))) == (False, True)


def test_loading_the_same_law_again_keeps_the_stamp(db):
    law.load()
    before = LawStamp.objects.get().value

    law.load()

    assert LawStamp.objects.get().value == before


# what the tables refuse


@pytest.mark.parametrize(
    "wrong",
    [
        {"award_type_id": "CSTDCS", "amount": 0},
        {"amount": 3},
        {"award_type_id": "CSTDCS", "amount": 3, "since": MONDAY, "until": date(2024, 12, 1)},
    ],
    ids=["no time", "neither award nor place", "ends before it begins"],
)
def test_a_limit_that_makes_no_sense_is_refused(house, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeLimit.objects.create(step="council", **wrong)


@pytest.mark.parametrize("since", [None, MONDAY])
def test_two_limits_for_one_case_are_refused(house, since):
    named = {"step": "council", "award_type_id": "CSTDCS", "since": since}
    TimeLimit.objects.create(amount=3, **named)

    with pytest.raises(IntegrityError), transaction.atomic():
        TimeLimit.objects.create(amount=4, **named)


def test_one_day_has_one_word_at_a_place(db):
    day_off(MONDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        day_off(MONDAY, works=True)


def test_the_names_of_days_are_told(db):
    law.load()
    calendar = timetable.current().calendar()

    assert calendar.name(date(2026, 1, 2)) == "Nghỉ hoán đổi dịp Tết Dương lịch"
    assert calendar.name(date(2026, 2, 17)) == "Tết Nguyên Đán"
    assert calendar.name(date(2026, 3, 3)) == ""


def test_a_day_that_is_not_over_counts_among_what_is_left():
    after_midnight = datetime.combine(MONDAY, time(0, 30), tzinfo=OFFICE)

    assert NATIONAL.left(after_midnight, after_midnight.replace(hour=17), "working_days") == 1
