"""Files as people bring them, made on the spot: the repository holds code, not spreadsheets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

HEAD = ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ", "Thành tích tóm tắt", "Kết quả bình xét"]
NHAN = [1, "Trần Thị Nhàn", 1979, "Nữ", "Nông dân", "Trồng vải lai, thu 3,2 tấn quả.", "42/45"]
THU = [2, "Đào Văn Thụ", "02/09/1965", "Nam", "Trưởng thôn", "Vận động 60 hộ làm đường.", "45/45"]
LAN = [3, "Trịnh Thị Lan", "5-3-88", "Nữ", "Văn thư", "Số hóa 1.200 hồ sơ.", "40/45"]
PEOPLE = [NHAN, THU, LAN]


def book(rows: Sequence[Sequence[Any]], *, merge: Iterable[str] = (), title: str = "Danh sách", **more: Any) -> bytes:
    """A workbook with one sheet of these rows; ``formats``, ``texts`` and ``changes`` change cells and the book."""
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for reference in merge:
        sheet.merge_cells(reference)
    for reference, number_format in more.get("formats", {}).items():
        sheet[reference].number_format = number_format
    for reference, text in more.get("texts", {}).items():
        sheet[reference].value = text
        sheet[reference].data_type = "s"
    for change in more.get("changes", ()):
        change(made)
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_sheet(name: str, rows: Sequence[Sequence[Any]], *, state: str = "visible", first: bool = False) -> Any:
    """A change of the book: one more sheet."""

    def change(made: Workbook) -> None:
        sheet = made.create_sheet(name, 0 if first else None)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(list(row))

    return change


# By hand, where openpyxl would not write such a file

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="{main}"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    f' xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{declared}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{size}<sheetData>{rows}</sheetData></worksheet>"
)


def package(sheet: str, *, main: str = PLAIN_BOOK, parts: Mapping[str, bytes] | None = None) -> bytes:
    """A package around the XML of one sheet, with whatever else somebody put in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES.format(main=main))
        made.writestr("_rels/.rels", RELS.format(office=OFFICE, kind="officeDocument", target="xl/workbook.xml"))
        made.writestr("xl/workbook.xml", BOOK)
        made.writestr(
            "xl/_rels/workbook.xml.rels", RELS.format(office=OFFICE, kind="worksheet", target="worksheets/sheet1.xml")
        )
        made.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (parts or {}).items():
            made.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows: Iterable[Sequence[Any]], *, declared: str = "", size: str = "") -> str:
    """The XML of a sheet of texts."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = (
            f'<c r="{get_column_letter(column)}{number}" t="inlineStr"><is><t>{escape(str(text))}</t></is></c>'
            for column, text in enumerate(row, start=1)
        )
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return SHEET.format(declared=declared, size=size, rows="".join(lines))


def csv_of(rows: Sequence[Sequence[Any]], *, encoding: str = "utf-8", delimiter: str = ",", mark: bytes = b"") -> bytes:
    return mark + "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows).encode(encoding)
