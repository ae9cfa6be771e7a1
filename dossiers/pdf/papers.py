"""What a printed paper says: plain data in the order it is read, with every word of law in it."""

import datetime
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Who issues the paper; a newline in either name starts a new line on paper."""

    body: str
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """The lines of authority from the top, then the name under the room for the signature."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """One "Điều": its label in bold runs into the first paragraph."""

    label: str
    paragraphs: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.paragraphs:
            raise ValueError(f"{self.label} has no paragraph.")


@dataclass(frozen=True, kw_only=True)
class ListColumn:
    """A column of a list; widths are shares of the page, so they need not add up."""

    title: str
    width_mm: float
    align: Align = "left"


@dataclass(frozen=True, kw_only=True)
class AnnexGroup:
    """Rows under one title row, one cell for each column; an empty title prints no title row."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Annex:
    """A list that goes with a decision, groups and rows in the order in which they print.

    The running number (STT) is no column: the renderer counts through all groups.
    """

    title: str
    subtitle: str
    columns: tuple[ListColumn, ...]
    groups: tuple[AnnexGroup, ...]
    total_line: str
    label: str = ""

    def __post_init__(self) -> None:
        wanted = len(self.columns)
        for row in (row for group in self.groups for row in group.rows):
            if len(row) != wanted:
                raise ValueError(f"A row has {len(row)} cells for {wanted} columns: {row!r}")


@dataclass(frozen=True, kw_only=True)
class AwardDecision:
    """A decision to award, as its chair signs it.

    ``grounds`` and ``recipients`` come without dash or closing mark: the renderer supplies them.
    """

    heading: Heading
    number: str | None
    symbol: str
    place: str
    date: datetime.date | None
    kind: str
    about: str
    decider_line: str
    grounds: tuple[str, ...]
    command_word: str
    articles: tuple[Article, ...]
    recipients: tuple[str, ...]
    signature: SignatureBlock
    annex: Annex | None = None
    draft: bool = False

    @property
    def is_draft(self) -> bool:
        """A paper without a number cannot be anything but a draft."""
        return self.draft or self.number is None
