"""Danh sách trích ngang: the list as people print it, on A4 across, its titles on each page, totals below.

A paper of the office: Vietnamese whatever language its reader has chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dossiers.sheets import writing
from dossiers.sheets.writing import put

TITLE, SUBTITLE, HEAD = 3, 4, 6
WIDTHS = (5, 24, 11, 11, 22, 20, 40, 12, 20, 22, 14)
#: titles that stand over two columns, or run down over both lines
DOUBLE = 3


@dataclass(frozen=True)
class Line:
    """One nominee as the list tells them."""

    name: str
    kind: str
    born: str
    gender: str
    position: str
    award: str
    deed: str
    votes: str
    initiatives: str
    prior: str
    note: str


def titles() -> list[str]:
    """The eleven columns; the third and the fourth lie under one title."""
    return [
        "STT",
        "Họ và tên (tên tập thể)",
        "Năm sinh",
        "",
        "Chức vụ, đơn vị (địa chỉ)",
        "Danh hiệu, hình thức đề nghị",
        "Thành tích (tóm tắt)",
        "Kết quả bình xét (phiếu, tỷ lệ)",
        "Sáng kiến",
        "Các hình thức đã được khen (số, ngày QĐ)",
        "Ghi chú",
    ]


def listing(lines: Sequence[Line], *, office: str, subject: str, note: str) -> bytes:
    """The workbook."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Trích ngang"
    _headings(sheet, office, subject, note)
    _head(sheet)
    for number, line in enumerate(lines, start=1):
        _row(sheet, HEAD + 1 + number, [number, *_cells(line)])
    _totals(sheet, HEAD + 3 + len(lines), lines)
    _page(sheet)
    return writing.saved(book)


def _headings(sheet: Worksheet, office: str, subject: str, note: str) -> None:
    for row, text, font in (
        (1, office, writing.BOLD),
        (TITLE, "DANH SÁCH TRÍCH NGANG ĐỀ NGHỊ KHEN THƯỞNG", writing.TITLE),
        (SUBTITLE, subject, writing.PLAIN),
        (SUBTITLE + 1, note, writing.SMALL),
    ):
        cell = put(sheet, row, 1, text)
        cell.font = font
        cell.alignment = writing.LEFT if row == 1 else writing.CENTRE
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(WIDTHS))


def _head(sheet: Worksheet) -> None:
    below = {DOUBLE: "Nam", DOUBLE + 1: "Nữ"}
    for column, title in enumerate(titles(), start=1):
        for row, text in ((HEAD, title), (HEAD + 1, below.get(column, ""))):
            cell = put(sheet, row, column, text)
            cell.font, cell.fill, cell.border = writing.BOLD, writing.HEAD_FILL, writing.BOX
            cell.alignment = writing.MIDDLE
        if column not in below:
            sheet.merge_cells(start_row=HEAD, end_row=HEAD + 1, start_column=column, end_column=column)
    sheet.merge_cells(start_row=HEAD, end_row=HEAD, start_column=DOUBLE, end_column=DOUBLE + 1)
    sheet.row_dimensions[HEAD].height = 32


def _cells(line: Line) -> list[str]:
    man, woman = (line.born if line.gender == sex else "" for sex in ("m", "f"))
    return [
        line.name,
        man,
        woman or ("" if line.gender else line.born),
        line.position,
        line.award,
        line.deed,
        line.votes,
        line.initiatives,
        line.prior,
        line.note,
    ]


def _row(sheet: Worksheet, row: int, values: Sequence[int | str]) -> None:
    for column, value in enumerate(values, start=1):
        cell = put(sheet, row, column, value)
        cell.font, cell.border, cell.alignment = writing.PLAIN, writing.BOX, writing.WRAPPED


def _totals(sheet: Worksheet, row: int, lines: Sequence[Line]) -> None:
    """How many, of which kind, for which award."""
    kinds, awards = Counter(line.kind for line in lines), Counter(line.award for line in lines)
    women = sum(line.gender == "f" for line in lines)
    said = [
        f"Tổng cộng: {len(lines)}; trong đó {_counted(kinds)}; nữ: {women}.",
        f"Theo danh hiệu, hình thức: {_counted(awards)}.",
    ]
    for number, text in enumerate(said if lines else ["Không có ai trong danh sách."]):
        cell = put(sheet, row + number, 1, text)
        cell.font = writing.BOLD
        sheet.merge_cells(start_row=row + number, start_column=1, end_row=row + number, end_column=len(WIDTHS))


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{name}: {number}" for name, number in found.most_common())


def _page(sheet: Worksheet) -> None:
    """A4 across, one page wide, the titles on each page, its number below."""
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", "9", 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD}:{HEAD + 1}"
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.5, 0.4, 0.5, 0.6
    sheet.oddFooter.center.text = "Trang &P trên &N"  # type: ignore[union-attr]
    sheet.freeze_panes = f"C{HEAD + 2}"
