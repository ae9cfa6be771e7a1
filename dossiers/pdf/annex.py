"""The list behind a decision: one table over many pages under a header row that repeats."""

from itertools import count

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, Paragraph, Spacer, TableStyle

from . import fonts, styles
from .layout import centred_lines, paragraph
from .papers import Annex, AnnexGroup, ListColumn
from .text import Text

RUNNING_NUMBER = ListColumn(title="STT", width_mm=12, align="center")

# A cell taller than this many points may go over the page; a lower one moves whole.
SPLIT_CELL_FROM = 60
KEPT_BELOW = styles.TEXT_HEIGHT / 3

Area = tuple[int, int]

GRID: list[tuple[str, Area, Area, *tuple[object, ...]]] = [
    ("GRID", (0, 0), (-1, -1), styles.LINE, black),
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]


def annex_story(annex: Annex) -> list[Flowable]:
    return [*_titles(annex), Spacer(1, 4 * mm), _list(annex)]


def _titles(annex: Annex) -> list[Flowable]:
    return [
        *centred_lines(Text.lines(annex.label), styles.ANNEX_LABEL),
        *centred_lines(Text.lines(annex.title), styles.ANNEX_TITLE),
        *centred_lines(Text.lines(annex.subtitle), styles.ANNEX_GUIDE),
    ]


def _list(annex: Annex) -> LongTable:
    sheet = Sheet((RUNNING_NUMBER, *annex.columns))
    for group in annex.groups:
        sheet.add_group(group)
    sheet.add_total(Text.of(annex.total_line))
    return sheet.table()


class Sheet:
    """Rows gathered one by one, with what must span and what must stay together."""

    def __init__(self, columns: tuple[ListColumn, ...]) -> None:
        self.columns = columns
        self.widths = _widths(columns)
        self.rows: list[list[Paragraph | str]] = []
        self.commands = list(GRID)
        self.numbers = count(1)
        self.rows.append([_cell(column.title, styles.COLUMN) for column in columns])

    def add_group(self, group: AnnexGroup) -> None:
        """The title never ends a page without a row of its group below it."""
        start = len(self.rows)
        title = Text.of(group.title)
        if title and group.rows:
            self._add_span(title)
        for row in group.rows:
            self._add_row((str(next(self.numbers)), *row))
        if title and group.rows:
            self._keep(start, with_row=start + 1)

    def add_total(self, total: Text) -> None:
        """The total never starts a page without a row of the list above it."""
        if total:
            self._add_span(total)
            here = len(self.rows) - 1
            self._keep(here, with_row=here - 1)

    def table(self) -> LongTable:
        return LongTable(
            self.rows,
            colWidths=self.widths,
            repeatRows=1,
            splitInRow=SPLIT_CELL_FROM,
            style=TableStyle(self.commands),
        )

    def _add_row(self, cells: tuple[str, ...]) -> None:
        pairs = zip(cells, self.columns, strict=True)
        self.rows.append([_cell(cell, styles.CELL[column.align]) for cell, column in pairs])
        here = len(self.rows) - 1
        if self._height(here) >= KEPT_BELOW:
            # Split by the page, a centred row gains empty room with every piece.
            self.commands.append(("VALIGN", (0, here), (-1, here), "TOP"))

    def _add_span(self, text: Text) -> None:
        here = len(self.rows)
        rest = [""] * (len(self.columns) - 1)
        self.rows.append([paragraph(text.markup, styles.GROUP), *rest])
        self.commands.append(("SPAN", (0, here), (-1, here)))

    def _keep(self, span: int, *, with_row: int) -> None:
        # What may not be split must fit a page: a row that may not fit goes its own way.
        if self._height(with_row) < KEPT_BELOW:
            first, last = sorted((span, with_row))
            self.commands.append(("NOSPLIT", (0, first), (-1, last)))

    def _height(self, place: int) -> float:
        cells = zip(self.rows[place], self.widths, strict=True)
        return max(cell.wrap(width, 0)[1] for cell, width in cells if isinstance(cell, Paragraph))


def _cell(words: str, style: ParagraphStyle) -> Paragraph:
    return paragraph(Text.of(words).markup, style)


def _widths(columns: tuple[ListColumn, ...]) -> list[float]:
    """The running number keeps its width; the other columns share what is left."""
    first, *others = (column.width_mm for column in columns)
    share = (styles.TEXT_WIDTH - first * mm) / sum(others)
    return [first * mm, *(width * share for width in others)]
