"""Which rows below the titles are the list, and which only stand there: headings, totals, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossiers.sheets.grid import Grid, Row
from dossiers.sheets.mapping import Table
from dossiers.sheets.reading import ROWS, too_many
from roles.folding import folded

TOTAL = re.compile(r"^(?:tong|cong|tong so|tong cong|cong chung|danh sach (?:nay )?(?:co|gom))\b")
SIGNING = re.compile(
    r"\b(?:ngay .{0,6}thang .{0,6}nam|nguoi lap|lap bieu|lap danh sach|xac nhan|ky ten|ky ghi ro|ky dong dau|thu truong"
    r"|noi nhan|tm ubnd|tm uy ban|tm hoi dong|tm ban|chu tri|thu ky|truong thon|hieu truong|chu tich|truong ban)\b"
)
SECTION = re.compile(r"^(?:[ivx]+|[a-e]|\d)?\s*(?:cac |khen |doi voi )?(tap the|ca nhan|ho gia dinh|gia dinh|ho)\b")
KINDS = {"tap the": "collective", "ca nhan": "individual"}
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
    return [folded(text) for text in row.texts.values()]


def _numbered(row: Row, table: Table) -> bool:
    return bool(row.at(table.column("number")).text)


def _signs(row: Row, table: Table) -> bool:
    """A line of few words, without a number, that names who signs or the day of signing."""
    few = len(row.texts) <= FEW and not _numbered(row, table)
    named = row.at(table.column("name")).text
    lone = len(_filled(row, table)) <= 1 or SIGNING.search(folded(named))
    return bool(few and lone and any(SIGNING.search(words) for words in _words(row)))


def _filled(row: Row, table: Table) -> list[int]:
    return [column for column, held in table.fields.items() if held != "number" and row.at(column).text]


def _section(row: Row, table: Table, grid: Grid) -> str:
    """“I. TẬP THỂ”: what follows is about collectives."""
    if len(_filled(row, table)) > 1 or len(row.texts) > 2 or _is_count(row.at(table.column("number")).text):
        return ""
    found = next((m for words in _words(row) if (m := SECTION.match(words)) and len(words) < 60), None)
    heading = found and (grid.wide(row) or len(found.string.split()) <= 4 or len(row.texts) == 2)
    return KINDS.get(found[1], "household") if found and heading else ""


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
