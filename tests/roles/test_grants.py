"""Grants are drawn from seats, nothing else, and say so when they differ."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from roles import grants
from roles.models import Person, Seat, UnitUserPermission
from tests.house import NOW, TODAY


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The office clock stands in the house's year."""
    monkeypatch.setattr("config.clock.now", lambda: NOW)


def rows(seat):
    return UnitUserPermission.objects.filter(seat=seat)


def test_drawing_twice_changes_nothing(house):
    assert grants.redraw(today=TODAY) == (0, 0)


def test_a_seat_gives_its_roles_rights_at_its_unit_for_its_time(house):
    seat = house.seats["commune.chair"]

    given = rows(seat).values_list("permission__codename", "content_object__code", "since", "until")

    assert list(given) == [("sign", "commune-chair", seat.since, None)]


def test_a_seat_that_has_ended_gives_nothing(house):
    seat = house.seats["village.head"]
    Seat.objects.filter(pk=seat.pk).update(until=TODAY - timedelta(days=1))

    drawn = grants.redraw(today=TODAY)

    assert (drawn, rows(seat).count()) == ((0, 1), 0)


def test_a_seat_that_ends_later_keeps_its_rights_until_then(house):
    seat, last = house.seats["village.head"], TODAY + timedelta(days=3)
    Seat.objects.filter(pk=seat.pk).update(until=last)

    grants.redraw(seat.person, today=TODAY)

    assert [row.until for row in rows(seat)] == [last]


def test_a_person_who_is_switched_off_holds_nothing(house):
    chair = house.seats["commune.chair"].person
    Person.objects.filter(pk=chair.pk).update(is_active=False)

    grants.redraw(chair, today=TODAY)

    assert UnitUserPermission.objects.filter(user=chair).count() == 0


def test_drawing_for_one_person_leaves_the_others_alone(house):
    UnitUserPermission.objects.all().delete()
    chair = house.seats["commune.chair"].person

    grants.redraw(chair, today=TODAY)

    assert set(UnitUserPermission.objects.values_list("user", flat=True)) == {chair.pk}


def test_agreement_is_one_sentence(house, capsys):
    call_command("check_grants")

    seats, given = Seat.objects.count(), UnitUserPermission.objects.count()
    assert capsys.readouterr().out == f"{given} quyền khớp với {seats} vị trí.\n"


SPOILT = {"Thiếu": lambda row: row.delete(), "Thừa": lambda row: row.update(since=TODAY)}


@pytest.mark.parametrize("word", SPOILT)
def test_a_difference_is_named_and_ends_with_an_error(house, capsys, word):
    row = rows(house.seats["commune.chair"]).get()
    SPOILT[word](UnitUserPermission.objects.filter(pk=row.pk))

    with pytest.raises(CommandError) as ended:
        call_command("check_grants")

    printed = capsys.readouterr().err
    assert ended.value.returncode == 1
    assert f"{word}: commune.chair, quyền sign tại commune-chair" in printed


def test_the_command_draws_what_is_missing(house, capsys):
    rows(house.seats["commune.chair"]).delete()

    call_command("redraw_grants")

    assert capsys.readouterr().out == "Đã thêm 1 quyền và bỏ 0 quyền.\n"
    assert grants.differences(TODAY) == (set(), set())
