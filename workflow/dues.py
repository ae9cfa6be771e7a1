"""Lateness in a sentence: how many working days are left, or gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, DateTimeField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.models import Dossier, TimeUnit
from dossiers.states import REVIEWING
from roles.templatetags.face import nbsp, vnshort, vntime
from workflow.calendar import NATIONAL, Calendar, close_of, office_day

#: working days within which a piece of work is said to be due soon, unless its route says otherwise
SOON = 3
#: and the most that a route may say
SOONEST = 10


@dataclass(frozen=True)
class Due:
    """How a due date is shown; the word says what the colour repeats."""

    kind: str
    text: str


def soon_until(now: datetime, calendar: Calendar = NATIONAL, days: int = SOON) -> datetime:
    """The end of the last working day that counts as soon."""
    return close_of(calendar.shift(office_day(now), days))


def urgency(now: datetime, calendar: Calendar) -> dict[str, Q]:
    """The groups of a work list as conditions, each a stretch of the index: each route says what is soon."""
    edges = [soon_until(now, calendar, days) for days in range(SOONEST + 1)]
    arms = [When(stage__soon_days=days, then=Value(edge)) for days, edge in enumerate(edges) if days != SOON]
    edge = Case(*arms, default=Value(edges[SOON]), output_field=DateTimeField())
    standing = Q(paused_at__isnull=False, state__in=REVIEWING)
    return {
        "late": Q(due_at__lt=now),
        "soon": Q(due_at__gte=now, due_at__lte=edges[SOONEST]) & Q(due_at__lte=edge),
        "calm": Q(due_at__gt=edges[SOONEST]),
        "not yet soon": Q(due_at__gte=now, due_at__lte=edges[SOONEST]) & Q(due_at__gt=edge),
        "undated": Q(due_at=None) & ~standing,
        "paused": standing,
    }


def shown(dossier: Any, now: datetime, calendar: Calendar) -> Due | None:
    """How the due date of a dossier is told, or that its clock stands still."""
    if is_paused(dossier):
        return Due("paused", nbsp(_("Tạm dừng, %(left)s") % {"left": left_words(dossier)}))
    return due_of(dossier.due_at, now, calendar, dossier.stage.soon_days if dossier.stage else SOON)


def is_paused(dossier: Dossier) -> bool:
    """Whether the desk that has the paper may wait."""
    return dossier.state in REVIEWING and dossier.paused_at is not None


def left_words(dossier: Any) -> str:
    """How much the desk has left when its clock goes on."""
    left = dossier.time_left
    if left <= 0:
        return _("đã quá hạn")
    if dossier.clock == TimeUnit.HOURS:
        hours = -(-left // 3600)
        return ngettext("còn %(n)d giờ", "còn %(n)d giờ", hours) % {"n": hours}
    if dossier.clock == TimeUnit.DAYS:
        return ngettext("còn %(n)d ngày", "còn %(n)d ngày", left) % {"n": left}
    return ngettext("còn %(n)d ngày làm việc", "còn %(n)d ngày làm việc", left) % {"n": left}


def due_of(due_at: datetime | None, now: datetime, calendar: Calendar = NATIONAL, soon: int = SOON) -> Due | None:
    """The sentence for a due date; none where no day is set."""
    if due_at is None:
        return None
    if due_at < now:
        return Due("late", _late(due_at, now, calendar))
    left = calendar.between(office_day(now), office_day(due_at))
    if due_at <= soon_until(now, calendar, soon):
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
