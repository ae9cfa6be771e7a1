"""Measures of one year: for whom, how well the task was done, what the unit confirms."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from dossiers.criteria.facts import FACTS, RATINGS, SCOPES
from dossiers.criteria.finding import Reading, any_holds
from dossiers.criteria.registry import (
    COUNT,
    COUNT_OR_NOT,
    FACT,
    LEVEL,
    NAMES,
    SCOPE,
    WORDS,
    Case,
    measure,
    missing,
)

LEVELS, REACHES = list(RATINGS), list(SCOPES)


def _at_least(level: str) -> str:
    words = str(RATINGS[level])
    return words if level == LEVELS[-1] else _("%(level)s trở lên") % {"level": words}


@measure(also=lambda params: (params["fact"],), fact=FACT, values=WORDS)
def is_among(case: Case, *, fact: str, values: Sequence[str]) -> Reading:
    """The fact is one of the values."""
    options, value = FACTS[fact].options, case.get(fact)
    required = _(" hoặc ").join(str(options.get(code, code)) for code in values)
    if value is None:
        return missing(required, fact)
    return Reading(value in values, required, str(options.get(value, value)))


@measure("rating", "ratings", "year", level=LEVEL)
def rating_at_least(case: Case, *, level: str) -> Reading:
    """The task of the year was done at least so well."""
    rating = case.get("rating") or (case.get("ratings") or {}).get(str(case.get("year")))
    if rating is None:
        return missing(_at_least(level), "rating")
    return Reading(LEVELS.index(rating) >= LEVELS.index(level), _at_least(level), str(RATINGS[rating]))


@measure("rating", "ratings", "year", level=LEVEL, years=COUNT, within=COUNT_OR_NOT)
def rated_years(case: Case, *, level: str, years: int, within: int | None = None) -> Reading:
    """So many years in a row (or of that many last ones) were rated at least so, up to the year or the one before."""
    words = _("%(years)d năm liên tục: %(level)s")
    if within:
        words = _("ít nhất %(years)d trong %(within)d năm gần nhất: %(level)s")
    required = words % {"years": years, "level": _at_least(level), "within": within or years}
    year, ratings = case.get("year"), _known_ratings(case)
    if year is None or not ratings:
        return missing(required, *(["year"] if year is None else []), "ratings")
    good = {one for one, rating in ratings.items() if LEVELS.index(rating) >= LEVELS.index(level)}
    measured = _("Đạt các năm: %(years)s.") % {"years": ", ".join(map(str, sorted(good))) or "–"}
    spans = [set(range(end - (within or years) + 1, end + 1)) for end in (year, year - 1)]
    return Reading(any_holds([_enough(span, good, set(ratings), years) for span in spans]), required, measured)


def _enough(span: set[int], good: set[int], known: set[int], years: int) -> bool | None:
    """Whether a span has so many good years; one of which too little is known is left open."""
    if len(span & good) >= years:
        return True
    return None if len(span & good) + len(span - known) >= years else False


def _known_ratings(case: Case) -> dict[int, str]:
    """The ratings by year, that of the year itself among them."""
    known = {int(year): rating for year, rating in (case.get("ratings") or {}).items() if rating}
    if case.get("year") is not None and case.get("rating"):
        known[case.get("year")] = case.get("rating")
    return known


@measure(also=lambda params: tuple(params["facts"]), facts=NAMES)
def confirmed(case: Case, *, facts: Sequence[str]) -> Reading:
    """The unit confirms each of these."""
    held = [case.get(key) for key in facts]
    required = _("đơn vị xác nhận: %(facts)s") % {"facts": "; ".join(str(FACTS[key].words) for key in facts)}
    lacking = [key for key, value in zip(facts, held, strict=True) if value is None]
    denied = [str(FACTS[key].words) for key, value in zip(facts, held, strict=True) if value is False]
    if denied:
        return Reading(False, required, _("Không: %(facts)s.") % {"facts": "; ".join(denied)})
    return missing(required, *lacking) if lacking else Reading(True, required, _("Đơn vị đã xác nhận."))


@measure(also=lambda params: (params["fact"],), fact=FACT)
def denied(case: Case, *, fact: str) -> Reading:
    """What must not be so is not so."""
    value, words = case.get(fact), str(FACTS[fact].words)
    required = _("không: %(fact)s") % {"fact": words}
    if value is None:
        return missing(required, fact)
    return Reading(not value, required, words if value else _("Không có."))


@measure("effect", least=SCOPE)
def reaches(case: Case, *, least: str) -> Reading:
    """The effect reaches at least so far."""
    effect, required = case.get("effect"), _("phạm vi: %(scope)s") % {"scope": SCOPES[least]}
    if effect is None:
        return missing(required, "effect")
    return Reading(REACHES.index(effect) >= REACHES.index(least), required, str(SCOPES[effect]))
