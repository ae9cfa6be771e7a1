"""What a list would do, row by row; nothing is written here."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dossiers import routing
from dossiers.models import AwardType, Dossier
from dossiers.offers import offers
from dossiers.sheets import mapping, reading
from dossiers.sheets.awards import Awards
from dossiers.sheets.entries import Asked, Entry, Fault, entries
from dossiers.sheets.grid import Grid
from dossiers.sheets.mapping import Table
from dossiers.sheets.safety import Unreadable
from dossiers.states import WITH_UNIT
from roles.models import Unit
from workflow.imports.matching import Matching, differences, key_of, known

NEW, SAME, CHANGED, WRONG = "new", "same", "changed", "error"
OUTCOMES = (NEW, SAME, CHANGED, WRONG)


@dataclass(slots=True)
class Line:
    """One row and what would become of it."""

    entry: Entry
    outcome: str
    faults: list[Fault] = field(default_factory=list)
    dossier: Dossier | None = None
    nominee: dict[str, Any] = field(default_factory=dict)  # of a change: what changes
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def row(self) -> int:
        return self.entry.row


@dataclass(frozen=True)
class Purpose:
    """What a list is taken in for."""

    unit: Unit
    award_type: AwardType
    year: int
    period: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Read:
    """A list that was read: where its table is, and every row of it."""

    table: Table
    entries: list[Entry]


def read(grids: Sequence[Grid], table: Table, purpose: Purpose, *, today: date) -> Read:
    """The rows as entries; the awards and their rules are asked once."""
    return read_as(grids, table, asked(purpose, today=today))


def read_as(grids: Sequence[Grid], table: Table, what: Asked) -> Read:
    """The rows of the table's own sheet."""
    grid = next(grid for grid in grids if grid.name == table.sheet)
    return Read(table, list(entries(grid, table, what)))


def asked(purpose: Purpose, *, today: date) -> Asked:
    """For whom the award is under the law of the day; a refusal where the unit may not propose it."""
    routing.choose(unit=purpose.unit, award_type=purpose.award_type, on=today)
    offer = next((o for o in offers(purpose.unit, on=today) if o.award.pk == purpose.award_type.pk), None)
    targets = list(offer.rule.targets) if offer and offer.rule else []
    return Asked(purpose.award_type, targets, Awards.of(AwardType.objects.all()), today, purpose.period)


def table_of(grids: Sequence[Grid], name: str, remembered: dict[str, str] | None = None) -> Table:
    """The table that the titles tell; a list without names is none."""
    found = mapping.find(grids, remembered=remembered)
    if found is None:
        raise Unreadable(
            _("Tệp “%(name)s” không có dòng tiêu đề với cột “Họ và tên” hoặc “Tên tập thể”. Dùng tệp mẫu.")
            % {"name": name}
        )
    return found


def grids_of(data: bytes, name: str) -> list[Grid]:
    return reading.read(data, name)


def plan(found: Read, purpose: Purpose) -> list[Line]:
    """Each row held against what is there; one statement, however long the list."""
    doubled = twins(found)
    good = [entry for entry in found.entries if not entry.faults and entry.row not in doubled]
    there = known(purpose.unit, purpose.award_type, purpose.year) if good else []
    matched = Matching.of(there).match(good)
    return [_line(entry, matched.get(entry.row), found.table, doubled.get(entry.row)) for entry in found.entries]


def _line(entry: Entry, dossier: Dossier | None, table: Table, twin: Fault | None) -> Line:
    if entry.faults or twin:
        return Line(entry, WRONG, [*entry.faults, *([twin] if twin else [])])
    if dossier is None:
        return Line(entry, NEW)
    nominee, content = differences(entry, dossier)
    if not nominee and not content:
        return Line(entry, SAME, dossier=dossier)
    if dossier.state in WITH_UNIT:
        return Line(entry, CHANGED, dossier=dossier, nominee=nominee, content=content)
    return Line(entry, WRONG, [_gone(dossier, {*nominee, *content}, table)], dossier)


def _gone(dossier: Dossier, names: set[str], table: Table) -> Fault:
    """What is no longer with the unit is not written on by a list."""
    column = min((c for c, held in table.fields.items() if held in names), default=table.column("name") or 1)
    sentence = _(
        "Hồ sơ %(code)s đã nộp và đang khác dòng này, nên danh sách không sửa được. Rút về hoặc chờ trả lại rồi sửa."
    ) % {"code": dossier.code}
    return Fault(column, table.title(column), sentence)


def twins(found: Read) -> dict[int, Fault]:
    """Of rows about the same person only the first is taken."""
    column = found.table.column("name") or 1
    first: dict[Any, int] = {}
    found_twice = {}
    for entry in found.entries:
        row = first.setdefault((*key_of(entry), entry.nominee.get("born", "")), entry.row) if entry.name else entry.row
        if row != entry.row:
            sentence = _("Trùng với dòng %(row)d: cùng tên, cùng năm sinh. Bỏ một dòng, hoặc ghi đủ ngày sinh.")
            found_twice[entry.row] = Fault(column, found.table.title(column), sentence % {"row": row})
    return found_twice


def counts(lines: Sequence[Line]) -> dict[str, int]:
    """How many rows come to what."""
    found = Counter(line.outcome for line in lines)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def digest(lines: Sequence[Line]) -> str:
    """Binds what was shown to what is done."""
    said = [(line.row, line.outcome, line.dossier and line.dossier.pk, line.nominee, line.content) for line in lines]
    return hashlib.sha256(repr(said).encode()).hexdigest()
