"""Whatever seats and periods there are: no right outside the days, none beyond the principal's; and no race."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles import grants, policies, substitutes
from roles.models import Seat
from tests import acting
from tests import house as houses
from tests.house import TODAY

PRINCIPALS = ["commune.chair", "commune.officer", "village.head", "commune.secretary"]
WORDS = ["sign", "appraise", "propose", "minute", "administer", "award:LDTT", "unit:village"]
DAYS = st.integers(-5, 5)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(PRINCIPALS),
        st.sampled_from(["commune.deputy", "commune.officer2", "village.clerk"]),
        DAYS,
        st.integers(0, 6),
        st.lists(st.sampled_from(WORDS), max_size=3, unique=True),
    ),
    max_size=4,
    unique_by=lambda row: (row[0], row[1], row[2]),
)
ENDS = st.dictionaries(st.sampled_from([*PRINCIPALS, "commune.deputy", "commune.officer2"]), DAYS, max_size=3)


def day(n):
    return TODAY + timedelta(days=n)


def lay(house, rows, ends):
    """The seats as somebody could have written them into the table, whatever the pages would have said."""
    for name, last in ends.items():
        Seat.objects.filter(pk=house.seats[name].pk).update(until=day(last))
    for principal, by, start, length, words in rows:
        of = house.seats[principal]
        Seat.objects.create(
            person=house.seats[by].person,
            role=of.role,
            unit=of.unit,
            since=day(start),
            until=day(start + length),
            acting_for=of,
            through=house.seats[by],
            form="TUQ",
            basis="x",
            scope=words,
        )


@pytest.fixture(scope="module")
def staffed(django_db_setup, django_db_blocker):
    """The house with deputies, made once; each example is undone after it."""

    with django_db_blocker.unblock(), transaction.atomic():
        yield acting.staff(houses.build())
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, ends=ENDS, asked=st.integers(-6, 6), drawn=st.integers(-6, 0))
def test_nobody_has_a_right_outside_the_days_or_beyond_the_principal(staffed, rows, ends, asked, drawn):

    with transaction.atomic():
        lay(staffed, rows, ends)
        grants.redraw(today=day(min(drawn, asked)))
        for seat in Seat.objects.filter(acting_for__isnull=False).select_related("acting_for__role", "through"):
            principal = seat.acting_for
            theirs = policies.rights_of(principal.pk, person_id=principal.person_id, on=day(asked))
            given_ = policies.rights_of(seat.pk, person_id=seat.person_id, on=day(asked))
            rests_on = (seat, principal, seat.through)
            runs = all(s.since <= day(asked) and (s.until is None or day(asked) <= s.until) for s in rests_on)

            assert given_ <= theirs
            assert runs or given_ == frozenset()
            if runs and not seat.scope:
                assert given_ == theirs
        transaction.set_rollback(True)


@pytest.mark.postgres
@pytest.mark.parametrize("turn", range(5))
def test_two_people_who_name_each_other_at_the_same_moment_do_not_both_go_away(transactional_db, turn):
    house = acting.staff(houses.build())
    one, two = house.seats["commune.officer"], house.seats["commune.officer2"]
    to_two, to_one = (acting.asked(house, name, "TUQ") for name in ("commune.officer2", "commune.officer"))
    asked = {one.pk: to_two, two.pk: to_one}

    said = together(*(lambda pk=pk: substitutes.name(pk, asked[pk], today=TODAY) for pk in asked))

    assert said == ["CannotAct", "Seat"]
    assert Seat.objects.filter(acting_for__isnull=False).count() == 1


@pytest.mark.postgres
def test_a_chain_of_three_named_at_the_same_moment_has_one_link(transactional_db):
    """A names B while B names C: whoever comes second is told."""
    house = acting.staff(houses.build())
    house.seat("commune.officer3", "officer", "commune-office")
    first, second = house.seats["commune.officer"], house.seats["commune.officer2"]
    to_b, to_c = acting.asked(house, "commune.officer2", "TUQ"), acting.asked(house, "commune.officer3", "TUQ")

    said = together(
        lambda: substitutes.name(first.pk, to_b, today=TODAY), lambda: substitutes.name(second.pk, to_c, today=TODAY)
    )

    assert said == ["CannotAct", "Seat"]


@pytest.mark.postgres
def test_eight_presses_name_one_substitute(transactional_db):
    house = acting.staff(houses.build())
    chair, asked = house.seats["commune.chair"], acting.asked(house, "commune.deputy")

    said = together(*[lambda: substitutes.name(chair.pk, asked, today=TODAY)] * 8)

    assert said == ["CannotAct"] * 7 + ["Seat"]


def together(*acts):
    """Run the acts at the same moment, each on a connection of its own; what each came to."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return type(act()).__name__
        except substitutes.CannotAct as why:
            return type(why).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))
