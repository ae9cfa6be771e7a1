"""Worlds from the command line: empty ones, unknown ones, and houses that are no demo."""

import pytest
from django.core.management import CommandError, call_command

from dossiers.models import Dossier
from roles import grants
from roles.models import Person
from workflow import calendar, worlds

WORLDS = ["2024", "2026"]


def quiet(sentence):
    """Nobody listens."""


@pytest.mark.parametrize("name", WORLDS)
def test_an_empty_world_has_people_and_law_but_no_dossiers(db, name):
    call_command("load_world", name, "--empty", verbosity=0)

    assert (Dossier.objects.count(), Person.objects.count()) == (0, len(worlds.read(name)["people"]))
    assert grants.differences(calendar.office_day(worlds.read(name)["clock"])) == (set(), set())


def test_an_unknown_world_is_one_sentence(db):
    with pytest.raises(CommandError, match="2024, 2026"):
        call_command("load_world", "1999")


@pytest.mark.parametrize("command", [["load_world", "2024"], ["accounts"]])
def test_an_office_is_no_demo(db, settings, command):
    settings.BANGVANG_DEMO = False

    with pytest.raises(CommandError):
        call_command(*command)


def test_a_house_with_units_of_its_own_is_not_overrun(house):
    with pytest.raises(worlds.WorldError):
        worlds.load("2024", empty=True, say=quiet)


def test_the_accounts_are_printed_as_a_table(db, capsys):
    call_command("load_world", "2024", "--empty")
    capsys.readouterr()

    call_command("accounts")

    printed = capsys.readouterr().out.splitlines()
    assert printed[1].split() == ["Vị", "trí", "Đơn", "vị", "Họ", "và", "tên", "Tên", "đăng", "nhập", "Mật", "khẩu"]
    assert printed[2].split()[-2:] == ["truongthon.cuphu", "bang-vang-2024"]
