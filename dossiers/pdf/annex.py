"""The list behind a decision: one table over many pages under a header row that repeats."""

from collections.abc import Iterable, Iterator
from itertools import count, zip_longest
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, Paragraph, Spacer, TableStyle

from . import fonts, styles
from .layout import centred_lines, paragraph
from .papers import Annex, AnnexGroup, ListColumn
from .text import Text

RUNNING_NUMBER = ListColumn(title="STT", width_mm=12, align="center")

# A row taller than this is cut in pieces, so that no row is too tall for a page. reportlab's own
# cutting (splitInRow) prints the header a second time in the middle of a page.
PIECE = styles.TEXT_HEIGHT / 6
SIDE = 3

Row = list[Flowable | str]
Command = tuple[str, Any, Any, *tuple[object, ...]]

LOOK: tuple[Command, ...] = (
    ("LINEBEFORE", (0, 0), (-1, -1), styles.LINE, black),
    ("LINEAFTER", (-1, 0), (-1, -1), styles.LINE, black),
    ("LINEABOVE", (0, 0), (-1, 0), styles.LINE, black),
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), SIDE),
    ("RIGHTPADDING", (0, 0), (-1, -1), SIDE),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
)


def annex_story(annex: Annex) -> list[Flowable]:
    return [*_titles(annex), Spacer(1, 4 * mm), _list(annex)]


def _titles(annex: Annex) -> list[Flowable]:
    return [
        *centred_lines(Text.lines(annex.label), styles.ANNEX_LABEL),
        *centred_lines(Text.lines(annex.title), styles.ANNEX_TITLE),
        *centred_lines(Text.lines(annex.subtitle), styles.ANNEX_GUIDE),
    ]


def _list(annex: Annex) -> LongTable:
    sheet = Sheet(running_columns(annex.columns))
    for group in annex.groups:
        sheet.add_group(group)
    sheet.add_total(Text.of(annex.total_line))
    return sheet.table()


def running_columns(columns: tuple[ListColumn, ...]) -> tuple[ListColumn, ...]:
    """The columns behind the one that counts the rows."""
    return (RUNNING_NUMBER, *columns)


class Sheet:
    """Rows gathered one by one, with what must span and what must stay together."""

    def __init__(self, columns: tuple[ListColumn, ...]) -> None:
        self.columns = columns
        self.widths = _widths(columns)
        self.rows: list[Row] = [[_cell(column.title, styles.COLUMN) for column in columns]]
        self.unclosed: list[int] = []
        self.commands = list(LOOK)
        self.numbers = count(1)

    def add_group(self, group: AnnexGroup) -> None:
        """The title never ends a page without a row of its group below it."""
        title = Text.of(group.title)
        if title and group.rows:
            self._add_span(title)
            self._keep(len(self.rows) - 1)
        self.add_rows(group.rows)

    def add_rows(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Each row under its running number, which counts through all groups."""
        for row in rows:
            self._add_row((str(next(self.numbers)), *row))

    def add_total(self, total: Text) -> None:
        """The total never starts a page without a row of the list above it."""
        if total:
            self._add_span(total)
            self._keep(len(self.rows) - 2)

    def table(self) -> LongTable:
        return LongTable(
            self.rows,
            colWidths=self.widths,
            repeatRows=1,
            style=TableStyle([*self.commands, *self._lines_below()]),
        )

    def _add_row(self, cells: tuple[str, ...]) -> None:
        pairs = zip(cells, self.columns, strict=True)
        row = [_cell(cell, styles.CELL[column.align]) for cell, column in pairs]
        start = len(self.rows)
        self.rows.extend(_pieces(row, self.widths))
        self._join(start, len(self.rows) - 1)

    def _join(self, first: int, last: int) -> None:
        """The pieces of one row read as one: from the top, without a gap between them."""
        if first < last:
            self.unclosed.extend(range(first, last))
            self.commands.append(("VALIGN", (0, first), (-1, last), "TOP"))
            self.commands.append(("BOTTOMPADDING", (0, first), (-1, last - 1), 0))
            self.commands.append(("TOPPADDING", (0, first + 1), (-1, last), 0))

    def _add_span(self, text: Text) -> None:
        here = len(self.rows)
        rest = [""] * (len(self.columns) - 1)
        self.rows.append([paragraph(text.markup, styles.GROUP), *rest])
        self.commands.append(("SPAN", (0, here), (-1, here)))

    def _keep(self, first: int) -> None:
        self.commands.append(("NOSPLIT", (0, first), (-1, first + 1)))

    def _lines_below(self) -> Iterator[Command]:
        """A line below each row; a row that goes on, on this page or the next, stays open."""
        first = 0
        for place in (*self.unclosed, len(self.rows)):
            if first < place:
                yield ("LINEBELOW", (0, first), (-1, place - 1), styles.LINE, black)
            first = place + 1


def _pieces(row: list[Paragraph], widths: list[float]) -> list[Row]:
    """The row cut at the height of a piece; a cell that has ended is empty in what follows."""
    columns = [_cut(cell, width - 2 * SIDE) for cell, width in zip(row, widths, strict=True)]
    pieces: Iterator[tuple[Flowable | str, ...]] = zip_longest(*columns, fillvalue="")
    return [list(piece) for piece in pieces]


def _cut(cell: Flowable, width: float) -> list[Flowable]:
    done = []
    while cell.wrap(width, PIECE)[1] > PIECE:
        top, cell = cell.split(width, PIECE)
        done.append(top)
    return [*done, cell]


def _cell(words: str, style: ParagraphStyle) -> Paragraph:
    return paragraph(Text.of(words).markup, style)


def _widths(columns: tuple[ListColumn, ...]) -> list[float]:
    """The running number keeps its width; the other columns share what is left."""
    first, *others = (column.width_mm for column in columns)
    share = (styles.TEXT_WIDTH - first * mm) / sum(others)
    return [first * mm, *(width * share for width in others)]
