"""The commands of the top floor: what they print, what they end with."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dossiers.models import Dossier
from dossiers.states import State
from roles.models import UnitUserPermission
from tests.house import NOW
from workflow import tasks
from workflow.management.commands import tick
from workflow.models import Notice


@pytest.fixture
def at_noon(monkeypatch):
    """The office clock stands in the house's year."""
    monkeypatch.setattr("config.clock.now", lambda: NOW)


def bells():
    return DBTaskResult.objects.filter(task_path=tasks.send_mail.module_path)


def test_a_whole_ledger_is_counted(house, capsys):
    house.walk(house.draft(), State.INTAKE)

    call_command("audit_ledger")

    assert capsys.readouterr().out == "Sổ khớp: 1 hồ sơ, 2 sự kiện, 1 việc đang mở.\n"


def test_a_fault_is_printed_and_ends_with_an_error(house, capsys):
    dossier = house.walk(house.draft(), State.INTAKE)
    Dossier.objects.filter(pk=dossier.pk).update(version=9)

    with pytest.raises(CommandError) as ended:
        call_command("audit_ledger")

    printed = capsys.readouterr().err
    assert printed == f"dossier {dossier.pk} ({dossier.code}): version is 9, the ledger says 1\n"
    assert ended.value.returncode == 1


def test_a_pass_rings_once_for_letters_that_wait(house, at_noon):
    house.walk(house.draft(), State.INTAKE)
    bells().delete()

    for _ in range(2):
        call_command("tick")

    assert bells().count() == 1


def test_a_pass_says_in_a_line_what_it_did(house, at_noon, capsys):
    house.walk(house.draft(), State.INTAKE)
    bells().delete()
    UnitUserPermission.objects.first().delete()

    for _ in range(2):
        call_command("tick")

    assert capsys.readouterr().out.splitlines() == [
        "Đã làm: gọi gửi thư; niêm phong sổ của ngày; vẽ lại quyền (1 dòng); nhắc việc buổi sáng.",
        "Không có gì phải làm.",
    ]


def test_a_pass_without_letters_rings_for_nobody(house, at_noon):
    house.walk(house.draft(), State.INTAKE)
    Notice.objects.update(mail=Notice.Mail.SENT)
    bells().delete()

    call_command("tick")

    assert bells().count() == 0


def test_a_letter_that_was_left_in_the_middle_rings_again(house, at_noon):
    house.walk(house.draft(), State.INTAKE)
    Notice.objects.update(mail=Notice.Mail.SENDING, lease_until=timezone.now() - timedelta(minutes=1))
    bells().delete()

    call_command("tick")

    assert bells().count() == 1


def test_a_job_that_lost_its_worker_is_closed_and_another_is_rung_for(house, at_noon):
    house.walk(house.draft(), State.INTAKE)
    bells().update(status="RUNNING", started_at=timezone.now() - 2 * tick.LIMIT)

    call_command("tick")

    assert sorted(bells().values_list("status", flat=True)) == ["FAILED", "READY"]


def test_a_job_within_its_limit_is_left_to_work(house, at_noon):
    house.walk(house.draft(), State.INTAKE)
    bells().update(status="RUNNING", started_at=timezone.now() - tick.LIMIT / 2)

    call_command("tick")

    assert list(bells().values_list("status", flat=True)) == ["RUNNING"]


def test_a_pass_draws_the_grants_once_a_day(house, at_noon):
    UnitUserPermission.objects.first().delete()
    before = UnitUserPermission.objects.count()

    same_day = tick.one_pass(redrawn=NOW.date())
    left = UnitUserPermission.objects.count()
    tick.one_pass(redrawn=NOW.date() - timedelta(days=1))

    assert (same_day, left, UnitUserPermission.objects.count()) == (NOW.date(), before, before + 1)
