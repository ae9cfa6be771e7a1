"""The sheet and the letters of an office paper: sizes in points, margins in millimetres."""

from typing import Literal

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from . import fonts
from .papers import Align

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN_TOP = 20 * mm
MARGIN_BOTTOM = 20 * mm
MARGIN_LEFT = 30 * mm
MARGIN_RIGHT = 15 * mm
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

# The wider half is the right one: the name of the nation must stand on one line.
HEAD_LEFT = 72 * mm
HEAD_RIGHT = TEXT_WIDTH - HEAD_LEFT

LINE = 0.6
INDENT = 12.7 * mm
ALIGNMENT: dict[Align, Literal[0, 1, 2, 4]] = {
    "left": TA_LEFT,
    "center": TA_CENTER,
    "right": TA_RIGHT,
}


def letters(
    face: str,
    size: float,
    alignment: Literal[0, 1, 2, 4] = TA_CENTER,
    *,
    indent: float = 0,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    """A style with room above the capitals, where Vietnamese stacks two marks."""
    return ParagraphStyle(
        f"{face}-{size}",
        fontName=face,
        bulletFontName=face,
        fontSize=size,
        leading=round(size * 1.22, 1),
        alignment=alignment,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        firstLineIndent=indent,
        spaceBefore=before,
        spaceAfter=after,
    )


NATION = letters(fonts.BOLD, 12)
MOTTO = letters(fonts.BOLD, 13)
PARENT = letters(fonts.REGULAR, 12)
BODY_NAME = letters(fonts.BOLD, 12)
NUMBER = letters(fonts.REGULAR, 13)
PLACE_DAY = letters(fonts.ITALIC, 13)

KIND = letters(fonts.BOLD, 14, before=12)
ABOUT = letters(fonts.BOLD, 14)
DECIDER = letters(fonts.BOLD, 14, before=12, after=6)
COMMAND = letters(fonts.BOLD, 14, before=10, after=4)
GROUND = letters(fonts.ITALIC, 14, TA_JUSTIFY, indent=INDENT, before=6)
BODY = letters(fonts.REGULAR, 14, TA_JUSTIFY, indent=INDENT, before=6)

RECIPIENTS_WORD = letters(fonts.BOLD_ITALIC, 12, TA_LEFT)
RECIPIENT = letters(fonts.REGULAR, 11, TA_LEFT)
AUTHORITY = letters(fonts.BOLD, 14)
SIGNER = letters(fonts.BOLD, 14)

ANNEX_LABEL = letters(fonts.BOLD, 14)
ANNEX_TITLE = letters(fonts.BOLD, 14)
ANNEX_GUIDE = letters(fonts.ITALIC, 14, before=2)
COLUMN = letters(fonts.BOLD, 12)
GROUP = letters(fonts.BOLD, 12, TA_LEFT)
CELL = {name: letters(fonts.REGULAR, 12, alignment) for name, alignment in ALIGNMENT.items()}
