"""Danh sách trích ngang: dossiers as the lines of the list that people print."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from dossiers.models import Dossier
from dossiers.sheets.listing import Line
from workflow import selectors

#: as many lines as one list holds
MOST = 5000
NEIGHBOURS = ("nominee", "award_type", "unit", "revision")


def lines(dossiers: Iterable[Dossier], mine: Collection[int]) -> list[Line]:
    """One line a dossier, in the order given; what a unit is still changing is told to the unit alone."""
    return [_line(dossier, dossier.unit_id in mine) for dossier in dossiers]


def _line(dossier: Any, own: bool) -> Line:
    written = _written(dossier, own)
    nominee = selectors.nominee_of(dossier, own=own)
    places = [nominee.position, dossier.unit.short_name]
    return Line(
        name=nominee.name,
        kind=str(nominee.get_kind_display()),
        born=nominee.born,
        gender=nominee.gender,
        position=", ".join(place for place in places if place),
        award=dossier.award_type.short_name,
        deed=str(written.get("deed") or ""),
        votes=votes(written.get("votes_yes"), written.get("votes_all")),
        initiatives=str(written.get("listed_initiatives") or ""),
        prior=str(written.get("listed_prior") or ""),
        note=str(written.get("listed_note") or ""),
    )


def _written(dossier: Any, own: bool) -> dict[str, Any]:
    if not own and "content" in (dossier.seen or {}):
        return dict(dossier.seen["content"])
    return dict(dossier.revision.content) if dossier.revision else {}


def votes(yes: object, everybody: object) -> str:
    """“42/45 (93,3%)”."""
    if not isinstance(yes, int) or not isinstance(everybody, int) or everybody <= 0:
        return ""
    share = f"{yes * 100 / everybody:.1f}".removesuffix(".0").replace(".", ",")
    return f"{yes}/{everybody} ({share}%)"
