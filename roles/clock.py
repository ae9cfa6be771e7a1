"""The office clock, as the floors below the configuration reach it: only edges call it."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string


def now() -> datetime:
    """What time it is in the office (a demo's clock may stand in another year)."""
    moment: datetime = import_string(settings.OFFICE_CLOCK)()
    return moment
