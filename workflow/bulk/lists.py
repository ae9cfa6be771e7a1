"""The dossiers of an act, line by line: on a page, narrowed, and as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dossiers.verbs import VERBS
from workflow.calendar import OFFICE
from workflow.forms.filters import Filter
from workflow.models import BulkAct, BulkLine, Event

PAGE = 50
#: what a spreadsheet would take for the beginning of a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
Outcome = BulkLine.Outcome


@dataclass(frozen=True)
class Row:
    """One line as the page shows it."""

    name: str
    code: str
    award: str
    unit: str
    outcome: str
    result: str
    sentence: str


@dataclass(frozen=True)
class Lines:
    """One page of the lines."""

    rows: list[Row]
    form: Filter
    pills: list[dict[str, Any]]
    chosen: str
    further: str
    first: str


def words(act: BulkAct) -> dict[str, str]:
    """What each outcome is called: what has not been done yet is to come, or will not be."""
    coming = act.state == BulkAct.State.OPEN
    return {
        Outcome.MOVED: _("Đã thực hiện"),
        Outcome.REFUSED: _("Không thực hiện được"),
        Outcome.WILLING: _("Sẽ thực hiện") if coming else _("Chưa thực hiện"),
    }


def page_of(act: BulkAct, query: Mapping[str, str]) -> Lines:
    """The page that the address asks for; one statement."""
    form = Filter(query)
    chosen = query["kq"] if query.get("kq") in Outcome.values else ""
    found = _narrowed(act, chosen, form.value("q"), query.get("sau", ""))[: PAGE + 1]
    lines = list(found)
    return Lines(
        rows=[_row(line, words(act)) for line in lines[:PAGE]],
        form=form,
        pills=_pills(act, chosen),
        chosen=chosen,
        further=_address(query, sau=str(lines[PAGE - 1].pk)) if len(lines) > PAGE else "",
        first=_address(query) if query.get("sau") else "",
    )


def some(act: BulkAct, outcome: str) -> list[Row]:
    """The first lines of one outcome; one statement."""
    return [_row(line, words(act)) for line in _read(act).filter(outcome=outcome)[:PAGE]]


def _read(act: BulkAct) -> QuerySet[BulkLine]:
    return act.lines.select_related("dossier__nominee", "dossier__unit", "dossier__award_type").order_by("pk")


def _narrowed(act: BulkAct, outcome: str, text: str, after: str) -> QuerySet[BulkLine]:
    rows = _read(act).filter(outcome=outcome) if outcome else _read(act)
    for word in text.split():
        named = Q(dossier__nominee__name__icontains=word) | Q(dossier__unit__name__icontains=word)
        rows = rows.filter(named | Q(dossier__code__icontains=word) | Q(sentence__icontains=word))
    return rows.filter(pk__gt=int(after)) if after.isdecimal() and len(after) <= 18 else rows


def _row(line: BulkLine, results: Mapping[str, str]) -> Row:
    dossier = line.dossier
    return Row(
        name=dossier.nominee.addressed,
        code=dossier.code or "",
        award=_("%(award)s năm %(year)d") % {"award": dossier.award_type.short_name, "year": dossier.year},
        unit=dossier.unit.short_name,
        outcome=line.outcome,
        result=results[line.outcome],
        sentence=line.sentence,
    )


def _pills(act: BulkAct, chosen: str) -> list[dict[str, Any]]:
    counts = {"": act.total, Outcome.MOVED: act.moved, Outcome.REFUSED: act.refused, Outcome.WILLING: act.left}
    labels = {"": _("Tất cả"), **words(act)}
    return [
        {"label": label, "url": f"?kq={name}#danh-sach", "current": name == chosen, "count": counts[name]}
        for name, label in labels.items()
        if counts[name] or name in ("", chosen)
    ]


def _address(query: Mapping[str, str], **more: str) -> str:
    kept = {name: query[name] for name in ("kq", "q") if query.get(name)}
    return "?" + urlencode({**kept, **more}) + "#danh-sach"


# As a file


def table(act: BulkAct) -> str:
    """All lines as CSV that Excel with Vietnamese settings opens as it is, no cell a formula; one statement."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")  # the comma is the decimal mark there
    head = [_("Mã hồ sơ"), _("Người, tập thể, hộ"), _("Hình thức"), _("Đơn vị"), _("Kết quả")]
    writer.writerow([*head, _("Chuyển đến"), _("Vì sao chưa")])
    for row, place in _rows(act):
        cells = (row.code, row.name, row.award, row.unit, row.result, place, row.sentence)
        writer.writerow(map(plain, cells))
    return BOM + out.getvalue()


def _rows(act: BulkAct) -> Iterator[tuple[Row, str]]:
    """Each line, and where the act brought its dossier; nowhere where it moved none."""
    results = words(act)
    own = Event.objects.filter(dossier=OuterRef("dossier"), verb=act.verb, version=OuterRef("version") + 1)
    for line in _read(act).annotate(place=Subquery(own.values("to_holder__short_name")[:1])).iterator(chunk_size=1000):
        went = line.outcome == Outcome.MOVED
        yield _row(line, results), (line.place or "") if went else ""


def plain(cell: str) -> str:
    """The text, never a formula: a spreadsheet shows what follows the mark as it stands."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def file_name(act: BulkAct) -> str:
    """How the file is called on the reader's machine."""
    verb = slugify(str(VERBS[act.verb].name).lower().replace("đ", "d"))
    return f"Ket-qua-{verb}-{act.created_at.astimezone(OFFICE):%Y%m%d-%H%M}.csv"


def address(act: BulkAct, view: str = "bulk") -> str:
    return reverse(f"workflow:{view}", args=[act.pk])
