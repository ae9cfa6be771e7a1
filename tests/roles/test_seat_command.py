"""`manage.py seat`: each act says what it did, and the permissions follow."""

import io
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from roles import grants
from roles.models import Person, Role, Seat, UnitUserPermission
from tests.house import NOW, TODAY


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The office clock stands in the house's year."""
    monkeypatch.setattr("config.clock.now", lambda: NOW)


def seat(*words):
    """What the command prints."""
    out = io.StringIO()
    call_command("seat", *words, stdout=out)
    return out.getvalue().splitlines()


def test_the_first_administrator_of_an_empty_house_gets_account_unit_and_seat(db):
    Role.objects.create(code="administrator", name="Người quản trị", codenames=["administer"], kinds=["authority"])

    said = seat("first-admin", "quantri", "Trần An", "xa-a", "--unit-name", "Ủy ban nhân dân xã A")

    assert said[1] == "Trần An là Người quản trị, Ủy ban nhân dân xã A, từ ngày 27/11/2024."
    given = UnitUserPermission.objects.values_list("user__username", "permission__codename", "content_object__code")
    assert list(given) == [("quantri", "administer", "xa-a")]


def test_there_is_one_first_administrator(house):
    with pytest.raises(CommandError, match="Đã có người quản trị"):
        seat("first-admin", "second", "Trần An", "commune")


def test_a_new_person_has_the_printed_password_and_no_right(house):
    said = seat("person", "moi", "Lê Thị Mới", "--gender", "f")

    secret = re.search(r"mật khẩu (\S+) ", said[0])[1]
    person = Person.objects.get(username="moi")
    assert (person.check_password(secret), person.gender, person.seats.count()) == (True, "f", 0)


def test_a_taken_name_is_refused(house):
    with pytest.raises(CommandError, match=r"“village\.head” đã có"):
        seat("person", "village.head", "Ai đó")


def test_a_seat_gives_its_rights_at_once(house):
    said = seat("add", "hamlet.head", "officer", "commune-office", "--title", "Công chức", "--since", "2024-11-01")

    assert said == ["Người hamlet.head là Công chức, Commune Office, từ ngày 01/11/2024."]
    given = Seat.objects.get(title="Công chức").grants.values_list("permission__codename", "since")
    assert list(given) == [("appraise", date(2024, 11, 1))]


def test_the_same_seat_is_not_given_twice(house):
    with pytest.raises(CommandError, match="đã có vị trí này"):
        seat("add", "village.head", "head", "village")


def test_a_seat_stands_where_its_role_belongs(house):
    Role.objects.filter(code="chair").update(kinds=["chair"])

    with pytest.raises(CommandError, match="không ngồi ở"):
        seat("add", "village.head", "chair", "village")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "nobody", "head", "village"], "Không có người dùng “nobody”."),
        (["add", "village.head", "king", "village"], "Không có vai trò “king”"),
        (["add", "village.head", "head", "moon"], "Không có đơn vị “moon”."),
        (["add", "village.head", "head", "hamlet", "--since", "mai"], "Ngày viết như 2024-11-27"),
        (["add", "village.head", "head", "hamlet", "--until", "2020-01-01"], "Ngày kết thúc phải sau"),
        (["end", "village.head", "chair", "village"], "không giữ vị trí này"),
        (["end", "village.head", "head", "village", "--on", "2020-01-01"], "chỉ bắt đầu từ ngày 01/01/2024"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_changes(house, words, sentence):
    before = Seat.objects.count()

    with pytest.raises(CommandError) as refused:
        seat(*words)

    assert sentence in str(refused.value)
    assert (Seat.objects.count(), grants.differences(TODAY)) == (before, (set(), set()))


def test_an_ended_seat_keeps_its_row_and_loses_its_rights_after_the_day(house):
    said = seat("end", "village.head", "head", "village", "--on", "2024-11-26")

    ended = house.seats["village.head"]
    assert said == ["Người village.head thôi head sau ngày 26/11/2024."]
    assert (Seat.objects.get(pk=ended.pk).until, ended.grants.count()) == (date(2024, 11, 26), 0)


def test_a_new_password_is_printed_once(house):
    said = seat("password", "village.head")

    secret = re.search(r": (\S+) ", said[0])[1]
    assert Person.objects.get(username="village.head").check_password(secret)


def test_a_given_password_is_read_and_not_printed(house, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("một-câu-dài-hơn-mười-hai\n"))

    said = seat("password", "village.head", "--stdin")

    assert said == ["Đã đổi mật khẩu của Người village.head."]
    assert Person.objects.get(username="village.head").check_password("một-câu-dài-hơn-mười-hai")


def test_a_weak_password_is_refused(house, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))

    with pytest.raises(CommandError):
        seat("password", "village.head", "--stdin")
