"""The versions of a paper beside each other: what changed between two, and which desks had which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from dossiers import content
from dossiers.differences import Row, rows
from dossiers.models import AwardType, Dossier, Nominee
from dossiers.states import REVIEWING
from roles.templatetags.face import vndate
from workflow import wording
from workflow.models import Event


@dataclass(frozen=True)
class Version:
    """One version as it lay before the desks; without a day it is still being written."""

    number: int
    seen: Mapping[str, Any]
    frozen_at: datetime | None

    @property
    def label(self) -> str:
        """“Bản 2, nộp 15/01/2024”."""
        if self.frozen_at is None:
            return _("Bản %(number)d, đang sửa") % {"number": self.number}
        return _("Bản %(number)d, nộp %(day)s") % {"number": self.number, "day": vndate(self.frozen_at)}


@dataclass(frozen=True)
class Side:
    """A version as the head of a column: its name, and the desks that it came to."""

    label: str
    seen_by: list[str]


@dataclass(frozen=True)
class Step:
    """From one version to the next."""

    before: Side
    after: Side
    rows: list[Row]
    same: list[str]

    @property
    def sides(self) -> list[Side]:
        """Both, the later one first."""
        return [self.after, self.before]

    @property
    def title(self) -> str:
        """What the step is called."""
        return f"{self.before.label} → {self.after.label}"


def step(
    dossier: Dossier, before: Version, after: Version, *, events: Sequence[Event], names: dict[Any, str] | None = None
) -> Step:
    """Everything that differs, entry by entry."""
    names = names or _award_names({before.seen.get("award"), after.seen.get("award")}, dossier)
    files = {paper.sha256: paper.name for paper in dossier.evidences.all()}
    texts = [entries(version.seen, dossier, names, files) for version in (before, after)]
    changed, same = rows(*texts)
    return Step(_side(before, events), _side(after, events), changed, same)


def _award_names(codes: set[Any], dossier: Dossier) -> dict[Any, str]:
    known = {dossier.award_type_id: dossier.award_type.name}
    if unknown := codes - set(known) - {None}:
        known |= dict(AwardType.objects.filter(pk__in=unknown).values_list("pk", "name"))
    return known


def _side(version: Version, events: Iterable[Event]) -> Side:
    mark = content.digest(version.seen) if version.frozen_at else ""
    came = [e for e in events if mark and e.revision_hash == mark and e.to_state in REVIEWING]
    names = dict.fromkeys(event.to_holder.name for event in sorted(came, key=lambda event: event.seq))
    return Side(version.label, list(names))


def entries(
    seen: Mapping[str, Any], dossier: Dossier, awards: Mapping[Any, str], files: Mapping[str, str]
) -> dict[str, str]:
    """Everything that a desk judges, each entry under its name."""
    nominee = Nominee(unit_id=dossier.unit_id, **seen.get("nominee", {}))
    told = wording.entries(nominee, awards.get(seen.get("award"), ""), seen.get("content", {}))
    there = [files.get(sha, sha[:8]) for sha in seen.get("evidence", [])]
    return {label: text for _name, label, text in told} | {_("Giấy tờ"): "\n".join(sorted(there))}


def steps(dossier: Dossier, versions: Sequence[Version], events: Sequence[Event]) -> list[Step]:
    """From each version to the one after it, the latest step first."""
    names = _award_names({version.seen.get("award") for version in versions}, dossier)
    return [step(dossier, *pair, events=events, names=names) for pair in reversed(list(pairwise(versions)))]
