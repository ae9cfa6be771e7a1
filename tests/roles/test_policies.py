"""Who may do what where: asked from the person's side and from the unit's."""

from datetime import date, timedelta

from roles import grants, policies
from roles.models import Person, Seat
from roles.policies import Right
from tests.house import TODAY


def test_an_actor_has_the_rights_of_the_seat_and_no_other_of_the_same_person(house):
    chair, presiding = house.actor("commune.chair"), house.actor("commune.presiding")
    desk, council = house.units["commune-chair"], house.units["commune-council"]

    assert chair.person == presiding.person
    assert chair.rights == frozenset({Right("sign", desk.pk, desk.parent_id)})
    assert presiding.rights == frozenset({Right("vote", council.pk, council.parent_id)})


def test_a_right_is_held_at_its_own_unit_alone(house):
    chair = house.actor("commune.chair")

    held = [unit.code for unit in house.units.values() if chair.holds("sign", unit.pk)]

    assert held == ["commune-chair"]


def test_a_right_is_held_under_the_authority_of_its_body(house):
    officer = house.actor("commune.officer")

    answers = [officer.holds_under("appraise", {house.units[code].pk}) for code in ("commune", "district")]

    assert answers == [True, False]


def test_rights_begin_and_end_with_the_days_of_the_seat(house):
    seat = house.seats["village.head"]
    Seat.objects.filter(pk=seat.pk).update(since=TODAY, until=TODAY + timedelta(days=1))
    grants.redraw(today=TODAY)

    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 2)]
    held = [bool(policies.rights_of(seat.pk, person_id=seat.person_id, on=day)) for day in days]

    assert held == [False, True, True, False]


def test_a_person_switched_off_loses_the_right_before_it_is_drawn(house):
    seat = house.seats["village.head"]
    Person.objects.filter(pk=seat.person_id).update(is_active=False)

    assert policies.rights_of(seat.pk, person_id=seat.person_id, on=TODAY) == frozenset()


def test_a_seat_lends_nothing_to_somebody_else(house):
    seat, other = house.seats["commune.chair"], house.seats["village.head"].person

    assert policies.rights_of(seat.pk, person_id=other.pk, on=TODAY) == frozenset()


def test_a_superuser_without_a_seat_has_no_right(house):
    root = Person.objects.create(username="root", full_name="Quản trị máy", is_superuser=True)

    assert policies.rights_of(house.seats["commune.chair"].pk, person_id=root.pk, on=TODAY) == frozenset()


def test_the_unit_knows_who_holds_its_rights(house):
    office, council = house.units["commune-office"].pk, house.units["commune-council"].pk

    found = policies.holders_of(["appraise", "minute"], [office, council], on=TODAY)

    names = {place: [person.username for person in people] for place, people in found.items()}
    assert names == {
        ("appraise", office): ["commune.officer", "commune.officer2"],
        ("minute", council): ["commune.secretary"],
    }


def test_nobody_holds_anything_before_the_seats_began(house):
    units = [unit.pk for unit in house.units.values()]

    assert policies.holders_of(["sign"], units, on=date(2020, 1, 1)) == {}
