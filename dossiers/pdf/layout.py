"""The parts that office papers share: sheet, heading, centred titles, closing, page numbers."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from . import fonts, styles
from .papers import Heading, SignatureBlock
from .text import Markup, Text, joined
from .wording import closed

NATION = Text.of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = Text.of("Độc lập - Tự do - Hạnh phúc")
RECIPIENTS_WORD = Text.of("Nơi nhận:")
DRAFT_MARK = "BẢN DỰ THẢO"
SHORT_LINE = 0.4
SIGNING_ROOM = 26 * mm

BARE = TableStyle(
    [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ]
)


def rule(length: float) -> HRFlowable:
    """A thin line of a given length, centred close under the words above it."""
    return HRFlowable(
        width=length,
        thickness=styles.LINE,
        lineCap="butt",
        color=black,
        spaceBefore=2.5,
        spaceAfter=2,
    )


class Part:
    """A run of pages that counts from one for itself; its first page shows no number."""

    def __init__(self, name: str, draft: bool) -> None:
        self.first_name = f"{name}-first"
        self.later_name = f"{name}-later"
        self.draft = draft
        self.start = 1

    def templates(self) -> list[PageTemplate]:
        return [
            _template(self.first_name, self.open, followed_by=self.later_name),
            _template(self.later_name, self.follow, followed_by=self.later_name),
        ]

    def open(self, canvas: Canvas, document: Any) -> None:
        self.start = canvas.getPageNumber()
        self._mark(canvas)

    def follow(self, canvas: Canvas, document: Any) -> None:
        self._mark(canvas)
        canvas.setFont(fonts.REGULAR, 13)
        number = canvas.getPageNumber() - self.start + 1
        middle = styles.MARGIN_LEFT + styles.TEXT_WIDTH / 2
        canvas.drawCentredString(middle, styles.PAGE_HEIGHT - 14 * mm, str(number))

    def _mark(self, canvas: Canvas) -> None:
        if self.draft:
            draw_draft_mark(canvas)


def draw_draft_mark(canvas: Canvas) -> None:
    """A framed word in the top margin, clear of the text, so that both stay readable."""
    width = stringWidth(DRAFT_MARK, fonts.BOLD, 12) + 6 * mm
    bottom = styles.PAGE_HEIGHT - 15 * mm
    canvas.setLineWidth(1)
    canvas.rect(styles.MARGIN_LEFT, bottom, width, 7 * mm)
    canvas.setFont(fonts.BOLD, 12)
    canvas.drawCentredString(styles.MARGIN_LEFT + width / 2, bottom + 2 * mm, DRAFT_MARK)


def _template(name: str, draw: Callable[[Canvas, Any], None], *, followed_by: str) -> PageTemplate:
    frame = Frame(
        styles.MARGIN_LEFT,
        styles.MARGIN_BOTTOM,
        styles.TEXT_WIDTH,
        styles.TEXT_HEIGHT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], onPage=draw, autoNextPageTemplate=followed_by)


def printed(story: list[Flowable], *, parts: Sequence[Part], title: Text, author: Text, subject: Text) -> bytes:
    """The finished file: the same story gives the same bytes, whenever and wherever it is set."""
    paper = BytesIO()
    document = BaseDocTemplate(
        paper,
        pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
        pageTemplates=[template for part in parts for template in part.templates()],
        initialFontName=fonts.REGULAR,
        invariant=1,
        lang="vi",
        title=title.plain,
        author=author.plain,
        subject=subject.plain,
        creator="Bảng Vàng",
    )
    document.build(story)
    return paper.getvalue()


def paragraph(markup: Markup, style: ParagraphStyle) -> Paragraph:
    return Paragraph(markup, style)


def centred(text: Text, style: ParagraphStyle, width: float = styles.TEXT_WIDTH) -> Paragraph:
    """Centred lines of about equal length: no last word stands alone."""
    room = _narrowest(text.markup, style, width)
    margin = (width - room) / 2
    return paragraph(text.markup, style.clone(style.name, leftIndent=margin, rightIndent=margin))


def _narrowest(markup: Markup, style: ParagraphStyle, width: float) -> float:
    """The smallest of some widths that asks for no line more than the full width does."""
    height = _height(markup, style, width)
    room = width
    while room > width / 2 and _height(markup, style, room - width / 50) <= height:
        room -= width / 50
    return room


def _height(markup: Markup, style: ParagraphStyle, width: float) -> float:
    return float(paragraph(markup, style).wrap(width, styles.PAGE_HEIGHT)[1])


def centred_lines(lines: Sequence[Text], style: ParagraphStyle, width: float = styles.TEXT_WIDTH) -> list[Flowable]:
    return [centred(line, style, width) for line in lines]


def titled(lines: Sequence[Text], style: ParagraphStyle, width: float = styles.TEXT_WIDTH) -> list[Flowable]:
    """Centred lines with a line under them, between a third and a half of the last one."""
    paragraphs = [centred(line, style, width) for line in lines]
    return [*paragraphs, *(rule(_last_width(last, width) * SHORT_LINE) for last in paragraphs[-1:])]


def _last_width(lines: Any, width: float) -> float:
    """How wide the words of the last line are, between the margins that centre them."""
    lines.wrap(width, styles.PAGE_HEIGHT)
    last = lines.blPara.lines[-1]
    # Lines in one face are tuples, lines that mix faces are objects.
    spare = last[0] if isinstance(last, tuple) else last.extraSpace
    return float(width - lines.style.leftIndent - lines.style.rightIndent - spare)


def _width(text: Text, style: ParagraphStyle) -> float:
    return float(stringWidth(text.plain, style.fontName, style.fontSize))


def heading_table(heading: Heading, *, number: Text, place_and_day: Text) -> Table:
    """Nation and motto at the right, issuing body at the left, number and day on one line."""
    cells: list[list[object]] = [
        [_issuer(heading), _nation()],
        [
            paragraph(number.markup, styles.NUMBER),
            paragraph(place_and_day.markup, styles.PLACE_DAY),
        ],
    ]
    table = Table(cells, colWidths=[styles.HEAD_LEFT, styles.HEAD_RIGHT], style=BARE)
    table.setStyle(TableStyle([("TOPPADDING", (0, 1), (-1, 1), 6)]))
    return table


def _issuer(heading: Heading) -> list[Flowable]:
    return [
        *centred_lines(Text.lines(heading.parent), styles.PARENT, styles.HEAD_LEFT),
        *titled(Text.lines(heading.body), styles.BODY_NAME, styles.HEAD_LEFT),
    ]


def _nation() -> list[Flowable]:
    return [
        paragraph(NATION.markup, styles.NATION),
        paragraph(MOTTO.markup, styles.MOTTO),
        rule(_width(MOTTO, styles.MOTTO)),
    ]


def closing_table(recipients: Sequence[str], signature: SignatureBlock) -> Table:
    """Recipients at the left, authority, room to sign and name at the right, on one page."""
    cells = [[_recipients(recipients), _signature(signature)]]
    widths = [styles.HEAD_LEFT, styles.HEAD_RIGHT]
    table = Table(cells, colWidths=widths, style=BARE, spaceBefore=14)
    # Only more recipients than a page can hold part the authority from the name.
    table.splitInRow = int(table.wrap(styles.TEXT_WIDTH, 0)[1] > styles.TEXT_HEIGHT)
    return table


def _recipients(recipients: Sequence[str]) -> list[Flowable]:
    dash = Text.of("-").markup
    lines = [joined(dash, Text.of(line).markup) for line in closed(recipients)]
    head = paragraph(RECIPIENTS_WORD.markup, styles.RECIPIENTS_WORD)
    return [head, *(paragraph(line, styles.RECIPIENT) for line in lines)] if lines else []


def _signature(signature: SignatureBlock) -> list[Flowable]:
    width = styles.HEAD_RIGHT
    authority = [Text.of(line) for line in signature.lines]
    return [
        *centred_lines(authority, styles.AUTHORITY, width),
        Spacer(width, SIGNING_ROOM),
        centred(Text.of(signature.name), styles.SIGNER, width),
    ]
