"""Pages that start after a row and not after a number: as quick at the end as at the beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from dossiers.models import Dossier


@dataclass(frozen=True)
class Cursor:
    """The last row that was shown: its due date, and its key."""

    due_at: datetime | None
    pk: int

    @classmethod
    def of(cls, text: str) -> Cursor | None:
        """What an address says; what cannot be read is the beginning."""
        moment, _sign, key = text.rpartition("~")
        due_at = read_moment(moment)
        if not key.isdecimal() or len(key) > 18 or (moment and due_at is None):
            return None
        return cls(due_at, int(key))

    def __str__(self) -> str:
        return f"{self.due_at.isoformat() if self.due_at else ''}~{self.pk}"

    @property
    def later(self) -> Q:
        """The rows behind this one, where rows without a due date come last."""
        if self.due_at is None:
            return Q(due_at=None, pk__gt=self.pk)
        return Q(due_at__gt=self.due_at) | Q(due_at=self.due_at, pk__gt=self.pk) | Q(due_at=None)


def read_moment(text: str) -> datetime | None:
    """The moment that an address says; none where it cannot be read, or lies outside all calendars."""
    try:
        moment = datetime.fromisoformat(text)
        return (timezone.make_aware(moment) if timezone.is_naive(moment) else moment).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def page_by_due(rows: QuerySet[Dossier], after: Cursor | None, *, size: int) -> tuple[list[Dossier], Cursor | None]:
    """One page by urgency, and where the next one starts."""
    found = list((rows.filter(after.later) if after else rows)[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return found[:size], Cursor(last.due_at, last.pk) if last else None


def page_by_key(
    rows: QuerySet[Dossier], after: str, *, size: int, oldest_first: bool = False
) -> tuple[list[Dossier], str]:
    """One page, the newest first or the oldest, and where the next one starts."""
    if after.isdecimal() and len(after) <= 18:
        rows = rows.filter(pk__gt=int(after)) if oldest_first else rows.filter(pk__lt=int(after))
    found = list(rows.order_by("pk" if oldest_first else "-pk")[: size + 1])
    return found[:size], str(found[size - 1].pk) if len(found) > size else ""
