"""The process that tests/workflow/test_killed_mornings.py kills: a morning of reminders, each statement told."""

import os
import sys
from datetime import datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.testing")
django.setup()

from django.db import connection  # noqa: E402 -- models can be read only after the set-up

from workflow import reminders  # noqa: E402


def told(execute, sql, params, many, context):
    """Each statement is named before it runs."""
    os.write(sys.stdout.fileno(), b"statement\n")
    return execute(sql, params, many, context)


reminders.CHUNK = 2
with connection.execute_wrapper(told):
    reminders.run(datetime.fromisoformat(sys.argv[1]))
