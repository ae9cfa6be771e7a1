"""An empty list for one award: titles that cannot be lost, remarks on them, lists to choose from, an example.

Vietnamese whatever language its reader has chosen: a list is read again by its titles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dossiers.kinds import Target
from dossiers.sheets import writing
from dossiers.sheets.reading import ROWS
from dossiers.sheets.writing import put

LISTS = "Danh mục"
TITLE, HINT, HEAD, EXAMPLE = 1, 2, 4, 5
FREE = Protection(locked=False)


@dataclass(frozen=True)
class Column:
    """One column: its title, how wide it is, what is said about it, an example, what may be chosen."""

    title: str
    width: int
    remark: str
    example: str
    choices: Sequence[str] = ()


def columns(targets: Sequence[str]) -> list[Column]:
    """The columns of a list for these targets; where there is one target, nobody is asked for it."""
    persons = not targets or Target.INDIVIDUAL in targets
    kinds = [str(Target(target).label).capitalize() for target in targets]
    return [
        Column("STT", 6, "Số thứ tự, để trống cũng được.", "0"),
        _name(targets),
        *([Column("Đối tượng", 14, "Chọn trong danh sách.", kinds[0], kinds)] if len(kinds) > 1 else []),
        *(_persons() if persons else []),
        Column(
            "Chức vụ, nghề nghiệp", 24, "Ví dụ: Nông dân; Trưởng thôn; Giáo viên.", "Nông dân"
        ),
        Column("Thành tích từ ngày", 13, "Ngày/tháng/năm, ví dụ 01/01/2024.", "01/01/2024"),
        Column("Thành tích đến ngày", 13, "Ngày/tháng/năm, ví dụ 30/11/2024.", "30/11/2024"),
        Column(
            "Thành tích tóm tắt",
            52,
            "Đã làm việc gì, kết quả bao nhiêu, ai được hưởng. Từ 3 đến 10 câu, không quá 3.000 ký tự.",
            "Chuyển 4 sào lúa sang trồng vải lai, thu 3,2 tấn quả; giúp 5 hộ cùng làm.",
        ),
        Column(
            "Kết quả bình xét (phiếu)", 14, "Số người đồng ý trên số người dự họp, ví dụ 42/45.", "42/45"
        ),
        Column("Sáng kiến", 24, "Tên, nơi công nhận, số, ngày; không có thì để trống.", ""),
        Column("Đã được khen", 24, "Hình thức, số và ngày quyết định; không có thì để trống.", ""),
        Column("Ghi chú", 18, "Để trống cũng được.", ""),
    ]  # fmt: skip


def _name(targets: Sequence[str]) -> Column:
    titles: dict[tuple[str, ...], str] = {
        ("individual",): "Họ và tên",
        ("collective",): "Tên tập thể",
        ("household",): "Họ và tên chủ hộ",
    }
    title = titles.get(tuple(targets)) or "Họ và tên (tên tập thể, hộ)"
    return Column(
        title, 28, "Viết như trong căn cước; tập thể, hộ thì ghi tên gọi đầy đủ. Bắt buộc.", "Ví dụ: Lê Thị Thơm"
    )


def _persons() -> list[Column]:
    return [
        Column("Năm sinh", 13, "Ngày/tháng/năm, hoặc chỉ ghi năm. Tập thể, hộ thì để trống.", "02/09/1979"),
        Column("Giới tính", 10, "Chọn trong danh sách.", "Nữ", ["Nam", "Nữ"]),
    ]


def template(*, award: str, unit: str, year: int, targets: Sequence[str]) -> bytes:
    """The file that a unit fills in."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Danh sách"
    held = columns(targets)
    _headings(sheet, award, unit, year, len(held))
    for place, column in enumerate(held, start=1):
        _lay(sheet, place, column)
    _choices(book, sheet, held)
    _guard(sheet)
    return writing.saved(book)


def _headings(sheet: Worksheet, award: str, unit: str, year: int, width: int) -> None:
    title = put(sheet, TITLE, 1, f"Danh sách đề nghị “{award}” năm {year} – {unit}")
    title.font = writing.TITLE
    how = f"Điền từ dòng {EXAMPLE + 1}, mỗi người một dòng. Cách ghi: đưa chuột lên ô tiêu đề. Dòng “Ví dụ” để nguyên."
    hint = put(sheet, HINT, 1, how)
    hint.font = writing.SMALL
    for row in (TITLE, HINT):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)


def _lay(sheet: Worksheet, place: int, column: Column) -> None:
    """One column: free below its title, and text, so that no day is made of 5/12."""
    letters = sheet.column_dimensions[get_column_letter(place)]
    letters.width, letters.protection = column.width, FREE
    letters.number_format, letters.font, letters.alignment = "@", writing.PLAIN, writing.WRAPPED
    head = put(sheet, HEAD, place, column.title)
    head.font, head.fill, head.border, head.alignment = writing.BOLD, writing.HEAD_FILL, writing.BOX, writing.MIDDLE
    writing.note(head, column.remark)
    example = put(sheet, EXAMPLE, place, column.example)
    example.font, example.border, example.alignment = writing.SMALL, writing.BOX, writing.WRAPPED
    example.protection, example.number_format = FREE, "@"


def _choices(book: Workbook, sheet: Worksheet, held: Sequence[Column]) -> None:
    """The lists to choose from stand on a sheet of their own, out of sight."""
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for place, column in enumerate(held, start=1):
        for row, word in enumerate(column.choices, start=1):
            put(lists, row, place, word)
        if column.choices:
            letter = get_column_letter(place)
            rule = DataValidation(
                type="list", formula1=f"'{LISTS}'!${letter}$1:${letter}${len(column.choices)}", allow_blank=True
            )
            rule.error, rule.errorTitle = "Chọn một mục trong danh sách.", column.title
            rule.add(f"{letter}{EXAMPLE}:{letter}{EXAMPLE + ROWS}")
            sheet.add_data_validation(rule)


def _guard(sheet: Worksheet) -> None:
    """The titles stay where they are; rows may be added, sorted and made wider."""
    sheet.freeze_panes = f"C{HEAD + 1}"
    sheet.row_dimensions[HEAD].height = 34
    guard = sheet.protection
    guard.sheet = True
    guard.formatCells = guard.formatColumns = guard.formatRows = guard.insertRows = guard.deleteRows = guard.sort = (
        False
    )
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
