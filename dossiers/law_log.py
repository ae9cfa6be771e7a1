"""The record of edits written and read again: one chain over all rows, and what each row was left as."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from dossiers.catalogue import KINDS, Kind
from dossiers.models import LawEdit
from roles.policies import Actor


def state_of(row: models.Model) -> dict[str, Any]:
    """Every column of the row in plain data, the same on every database."""
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, uuid.UUID) else value


def write(
    act: str,
    kind: Kind,
    key: Any,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    actor: Actor,
    reason: str,
    now: datetime,
) -> LawEdit:
    """The next line of the chain; the caller holds the lock of ``hold``."""
    last = LawEdit.objects.order_by("seq").last()
    line = LawEdit(
        seq=last.seq + 1 if last else 1,
        act=act,
        kind=kind.code,
        row=str(key),
        person_id=actor.person,
        seat_id=actor.seat,
        at=now,
        reason=reason,
        before=before,
        after=after,
        previous_hash=last.hash if last else "",
    )
    line.hash = line.sealed()
    line.save(force_insert=True)
    return line


# Read again


def edited(model: type[models.Model]) -> set[str]:
    """The keys of the rows of a table that were edited in place; the files no longer speak for them."""
    codes = [kind.code for kind in KINDS.values() if kind.model is model]
    return set(LawEdit.objects.filter(kind__in=codes).values_list("row", flat=True)) if codes else set()


def faults() -> Iterator[str]:
    """Every line that does not chain, and every row that is not as its last line left it."""
    left: dict[tuple[str, str], LawEdit] = {}
    before = ""
    for number, line in enumerate(LawEdit.objects.order_by("seq").iterator(chunk_size=2000), start=1):
        yield from (f"law edit {line.seq}: {fault}" for fault in _line_faults(line, number, before))
        earlier = left.get((line.kind, line.row))
        if earlier is not None and line.before != earlier.after:
            yield f"law edit {line.seq}: it does not begin where line {earlier.seq} left the row"
        left[line.kind, line.row], before = line, line.hash
    yield from (fault for line in left.values() for fault in _row_faults(line))


def _line_faults(line: LawEdit, number: int, before: str) -> Iterator[str]:
    if line.seq != number or line.previous_hash != before:
        yield "it does not chain to the line before it"
    if line.hash != line.sealed():
        yield "its columns do not give its hash"


def _row_faults(line: LawEdit) -> Iterator[str]:
    kind = KINDS.get(line.kind)
    row = kind.rows().filter(pk=line.row).first() if kind else None
    if row is None or state_of(row) != line.after:
        yield f"law edit {line.seq}: the row {line.kind} {line.row} is not as the line left it"
