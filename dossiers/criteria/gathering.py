"""Facts out of what is stored with a nomination: the nominee, the content, the papers; the rest stays unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from dossiers.criteria.facts import FACTS, INDIVIDUAL, wrong_facts
from dossiers.kinds import EvidenceKind
from roles.models import UnitKind

if TYPE_CHECKING:
    from dossiers.models import Dossier

#: whom a unit of that kind proposes, unless the unit says otherwise [derived]
GROUP_OF = {
    UnitKind.VILLAGE: "worker",
    UnitKind.SCHOOL: "staff",
    UnitKind.STATION: "staff",
    UnitKind.OFFICE: "staff",
}


def facts_from(
    nominee: Mapping[str, Any],
    content: Mapping[str, Any],
    papers: Collection[str] = (),
    *,
    year: int | None = None,
    unit_kind: str = "",
    prior: Sequence[Mapping[str, Any]] | None = None,
    initiatives: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """What is known of a nomination; lists from memory are never taken for complete.

    ``content["facts"]`` is what the unit confirmed, by the keys of ``FACTS``; it wins over what is derived.
    """
    known: dict[str, Any] = {
        "target": nominee.get("kind") or None,
        "group": GROUP_OF.get(UnitKind(unit_kind)) if unit_kind and nominee.get("kind") == INDIVIDUAL else None,
        "year": year,
        "period_from": content.get("period_from") or None,
        "period_to": content.get("period_to") or None,
        "meeting_percent": _agreed(content.get("votes_yes"), content.get("votes_all")),
        **_remembered("prior", prior),
        **_remembered("initiatives", initiatives if initiatives is not None else _attached(papers)),
    }
    confirmed = content.get("facts")
    said = confirmed if isinstance(confirmed, dict) else {}
    return _right({**known, **{key: value for key, value in said.items() if value not in (None, "")}})


def facts_of(
    dossier: Dossier,
    *,
    content: Mapping[str, Any] | None = None,
    papers: Iterable[str] | None = None,
    prior: Sequence[Mapping[str, Any]] | None = None,
    initiatives: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """The same out of a dossier; whoever reads what was frozen names content and papers."""
    written = content if content is not None else (dossier.revision.content if dossier.revision else {})
    present = [e.kind for e in dossier.evidences.all() if e.removed_at is None] if papers is None else papers
    return facts_from(
        {"kind": dossier.nominee.kind},
        written,
        set(present),
        year=dossier.year,
        unit_kind=dossier.unit.kind,
        prior=prior,
        initiatives=initiatives,
    )


def _agreed(yes: Any, everybody: Any) -> float | None:
    if not isinstance(yes, int) or not isinstance(everybody, int) or not 0 <= yes <= everybody or not everybody:
        return None
    return round(yes * 100 / everybody, 2)


def _remembered(key: str, rows: Sequence[Mapping[str, Any]] | None) -> dict[str, Any]:
    return {} if rows is None else {key: [dict(row) for row in rows], f"{key}_complete": False}


def _attached(papers: Collection[str]) -> list[dict[str, Any]] | None:
    """A certificate lies with the paper, but nobody wrote yet what it says."""
    if EvidenceKind.INITIATIVE not in papers:
        return None
    return [{"kind": "initiative", "name": _("Chứng nhận kèm hồ sơ")}]


def _right(facts: dict[str, Any]) -> dict[str, Any]:
    """Only what is known and written as its kind wants: a slip of the pen is not yet a fact."""
    return {
        key: value
        for key, value in facts.items()
        if value is not None and key in FACTS and not [*wrong_facts({key: value})]
    }
