"""A list of past decisions, read as award history: who was awarded what, when, by which decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dossiers.models import AwardType
from dossiers.sheets import values
from dossiers.sheets.awards import Awards
from dossiers.sheets.entries import Asked, Entry, Fault, entries
from dossiers.sheets.grid import Cell, Grid, Row
from dossiers.sheets.mapping import Table
from dossiers.sheets.values import Wrong
from roles.folding import folded
from roles.models import Unit
from workflow.calendar import office_day
from workflow.imports import acts, columns
from workflow.imports.plan import NEW, OUTCOMES, WRONG
from workflow.models import ListImport

OLDEST = 1945


@dataclass(frozen=True)
class Past:
    """One row of the history, with what is wrong in it."""

    entry: Entry
    row: dict[str, Any]
    faults: list[Fault]


def look(brought: ListImport, now: datetime) -> None:
    """What the list would lay into the history; the caller saves."""
    found = list(_past(brought, office_day(now)))
    brought.lines = [
        {
            "row": past.entry.row,
            "name": past.entry.name,
            "outcome": WRONG if past.faults else NEW,
            "faults": [[f.column, f.title, f.message] for f in past.faults],
            "code": "",
        }
        for past in found
    ]
    wrong = sum(bool(past.faults) for past in found)
    brought.counts = {**dict.fromkeys(OUTCOMES, 0), NEW: len(found) - wrong, WRONG: wrong}


def rows_of(brought: ListImport, now: datetime) -> list[dict[str, Any]]:
    """The right rows, as the memory takes them."""
    return [past.row for past in _past(brought, office_day(now)) if not past.faults]


def _past(brought: ListImport, today: date) -> Iterator[Past]:
    grids, table = acts.grids_of(brought), columns.unpacked(brought.table)
    grid: Grid = next(grid for grid in grids if grid.name == table.sheet)
    rows = {row.number: row for row in grid.rows}
    awards = Awards.of(AwardType.objects.all())
    units = _units(brought.unit)
    # the award of a past row is read here, so that it is held against no award of today
    plain = Table(table.sheet, table.first, table.last, table.titles, _without_award(table))
    for entry in entries(grid, plain, Asked(AwardType(), [], awards, today)):
        yield _Reader(rows[entry.row], table, entry, today).past(awards, units, brought.year)


def _without_award(table: Table) -> dict[int, str]:
    return {column: held for column, held in table.fields.items() if held != "award"}


def _units(top: Unit) -> dict[str, Unit]:
    """The units under the authority, by the names that lists call them."""
    authority = top.parent if top.parent_id and top.kind != "authority" else top
    assert authority is not None
    below = Unit.objects.filter(path__startswith=authority.path)
    return {folded(name): unit for unit in below for name in (unit.name, unit.short_name)}


class _Reader:
    """One row on its way into the history."""

    def __init__(self, row: Row, table: Table, entry: Entry, today: date) -> None:
        self.row, self.table, self.entry, self.today = row, table, entry, today
        self.faults = list(entry.faults)

    def past(self, awards: Awards, units: dict[str, Unit], year: int) -> Past:
        decided = self._read("decided_on", lambda cell: values.day(cell, self.today))
        place = self._read("place", values.short)
        said = {
            **{name: self.entry.nominee.get(name, "") for name in ("kind", "name", "born")},
            "unit": units.get(folded(place)),
            "unit_name": place,
            **self._award(awards),
            "year": self._read("year", self._year) or (int(decided[:4]) if decided else year),
            "decided_on": decided or None,
            **{name: self._read(name, values.short) for name in ("decision", "body")},
            **{name: self.entry.content.get(name) for name in ("period_from", "period_to", "deed")},
        }
        return Past(self.entry, said, self.faults)

    def _read(self, held: str, read: Any) -> Any:
        column = self.table.column(held)
        cell = self.row.at(column)
        if column is None or not cell.text:
            return ""
        try:
            return read(cell)
        except Wrong as why:
            self._wrong(column, str(why))
            return ""

    def _award(self, awards: Awards) -> dict[str, str]:
        said = self._read("award", values.short)
        if not said:
            column = self.table.column("award") or self.table.column("name") or 1
            self._wrong(column, _("Dòng này chưa ghi danh hiệu, hình thức đã khen."))
        code = awards.code_of(said) if said else ""
        return {"award": code or said, "award_name": said}

    def _year(self, cell: Cell) -> int:
        number = values.count(cell)
        if OLDEST <= number <= self.today.year:
            return number
        raise Wrong(_("“%(text)s” không phải năm khen.") % {"text": cell.text})

    def _wrong(self, column: int, message: str) -> None:
        self.faults.append(Fault(column, self.table.title(column), message))
