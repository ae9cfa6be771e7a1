"""Measures of the past: titles held, in a row or once, and initiatives that were not used before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dossiers.criteria.facts import KINDS, NO_BASIS, RATINGS, SCOPES
from dossiers.criteria.finding import Reading
from dossiers.criteria.registry import (
    AWARDS,
    AWARDS_OR_NOT,
    COUNT,
    COUNT_OR_NOT,
    FLAG_OR_NOT,
    LEVEL,
    SCOPE,
    WORDS,
    Case,
    measure,
    missing,
    unknown,
)

LEVELS, REACHES = list(RATINGS), list(SCOPES)
Record = Mapping[str, Any]


def counted(case: Case, awards: Sequence[str]) -> list[Record]:
    """The earlier awards that may be built on: not revoked, and no sudden or thematic ones."""
    return [row for row in case.get("prior") or [] if row["award"] in awards and _counts(row)]


def _counts(row: Record) -> bool:
    return not row.get("revoked") and row.get("loai_hinh") not in NO_BASIS


def _not_seen(case: Case, listed: str, required: str, measured: str) -> Reading:
    """What a list does not hold is not so, unless the list is unknown or may have gaps."""
    if case.get(listed) is None:
        return missing(required, listed)
    if case.get(f"{listed}_complete") is False:
        return Reading(None, required, f"{measured} {unknown(f'{listed}_complete')}")
    return Reading(False, required, measured)


def _proof(rows: Iterable[Record]) -> str:
    """The decisions that prove it."""
    return "; ".join(f"{row['year']}: {row['decision']}" for row in rows if row.get("decision"))


def _years(rows: Iterable[Record]) -> str:
    years = sorted({row["year"] for row in rows})
    return _("Đã có các năm: %(years)s.") % {"years": ", ".join(map(str, years)) or "–"}


def _seen(case: Case, awards: Sequence[str], rows: Iterable[Record]) -> str:
    """The years that count, and those that do not, with why."""
    left = [row for row in case.get("prior") or [] if row["award"] in awards and not _counts(row)]
    said = "; ".join(_why_not(row) for row in left)
    return _years(rows) + (_(" Không tính: %(years)s.") % {"years": said} if said else "")


def _why_not(row: Record) -> str:
    why = _("đã hủy") if row.get("revoked") else _("khen đột xuất, chuyên đề")
    return f"{row['year']} ({why})"


@measure("prior", "prior_complete", "year", awards=AWARDS)
def title_of_the_year(case: Case, *, awards: Sequence[str]) -> Reading:
    """One of the titles was given for the same year."""
    required, year = _("%(awards)s trong cùng năm") % {"awards": case.awards(awards)}, case.get("year")
    if year is None:
        return missing(required, "year")
    rows = [row for row in counted(case, awards) if row["year"] == year]
    if rows:
        return Reading(True, required, _years(rows), _proof(rows))
    return _not_seen(case, "prior", required, _("Chưa thấy danh hiệu của năm đó."))


@measure("prior", "prior_complete", "year", awards=AWARDS, times=COUNT, unused_for=AWARDS_OR_NOT)
def consecutive_titles(case: Case, *, awards: Sequence[str], times: int, unused_for: Sequence[str] = ()) -> Reading:
    """So many years in a row, the last one the year itself or the one just before; a gap breaks the row."""
    required = _("%(times)d lần liên tục ngay trước đó: %(awards)s") % {"times": times, "awards": case.awards(awards)}
    year = case.get("year")
    if year is None:
        return missing(required, "year")
    rows = [row for row in counted(case, awards) if row.get("used_for") not in unused_for]
    held = {row["year"]: row for row in rows}
    for end in (year, year - 1):
        run = range(end - times + 1, end + 1)
        if all(one in held for one in run):
            proofs = [held[one] for one in run]
            if any(row["year"] >= run[0] for row in counted(case, unused_for)):  # was the run used? a person decides
                return Reading(None, required, _years(proofs), _proof(proofs))
            return Reading(True, required, _years(proofs), _proof(proofs))
    return _not_seen(case, "prior", required, _seen(case, awards, rows))


@measure("prior", "prior_complete", awards=AWARDS, times=COUNT_OR_NOT)
def held_before(case: Case, *, awards: Sequence[str], times: int = 1) -> Reading:
    """One of the awards was given at least so many times, in whatever years."""
    words = _("đã được tặng %(awards)s") if times == 1 else _("%(times)d lần: %(awards)s")
    required = words % {"awards": case.awards(awards), "times": times}
    rows = counted(case, awards)
    if len({row["year"] for row in rows}) >= times:
        return Reading(True, required, _years(rows), _proof(rows))
    return _not_seen(case, "prior", required, _seen(case, awards, rows))


@measure("prior", "prior_complete", "year", awards=AWARDS, same_year=FLAG_OR_NOT)
def not_held(case: Case, *, awards: Sequence[str], same_year: bool = False) -> Reading:
    """None of the awards was given: ever, or in the same year."""
    words = _("chưa được tặng %(awards)s trong năm") if same_year else _("chưa từng được tặng %(awards)s")
    required, year = words % {"awards": case.awards(awards)}, case.get("year")
    if case.get("prior") is None or (same_year and year is None):
        return missing(required, "prior")
    rows = [row for row in counted(case, awards) if not same_year or row["year"] == year]
    if rows:
        return Reading(False, required, _years(rows), _proof(rows))
    seen = _not_seen(case, "prior", required, _("Chưa thấy lần nào."))
    return seen if seen.holds is None else Reading(True, required, seen.measured)


@measure("prior", "prior_complete", "year", "rating", "ratings", awards=AWARDS, level=LEVEL)
def good_since(case: Case, *, awards: Sequence[str], level: str) -> Reading:
    """Every year since the last such award, up to the year, was rated at least so."""
    required = _("từ lần khen trước, mỗi năm %(level)s trở lên") % {"level": RATINGS[level]}
    year, rows = case.get("year"), counted(case, awards)
    if year is None or case.get("prior") is None:
        return missing(required, "year" if year is None else "prior")
    if not rows:
        seen = _not_seen(case, "prior", required, _("Chưa thấy lần khen trước."))
        return seen if seen.holds is None else Reading(True, required, seen.measured)
    last = max(_last_year(row) for row in rows)
    ratings = {int(one): rating for one, rating in (case.get("ratings") or {}).items()}
    ratings[year] = case.get("rating") or ratings.get(year)
    return _every_year(range(last + 1, year + 1), ratings, level, required)


def _last_year(row: Record) -> int:
    """The achievement's own last year where the decision wrote it, else the award's year."""
    return int(row["to"][:4]) if row.get("to") else int(row["year"])


def _every_year(years: Iterable[int], ratings: Mapping[int, str | None], level: str, required: str) -> Reading:
    weak, open_years = [], []
    for year in years:
        rating = ratings.get(year)
        if rating is None:
            open_years.append(str(year))
        elif LEVELS.index(rating) < LEVELS.index(level):
            weak.append(str(year))
    if weak:
        return Reading(False, required, _("Không đạt các năm: %(years)s.") % {"years": ", ".join(weak)})
    if open_years:
        return Reading(None, required, _("Chưa rõ xếp loại các năm: %(years)s.") % {"years": ", ".join(open_years)})
    return Reading(True, required, _("Năm nào cũng đạt."))


@measure(
    "initiatives",
    "initiatives_complete",
    kinds=WORDS,
    scope=SCOPE,
    times=COUNT_OR_NOT,
)
def achieved(case: Case, *, kinds: Sequence[str], scope: str, times: int = 1) -> Reading:
    """So many initiatives, topics or feats of that scope, recognised and not used before."""
    required = _("%(times)d %(kinds)s, phạm vi %(scope)s, đã được công nhận, chưa dùng để khen thưởng") % {
        "times": times,
        "kinds": _(" hoặc ").join(str(KINDS[kind]) for kind in kinds),
        "scope": SCOPES[scope],
    }
    rows = [row for row in case.get("initiatives") or [] if row["kind"] in kinds]
    states = [_serves(row, scope) for row in rows]
    good = [row for row, state in zip(rows, states, strict=True) if state]
    measured = " ".join(_told(row) for row in rows) or _("Chưa thấy.")
    if len(good) >= times:
        return Reading(True, required, measured, "; ".join(row.get("number") or row.get("name") or "" for row in good))
    if len(good) + states.count(None) >= times:
        return Reading(None, required, measured)
    return _not_seen(case, "initiatives", required, measured)


def _serves(row: Record, scope: str) -> bool | None:
    """Whether one of them counts; what was not written leaves it open."""
    if row.get("used_for") or row.get("recognised") is False:
        return False
    reach = row.get("scope") or (REACHES[0] if scope == REACHES[0] else None)
    if reach and REACHES.index(reach) < REACHES.index(scope):
        return False
    return True if row.get("recognised") and reach else None


def _told(row: Record) -> str:
    """One of them in a sentence, with why it does not count."""
    name = row.get("name") or row.get("number") or KINDS[row["kind"]]
    where = _(" (%(scope)s)") % {"scope": SCOPES[row["scope"]]} if row.get("scope") else ""
    why = ""
    if row.get("used_for"):
        why = _(": đã dùng cho %(award)s") % {"award": row["used_for"]}
    elif row.get("recognised") is False:
        why = _(": chưa được công nhận")
    elif row.get("recognised") is None:
        why = _(": chưa rõ đã được công nhận chưa")
    return f"{name}{where}{why}."
