"""Pages of the register in each of its orders, each with the count of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dossiers.models import Dossier
from workflow import selectors
from workflow.counts import CAP, Capped, counted
from workflow.keyset import Cursor, page_by_due, page_by_key

PAGE = 50
ORDERS: dict[str, tuple[Any, ...]] = {"": ("-pk",), "old": ("pk",), "due": selectors.URGENCY}


@dataclass(frozen=True)
class Found:
    """One page of what was found, how many there are, and where the next page starts."""

    dossiers: list[Any]
    count: Capped
    further: str = ""


def found(rows: QuerySet[Dossier], after: str, sort: str) -> Found:
    """The page behind ``after``; two statements, but one where there is nothing."""
    return _later(rows, after, sort) if after else _first(rows, sort)


def _first(rows: QuerySet[Dossier], sort: str) -> Found:
    """As many keys as are counted, found once; then the rows of the first of them."""
    keys = list(rows.order_by(*ORDERS[sort]).values_list("pk", flat=True)[: CAP + 1])
    if not keys:
        return Found([], Capped(0))
    read = {dossier.pk: dossier for dossier in _read(Dossier.objects.filter(pk__in=keys[:PAGE]))}
    dossiers = [read[pk] for pk in keys[:PAGE] if pk in read]
    return Found(dossiers, Capped(len(keys)), _behind(dossiers[-1], sort) if len(keys) > PAGE else "")


def _behind(last: Dossier, sort: str) -> str:
    return str(Cursor(last.due_at, last.pk) if sort == "due" else last.pk)


def _later(rows: QuerySet[Dossier], after: str, sort: str) -> Found:
    """The rows behind a row, and the count of all."""
    if sort == "due":
        dossiers, cursor = page_by_due(_read(rows).order_by(*ORDERS[sort]), Cursor.of(after), size=PAGE)
        further = str(cursor or "")
    else:
        dossiers, further = page_by_key(_read(rows), after, size=PAGE, oldest_first=sort == "old")
    return Found(dossiers, counted(rows) if dossiers else Capped(0), further)


def _read(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return selectors.as_seen(rows.select_related(*selectors.ROW))
