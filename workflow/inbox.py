"""A person's notices: what still asks for an act, then what is only to be known."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.verbs import OTHER_EVENTS, VERBS
from workflow import digests
from workflow.keyset import read_moment
from workflow.models import Notice

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One notice as a sentence: who did what to whose paper, and when."""

    id: uuid.UUID
    who: str
    verb: str
    name: str
    award: str
    unit: str
    url: str
    at: datetime
    unread: bool


@dataclass(frozen=True)
class Inbox:
    """What the page shows."""

    work: list[Line]
    rest: list[Line]
    unread: int
    further: str


def inbox_of(person: int, *, before: str = "") -> Inbox:
    """Work whose paper still lies as the notice says, then all others, the newest first."""
    mine = Notice.objects.filter(person=person)
    waiting = Q(is_work=True, dossier__version=F("event__version"))
    work = [] if before else list(_read(mine.filter(waiting))[:PAGE])
    rest = list(_before(_read(mine.exclude(waiting)), before)[: PAGE + 1])
    return Inbox(
        work=[_line(notice) for notice in work],
        rest=[_line(notice) for notice in rest[:PAGE]],
        unread=mine.filter(read_at=None).count(),
        further=rest[PAGE - 1].created_at.isoformat() if len(rest) > PAGE else "",
    )


def _read(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    near = ("event__person", "unit", "dossier__nominee", "dossier__award_type")
    return digests.sized(rows.select_related(*near)).order_by("-created_at", "pk")


def _before(rows: QuerySet[Notice], moment: str) -> QuerySet[Notice]:
    """Older than the moment in the address; what cannot be read is now."""
    older = read_moment(moment)
    return rows.filter(created_at__lt=older) if older else rows


def _line(notice: Any) -> Line:
    return _event_line(notice) if notice.event else _digest_line(notice)


def _digest_line(notice: Any) -> Line:
    """A morning's reminders are one line, however many papers they speak of."""
    return Line(
        id=notice.pk,
        who=_("Hệ thống"),
        verb=_("nhắc hạn"),
        name=digests.subject(notice.papers),
        award=_("ngày %(day)s") % {"day": f"{notice.digest_on:%d/%m/%Y}"},
        unit=notice.unit.short_name,
        url=reverse("workflow:home"),
        at=notice.created_at,
        unread=notice.read_at is None,
    )


def _event_line(notice: Any) -> Line:
    verb = VERBS[notice.verb].past if notice.verb in VERBS else OTHER_EVENTS.get(notice.verb, notice.verb)
    who = notice.event.person.addressed if notice.event.person else str(_("Hệ thống"))
    return Line(
        id=notice.pk,
        who=who[:1].upper() + who[1:],
        verb=str(verb),
        name=notice.dossier.nominee.addressed,
        award=_("%(award)s năm %(year)d") % {"award": notice.dossier.award_type.name, "year": notice.dossier.year},
        unit=notice.unit.short_name,
        url=reverse("workflow:dossier", args=[notice.dossier.code]),
        at=notice.created_at,
        unread=notice.read_at is None,
    )


def mark_read(person: int, *, notice: str = "", now: datetime) -> Notice | None:
    """Everything of the person's, or one notice; that one is given back if it is theirs."""
    mine = Notice.objects.filter(person=person)
    if not notice:
        mine.filter(read_at=None).update(read_at=now)
        return None
    try:
        one = mine.filter(pk=uuid.UUID(notice))
    except ValueError:
        return None
    one.filter(read_at=None).update(read_at=now)
    return one.select_related("dossier").first()
