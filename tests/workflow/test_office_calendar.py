"""The calendar of a year as an administrator reads it."""

from datetime import date

from django.core.management import call_command

from dossiers import law
from dossiers.models import CalendarDay


def printed(capsys, *arguments):
    call_command("office_calendar", *arguments)
    return capsys.readouterr().out.splitlines()


def test_days_off_and_swapped_days_stand_with_their_names(db, capsys):
    law.load()

    lines = printed(capsys, "2026")

    assert lines[0].endswith("01/01/2026: nghỉ – Tết Dương lịch")
    assert [line.split(": ")[1] for line in lines[1:3]] == [
        "nghỉ – Nghỉ hoán đổi dịp Tết Dương lịch",
        "làm bù – Làm bù ngày 02/01/2026",
    ]
    assert lines[-1] == "Năm 2026 có 249 ngày làm việc."
    assert len(lines) == 17


def test_a_place_has_its_own_days_too(house, capsys):
    CalendarDay.objects.create(day=date(2024, 12, 2), works=False, name="Bão", locality="commune")

    here, elsewhere = printed(capsys, "2024", "--place", "commune-office"), printed(capsys, "2024")

    assert [line for line in here if "Bão" in line] == [line for line in here if line not in elsewhere][:1]
