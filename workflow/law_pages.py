"""What the pages of the law show: kinds of rows, one award law by law, one change before it is made, the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import comparison, consistency, law, law_words
from dossiers.amendments import OF_EVERY_ROW, Outcome
from dossiers.catalogue import KINDS, WARN_WITHIN, Kind
from dossiers.law_shelf import OF_AWARDS, rows_for
from dossiers.models import AwardType, LawEdit, Regime
from dossiers.spells import Ending, Tally, endings, spells, tallies
from dossiers.validity import ONE_DAY, first_day
from roles.models import Unit
from roles.templatetags.face import vndate

#: how the kinds are called in addresses
ADDRESSES = {
    "regimes": "che-do",
    "instruments": "van-ban",
    "awards": "quy-dinh",
    "criteria": "tieu-chuan",
    "deciders": "tham-quyen",
    "quotas": "ty-le",
    "set_criteria": "danh-sach",
    "votes": "bieu-quyet",
    "quorums": "so-co-mat",
    "gates": "cong-khai",
    "base_salaries": "luong-co-so",
    "money_rates": "tien-thuong",
    "time_limits": "thoi-han",
    "papers": "loi-van",
}
KIND_AT = {address: KINDS[code] for code, address in ADDRESSES.items()}


@dataclass(frozen=True)
class Line:
    """One row of law as the lists show it."""

    case: str
    says: str
    span: str
    verified: bool
    mark: str
    basis: str
    source: str
    url: str
    ending: str = ""


@dataclass
class Group:
    """Rows under one heading."""

    title: str
    lines: list[Line] = field(default_factory=list)


def line(kind: Kind, row: Any, *, today: date, under: str = "") -> Line:
    """The row in words, with its way to the page where it is edited."""
    case = law_words.case(row)
    return Line(
        case=" · ".join(part for part in (under, case) if part),
        says=law_words.says(row),
        span=law_words.span(row),
        verified=row.verified,
        mark=row.get_mark_display(),
        basis=row.citation,
        source=row.source,
        url="" if kind.fixed else reverse("workflow:law_edit", args=[ADDRESSES[kind.code], row.pk]),
        ending=_ending(row, today),
    )


def _ending(row: Any, today: date) -> str:
    if row.until is None or not today <= row.until <= today + timedelta(days=WARN_WITHIN):
        return ""
    return _("hết hiệu lực sau ngày %(day)s") % {"day": vndate(row.until)}


# The first page


@dataclass(frozen=True)
class Index:
    """All kinds and awards, and what there is to look after."""

    tallies: list[dict[str, Any]]
    awards: list[AwardType]
    warnings: list[str]
    overlaps: list[str]
    holes: list[str]


def index_of(*, today: date) -> Index:
    """Everything on the first page; the rows of all kinds are read in one statement."""
    rows = spells()
    holes = [*consistency.gaps(rows), *consistency.unpaid(), *law.regime_holes(), *law.routing_holes()]
    return Index(
        tallies=[_told(tally) for tally in tallies(rows)],
        awards=list(AwardType.objects.all()),
        warnings=[warning(ending) for ending in endings(rows, today=today)],
        overlaps=list(consistency.overlaps(rows)),
        holes=holes,
    )


def _told(tally: Tally) -> dict[str, Any]:
    title = tally.kind.title
    url = reverse("workflow:law_kind", args=[ADDRESSES[tally.kind.code]])
    return {"title": title[:1].upper() + title[1:], "rows": tally.rows, "unchecked": tally.unchecked, "url": url}


def warning(ending: Ending) -> str:
    """“62 dòng về tỷ lệ biểu quyết hết hiệu lực sau ngày 28/02/2027.”"""
    words = {"n": ending.number, "kind": ending.kind.title, "day": vndate(ending.until)}
    return _("%(n)d dòng về %(kind)s hết hiệu lực sau ngày %(day)s.") % words


def warnings(*, today: date) -> list[str]:
    """What an administrator is told on coming in; one statement."""
    return [warning(ending) for ending in endings(spells(), today=today)]


# Rows of one kind, and of one award


def kind_groups(kind: Kind, *, today: date) -> list[Group]:
    """The rows of a kind, by award where they name one."""
    columns = {f.name for f in kind.model._meta.concrete_fields}
    named = [name for name in ("award_type", "regime") if name in columns and name not in _own_key(kind)]
    groups: dict[str, Group] = {}
    rows = kind.rows().select_related(*named) if named else kind.rows()
    for row in sorted(rows, key=_by_award):
        award = getattr(row, "award_type", None) if "award_type" in columns else None
        title = award.name if award else (_("Mọi danh hiệu, hình thức") if "award_type" in columns else "")
        groups.setdefault(title, Group(title)).lines.append(line(kind, row, today=today, under=_law_of(row, columns)))
    return list(groups.values())


def _own_key(kind: Kind) -> tuple[str, ...]:
    return ("code",) if kind.model is Regime else ()


def _by_award(row: Any) -> tuple[int, date]:
    award = getattr(row, "award_type", None)
    return (award.position if award else 0), first_day(row)


def _law_of(row: Any, columns: set[str]) -> str:
    if "regime" not in columns:
        return ""
    return row.regime.code if row.regime else _("mọi luật")


@dataclass(frozen=True)
class Section:
    """One award under one law: its rows, kind by kind."""

    regime: Regime
    groups: list[Group]


def sections(award: AwardType, *, today: date) -> list[Section]:
    """The newest law first; two statements."""
    rows, laws = rows_for(award.pk), sorted(Regime.objects.all(), key=first_day, reverse=True)
    return [Section(law, _groups(comparison.under(rows, law), award, today)) for law in laws]


def _groups(rows: Sequence[Any], award: AwardType, today: date) -> list[Group]:
    """Where rows name the award, those for every award do not matter."""
    found = []
    for kind in (KINDS[code] for code in OF_AWARDS):
        model: Any = kind.model
        own = sorted((row for row in rows if isinstance(row, model)), key=lambda row: row.pk)
        if shown := [row for row in own if row.award_type_id == award.pk] or own:
            found.append(Group(kind.title, [line(kind, row, today=today) for row in shown]))
    return found


def compared(award: AwardType) -> dict[str, Any]:
    """The laws as columns, what they say of the award here as lines; three statements."""
    rows, laws = _that_hold_here(rows_for(award.pk)), sorted(Regime.objects.all(), key=first_day)
    aspects = [aspect for aspect in comparison.compare(rows, laws) if not comparison.silent(aspect)]
    heads = [{"law": law, "span": comparison.heading(law)} for law in laws]
    table = [{"aspect": a, "cells": list(zip(heads, a.cells, strict=True))} for a in aspects]
    return {"heads": heads, "table": table}


def _that_hold_here(rows: Sequence[Any]) -> list[Any]:
    """Without the rows of places that are not in this house."""
    places = {place for row in rows if (place := comparison.place_of(row))}
    known = {"", *Unit.objects.filter(code__in=places).values_list("code", flat=True)}
    return [row for row in rows if comparison.place_of(row) in known]


# One change


def changes(kind: Kind, before: Any, outcome: Outcome) -> list[dict[str, str]]:
    """Old and new, column by column; what stays the same is not told."""
    after = outcome.successor or outcome.row
    told = []
    for name in (*kind.editable, *OF_EVERY_ROW):
        old, new = law_words.shown(before, name), law_words.shown(after, name)
        if old != new:
            label = str(kind.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            told.append({"label": label[:1].upper() + label[1:], "old": old, "new": new})
    return told


def what_follows(outcome: Outcome) -> list[str]:
    """What the administrator should know before confirming."""
    told = []
    if outcome.successor is not None:
        words = {"last": vndate(outcome.successor.since - ONE_DAY), "first": vndate(outcome.successor.since)}
        told.append(_("Dòng đang có hết hiệu lực sau ngày %(last)s; dòng mới áp dụng từ ngày %(first)s.") % words)
    if outcome.open_dossiers:
        told.append(
            _("%(n)d hồ sơ đang mở thuộc diện của dòng này; hồ sơ giữ nguyên luật đã nhận.")
            % {"n": outcome.open_dossiers}
        )
    else:
        told.append(_("Không có hồ sơ nào đang mở thuộc diện của dòng này."))
    told.append(_("Phiên họp đã kết thúc và quyết định đã ký không tính lại."))
    return told


# The record


def record(lines: Iterable[LawEdit]) -> list[dict[str, Any]]:
    """Each edit as the list tells it."""
    return [_recorded(edit) for edit in lines]


def _recorded(edit: LawEdit) -> dict[str, Any]:
    kind = KINDS[edit.kind]
    row = kind.model(**_readable(kind, edit.after or edit.before))
    return {
        "edit": edit,
        "kind": kind.title,
        "row": " · ".join(part for part in (*_named(edit.after), law_words.case(row)) if part),
        "url": reverse("workflow:law_kind", args=[ADDRESSES[edit.kind]]),
        "changes": _differences(kind, edit),
    }


def _named(state: dict[str, Any]) -> list[str]:
    return [str(state.get(name) or "") for name in ("award_type_id", "regime_id")]


def _readable(kind: Kind, state: dict[str, Any]) -> dict[str, Any]:
    fields = {field.attname: field for field in kind.model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in state.items() if name in fields}


def _differences(kind: Kind, edit: LawEdit) -> list[dict[str, str]]:
    """The columns that differ; of a row that began, only what it says."""
    after = kind.model(**_readable(kind, edit.after))
    before = kind.model(**_readable(kind, edit.before)) if edit.before else None
    names = [f for f in kind.model._meta.concrete_fields if edit.before.get(f.attname) != edit.after.get(f.attname)]
    if before is None:
        names = [f for f in names if f.name in (*kind.editable, "since", "until")]
    return [
        {
            "label": str(f.verbose_name),
            "old": law_words.shown(before, f.name) if before else "–",
            "new": law_words.shown(after, f.name),
        }
        for f in names
    ]
