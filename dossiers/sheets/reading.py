"""An untrusted spreadsheet, opened within limits: its visible sheets, row by row; nothing is worked out."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from dossiers.sheets.grid import ERROR, FORMULA, Cell, Grid, Row, Span
from dossiers.sheets.safety import CSV, Unreadable, broken, look

ROWS, COLUMNS, SHEETS = 5000, 200, 30
#: of all cells together: many cells may point at one long text, and the file stays small
CHARACTERS = 20_000_000
#: title lines above a table, and lines that sign below it
MARGIN = 100
#: so many empty rows end a sheet: what Excel draws below is no list
GAP = 2000
#: how far down a table may begin
TOP = 60
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
#: letters of the fonts of the nineties, that stand for others
OLD_FONT = set("µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÖ×ØÜÞß«æç¬ëîïñ­øöû")
VIETNAMESE = re.compile("[ăĂđĐơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")


def read(data: bytes, name: str) -> list[Grid]:
    """The visible sheets of the file, each within the limits; or Unreadable with one sentence."""
    if look(data, name) == CSV:
        grids = [_csv(data, name)]
    else:
        try:
            grids = _workbook(data)
        except Unreadable:
            raise
        except Exception as fault:  # openpyxl says what is broken in a dozen ways
            raise broken(name) from fault
    grids = [grid for grid in grids if grid.rows]
    if not grids:
        raise Unreadable(_("Tệp “%(name)s” không có dòng nào. Chọn lại tệp.") % {"name": name})
    _check_length(grids, name)
    _check_font(grids, name)
    return grids


def _check_length(grids: list[Grid], name: str) -> None:
    cells = (cell for grid in grids for row in grid.rows for cell in row.cells.values())
    if sum(len(cell.value) for cell in cells if isinstance(cell.value, str)) > CHARACTERS:
        raise Unreadable(
            _("Tệp “%(name)s” có quá nhiều chữ. Chia thành nhiều tệp, hoặc bỏ những ô chép lặp.") % {"name": name}
        )


def _workbook(data: bytes) -> list[Grid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and rules that openpyxl does not know are of no matter here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            return [_sheet(sheet, data) for sheet in shown[:SHEETS]]
        finally:
            book.close()


def _sheet(sheet: Any, data: bytes) -> Grid:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    rows = _limited(_rows(sheet), sheet.title)
    return Grid(sheet.title, rows, _spans(data, sheet._worksheet_path))


def _rows(sheet: Any) -> Iterator[Row]:
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS + 50), start=1):
        row = Row(number, {cell.column: _cell(cell) for cell in cells if cell.value not in (None, "")})
        empty = 0 if row.cells else empty + 1
        if empty > GAP:
            return
        if row.cells:
            yield row


def _cell(cell: Any) -> Cell:
    if cell.data_type == "f":
        return Cell(getattr(cell.value, "text", None) or str(cell.value), FORMULA)
    if cell.data_type == "e":
        return Cell(str(cell.value), ERROR)
    return Cell(cell.value)


def _limited(rows: Iterable[Row], sheet: str) -> list[Row]:
    """The rows, if they are no more than a list may have, and none is wider."""
    found = list(islice(rows, ROWS + MARGIN + 1))
    if len(found) > ROWS + MARGIN:
        raise too_many(sheet)
    if any(max(row.cells) > COLUMNS + 1 for row in found):  # a copy that we marked has one more
        raise Unreadable(
            _("Trang tính “%(sheet)s” có hơn %(n)d cột. Chỉ giữ các cột của danh sách rồi gửi.")
            % {"sheet": sheet, "n": COLUMNS}
        )
    return found


def too_many(sheet: str) -> Unreadable:
    return Unreadable(
        _("Trang tính “%(sheet)s” có hơn 5.000 dòng. Tách thành nhiều tệp, mỗi tệp không quá 5.000 dòng.")
        % {"sheet": sheet}
    )


def _spans(data: bytes, path: str) -> list[Span]:
    """The merged cells, read off the part itself: a streamed sheet does not tell them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = MERGED.findall(package.read(path.lstrip("/")))
    bounds = [range_boundaries(ref.decode()) for ref in found[:10_000]]
    return [Span(top or 0, left or 0, bottom or 0, min(right or 0, COLUMNS + 1)) for left, top, right, bottom in bounds]


# Text with commas


def _csv(data: bytes, name: str) -> Grid:
    text = _decoded(data, name)
    lines = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        rows = [_line(number, cells) for number, cells in enumerate(islice(lines, ROWS + MARGIN + GAP), start=1)]
    except csv.Error as fault:
        raise broken(name) from fault
    return Grid(name, _limited((row for row in rows if row.cells), name))


def _decoded(data: bytes, name: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable(
            _("Tệp “%(name)s” không phải chữ Unicode (UTF-8). Mở bằng Excel, lưu lại thành .xlsx rồi gửi.")
            % {"name": name}
        ) from fault


def _delimiter(text: str) -> str:
    head = text[:4000]
    return max(";,\t", key=head.count)


def _line(number: int, cells: list[str]) -> Row:
    return Row(number, {column: _typed(text) for column, text in enumerate(cells, start=1) if text.strip()})


def _typed(text: str) -> Cell:
    """Text as it stands; a spreadsheet would take what begins like a formula for one."""
    plain = text.strip()
    return Cell(plain, FORMULA) if plain.startswith(("=", "@")) else Cell(plain.removeprefix("'"))


# Fonts of the nineties


def _check_font(grids: list[Grid], name: str) -> None:
    """Lists in the old fonts show other letters than they hold."""
    words = "".join(cell.text for grid in grids for row in grid.rows[:TOP] for cell in row.cells.values())
    if sum(letter in OLD_FONT for letter in words) >= 5 and not VIETNAMESE.search(words):
        raise Unreadable(
            _("Tệp “%(name)s” dùng phông chữ cũ (TCVN3 hoặc VNI). Chuyển sang Unicode rồi gửi.") % {"name": name}
        )
