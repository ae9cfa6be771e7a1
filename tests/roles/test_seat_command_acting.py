"""`manage.py seat acting` and `back`: what the page does, for whoever sits at the server."""

import pytest
from django.core.management import CommandError, call_command

from roles import grants
from roles.models import Seat
from tests import acting
from tests import house as houses
from tests.house import NOW, TODAY

WHO = ("commune.chair", "chair", "commune-chair")


@pytest.fixture
def house(db, monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: NOW)
    return acting.staff(houses.build())


def seat(act, *words, **options):
    call_command("seat", act, *words, **options)


def running():
    seats = Seat.objects.held(TODAY).filter(acting_for__isnull=False)
    return list(seats.values_list("person__username", "form", "scope"))


def test_somebody_is_named_and_stops_when_the_person_is_back(house, capsys):
    seat("acting", *WHO, "commune.deputy", "KT", until="2024-12-07", basis="QĐ 12", scope="sign,award:LDTT")
    named = (running(), capsys.readouterr().out)
    seat("back", *WHO)

    assert named == (
        [("commune.deputy", "KT", ["sign", "award:LDTT"])],
        "Người commune.deputy là KT. chair, commune-chair, từ ngày 27/11/2024 đến hết ngày 07/12/2024.\n",
    )
    assert (running(), capsys.readouterr().out) == ([], "Người commune.deputy thôi thay từ hôm nay.\n")
    assert grants.differences(TODAY) == (set(), set())


REFUSED = {
    "no end": ((*WHO, "commune.deputy", "KT"), {"basis": "QĐ 12"}, "Ghi ngày kết thúc"),
    "no basis": ((*WHO, "commune.deputy", "KT"), {"until": "2024-12-07"}, "Ghi căn cứ"),
    "not by the rows": (
        (*WHO, "district.deputy", "KT"),
        {"until": "2024-12-07", "basis": "x"},
        "cử được: commune.deputy KT, commune.deputy2 KT, commune.officer TL, commune.officer2 TL",
    ),
    "not on that seat": (
        ("commune.deputy", "chair", "commune-chair", "commune.deputy2", "KT"),
        {"until": "2024-12-07", "basis": "x"},
        "không giữ vị trí này hôm nay",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_told(house, case):
    words, options, sentence = REFUSED[case]

    with pytest.raises(CommandError, match=sentence):
        seat("acting", *words, **options)
    assert running() == []


def test_nobody_to_call_back_is_told(house):
    with pytest.raises(CommandError, match="Không ai đang thay"):
        seat("back", *WHO)


def test_ending_the_principals_seat_ends_the_acting(house):
    seat("acting", *WHO, "commune.deputy", "KT", until="2024-12-07", basis="QĐ 12")
    seat("end", *WHO, on="2024-11-26")

    assert (running(), grants.differences(TODAY)) == ([], (set(), set()))
