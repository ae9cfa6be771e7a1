"""Measures of standing in the way: open cases, sanctions, grounds on which nobody is considered."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dossiers.criteria.facts import GROUNDS
from dossiers.criteria.finding import Reading
from dossiers.criteria.registry import Case, measure, missing


@measure("discipline", "discipline_ended", "period_from")
def counts_after_sanction(case: Case) -> Reading:
    """No sanction, or the achievement begins when it has ended."""
    required = _("không bị kỷ luật, hoặc thành tích tính từ khi hết hiệu lực kỷ luật")
    if case.get("discipline") is False:
        return Reading(True, required, _("Không bị kỷ luật."))
    if case.get("discipline") is None:
        return missing(required, "discipline")
    lacking = [key for key in ("discipline_ended", "period_from") if case.get(key) is None]
    if lacking:
        return missing(required, *lacking)
    ended, begun = (date.fromisoformat(case.get(key)) for key in ("discipline_ended", "period_from"))
    measured = _("Hết hiệu lực kỷ luật ngày %(ended)s, thành tích tính từ ngày %(begun)s.") % {
        "ended": f"{ended:%d/%m/%Y}",
        "begun": f"{begun:%d/%m/%Y}",
    }
    return Reading(begun >= ended, required, measured)


@measure("excluded")
def nothing_excludes(case: Case) -> Reading:
    """None of the grounds on which a household is not considered."""
    grounds, required = case.get("excluded"), _("không thuộc trường hợp không xét")
    if grounds is None:
        return missing(required, "excluded")
    named = "; ".join(str(GROUNDS[code]) for code in grounds)
    return Reading(not grounds, required, named or _("Không có trường hợp nào."))
