"""Papers as the rules over a set see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dossiers.criteria.sets import Line
from dossiers.models import Dossier


def lines_of(dossiers: Iterable[Dossier]) -> list[Line]:
    """Each paper as a line, in the order given; asks the database for nothing that was read with them."""
    return [line_of(dossier) for dossier in dossiers]


def line_of(dossier: Dossier) -> Line:
    """One paper with what its unit wrote; a wrong or empty entry is not known."""
    written = dossier.revision.content if dossier.revision else {}
    nominee = dossier.nominee
    return Line(
        key=dossier.pk,
        name=nominee.addressed,
        kind=nominee.kind,
        award=dossier.award_type_id,
        regime=dossier.regime_id,
        unit=dossier.unit.code,
        unit_name=dossier.unit.name,
        gender=nominee.gender,
        labour=str(written.get("labour") or ""),
        votes_yes=_count(written.get("votes_yes")),
        votes_all=_count(written.get("votes_all")),
        members=_count(written.get("members")),
        titled=_count(written.get("members_ldtt")),
    )


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
