"""Cells as they are written: text is always text, whatever it begins with; a few looks for all our sheets."""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

#: what a spreadsheet takes for the beginning of a formula, also in its wide form
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: as much as one cell holds
LONGEST = 32_000

FACE = "Times New Roman"
PLAIN, BOLD = Font(name=FACE, size=12), Font(name=FACE, size=12, bold=True)
TITLE = Font(name=FACE, size=14, bold=True)
SMALL = Font(name=FACE, size=11, italic=True, color="FF574E41")
WRAPPED = Alignment(vertical="top", wrap_text=True)
LEFT, CENTRE = Alignment(horizontal="left"), Alignment(horizontal="center")
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LINE = Side(style="thin", color="FF857963")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD_FILL = PatternFill("solid", fgColor="FFEFE7D6")
WRONG_FILL = PatternFill("solid", fgColor="FFFFD9D6")
WARN_FILL = PatternFill("solid", fgColor="FFFFF0CC")


def put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    """Write a value: numbers as numbers, everything else as text that no program works out."""
    cell = sheet.cell(row=row, column=column)
    assert not isinstance(cell, MergedCell)
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return cell
    return as_text(cell, str(value)) if value not in (None, "") else cell


def as_text(cell: Cell, text: str) -> Cell:
    """The cell holds this text, typed as text; what would begin a formula is also quoted for whoever edits it."""
    plain = re.sub(ILLEGAL_CHARACTERS_RE, "", text)[:LONGEST]
    cell.value = plain
    cell.data_type = "s"
    if plain.startswith(SIGNS):
        cell.quotePrefix = True
    return cell


def note(cell: Cell, text: str) -> None:
    """A remark on a cell, wide enough to be read."""
    remark = Comment(text, "Bảng Vàng")
    remark.width, remark.height = 320, 40 + 18 * (1 + len(text) // 45 + text.count("\n"))
    cell.comment = remark


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
