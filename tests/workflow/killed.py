"""The process that tests/workflow/test_killed.py kills: one act on many, told statement by statement."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.testing")
django.setup()

from django.db import connection  # noqa: E402 -- models can be read only after the set-up

from dossiers.models import Dossier  # noqa: E402
from roles.models import Seat  # noqa: E402
from roles.policies import actor_of  # noqa: E402
from tests.house import NOW  # noqa: E402
from workflow import engine  # noqa: E402


def say(word):
    """One word to whoever watches, at once."""
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


def told(execute, sql, params, many, context):
    """Each statement is named before it runs."""
    say("statement")
    return execute(sql, params, many, context)


def main(verb, username):
    """Ready, then on the word: begun, each statement, done."""
    seat = Seat.objects.get(person__username=username)
    actor = actor_of(seat, on=NOW.date())
    ids = list(Dossier.objects.values_list("pk", flat=True))
    say(f"ready {_backend()}")
    sys.stdin.readline()
    say("begun")
    with connection.execute_wrapper(told):
        outcome = engine.perform_many(verb, dossier_ids=ids, actor=actor, now=NOW, reason="Xem lại.")
    say(f"done {len(outcome.moved)}")
    sys.stdin.readline()


def _backend():
    """The server's process that works for us; 0 where there is no server."""
    return connection.connection.info.backend_pid if connection.vendor == "postgresql" else 0


main(*sys.argv[1:])
