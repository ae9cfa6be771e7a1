"""The rules over a set, asked for papers that were read, and told as the pages tell findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dossiers.criteria import sets
from dossiers.criteria.set_lines import lines_of
from dossiers.models import Dossier, SetCriterion
from dossiers.moves import Reason
from dossiers.states import State
from workflow.refusals import NotNow

#: as the templates call what was found
KINDS = {sets.MET: "met", sets.NOT_MET: "unmet", sets.NOT_KNOWN: "unknown"}

#: papers that count for nothing any more
TURNED_DOWN = (State.DECLINED, State.REPLACED, State.WITHDRAWN, State.REVOKED)


def over(dossiers: Sequence[Dossier], *, on: date) -> list[sets.SetFinding]:
    """Every rule that holds for these papers as a list; two statements at most."""
    lineages = {tuple(dossier.unit.lineage) for dossier in dossiers}
    rows = sets.holding(SetCriterion.objects.all(), lineages=lineages, on=on)
    lines = lines_of(dossiers)
    beside = lines_of(_beside(dossiers)) if sets.counts_others(lines, rows) else []
    return sets.examine(lines, rows, beside=beside)


def _beside(dossiers: Sequence[Dossier]) -> QuerySet[Dossier]:
    """What else the same units have handed in for the same years, and nobody has turned down."""
    units, years = {dossier.unit_id for dossier in dossiers}, {dossier.year for dossier in dossiers}
    rows = Dossier.objects.filter(unit__in=units, year__in=years, submitted_at__isnull=False)
    rows = rows.exclude(state__in=TURNED_DOWN).exclude(pk__in=[dossier.pk for dossier in dossiers])
    return rows.select_related("nominee", "revision", "unit").order_by("pk")


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
