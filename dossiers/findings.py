"""What can be said at once about a nomination: rule, what was found, and law where a row is verified."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers import criteria
from dossiers.criteria import rows
from dossiers.criteria.gathering import facts_from, facts_of
from dossiers.criteria.rows import Book
from dossiers.kinds import EvidenceKind, Target
from dossiers.models import AwardRule, Mark

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
    nominee: Mapping[str, Any],
    content: Mapping[str, Any],
    papers: Collection[str],
    rule: AwardRule | None,
    *,
    rules: Sequence[Any] = (),
    names: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> list[Finding]:
    """Every finding on what was written so far; an empty entry is judged by nobody.

    ``rules`` are the award's rows of criteria (``Book.rules``); without any its rule's own words are shown.
    """
    known = facts if facts is not None else facts_from(nominee, content, papers)
    by_rows = [shown(finding) for finding in criteria.examine(known, rules, names=names)]
    by_rule = [_target(nominee, rule), _criterion(rule)]
    found = [
        _unread(rules),
        *(by_rows or by_rule),
        _figures(str(content.get("deed") or "")),
        _votes(content.get("votes_yes"), content.get("votes_all")),
        *_papers(papers, rule),
    ]
    return [finding for finding in found if finding is not None]


def of_dossier(
    dossier: Any,
    rule: AwardRule | None,
    *,
    content: Mapping[str, Any],
    papers: Collection[str],
    book: Book | None = None,
    regime: str = "",
    **memory: Any,
) -> list[Finding]:
    """What can be said of a gathered dossier, whose statement brought the stamp of the law."""
    known = book or rows.book(dossier.law)
    on = timezone.localdate(dossier.submitted_at or dossier.opened_at)
    law = regime or dossier.regime_id
    rules = known.rules(dossier.award_type_id, law, rule=rule, lineage=dossier.unit.lineage, on=on)
    facts = facts_of(dossier, content=content, papers=papers, **memory)
    return judge({"kind": dossier.nominee.kind}, content, papers, rule, rules=rules, names=known.names, facts=facts)


def shown(finding: criteria.Finding) -> Finding:
    """A finding of a criterion as pages show it, beside the award that asks for it."""
    kind = {criteria.MET: MET, criteria.NOT_MET: UNMET}.get(finding.found, UNKNOWN)
    measured = " ".join(part for part in (finding.measured, finding.evidence) if part)
    return Finding(kind, finding.rule, measured, law=finding.article, field="award")


def tally(found: Sequence[Finding]) -> str:
    """How many hold, are open, and fail."""
    count = Counter(finding.kind for finding in found)
    return _("%(met)d đạt · %(unknown)d chưa rõ · %(unmet)d không đạt") % {
        kind: count[kind] for kind in (MET, UNKNOWN, UNMET)
    }


def _unread(rules: Sequence[Any]) -> Finding | None:
    """Rows that were copied from an earlier law say so before anything else."""
    if not any(getattr(rule, "mark", "") == Mark.COPIED for rule in rules):
        return None
    words = _("Tiêu chuẩn chép từ luật trước, %(mark)s.") % {"mark": Mark.COPIED.label}
    return Finding(UNKNOWN, words, verdict=_("Lưu ý"), field="award")


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
