"""Due dates against an independent computation, over every day of 2023–2026 and every row of law."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers import law
from dossiers.limits import Case, Limit, closest
from dossiers.models import RouteStage, TimeLimit
from roles.models import Tier
from tests.workflow.days_off import EVERY_DAY, FIRST, LAST, is_worked, last_day
from workflow import timetable
from workflow.calendar import NATIONAL, OFFICE, Calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    """The law as shipped."""
    law.load()
    return timetable.current()


def at(day, hour=9, minute=40):
    return datetime.combine(day, time(hour, minute), tzinfo=OFFICE)


def by_hand(now, amount, unit):
    """When it is due, without a line of ours."""
    if unit == "hours":
        return now + timedelta(seconds=3600 * amount)
    return datetime.combine(last_day(now.date(), amount, unit), time(17, 0), tzinfo=OFFICE)


def test_every_day_of_four_years_is_worked_or_not_as_typed_by_hand(table):
    calendar = table.calendar()

    assert [day for day in EVERY_DAY if calendar.is_working(day) != is_worked(day)] == []
    assert len(EVERY_DAY) == 1461


def test_every_row_gives_the_independent_due_date_on_every_day(table):
    """As the engine asks: by the case, on each day on which the row holds."""
    checked, wrong = 0, []
    for row in TimeLimit.objects.all():
        for day in EVERY_DAY:
            case = case_for(row, day)
            if not (row.since or FIRST) <= day <= (row.until or LAST):
                continue
            limit = table.limit(case)
            due = table.calendar(case.lineage).due(at(day), limit)
            checked += 1
            if (limit.amount, limit.unit, due) != (row.amount, row.unit, by_hand(at(day), row.amount, row.unit)):
                wrong.append((str(row), day, due))

    assert wrong == []
    assert checked > 20_000


def case_for(row, day):
    """The case that the row, and no closer one, speaks of."""
    lineage = ("tinh", row.locality) if row.locality else ("tinh", "xa")
    award, tier = row.award_type_id or "LDTT", row.tier or Tier.COMMUNE
    return Case(row.step, award, tier, row.regime_id or "R2022-3T", lineage, day)


def test_every_stage_of_every_route_gives_the_independent_due_date_on_every_day(table):
    limits = {(s.hours or s.days, "hours" if s.hours else "working_days") for s in RouteStage.objects.all()}
    limits |= {(stage.completion_days, "working_days") for stage in RouteStage.objects.all()}

    wrong = [
        (day, limit)
        for limit in sorted(limits)
        for day in EVERY_DAY
        if table.calendar().due(at(day), Limit(*limit)) != by_hand(at(day), *limit)
    ]

    assert (wrong, len(limits)) == ([], 4)


def test_a_row_outside_its_dates_binds_nobody(table):
    rows = {row.since for row in TimeLimit.objects.filter(award_type="GDVH")}
    before = table.limit(Case("signing", "GDVH", "commune", "R2022-3T", ("xa",), date(2024, 1, 29)))
    after = table.limit(Case("signing", "GDVH", "commune", "R2022-3T", ("xa",), date(2024, 1, 30)))

    assert rows == {None, date(2024, 1, 30)}
    assert (before, after) == (Limit(5, "working_days"), Limit(5, "days"))


#: what a whole level may take as the sources say it, where our rows share it out over the steps
LEVELS = {
    ("LDTT", "commune", "can-tho", "working_days"): 20,
    ("LDTT", "commune", "ba-vi", "working_days"): 10,
    ("GK_XA", "commune", "hue", "working_days"): 10,
    ("GK_XA", "commune", "vinh-phuc", "working_days"): 12,
    ("CSTDCS", "district", "", "working_days"): 20,
    ("CSTDCS", "district", "lao-cai", "working_days"): 14,
    ("BK_TINH", "province", "", "working_days"): 25,
    ("GDVH", "commune", "", "working_days"): 8,
    ("GDVH", "commune", "", "days"): 10,
    ("THON_VH", "district", "", "days"): 10,
    ("THON_VH", "commune", "", "days"): 10,
}


def test_the_steps_of_a_level_together_take_what_the_source_gives_the_level(table):
    together = {}
    for row in TimeLimit.objects.all():
        key = (row.award_type_id, row.tier, row.locality, row.unit)
        together[key] = together.get(key, 0) + row.amount

    assert together == LEVELS


# the closest row


def limit(amount, **named):
    return TimeLimit(step="intake", amount=amount, **named)


CASE = Case("intake", "GK_XA", "commune", "R2022-3T", ("tinh", "huyen", "xa"), date(2024, 11, 27))
#: rows from the most distant to the closest: each wins over all before it
CLOSER_AND_CLOSER = [
    limit(1, award_type_id="GK_XA"),
    limit(2, award_type_id="GK_XA", regime_id="R2022-3T"),
    limit(3, award_type_id="GK_XA", tier="commune"),
    limit(4, locality="tinh"),
    limit(5, locality="tinh", award_type_id="GK_XA"),
    limit(6, locality="xa"),
    limit(7, locality="xa", regime_id="R2022-3T"),
    limit(8, locality="xa", tier="commune"),
    limit(9, locality="xa", award_type_id="GK_XA"),
]


@pytest.mark.parametrize("known", range(1, len(CLOSER_AND_CLOSER) + 1))
def test_the_closest_row_wins_whatever_the_order_of_the_rows(known):
    rows = CLOSER_AND_CLOSER[:known]

    assert closest(rows, CASE) is closest(rows[::-1], CASE) is rows[-1]


@pytest.mark.parametrize(
    "named",
    [
        {"award_type_id": "LDTT"},
        {"award_type_id": "GK_XA", "tier": "district"},
        {"award_type_id": "GK_XA", "regime_id": "R2003"},
        {"locality": "tinh-khac"},
        {"locality": "xa", "since": date(2024, 11, 28)},
        {"locality": "xa", "until": date(2024, 11, 26)},
        {"locality": "xa", "step": "council"},
    ],
)
def test_a_row_about_something_else_does_not_bind(named):
    assert closest([TimeLimit(**{"step": "intake", "amount": 1, **named})], CASE) is None


# properties

#: no deadline: a busy machine is no fault of the calendar
patient = settings(deadline=None)

DAYS = st.dates(date(2023, 1, 1), date(2027, 11, 30))
NUMBERS = st.integers(-120, 120)
OVERRIDES = st.dictionaries(DAYS, st.booleans(), max_size=12).map(Calendar)
CALENDARS = st.one_of(st.just(NATIONAL), OVERRIDES)


@patient
@given(CALENDARS, DAYS, NUMBERS)
def test_counting_forth_and_counting_between_are_inverse(calendar, day, days):
    assert calendar.between(day, calendar.shift(day, days)) == days


@patient
@given(CALENDARS, DAYS, DAYS)
def test_between_a_day_and_a_working_day_leads_there_again(calendar, day, other):
    working = calendar.from_day(other)

    assert calendar.shift(day, calendar.between(day, working)) == working


@patient
@given(CALENDARS, DAYS, st.integers(1, 60), st.sampled_from(["working_days", "days"]))
def test_nothing_counted_in_days_falls_due_on_a_day_off_or_before_its_time(calendar, day, amount, unit):
    due = calendar.due(at(day), Limit(amount, unit))

    assert calendar.is_working(due.date())
    assert due.time() == time(17, 0)
    assert due.date() >= day + timedelta(days=amount)


@patient
@given(
    CALENDARS, DAYS, DAYS, st.integers(1, 60), st.integers(1, 60), st.sampled_from(["working_days", "days", "hours"])
)
def test_what_begins_later_or_takes_longer_is_never_due_earlier(calendar, one, other, less, more, unit):
    early, late = sorted((one, other))
    short, long = sorted((less, more))

    assert calendar.due(at(early), Limit(short, unit)) <= calendar.due(at(late), Limit(long, unit))


MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(OFFICE))


@patient
@given(CALENDARS, MOMENTS, st.integers(1, 60), MOMENTS, st.sampled_from(["working_days", "days", "hours"]))
def test_what_is_left_is_left_whenever_one_goes_on(calendar, begun, amount, moment, unit):
    """Stopped and started in the same moment, nothing has changed, on time or late."""
    due = calendar.due(begun, Limit(amount, unit))

    again = calendar.after(moment, calendar.left(moment, due, unit), unit)

    assert (abs(again - due) < timedelta(seconds=1)) if unit == "hours" else (again == due)
