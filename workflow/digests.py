"""A morning's digest in words: which deadlines are near, on this day, past, or past for long at desks below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dossiers.models import ReminderRule
from roles.templatetags.face import vndate
from workflow.models import Notice, Reminder

#: as many papers as one letter names; the page has them all
NAMED = 50

Kind = ReminderRule.Kind
#: the gravest first: a paper is named once, under the first that fits
HEADINGS = {
    Kind.ESCALATION: gettext_lazy("Quá hạn lâu, cần chỉ đạo"),
    Kind.AFTER: gettext_lazy("Đã quá hạn"),
    Kind.ON: gettext_lazy("Hết hạn hôm nay"),
    Kind.BEFORE: gettext_lazy("Sắp đến hạn"),
}


@dataclass(frozen=True)
class Part:
    """The papers under one heading, and how many more there are."""

    heading: str
    lines: list[str]
    more: int


def sized(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """The notices with how many papers each digest speaks of."""
    papers = Reminder.objects.filter(notices=OuterRef("pk")).order_by().values("notices")
    return notices.annotate(papers=Coalesce(Subquery(papers.values(n=Count("dossier", distinct=True))[:1]), 0))


def subject(papers: int) -> str:
    """How many papers the digest speaks of."""
    return ngettext("%(n)d hồ sơ", "%(n)d hồ sơ", papers) % {"n": papers}


def parts_of(notice: Notice) -> list[Part]:
    """What the letter says, the gravest first."""
    rows = _gravest(notice.reminders.select_related("dossier__nominee", "dossier__award_type", "dossier__holder"))
    room, parts = NAMED, []
    counts = Counter(row.kind for row in rows)
    for kind, heading in HEADINGS.items():
        if counts[kind]:
            lines = [_line(row) for row in rows if row.kind == kind][:room]
            parts.append(Part(str(heading), lines, counts[kind] - len(lines)))
            room -= len(lines)
    return parts


def _gravest(rows: Iterable[Any]) -> list[Any]:
    """Each paper once."""
    order = list(HEADINGS)
    kept: dict[int, Any] = {}
    for row in sorted(rows, key=lambda row: (order.index(row.kind), row.due_at, row.pk)):
        kept.setdefault(row.dossier_id, row)
    return list(kept.values())


def _line(row: Any) -> str:
    words = {
        "code": row.dossier.code,
        "name": row.dossier.nominee.addressed,
        "award": row.dossier.award_type.name,
        "day": vndate(row.due_at),
        "holder": row.dossier.holder.short_name,
    }
    return _("%(code)s: %(name)s, %(award)s; hạn %(day)s, ở %(holder)s") % words
