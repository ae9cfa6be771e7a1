"""Measures of numbers: counts, shares and points; a share is compared in whole numbers."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from dossiers.criteria.facts import FACTS
from dossiers.criteria.finding import Reading
from dossiers.criteria.registry import (
    AMOUNT,
    AMOUNT_OR_NOT,
    COUNT,
    FACT,
    FLAG_OR_NOT,
    Case,
    measure,
    missing,
    unknown,
)


def _share(percent: float, *, strict: bool) -> str:
    words = _("trên %(percent)g %%") if strict else _("từ %(percent)g %% trở lên")
    return words % {"percent": percent}


def _decimal(number: float) -> str:
    return f"{number:g}".replace(".", ",")


@measure(
    also=lambda params: (params["part"], params["whole"]), part=FACT, whole=FACT, percent=AMOUNT, strict=FLAG_OR_NOT
)
def share(case: Case, *, part: str, whole: str, percent: float, strict: bool = False) -> Reading:
    """The part is at least (or more than) so much of the whole; 70 of 100 is 70 %, not more."""
    some, everybody = case.get(part), case.get(whole)
    required = _share(percent, strict=strict)
    lacking = [key for key, value in ((part, some), (whole, everybody)) if value is None]
    if lacking or not everybody:
        return missing(required, *(lacking or [whole]))
    if some > everybody:
        return Reading(
            None, required, _("Số liệu không khớp: %(some)d trong %(all)d.") % {"some": some, "all": everybody}
        )
    measured = _("%(some)d trong %(all)d, bằng %(percent)s %%.") % {
        "some": some,
        "all": everybody,
        "percent": _decimal(round(some * 100 / everybody, 2)),
    }
    have, need = Fraction(some * 100, everybody), Fraction(str(percent))
    return Reading(have > need if strict else have >= need, required, measured)


@measure(also=lambda params: (params["fact"],), fact=FACT, least=COUNT)
def count_at_least(case: Case, *, fact: str, least: int) -> Reading:
    """At least so many."""
    value, required = case.get(fact), _("từ %(least)d trở lên") % {"least": least}
    if value is None:
        return missing(required, fact)
    return Reading(value >= least, required, f"{value}")


@measure(also=lambda params: (params["fact"],), fact=FACT, most=COUNT)
def count_at_most(case: Case, *, fact: str, most: int) -> Reading:
    """At most so many."""
    value = case.get(fact)
    required = _("không quá %(most)d") % {"most": most} if most else _("không có")
    if value is None:
        return missing(required, fact)
    return Reading(value <= most, required, f"{value}")


@measure(also=lambda params: (params["fact"], params["against"]), fact=FACT, against=FACT)
def reaches_own_rule(case: Case, *, fact: str, against: str) -> Reading:
    """At least as many as a rule asks for that is itself a fact of the case."""
    value, bound = case.get(fact), case.get(against)
    required = str(FACTS[against].words) if bound is None else f"{FACTS[against].words}: {bound}"
    lacking = [key for key in (fact, against) if case.get(key) is None]
    if lacking:
        return missing(required, *lacking)
    return Reading(value >= bound, required, f"{value}")


@measure("score", "hard_area", least=AMOUNT, hard=AMOUNT_OR_NOT)
def points(case: Case, *, least: float, hard: float | None = None) -> Reading:
    """The mark passes; in the hardest areas a lower one may."""
    score, area = case.get("score"), case.get("hard_area")
    required = _("từ %(least)s điểm") % {"least": _decimal(least)}
    if hard is not None:
        required += _(" (vùng đặc biệt khó khăn từ %(hard)s điểm)") % {"hard": _decimal(hard)}
    if score is None:
        return missing(required, "score")
    measured = _("%(score)s điểm") % {"score": _decimal(score)}
    if hard is None or score >= max(least, hard) or score < min(least, hard):
        return Reading(score >= least, required, measured)
    if area is None:
        return Reading(None, required, f"{measured}. {unknown('hard_area')}")
    return Reading(score >= (hard if area else least), required, measured)


@measure(also=lambda params: (params["fact"],), fact=FACT, percent=AMOUNT, strict=FLAG_OR_NOT)
def percent_at_least(case: Case, *, fact: str, percent: float, strict: bool = False) -> Reading:
    """A percentage that was already counted is at least (or more than) so much."""
    value, required = case.get(fact), _share(percent, strict=strict)
    if value is None:
        return missing(required, fact)
    return Reading(value > percent if strict else value >= percent, required, f"{_decimal(value)} %")
