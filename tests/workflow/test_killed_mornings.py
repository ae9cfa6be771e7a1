"""A morning of reminders whose process is killed outright: the next tick finishes it, nothing twice."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from dossiers.models import ReminderRule
from tests import house as houses
from tests.workflow.test_killed import ROOT, address
from tests.workflow.test_reminders import RULES, at, everything, some_late
from workflow import reminders
from workflow.models import Morning, Notice, Reminder

MORNING = "2024-12-09T07:30+07:00"
#: after how many statements it is killed: in the first step, between, and in the last ones
DEATHS = [3, 9, 20, 38, 55, 70]


@pytest.fixture
def house(transactional_db):
    """Five late papers on three desks, committed."""
    house = houses.build()
    ReminderRule.objects.bulk_create(ReminderRule(kind=k, days=d, step=s, to=to) for k, d, s, to in RULES)
    some_late(house)
    return house


def killed_after(statements):
    """A process of its own, killed when it has said so many; how many it had said."""
    command = [sys.executable, "-m", "tests.workflow.killed_morning", MORNING]
    environment = {**os.environ, "DATABASE_URL": address(), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)
    heard = 0
    while heard < statements and process.stdout.readline():
        heard += 1
    process.kill()
    process.communicate()
    return heard


def forget():
    """As if the morning had not come yet."""
    Notice.objects.filter(digest_on__isnull=False).delete()
    Reminder.objects.all().delete()
    Morning.objects.all().delete()


@pytest.mark.slow
def test_the_next_tick_finishes_a_morning_that_was_killed_anywhere(house):
    reminders.run(at("2024-12-09T07:30"))
    whole = everything()

    found = []
    for statements in DEATHS:
        forget()
        connection.close()
        heard = killed_after(statements)
        left = Morning.objects.filter(closed_at__isnull=False).count()
        reminders.run(at("2024-12-09T08:15"))
        found.append((heard, left, everything() == whole))

    assert found == [(statements, 0, True) for statements in DEATHS]
