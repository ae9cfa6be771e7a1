"""Dossiers from before the clocks: those at a desk limited in hours count hours from the migration on."""

from importlib import import_module

from django.apps import apps

from dossiers.models import Dossier, TimeLimit
from dossiers.states import State
from tests.house import minutes

count_hours = import_module("dossiers.migrations.0011_hours_on_the_clock").count_hours


def quick(house, state):
    """A paper of the award whose desk has hours."""
    paper = house.draft("GK_XA")
    minutes(paper, house.seats["village.head"].person)
    return house.walk(paper, state)


def clocks(*dossiers):
    """How each one's time is counted once the migration has been, from the days that it found."""
    ids = [dossier.pk for dossier in dossiers]
    Dossier.objects.filter(pk__in=ids).update(clock="working_days")
    count_hours(apps, None)
    return list(Dossier.objects.filter(pk__in=ids).order_by("pk").values_list("clock", flat=True))


def test_only_open_papers_at_a_desk_limited_in_hours_count_hours(house):
    hours, days = quick(house, State.INTAKE), house.walk(house.draft(), State.INTAKE)
    returned = quick(house, State.RETURNED)

    assert clocks(hours, days, returned) == ["hours", "working_days", "working_days"]


def test_a_row_of_time_in_days_stays_in_days(house):
    paper = quick(house, State.INTAKE)
    TimeLimit.objects.create(step="intake", award_type_id="GK_XA", amount=3)

    assert clocks(paper) == ["working_days"]
