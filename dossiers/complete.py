"""What a dossier still lacks before the first desk would take it; reads the paper alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dossiers.kinds import EvidenceKind

if TYPE_CHECKING:
    from dossiers.models import Dossier

#: what the form asks for, and how its absence is said
FIELDS = {
    "period_from": _("thành tích từ ngày nào"),
    "period_to": _("thành tích đến ngày nào"),
    "deed": _("thành tích"),
    "votes_yes": _("số người đồng ý khi bình xét"),
    "votes_all": _("số người dự họp bình xét"),
}


@dataclass(frozen=True)
class Due:
    """One kind of paper: whether the award asks for it, and how many lie there."""

    kind: str
    label: str
    required: bool
    here: int

    @property
    def is_missing(self) -> bool:
        """Asked for and not there."""
        return self.required and not self.here


@dataclass(frozen=True)
class Dues:
    """The papers of one award as a list to tick off."""

    listed: list[Due]
    optional: list[str]  # the names of those that are neither asked for nor there


def papers_due(required: Collection[str], here: Collection[str]) -> Dues:
    """What is asked for comes first; ``here`` names the kind of each paper that lies there."""
    counted = list(here)
    dues = [Due(kind.value, str(kind.label), kind in required, counted.count(kind)) for kind in EvidenceKind]
    listed = [due for due in dues if due.required or due.here]
    optional = [due.label for due in dues if due not in listed]
    return Dues(sorted(listed, key=lambda due: not due.required), optional)


def missing(dossier: Dossier) -> list[str]:
    """What the first desk would send it back for, in words; empty when it is complete."""
    return [*_missing_name(dossier), *_missing_fields(dossier), *_missing_evidence(dossier)]


def required_evidence(dossier: Dossier) -> list[str]:
    """The papers that the award's rule asks for under the dossier's regime."""
    rules = dossier.award_type.rules.all()
    return next((r.required_evidence for r in rules if r.regime_id == dossier.regime_id), [])


def _missing_name(dossier: Dossier) -> list[str]:
    return [] if dossier.nominee.name else [str(_("tên người, tập thể hoặc hộ được đề nghị"))]


def _missing_fields(dossier: Dossier) -> list[str]:
    written = dossier.revision.content if dossier.revision else {}
    return [str(words) for name, words in FIELDS.items() if written.get(name) in (None, "")]


def _missing_evidence(dossier: Dossier) -> list[str]:
    present = {e.kind for e in dossier.evidences.all() if e.removed_at is None}
    needed = required_evidence(dossier)
    return [str(EvidenceKind(kind).label) for kind in needed if kind not in present]
