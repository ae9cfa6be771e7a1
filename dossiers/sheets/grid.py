"""A list as it was read: rows of cells with their numbers, before anybody says what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

#: what a cell may be beside a value: something that is never worked out, or an error that Excel left there
FORMULA, ERROR = "formula", "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a text, number, date or nothing; or a fault."""

    value: Any = None
    fault: str = ""

    @property
    def text(self) -> str:
        """The cell as a person reads it."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        if isinstance(self.value, datetime | date):
            return f"{self.value:%d/%m/%Y}"
        return str(self.value).strip()

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def is_day(self) -> bool:
        return isinstance(self.value, date) and not isinstance(self.value, time)


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number in the sheet; only cells that hold something."""

    number: int
    cells: Mapping[int, Cell]

    def at(self, column: int | None) -> Cell:
        return self.cells.get(column, EMPTY) if column is not None else EMPTY

    @property
    def texts(self) -> dict[int, str]:
        return {column: cell.text for column, cell in self.cells.items() if cell.text}


@dataclass(frozen=True, slots=True)
class Span:
    """Cells that are drawn as one: rows and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """The rows of one sheet, and what is merged in it."""

    name: str
    rows: list[Row]
    spans: list[Span] = field(default_factory=list)

    def wide(self, row: Row) -> bool:
        """Whether a row is drawn as one wide line: a title or a heading between rows."""
        return any(s.top <= row.number <= s.bottom and s.right - s.left >= 2 for s in self.spans)
