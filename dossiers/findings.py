"""What can be said at once about a nomination: rule, what was found, and law where a row is verified."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dossiers.kinds import EvidenceKind, Target
from dossiers.models import AwardRule

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
#: a number with what it counts; a year counts nothing
FIGURE = re.compile(r"\b(?!(?:19|20)\d\d\s)\d+(?:[.,]\d+)*\s+[^\W\d_]+")


@dataclass(frozen=True)
class Finding:
    """One rule held against the paper; ``field`` is the entry that it judges."""

    kind: str
    rule: str
    measured: str = ""
    law: str = ""
    verdict: str = ""
    field: str = ""


def judge(
    nominee: Mapping[str, Any], content: Mapping[str, Any], papers: Collection[str], rule: AwardRule | None
) -> list[Finding]:
    """Every finding on what was written so far; an empty entry is judged by nobody."""
    found = [
        _target(nominee, rule),
        _criterion(rule),
        _figures(str(content.get("deed") or "")),
        _votes(content.get("votes_yes"), content.get("votes_all")),
        *_papers(papers, rule),
    ]
    return [finding for finding in found if finding is not None]


def _target(nominee: Mapping[str, Any], rule: AwardRule | None) -> Finding | None:
    if rule is None or not nominee.get("kind"):
        return None
    words = ", ".join(str(Target(target).label) for target in rule.targets)
    kind = MET if nominee["kind"] in rule.targets else UNMET
    return Finding(
        kind,
        _("Dành cho %(targets)s.") % {"targets": words},
        law="" if rule.criterion else rule.citation,
        field="award",
    )


def _criterion(rule: AwardRule | None) -> Finding | None:
    if rule is None or not rule.criterion:
        return None
    return Finding(UNKNOWN, rule.criterion, _("Người thẩm định đối chiếu."), law=rule.citation, field="award")


def _figures(deed: str) -> Finding | None:
    if not deed:
        return None
    figures = FIGURE.findall(deed)
    if figures:
        return Finding(MET, _("Thành tích có số liệu."), "; ".join(figures[:3]), field="deed")
    return Finding(
        UNKNOWN, _("Thành tích có số liệu."), _("Chưa thấy con số nào; nên ghi kết quả bao nhiêu."), field="deed"
    )


def _votes(yes: Any, everybody: Any) -> Finding | None:
    if not isinstance(yes, int) or not isinstance(everybody, int) or everybody <= 0:
        return None
    kind = MET if everybody < yes * 2 <= everybody * 2 else UNMET
    measured = _("%(yes)d trong %(all)d người đồng ý.") % {"yes": yes, "all": everybody}
    return Finding(kind, _("Quá nửa số người dự họp đồng ý."), measured, field="votes")


def _papers(papers: Collection[str], rule: AwardRule | None) -> list[Finding]:
    if rule is None:
        return []
    lacking = [str(EvidenceKind(kind).label) for kind in rule.required_evidence if kind not in papers]
    named = ", ".join(str(EvidenceKind(kind).label) for kind in rule.required_evidence)
    if lacking:
        measured = _("Còn thiếu: %(papers)s.") % {"papers": ", ".join(lacking)}
        return [Finding(UNKNOWN, _("Đủ giấy tờ bắt buộc."), measured, verdict=_("Còn thiếu"), field="papers")]
    return [Finding(MET, _("Đủ giấy tờ bắt buộc."), named, field="papers")] if named else []
