"""The marks of reports: kept when the words change, asked for when a report is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from dossiers import prose
from dossiers.models import Dossier, Passage, Revision
from roles.worded import insert

MOST = 20
#: what is told of the other report
TOLD = {
    "code": "revision__dossier__code",
    "name": "revision__dossier__nominee__name",
    "award": "revision__dossier__award_type__short_name",
    "year": "revision__dossier__year",
}


@dataclass(frozen=True)
class Copy:
    """One sentence that another report says too."""

    mark: str
    code: str
    name: str
    award: str
    year: int


def keep(revision: Revision, *, instead: bool = False) -> None:
    """Lay down the marks of the report; ``instead`` of those that stand."""
    keep_many([revision], instead=instead)


def keep_many(revisions: Sequence[Revision], *, instead: bool = False) -> None:
    """The same for many reports at once."""
    if instead:
        Passage.objects.filter(revision__in=[revision.pk for revision in revisions]).delete()
    rows = [Passage(revision=revision, mark=mark) for revision in revisions for mark in marks_of(revision.content)]
    if rows:
        insert(rows)


def marks_of(content: Mapping[str, Any]) -> set[str]:
    """The marks of what a version says."""
    return set(prose.marks(str(content.get("deed") or "")))


@dataclass(frozen=True)
class Reader:
    """Whose eyes look: on which paper, among which dossiers, and whether the unit's unseen words are theirs."""

    unit: int
    year: int
    among: QuerySet[Dossier]
    own: bool
    paper: int | None = None


def copies(marks: Collection[str], reader: Reader) -> list[Copy]:
    """Where the same sentences stand: in reports of the same unit, and in those of the same year.

    Words that no desk has seen are found by their own unit alone. One statement, none when there is nothing to seek.
    """
    if not marks:
        return []
    near = Q(revision__dossier__unit=reader.unit) | Q(revision__dossier__year=reader.year)
    seen = Q(revision__frozen_at__isnull=False)
    may = seen | Q(revision__dossier__unit=reader.unit) if reader.own else seen
    rows = Passage.objects.filter(near & may, mark__in=marks, revision__dossier__in=reader.among)
    rows = rows.exclude(revision__dossier=reader.paper)
    values = rows.order_by("pk").values_list("mark", *TOLD.values())
    return list(dict.fromkeys(Copy(*row) for row in values[:MOST]))


def first_copy(own: Collection[int], among: QuerySet[Dossier]) -> Subquery:
    """The first of those, as a part of the statement that reads a dossier; ``own`` are the reader's own units."""
    may = Q(revision__frozen_at__isnull=False) | Q(revision__dossier__unit__in=list(own))
    here = Passage.objects.filter(may, revision=OuterRef(OuterRef("revision_id"))).values("mark")
    near = Q(revision__dossier__unit=OuterRef("unit")) | Q(revision__dossier__year=OuterRef("year"))
    rows = Passage.objects.filter(near & may, ~Q(revision__dossier=OuterRef("pk")), mark__in=here)
    rows = rows.filter(revision__dossier__in=among).order_by("pk")
    return Subquery(rows.values(json=JSONObject(mark="mark", **TOLD))[:1])
