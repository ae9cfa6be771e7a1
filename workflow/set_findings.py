"""The rules over a set, asked for papers that were read, and told as the pages tell findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dossiers.criteria import sets
from dossiers.criteria.set_lines import lines_of
from dossiers.models import Dossier, SetCriterion
from dossiers.moves import Reason
from workflow.refusals import NotNow

#: as the templates call what was found
KINDS = {sets.MET: "met", sets.NOT_MET: "unmet", sets.NOT_KNOWN: "unknown"}


def over(dossiers: Sequence[Dossier], *, on: date) -> list[sets.SetFinding]:
    """Every rule that holds for these papers as a list; one statement."""
    rows = list(SetCriterion.objects.all())
    lineages = {tuple(dossier.unit.lineage) for dossier in dossiers}
    return sets.examine(lines_of(dossiers), sets.holding(rows, lineages=lineages, on=on))


def shown(findings: Iterable[sets.SetFinding]) -> list[dict[str, Any]]:
    """The findings as components/findings.html takes them."""
    return [
        {
            "kind": KINDS[finding.found],
            "rule": finding.rule,
            "measured": _measured(finding),
            "law": finding.article,
            "verdict": _("Nên xem lại") if finding.found == sets.NOT_MET and finding.warn else "",
        }
        for finding in findings
    ]


def _measured(finding: sets.SetFinding) -> str:
    """What is asked, what there is, and who it is about."""
    asked = _("Yêu cầu %(required)s.") % {"required": finding.required} if finding.required else ""
    named = f"{finding.evidence}." if finding.evidence else ""
    return " ".join(text for text in (asked, finding.measured, named) if text)


def stopping(findings: Iterable[sets.SetFinding]) -> list[sets.SetFinding]:
    """Those that no list passes while they are not met."""
    return [finding for finding in findings if finding.stops]


def require_none_stops(dossiers: Sequence[Dossier], *, verb: str, on: date) -> None:
    """Refuse the whole list where a rule that no list passes is not met."""
    if stops := stopping(over(dossiers, on=on)):
        sentence = _("Chưa làm được cho cả danh sách: %(rule)s %(measured)s Bỏ bớt hồ sơ hoặc ghi đủ số liệu rồi làm.")
        words = {"rule": stops[0].rule, "measured": stops[0].measured}
        raise NotNow(verb, [Reason("not_now", sentence % words)])
