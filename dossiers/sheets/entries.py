"""A row of a list as a nomination: what can be kept, and each cell that is wrong with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dossiers.kinds import Target
from dossiers.models import AwardType
from dossiers.sheets import values
from dossiers.sheets.awards import Awards
from dossiers.sheets.grid import Cell, Grid, Row
from dossiers.sheets.lines import lines
from dossiers.sheets.mapping import Table
from dossiers.sheets.titles import target_of
from dossiers.sheets.values import Wrong


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that is wrong."""

    column: int
    title: str
    message: str


@dataclass(slots=True)
class Entry:
    """One row: only what it says; what it leaves empty says nothing."""

    row: int
    nominee: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.nominee.get("name", ""))


@dataclass(frozen=True)
class Asked:
    """What the list is for: the award, whom it may be for, and the day on which it is read."""

    award: AwardType
    targets: Sequence[str]
    awards: Awards
    today: date
    period: tuple[str, str] = ("", "")  # of every row that names none

    @property
    def usual(self) -> str:
        """Whom a row is about that does not say so."""
        return Target.INDIVIDUAL.value if Target.INDIVIDUAL in self.targets or not self.targets else self.targets[0]


def entries(grid: Grid, table: Table, asked: Asked) -> Iterator[Entry]:
    """Every row of the list."""
    titled = target_of(table.title(table.column("name")))
    for row, section in lines(grid, table):
        yield _Reader(table, asked, row).entry(section or titled)


class _Reader:
    """One row on its way to being an entry."""

    def __init__(self, table: Table, asked: Asked, row: Row) -> None:
        self.table, self.asked, self.row = table, asked, row
        self.found = Entry(row.number)

    def entry(self, kind: str) -> Entry:
        self._who(kind)
        for held, (name, read) in PLAIN.items():
            self._take(held, self.found.content, name, read)
        for held in ("period_from", "period_to"):
            self._take(held, self.found.content, held, self._day)
        self._period()
        self._votes()
        self._take("award", {}, "award", self._award)
        return self.found

    # one cell

    def _take(self, held: str, into: dict[str, Any], name: str, read: Callable[[Cell], Any]) -> None:
        column = self.table.column(held)
        cell = self.row.at(column)
        if column is None or cell.value is None or not cell.text:
            return
        try:
            value = read(cell)
        except Wrong as why:
            self.wrong(column, str(why))
        else:
            if value not in (None, ""):
                into[name] = value

    def wrong(self, column: int | None, message: str) -> None:
        column = column or min(self.table.titles)
        self.found.faults.append(Fault(column, self.table.title(column), message))

    # who

    def _who(self, kind: str) -> None:
        nominee = self.found.nominee
        nominee["kind"] = kind or self.asked.usual
        self._take("kind", nominee, "kind", values.target)
        self._name()
        if nominee["kind"] == Target.INDIVIDUAL:
            self._sex_and_birth()
        self._take("place", nominee, "position", values.short)
        self._take("position", nominee, "position", values.short)
        if self.asked.targets and nominee["kind"] not in self.asked.targets:
            self.wrong(self.table.column("kind") or self.table.column("name"), self._not_for(nominee["kind"]))

    def _not_for(self, kind: str) -> str:
        return _("“%(award)s” không dành cho %(target)s. Bỏ dòng này, hoặc đề nghị hình thức khác.") % {
            "award": self.asked.award.name,
            "target": str(Target(kind).label),
        }

    def _name(self) -> None:
        """The name, which may stand in two columns."""
        columns = self.table.columns("name")
        try:
            parts = [values.name(self.row.at(column)) for column in columns]
        except Wrong as why:
            self.wrong(columns[0], str(why))
            return
        self.found.nominee["name"] = " ".join(part for part in parts if part)[: values.LONGEST_NAME]
        if not self.found.name:
            self.wrong(columns[0], _("Dòng này chưa có tên. Ghi họ và tên, hoặc tên tập thể, hộ."))

    def _sex_and_birth(self) -> None:
        nominee = self.found.nominee
        if said := values.addressed(self.row.at(self.table.column("name"))):
            nominee["gender"] = said
        self._take("born", nominee, "born", self._born)
        self._take("gender", nominee, "gender", values.gender)
        self._two_columns()

    def _two_columns(self) -> None:
        """Nam | Nữ: the year stands in the column of the sex, or a cross does."""
        filled = [held for held in ("male", "female") if self.row.at(self.table.column(held)).text]
        if len(filled) > 1:
            self.wrong(self.table.column("female"), _("Cả hai cột Nam và Nữ đều có. Giữ một cột."))
            return
        for held in filled:
            self.found.nominee["gender"] = {"male": "m", "female": "f"}[held]
            self._take(held, self.found.nominee, "born", self._marked_or_born)

    def _marked_or_born(self, cell: Cell) -> str:
        return "" if values.is_mark(cell) else self._born(cell)

    def _born(self, cell: Cell) -> str:
        return values.born(cell, self.asked.today)

    # what, and on whose vote

    def _day(self, cell: Cell) -> str:
        return values.day(cell, self.asked.today)

    def _period(self) -> None:
        content = self.found.content
        for held, usual in zip(("period_from", "period_to"), self.asked.period, strict=True):
            if usual and not self.row.at(self.table.column(held)).text:
                content[held] = usual
        if content.get("period_from", "") > content.get("period_to", "9"):
            self.wrong(self.table.column("period_to"), _("Ngày cuối đứng trước ngày đầu. Xem lại hai ngày."))

    def _votes(self) -> None:
        content: dict[str, Any] = self.found.content
        pair: dict[str, Any] = {}
        self._take("votes_all", content, "votes_all", values.count)
        for held in ("votes", "votes_yes"):
            self._take(held, pair, "pair", values.votes)
        if "pair" not in pair:
            return
        yes, everybody = pair["pair"]
        content["votes_yes"] = yes
        if everybody is not None:
            content["votes_all"] = everybody
        if yes > content.get("votes_all", values.MOST):
            self.wrong(
                self.table.column("votes_yes"), _("Số người đồng ý nhiều hơn số người dự họp. Xem lại biên bản.")
            )

    def _award(self, cell: Cell) -> str:
        said = values.short(cell)
        if self.asked.awards.means(said, self.asked.award):
            return said
        raise Wrong(
            _("Danh sách này để đề nghị “%(award)s”, mà ô này ghi “%(text)s”. Chuyển dòng sang danh sách khác.")
            % {"award": self.asked.award.name, "text": said}
        )


#: columns that are kept as they are written, under which name of the content
PLAIN: dict[str, tuple[str, Callable[[Cell], Any]]] = {
    "deed": ("deed", values.text),
    "initiatives": ("listed_initiatives", values.note),
    "prior": ("listed_prior", values.note),
    "note": ("listed_note", values.note),
}
