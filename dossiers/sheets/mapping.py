"""Where the table begins, and what its columns hold: found by their titles, in any order, corrected by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dossiers.sheets.grid import Grid, Row
from dossiers.sheets.reading import TOP
from dossiers.sheets.titles import recognised
from roles.folding import folded

#: a column that a person has said is not to be read
UNUSED = "-"
#: a title may be written on so many lines
LINES = 3
#: second lines of a title that begin a column of their own
SECOND = {"male", "female", "votes_yes", "votes_all", "period_from", "period_to"}


@dataclass(frozen=True)
class Table:
    """The part of a sheet that is the list: its titles, and which column holds which field."""

    sheet: str
    first: int  # rows by their number in the sheet: where the titles begin,
    last: int  # and where they end
    titles: Mapping[int, str]
    fields: Mapping[int, str] = field(default_factory=dict)  # by column

    def column(self, name: str) -> int | None:
        """The first column of the field."""
        return min((column for column, held in self.fields.items() if held == name), default=None)

    def columns(self, name: str) -> list[int]:
        return sorted(column for column, held in self.fields.items() if held == name)

    def holds(self, name: str) -> bool:
        return name in self.fields.values()

    def title(self, column: int | None) -> str:
        return self.titles.get(column, "") if column is not None else ""

    @property
    def unused(self) -> list[str]:
        """The titles of the columns that are not read."""
        return [title for column, title in self.titles.items() if column not in self.fields]


def find(grids: Iterable[Grid], *, remembered: Mapping[str, str] | None = None) -> Table | None:
    """The table with the most columns that are known, one of them the names; none where there is no such table."""
    found = [
        _table(grid, row, remembered or {}) for grid in grids for row in grid.rows[:TOP] if not _is_line(grid, row)
    ]
    named = [table for table in found if table.holds("name")]
    return max(named, key=lambda table: len(set(table.fields.values()) - {"number"}), default=None)


def guess(grids: Iterable[Grid]) -> Table:
    """Where nothing is recognised: the fullest of the first rows is taken for the titles, for a person to say."""
    grid, row = max(
        ((grid, row) for grid in grids for row in grid.rows[:TOP]),
        key=lambda pair: (len(pair[1].texts), -pair[1].number),
    )
    return Table(grid.name, row.number, row.number, dict(row.texts))


def corrected(table: Table, fields: Mapping[int, str]) -> Table:
    """The table as a person says that it is to be read."""
    kept = {column: held for column, held in fields.items() if held and held != UNUSED and column in table.titles}
    return replace(table, fields=kept)


def _table(grid: Grid, row: Row, remembered: Mapping[str, str]) -> Table:
    """What the sheet would be if its titles began in this row."""
    lines = [row, *_further(grid, row)]
    parts = {column: _parts(grid, lines, column) for column in _columns(grid, lines)}
    titles = {column: " – ".join(dict.fromkeys(texts)) for column, texts in parts.items() if texts}
    fields = _fields({column: texts for column, texts in parts.items() if texts}, titles, remembered)
    return Table(grid.name, row.number, lines[-1].number, titles, fields)


def _is_line(grid: Grid, row: Row) -> bool:
    """One text across the sheet is a heading, not the titles of columns."""
    return len(row.texts) == 1 and grid.wide(row)


def _columns(grid: Grid, lines: list[Row]) -> list[int]:
    """The columns that have a title, or lie under one that is drawn across them."""
    numbers = {line.number for line in lines}
    covered = {c for s in grid.spans if s.top in numbers for c in range(s.left, s.right + 1)}
    return sorted(covered | {column for line in lines for column in line.texts})


def _fields(parts: Mapping[int, list[str]], titles: Mapping[int, str], remembered: Mapping[str, str]) -> dict[int, str]:
    """Each field once, but for names in two columns side by side (Họ đệm, Tên)."""
    found: dict[int, str] = {}
    for column, texts in parts.items():
        name = remembered.get(folded(titles[column])) or recognised(texts)
        beside = name == "name" and found.get(column - 1) == "name"
        if name and name != UNUSED and (name not in found.values() or beside):
            found[column] = name
    return found


def _further(grid: Grid, first: Row) -> list[Row]:
    """The rows below that still belong to the titles: second lines, and the numbers of the columns."""
    below = [row for row in grid.rows if first.number < row.number < first.number + LINES + 1]
    merged = max((s.bottom for s in grid.spans if s.top == first.number and s.left in first.cells), default=0)
    found = []
    for row in below:
        if row.number > merged and not _numbers(row) and not _second_line(row):
            break
        found.append(row)
    return found


def _second_line(row: Row) -> bool:
    """Nam | Nữ, Từ ngày | Đến ngày: titles and nothing else."""
    texts = list(row.texts.values())
    known = [recognised([text]) for text in texts]
    return bool(texts) and all(known) and bool(SECOND & set(known))


def _numbers(row: Row) -> bool:
    """(1) (2) (3), or A B 1 2: the columns are counted below their titles."""
    texts = [folded(text) for text in row.texts.values()]
    counted = [int(text) for text in texts if text.isdecimal()]
    steps = all(after == before + 1 for before, after in pairwise(counted))
    return len(texts) > 2 and all(len(text) <= 2 for text in texts) and len(counted) > 1 and steps


def _parts(grid: Grid, lines: list[Row], column: int) -> list[str]:
    """The title of a column from above downwards, merged cells told to each column that they cover."""
    texts = []
    for line in lines:
        if _numbers(line):
            continue
        text = line.at(column).text or _covering(grid, lines, line, column)
        if text:
            texts.append(text)
    return list(dict.fromkeys(texts))


def _covering(grid: Grid, lines: list[Row], line: Row, column: int) -> str:
    """The text of the merged cell that covers this place."""
    for span in grid.spans:
        if span.top <= line.number <= span.bottom and span.left <= column <= span.right:
            return next((row.at(span.left).text for row in lines if row.number == span.top), "")
    return ""
