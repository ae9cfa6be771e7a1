"""The receipt of a submission as an A4 paper: who handed in what, when, and by when there is an answer."""

import datetime
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from . import fonts, styles
from .annex import Sheet, running_columns
from .layout import BARE, Part, centred, centred_lines, heading_table, paragraph, printed
from .papers import Heading, ListColumn, SignatureBlock
from .text import Text
from .wording import place_and_day

COLUMNS = (
    ListColumn(title="Mã hồ sơ", width_mm=31),
    ListColumn(title="Người, tập thể, hộ", width_mm=36),
    ListColumn(title="Danh hiệu, hình thức", width_mm=32),
    ListColumn(title="Giấy tờ đã nhận", width_mm=31),
    ListColumn(title="Hẹn trả", width_mm=23, align="center"),
)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the paper says, in the order it is read; a row has a cell for each of ``COLUMNS``."""

    heading: Heading
    number: str
    place: str
    date: datetime.date
    kind: str
    lines: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    giver: SignatureBlock
    taker: SignatureBlock


def render(receipt: Receipt) -> bytes:
    """The receipt as a PDF file; the same words give the same bytes."""
    fonts.register()
    return printed(
        [*_opening(receipt), *_lines(receipt), Spacer(1, 4 * mm), _list(receipt), *_closing(receipt)],
        parts=(Part("receipt", False),),
        title=Text.of(f"{receipt.kind} {receipt.number}"),
        author=Text.of(receipt.heading.body),
        subject=Text.of(receipt.number),
    )


def _opening(receipt: Receipt) -> list[Flowable]:
    day = Text.of(place_and_day(receipt.place, receipt.date))
    return [
        heading_table(receipt.heading, number=Text.of(receipt.number), place_and_day=day),
        Spacer(1, 6),
        *centred_lines(Text.lines(receipt.kind), styles.KIND),
    ]


def _lines(receipt: Receipt) -> list[Flowable]:
    return [paragraph(Text.of(line).markup, styles.BODY) for line in receipt.lines]


def _list(receipt: Receipt) -> Flowable:
    sheet = Sheet(running_columns(COLUMNS))
    sheet.add_rows(receipt.rows)
    return sheet.table()


def _closing(receipt: Receipt) -> list[Flowable]:
    """The last note and both signatures share a page."""
    notes = [paragraph(Text.of(note).markup, styles.GROUND) for note in receipt.notes]
    cells = [[_signature(receipt.giver), _signature(receipt.taker)]]
    signatures = Table(cells, colWidths=[styles.TEXT_WIDTH / 2] * 2, style=BARE, spaceBefore=14)
    return [*notes[:-1], KeepTogether([*notes[-1:], signatures])]


def _signature(block: SignatureBlock) -> list[Flowable]:
    width = styles.TEXT_WIDTH / 2
    authority = centred_lines([Text.of(line) for line in block.lines], styles.AUTHORITY, width)
    return [*authority, Spacer(width, 22 * mm), centred(Text.of(block.name), styles.SIGNER, width)]
