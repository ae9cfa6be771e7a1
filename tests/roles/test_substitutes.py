"""Somebody acts for another: as far and as long as was said, and never further than the principal."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from roles import grants, policies, substitutes
from roles.models import Person, Seat, UnitUserPermission
from roles.policies import Right
from roles.scopes import Scope
from tests import acting
from tests import house as houses
from tests.acting import LAST, name
from tests.house import TODAY

DAY = timedelta(days=1)


@pytest.fixture
def house(db):
    return acting.staff(houses.build())


def held(seat, on=TODAY):
    return policies.rights_of(seat.pk, person_id=seat.person_id, on=on)


def holders(house, codename="sign", unit="commune-chair", on=TODAY):
    place = (codename, house.units[unit].pk)
    return [p.username for p in policies.holders_of([codename], [place[1]], on=on).get(place, [])]


def agrees():
    return grants.differences(TODAY) == (set(), set())


# what it gives


def test_a_substitute_holds_the_rights_of_the_principal_at_the_principals_unit(house):
    seat = name(house, "commune.chair", "commune.deputy")

    actor, desk = house.actor("commune.deputy for commune.chair"), house.units["commune-chair"]

    assert actor.rights == frozenset({Right("sign", desk.pk, desk.parent_id)})
    assert (actor.principal, actor.acts_for, actor.form) == (
        house.seats["commune.chair"].person_id,
        house.seats["commune.chair"].pk,
        "KT",
    )
    assert (seat.title, seat.role_id, seat.unit_id) == ("Phó Chủ tịch", "chair", desk.pk)
    assert holders(house) == ["commune.chair", "commune.deputy"]
    assert agrees()


def test_the_deputys_own_seat_still_gives_nothing(house):
    name(house, "commune.chair", "commune.deputy")

    assert house.actor("commune.deputy").rights == frozenset()


def test_rights_begin_and_end_by_themselves(house):
    seat = name(house, "commune.chair", "commune.deputy", since=TODAY + DAY)

    days = [TODAY, TODAY + DAY, LAST, LAST + DAY]

    assert [bool(held(seat, day)) for day in days] == [False, True, True, False]
    assert [holders(house, on=day)[1:] for day in days] == [[], ["commune.deputy"], ["commune.deputy"], []]
    assert [Seat.objects.held(day).filter(pk=seat.pk).exists() for day in days] == [False, True, True, False]


def the_principals_seat_ends(house):
    Seat.objects.filter(pk=house.seats["commune.chair"].pk).update(until=TODAY - DAY)


def the_principal_is_switched_off(house):
    Person.objects.filter(pk=house.seats["commune.chair"].person_id).update(is_active=False)


def the_substitute_is_switched_off(house):
    Person.objects.filter(pk=house.seats["commune.deputy"].person_id).update(is_active=False)


def the_substitutes_own_post_ends(house):
    Seat.objects.filter(pk=house.seats["commune.deputy"].pk).update(until=TODAY - DAY)


def the_principal_turns_out_to_be_a_substitute(house):
    other = house.seats["district.chair"]
    Seat.objects.filter(pk=house.seats["commune.chair"].pk).update(acting_for=other, form="KT", until=LAST, basis="sai")


ENDINGS = [
    the_principals_seat_ends,
    the_principal_is_switched_off,
    the_substitute_is_switched_off,
    the_substitutes_own_post_ends,
    the_principal_turns_out_to_be_a_substitute,
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda f: f.__name__)
def test_acting_ends_at_once_with_what_it_rests_on_and_the_drawing_follows(house, ending):
    seat = name(house, "commune.chair", "commune.deputy")

    ending(house)
    before = (held(seat), holders(house)[1:], Seat.objects.held(TODAY).filter(pk=seat.pk).exists())
    grants.redraw(today=TODAY)

    assert before == (frozenset(), [], False)
    assert UnitUserPermission.objects.filter(seat=seat).count() == 0
    assert agrees()


def test_drawing_for_the_principal_draws_the_substitute_too(house):
    seat = name(house, "commune.chair", "commune.deputy")
    the_principals_seat_ends(house)

    grants.redraw(house.seats["commune.chair"].person, today=TODAY)

    assert UnitUserPermission.objects.filter(seat=seat).count() == 0


def test_a_principal_who_is_back_early_ends_it_the_same_day(house):
    seat = name(house, "commune.chair", "commune.deputy")

    substitutes.end(seat.pk, principal=house.seats["commune.chair"].person, today=TODAY)

    assert (held(seat), holders(house), agrees()) == (frozenset(), ["commune.chair"], True)
    with pytest.raises(substitutes.CannotAct, match="đã kết thúc"):
        substitutes.end(seat.pk, principal=house.seats["commune.chair"].person, today=TODAY)


def test_nobody_else_ends_it(house):
    seat = name(house, "commune.chair", "commune.deputy")

    with pytest.raises(substitutes.CannotAct, match="không phải do mình cử"):
        substitutes.end(seat.pk, principal=house.seats["commune.deputy"].person, today=TODAY)
    assert held(seat) != frozenset()


# how far


SCOPES = {
    "all of it": ([], {"sign"}, Scope()),
    "the codename": (["sign"], {"sign"}, Scope()),
    "one award": (["award:LDTT"], {"sign"}, Scope(awards=frozenset({"LDTT"}))),
    "one unit": (["sign", "unit:village"], {"sign"}, Scope(units=frozenset({"village"}))),
}


@pytest.mark.parametrize("case", SCOPES)
def test_a_scope_narrows(house, case):
    words, codenames, scope = SCOPES[case]
    name(house, "commune.chair", "commune.deputy", scope=words)

    actor = house.actor("commune.deputy for commune.chair")

    assert ({right.codename for right in actor.rights}, actor.scope) == (codenames, scope)
    assert agrees()


def test_a_scope_written_by_hand_never_widens(house):
    seat = name(house, "commune.chair", "commune.deputy")
    Seat.objects.filter(pk=seat.pk).update(scope=["administer", "appraise"], unit=house.units["district-chair"])

    grants.redraw(today=TODAY)

    assert (held(seat), agrees()) == (frozenset(), True)


# what is refused


REFUSED = {
    "a right the role has not": ("commune.chair", "commune.deputy", "KT", {"scope": ["administer"]}, "không giao được"),
    "a word of no kind": ("commune.chair", "commune.deputy", "KT", {"scope": ["award:"]}, "không giao được"),
    "no basis": ("commune.chair", "commune.deputy", "KT", {"basis": " "}, "Ghi căn cứ"),
    "yesterday": ("commune.chair", "commune.deputy", "KT", {"since": TODAY - DAY}, "Không cử lùi ngày"),
    "an end before the beginning": (
        "commune.chair", "commune.deputy", "KT", {"since": LAST, "until": TODAY}, "từ ngày bắt đầu",
    ),
    "another body's deputy": ("commune.chair", "district.deputy", "KT", {}, "Không có quy định"),
    "a form that the rows do not give": ("commune.chair", "commune.deputy", "TUQ", {}, "Không có quy định"),
    "a form that is none": ("commune.chair", "commune.deputy", "PP", {}, "Không có quy định"),
    "oneself": ("commune.officer", "commune.officer", "TUQ", {}, "Không có quy định"),
    "a role without rows": ("commune.registry", "commune.officer", "TUQ", {}, "Không có quy định"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_rows_do_not_give_is_refused_with_a_sentence(house, case):
    principal, by, form, changes, sentence = REFUSED[case]

    with pytest.raises(substitutes.CannotAct, match=sentence):
        name(house, principal, by, form, **changes)
    assert Seat.objects.filter(acting_for__isnull=False).count() == 0


def test_nobody_acts_longer_than_the_seats_it_rests_on(house):
    Seat.objects.filter(pk=house.seats["commune.chair"].pk).update(until=LAST - DAY)

    with pytest.raises(substitutes.CannotAct, match="Chỉ thay được đến hết 06/12/2024"):
        name(house, "commune.chair", "commune.deputy")


def test_a_substitute_names_nobody(house):
    seat = name(house, "commune.chair", "commune.deputy")

    with pytest.raises(substitutes.CannotAct, match="không cử người khác thay tiếp"):
        substitutes.name(seat.pk, acting.asked(house, "commune.deputy2"), today=TODAY)
    assert substitutes.choices(seat, on=TODAY) == []


def test_two_people_do_not_act_for_each_other(house):
    name(house, "commune.officer", "commune.officer2", "TUQ")

    with pytest.raises(substitutes.CannotAct, match="vắng, đã cử"):
        name(house, "commune.officer2", "commune.officer", "TUQ")


def test_who_acts_for_another_does_not_go_away_meanwhile(house):
    house.seat("commune.officer3", "officer", "commune-office")
    name(house, "commune.officer", "commune.officer2", "TUQ")

    with pytest.raises(substitutes.CannotAct, match="kết thúc việc thay đó trước"):
        name(house, "commune.officer2", "commune.officer3", "TUQ")


def test_one_work_falls_to_one_substitute(house):
    name(house, "commune.chair", "commune.deputy", scope=["award:LDTT"])

    with pytest.raises(substitutes.CannotAct, match="Đã cử"):
        name(house, "commune.chair", "commune.deputy2")
    name(house, "commune.chair", "commune.deputy2", scope=["award:CSTDCS"])

    assert holders(house) == ["commune.chair", "commune.deputy", "commune.deputy2"]


def test_a_second_absence_may_follow_the_first(house):
    name(house, "commune.chair", "commune.deputy", until=TODAY)
    name(house, "commune.chair", "commune.deputy", since=TODAY + DAY)

    assert agrees()


@pytest.mark.parametrize(("column", "value"), [("until", None), ("basis", ""), ("form", "")])
def test_the_database_wants_an_end_a_basis_and_a_form(house, column, value):
    seat = name(house, "commune.chair", "commune.deputy")

    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(**{column: value})


def test_nobody_acts_for_the_seat_itself(house):
    seat = name(house, "commune.chair", "commune.deputy")

    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(acting_for=seat.pk)


def test_both_directions_agree_for_every_seat_on_every_day(house):
    name(house, "commune.chair", "commune.deputy", since=TODAY + DAY)
    name(house, "commune.secretary", "commune.member1", "TUQ", until=TODAY + DAY)
    units = [unit.pk for unit in house.units.values()]

    for day in (TODAY, TODAY + DAY, LAST, LAST + DAY):
        found = policies.holders_of(houses.ROLES["chair"] + houses.ROLES["secretary"], units, on=day)
        from_units = {(place, person.pk) for place, people in found.items() for person in people}
        from_seats = {
            ((right.codename, right.unit), seat.person_id)
            for seat in Seat.objects.all()
            for right in held(seat, day)
            if right.codename in ("sign", "minute")
        }
        assert from_units == from_seats
