"""The user's own file once more: each wrong cell marked with the reason, and a column that tells of each row."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dossiers.sheets import writing
from dossiers.sheets.entries import Fault
from dossiers.sheets.grid import Grid
from dossiers.sheets.mapping import Table
from dossiers.sheets.safety import XLSX, look

#: a sheet that is larger than this, unpacked, is not loaded whole: its values are laid into a new one
HEAVY = 30_000_000


@dataclass(frozen=True)
class Remark:
    """What became of one row, in a word, and its wrong cells."""

    row: int
    outcome: str
    wrong: bool = False
    faults: Sequence[Fault] = field(default_factory=list)


def annotated(data: bytes, name: str, grids: Iterable[Grid], table: Table, remarks: Iterable[Remark]) -> bytes:
    """The copy, as a workbook."""
    book = _own(data, name, table) or _laid(grids, table)
    sheet = book[table.sheet] if table.sheet in book.sheetnames else book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    last = max(table.titles, default=1) + 1
    _head(sheet, table, last)
    for remark in remarks:
        _mark(sheet, remark, last)
    return writing.saved(book)


def _own(data: bytes, name: str, table: Table) -> Workbook | None:
    """The file as it is, where it is a workbook of a size that can be held; its formulas become texts."""
    if look(data, name) != XLSX or _is_heavy(data):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), keep_links=False)
    for sheet in book.worksheets:
        sheet.protection.sheet = False
        _make_plain(sheet)
    return book


def _is_heavy(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(member.file_size for member in package.infolist()) > HEAVY


def _make_plain(sheet: Worksheet) -> None:
    """Nothing in what we hand out works anything out, and no link leads out of it."""
    for cell in list(sheet._cells.values()):  # those that are there: a walk over rows would make all between them
        if isinstance(cell, Cell) and (cell.data_type == "f" or _begins_like_one(cell)):
            writing.as_text(cell, getattr(cell.value, "text", None) or str(cell.value))
        if isinstance(cell, Cell) and cell.hyperlink is not None:
            cell.hyperlink = None


def _begins_like_one(cell: Cell) -> bool:
    return isinstance(cell.value, str) and cell.value.startswith(writing.SIGNS)


def _laid(grids: Iterable[Grid], table: Table) -> Workbook:
    """The values alone, each where it was."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Danh sách"
    for row in next(grid for grid in grids if grid.name == table.sheet).rows:
        for column, cell in row.cells.items():
            writing.put(sheet, row.number, column, cell.value if cell.is_number else cell.text)
    return book


def _head(sheet: Worksheet, table: Table, column: int) -> None:
    head = _at(sheet, table.first, column)
    writing.as_text(head, _("Kết quả"))
    head.font, head.fill, head.border, head.alignment = writing.BOLD, writing.HEAD_FILL, writing.BOX, writing.MIDDLE
    sheet.column_dimensions[get_column_letter(column)].width = 48


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself; one that is drawn as part of another is freed first."""
    for area in list(sheet.merged_cells.ranges):
        inside = area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
        if inside and (area.min_row, area.min_col) != (row, column):
            sheet.unmerge_cells(str(area))
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)
    return cell


def _mark(sheet: Worksheet, remark: Remark, last: int) -> None:
    said = {fault.column: f"{fault.title}: {fault.message}" for fault in remark.faults}
    result = _at(sheet, remark.row, last)
    writing.as_text(result, "\n".join([remark.outcome, *said.values()]))
    result.alignment, result.font = writing.WRAPPED, writing.PLAIN
    if remark.wrong:
        result.fill = writing.WRONG_FILL
    for column, text in _by_cell(remark.faults).items():
        cell = _at(sheet, remark.row, column)
        cell.fill = writing.WRONG_FILL
        writing.note(cell, text)


def _by_cell(faults: Sequence[Fault]) -> Mapping[int, str]:
    """All that is wrong with one cell, in one remark."""
    found: dict[int, str] = {}
    for fault in faults:
        found[fault.column] = "\n".join(filter(None, [found.get(fault.column, ""), fault.message]))
    return found
