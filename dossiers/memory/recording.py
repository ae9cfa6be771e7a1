"""Awards of the past as they are loaded from outside: the same row twice stays one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dossiers.content import tidy
from dossiers.kinds import LoaiHinh, Target
from dossiers.models import AwardType, PastAward
from roles.folding import folded
from roles.models import Seat, Unit

CHUNK = 500
DAYS = ("period_from", "period_to", "decided_on", "revoked_on")
TEXTS = ("name", "born", "unit_name", "award_name", "decision", "body", "deed")
#: what may still become known of an award that is recorded already
LATER = ("period_from", "period_to", "decided_on", "body", "loai_hinh", "deed", "revoked_on")


@dataclass
class Recorded:
    """What became of the rows."""

    new: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def record_past(rows: Iterable[Mapping[str, Any]], *, seat: Seat | None = None, now: datetime) -> Recorded:
    """Lay the rows into the history, or none of them where one cannot be kept.

    A row: ``kind`` (individual, collective, household), ``name``, ``born`` (dd/mm/yyyy, a year or empty), ``unit``
    (a Unit, its code or none) with ``unit_name`` in words, ``award`` (a code of the catalogue, or the words of the
    decision), ``year``, ``period_from``, ``period_to``, ``decision``, ``decided_on``, ``body``, ``loai_hinh``,
    ``deed``, ``revoked_on``; days are dates or 2024-11-30; only name, award and year must be there. The award of a
    row that is there already is completed by what is new; nothing that is known is emptied.
    """
    told = Recorded()
    shelf = _Shelf.read()
    for chunk in _chunks([shelf.award(row, seat=seat, now=now) for row in rows]):
        _lay(chunk, told)
    return told


@dataclass(frozen=True)
class _Shelf:
    """The catalogue and the units by their codes, read once."""

    awards: dict[str, str]
    units: dict[str, Unit]

    @classmethod
    def read(cls) -> _Shelf:
        awards = dict(AwardType.objects.values_list("code", "loai_hinh"))
        return cls(awards, {unit.code: unit for unit in Unit.objects.select_related("parent")})

    def award(self, row: Mapping[str, Any], *, seat: Seat | None, now: datetime) -> PastAward:
        """The row as it is kept."""
        told = {name: tidy(value) for name, value in row.items() if value is not None}
        unit, code = self._unit(told.pop("unit", None)), str(told.pop("award", ""))
        award = PastAward(
            kind=told.get("kind") or Target.INDIVIDUAL,
            unit=unit,
            award_type_id=code if code in self.awards else None,
            loai_hinh=told.get("loai_hinh") or self.awards.get(code, LoaiHinh.CONG_TRANG),
            year=int(told["year"]),
            recorded_by=seat,
            recorded_at=now,
            **{name: _day(told.get(name)) for name in DAYS},
            **{name: str(told.get(name) or "") for name in TEXTS},
        )
        award.award_name = award.award_name or ("" if award.award_type_id else code)
        award.unit_name = award.unit_name or (unit.name if unit else "")
        award.mark = mark_of(award)
        award.draw_keys()
        return award

    def _unit(self, given: Any) -> Unit | None:
        return given if isinstance(given, Unit) else self.units.get(str(given or ""))


def mark_of(award: PastAward) -> str:
    """Which award it is, whatever else becomes known of it."""
    parts = (
        award.kind,
        folded(award.name),
        award.born,
        folded(award.unit_name),
        award.award_type_id or folded(award.award_name),
        str(award.year),
        folded(award.decision),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value) if value else None


def _chunks(awards: list[PastAward]) -> Iterable[list[PastAward]]:
    unique = list({award.mark: award for award in awards}.values())
    return (unique[n : n + CHUNK] for n in range(0, len(unique), CHUNK))


def _lay(awards: list[PastAward], told: Recorded) -> None:
    known = PastAward.objects.in_bulk([award.mark for award in awards], field_name="mark")
    changed = [row for award in awards if (row := known.get(award.mark)) and _completed(row, award)]
    told.new += len(PastAward.objects.bulk_create([award for award in awards if award.mark not in known]))
    told.changed += len(changed)
    told.same += len(known) - len(changed)
    if changed:
        PastAward.objects.bulk_update(changed, LATER)


def _completed(row: PastAward, award: PastAward) -> bool:
    """Fill in what is newly known; whether anything was."""
    news = {name: value for name in LATER if (value := getattr(award, name)) and not getattr(row, name)}
    for name, value in news.items():
        setattr(row, name, value)
    return bool(news)
