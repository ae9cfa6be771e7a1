"""Lateness in a sentence: how many working days are left, or gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.templatetags.face import nbsp, vnshort, vntime
from workflow.calendar import NATIONAL, Calendar, close_of, office_day

#: working days within which a piece of work is said to be due soon
SOON = 3


@dataclass(frozen=True)
class Due:
    """How a due date is shown; the word says what the colour repeats."""

    kind: str
    text: str


def soon_until(now: datetime, calendar: Calendar = NATIONAL) -> datetime:
    """The end of the last working day that counts as soon."""
    return close_of(calendar.shift(office_day(now), SOON))


def due_of(due_at: datetime | None, now: datetime, calendar: Calendar = NATIONAL) -> Due | None:
    """The sentence for a due date; none where no day is set."""
    if due_at is None:
        return None
    if due_at < now:
        return Due("late", _late(due_at, now, calendar))
    left = calendar.between(office_day(now), office_day(due_at))
    if due_at <= soon_until(now, calendar):
        return Due("soon", _soon(due_at, left))
    words = ngettext("%(day)s, còn %(left)d ngày làm việc", "%(day)s, còn %(left)d ngày làm việc", left)
    return Due("calm", words % {"day": vnshort(due_at), "left": left})


def _late(due_at: datetime, now: datetime, calendar: Calendar) -> str:
    days = calendar.between(office_day(due_at), office_day(now))
    if days == 0:
        since = vntime(due_at) if office_day(due_at) == office_day(now) else vnshort(due_at)
        return nbsp(_("Quá hạn từ %(since)s") % {"since": since})
    return nbsp(ngettext("Quá hạn %(days)d ngày", "Quá hạn %(days)d ngày", days) % {"days": days})


def _soon(due_at: datetime, left: int) -> str:
    if left == 0:
        return nbsp(_("Hết hạn hôm nay, %(time)s") % {"time": vntime(due_at)})
    words = ngettext("Còn %(left)d ngày (%(day)s)", "Còn %(left)d ngày (%(day)s)", left)
    return nbsp(words % {"left": left, "day": vnshort(due_at)})
