"""Which rows below the titles are the list, and which only stand there: headings, totals, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossiers.content import tidy
from dossiers.sheets.grid import Grid, Row
from dossiers.sheets.mapping import Table
from dossiers.sheets.reading import ROWS, too_many
from roles.folding import folded

#: read with their marks: folded, “Tống Công Minh” would be a total and “Hồ Thị Lan” a heading
TOTAL = re.compile(r"(?:tổng(?: số| cộng)?|cộng(?: chung)?|tong so|tong cong|danh sách (?:này )?(?:có|gồm))\b")
DATED = re.compile(r"\b(?:ngày .{0,6}tháng .{0,6}năm|ngay .{0,6}thang .{0,6}nam)\b")
SIGNING = re.compile(
    r"(?:(?:t/?m|kt|tl|tuq)\W+\w|người lập|lập biểu|lập danh sách|xác nhận|ký tên|\(?ký\W|đóng dấu|thủ trưởng|nơi nhận"
    r"|chủ trì|thư ký|trưởng thôn|hiệu trưởng|chủ tịch|trưởng ban"
    r"|nguoi lap|lap bieu|xac nhan|ky ten|noi nhan|thu truong)"
)
PART = r"(tập thể|cá nhân|hộ gia đình|gia đình|tap the|ca nhan|ho gia dinh)"
SECTION = re.compile(
    rf"(?:[ivx]+|[a-e]|\d+)?[\s.):/-]*(?:các |khen |đối với )?{PART}"
    r"(?:\s*[:(].*|\s+(?:được|đề nghị|tiêu biểu|có|gồm|duoc|de nghi)\b.*|\s*\d*)"
)
KINDS = {"tập thể": "collective", "tap the": "collective", "cá nhân": "individual", "ca nhan": "individual"}
EXAMPLE = "vi du"
#: a line that signs holds at most so many words in cells
FEW = 3


def lines(grid: Grid, table: Table) -> Iterator[tuple[Row, str]]:
    """The rows of the list, each with the target that its heading names; from the signatures on nothing is read."""
    kind, found = "", 0
    head = _texts(table, next(row for row in grid.rows if row.number == table.first))
    for row in grid.rows:
        if row.number <= table.last or not _is_filled(row, table) or _texts(table, row) == head:
            continue
        if _signs(row, table):
            return
        if section := _section(row, table, grid):
            kind = section
        elif not _stands_beside(row, table, grid):
            found += 1
            if found > ROWS:
                raise too_many(table.sheet)
            yield row, kind


def _texts(table: Table, row: Row) -> list[str]:
    return [folded(row.at(column).text) for column in table.fields]


def _is_filled(row: Row, table: Table) -> bool:
    return any(row.at(column).text for column, held in table.fields.items() if held != "number")


def _words(row: Row) -> list[str]:
    return [_plain(text) for text in row.texts.values()]


def _plain(text: str) -> str:
    """In small letters, with its marks."""
    return " ".join(str(tidy(text)).casefold().split())


def _numbered(row: Row, table: Table) -> bool:
    return bool(row.at(table.column("number")).text)


def _signs(row: Row, table: Table) -> bool:
    """A line of few words, without a number, that names who signs or the day of signing."""
    few = len(row.texts) <= FEW and not _numbered(row, table)
    named = [_plain(row.at(column).text) for column in table.columns("name")]
    lone = len(_filled(row, table)) <= 1 or any(_is_signing(text) for text in named)
    return bool(few and lone and any(_is_signing(text) for text in _words(row)))


def _is_signing(text: str) -> bool:
    return bool(SIGNING.match(text) or DATED.search(text))


def _filled(row: Row, table: Table) -> list[int]:
    return [column for column, held in table.fields.items() if held != "number" and row.at(column).text]


def _section(row: Row, table: Table, grid: Grid) -> str:
    """“I. TẬP THỂ”: what follows is about collectives."""
    if len(_filled(row, table)) > 1 or len(row.texts) > 2 or _is_count(row.at(table.column("number")).text):
        return ""
    found = next((m for words in _words(row) if (m := SECTION.fullmatch(words))), None)
    return KINDS.get(found[1], "household") if found else ""


def _is_count(text: str) -> bool:
    return text.strip(" .").isdecimal()


def _stands_beside(row: Row, table: Table, grid: Grid) -> bool:
    """Totals, the example of a template, headings across the table, and the numbers of the columns."""
    words = _words(row)
    if any(TOTAL.match(text) for text in words[:2]) and not _is_count(row.at(table.column("number")).text):
        return True
    if folded(row.at(table.column("name")).text).startswith(EXAMPLE):
        return True
    return len(row.texts) <= 2 and grid.wide(row)
