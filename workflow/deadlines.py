"""A deadline told on the page of a dossier: how long the step may take, by what, and why its clock stands still."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.limits import Limit
from dossiers.models import TimeUnit
from dossiers.states import CLOSED, State
from roles.templatetags.face import vndate
from workflow import timetable
from workflow.calendar import office_day
from workflow.dues import left_words
from workflow.models import Event


def clock_of(dossier: Any, events: Sequence[Event]) -> list[str]:
    """The sentences about time of an open paper; none while it is a draft."""
    if dossier.state in CLOSED or dossier.stage is None or dossier.state == State.DRAFT:
        return []
    begun = max((event.at for event in events), default=dossier.opened_at)
    limit = timetable.limit_of(dossier, office_day(begun), timetable.at(dossier.law))
    return [_told(limit), *([_stopped(dossier)] if dossier.paused_at else [])]


def _told(limit: Limit) -> str:
    """How long the step may take; the text that says so is named where it was verified."""
    words = {"time": _time(limit), "basis": limit.citation}
    if limit.citation:
        return _("Thời hạn của bước này: %(time)s, theo %(basis)s.") % words
    return _("Thời hạn của bước này: %(time)s.") % words


def _time(limit: Limit) -> str:
    if limit.unit == TimeUnit.HOURS:
        return ngettext("%(n)d giờ", "%(n)d giờ", limit.amount) % {"n": limit.amount}
    if limit.unit == TimeUnit.DAYS:
        words = ngettext("%(n)d ngày, kể cả ngày nghỉ", "%(n)d ngày, kể cả ngày nghỉ", limit.amount)
        return words % {"n": limit.amount}
    return ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", limit.amount) % {"n": limit.amount}


def _stopped(dossier: Any) -> str:
    """Why the office's clock stands still, since when, and what it has left."""
    gates = dossier.facts.gates if dossier.facts else ()
    why = ", ".join(gate.label for gate in gates) or _("đơn vị đang bổ sung hồ sơ")
    words = {"day": vndate(dossier.paused_at), "why": why, "left": left_words(dossier)}
    return _("Tạm dừng tính thời hạn của cơ quan từ %(day)s vì %(why)s; %(left)s.") % words
