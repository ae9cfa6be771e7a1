"""Criteria over a set of papers: what no single paper can meet or break; pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from dossiers.criteria.finding import MET, NOT_MET, Finding
from dossiers.criteria.finding import UNKNOWN as NOT_KNOWN
from dossiers.criteria.set_words import NAMED, names_of, percent_of
from dossiers.kinds import Target
from dossiers.models.set_criterion import SetCriterion, SetMeasure

DIRECT, INDIRECT = "direct", "indirect"
WOMAN, MAN = "f", "m"


@dataclass(frozen=True, slots=True)
class Line:
    """One paper of the set, as these rules see it; what is None or empty is not known yet."""

    key: int
    name: str
    kind: str
    award: str
    regime: str
    unit: str
    unit_name: str = ""
    gender: str = ""
    labour: str = ""
    votes_yes: int | None = None
    votes_all: int | None = None
    members: int | None = None
    titled: int | None = None  # how many the unit says have the base title this year, in this list or not

    @property
    def merit(self) -> Fraction | None:
        """The share of its own meeting that was for it: the one measure of merit that every paper has."""
        if self.votes_yes is None or not self.votes_all:
            return None
        return Fraction(self.votes_yes, self.votes_all)


@dataclass(frozen=True, slots=True)
class SetFinding(Finding):
    """One rule held against the set."""

    warn: bool = True

    @property
    def stops(self) -> bool:
        """Whether the list cannot go while this is so."""
        return self.found == NOT_MET and not self.warn


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure came to, before the row lends its words."""

    found: str
    required: str
    measured: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """The lines that are judged, and the others of the same units that are counted with them."""

    lines: Sequence[Line]
    others: Sequence[Line] = ()

    @property
    def by_unit(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in (*self.lines, *self.others):
            found.setdefault(line.unit, []).append(line)
        return found


Measure = Callable[[Counted, SetCriterion], Iterator[Measured]]


def examine(lines: Sequence[Line], rows: Iterable[SetCriterion], *, beside: Sequence[Line] = ()) -> list[SetFinding]:
    """Every rule that speaks of the set, in the order of the rows; what does not apply says nothing.

    ``beside`` are other papers of the same units and year: not judged, but counted where a share is reckoned.
    """
    return [_worded(row, each) for row in rows for each in MEASURES[row.measure](_of_regime(lines, beside, row), row)]


def counts_others(lines: Sequence[Line], rows: Iterable[SetCriterion]) -> bool:
    """Whether a rule on these lines reckons with papers beside them."""
    shares = [row for row in rows if row.measure in (SetMeasure.QUOTA, SetMeasure.SHARE)]
    return any(_spoken_of(_of_regime(lines, (), row).lines, row) for row in shares)


def _worded(row: SetCriterion, each: Measured) -> SetFinding:
    return SetFinding(
        rule=row.wording,
        found=each.found,
        required=each.required,
        measured=each.measured,
        evidence=each.evidence,
        article=row.citation,
        code=row.code,
        warn=row.warn,
    )


def holding(rows: Iterable[SetCriterion], *, lineages: Collection[Sequence[str]], on: date) -> list[SetCriterion]:
    """The rows that hold on the day for papers from these places (codes from the top down)."""
    places = {code for lineage in lineages for code in lineage}
    here = (row for row in rows if not row.locality or row.locality in places)
    return [row for row in here if (row.since or date.min) <= on <= (row.until or date.max)]


def _of_regime(lines: Sequence[Line], others: Sequence[Line], row: SetCriterion) -> Counted:
    if not row.regime_id:
        return Counted(lines, others)
    here, there = ([line for line in each if line.regime == row.regime_id] for each in (lines, others))
    return Counted(here, there)


def _spoken_of(lines: Iterable[Line], row: SetCriterion) -> list[Line]:
    """The lines that the row judges; others it may only count."""
    return [line for line in lines if not row.award_type_id or line.award == row.award_type_id]


def _titled(lines: Iterable[Line], row: SetCriterion) -> int:
    """How many people of these lines are proposed for a title of the row's base, each counted once."""
    base = set(row.params["of"])
    return len({line.name for line in lines if line.award in base and line.kind == Target.INDIVIDUAL})


# The measures


def _quota(counted: Counted, row: SetCriterion) -> Iterator[Measured]:
    """Unit by unit: at most so many in a hundred of those who have the base title."""
    judged = {line.unit for line in _spoken_of(counted.lines, row)}
    for unit, everybody in counted.by_unit.items():
        if unit in judged:
            proposed = _spoken_of(everybody, row)
            given = max((line.titled for line in proposed if line.titled is not None), default=None)
            base = given if given is not None else _titled(everybody, row)
            yield _of_quota(proposed, base, row, given=given is not None)


def _of_quota(proposed: Sequence[Line], base: int, row: SetCriterion, *, given: bool) -> Measured:
    percent, count = row.params["percent"], len(proposed)
    words = {"unit": proposed[0].unit_name, "n": count, "base": base, "most": base * percent // 100}
    if not base:
        measured = _("%(unit)s: đề nghị %(n)d; chưa biết đơn vị có bao nhiêu người đạt danh hiệu cơ sở.") % words
        return Measured(NOT_KNOWN, _("không quá %(p)d%%") % {"p": percent}, measured, names_of(proposed))
    source = _("đơn vị báo") if given else _("đếm trong hồ sơ đề nghị")
    measured = _("%(unit)s: %(n)d trên %(base)d người (%(source)s), được nhiều nhất %(most)d.")
    found = MET if count * 100 <= base * percent else NOT_MET
    required = _("không quá %(p)d%%") % {"p": percent}
    return Measured(found, required, measured % {**words, "source": source}, names_of(proposed))


def _share(counted: Counted, row: SetCriterion) -> Iterator[Measured]:
    """Each collective: so many in a hundred of its members are proposed for the base title from that unit."""
    units = counted.by_unit
    for line in _spoken_of(counted.lines, row):
        if line.kind == Target.COLLECTIVE:
            yield _of_share(line, _titled(units[line.unit], row), row)


def _of_share(line: Line, here: int, row: SetCriterion) -> Measured:
    required = _required(row)
    if not line.members:
        return Measured(NOT_KNOWN, required, _("%(name)s: chưa ghi số thành viên.") % {"name": line.name})
    said = line.titled or 0
    words = {"name": line.name, "n": here, "all": line.members, "p": percent_of(here, line.members), "said": said}
    measured = _("%(name)s: đơn vị đề nghị %(n)d cá nhân, trên %(all)d thành viên (%(p)s).") % words
    if _reaches(here, line.members, row):
        return Measured(MET, required, measured)
    if _reaches(said, line.members, row):
        more = _("Đơn vị báo %(said)d người; chưa thấy đủ hồ sơ.") % words
        return Measured(NOT_KNOWN, required, f"{measured} {more}")
    return Measured(NOT_MET if here or line.titled is not None else NOT_KNOWN, required, measured)


def _ratio(counted: Counted, row: SetCriterion) -> Iterator[Measured]:
    """Of the people (no collectives, no households): so many in a hundred work with their own hands."""
    people = [line for line in _spoken_of(counted.lines, row) if line.kind == Target.INDIVIDUAL]
    if not people:
        return
    direct = [line for line in people if line.labour == DIRECT]
    unknown = [line for line in people if line.labour not in (DIRECT, INDIRECT)]
    words = {"n": len(direct), "all": len(people), "p": percent_of(len(direct), len(people)), "u": len(unknown)}
    measured = _("%(n)d trên %(all)d cá nhân (%(p)s).") % words
    if unknown:
        measured += " " + _("Chưa ghi cho %(u)d người.") % words
    certain, possible = len(direct), len(direct) + len(unknown)
    found = NOT_KNOWN if _reaches(possible, len(people), row) else NOT_MET
    found = MET if _reaches(certain, len(people), row) else found
    yield Measured(found, _required(row), measured, names_of(unknown) if found == NOT_KNOWN else names_of(direct))


def _reaches(count: int, everybody: int, row: SetCriterion) -> bool:
    """“Above 30 %” is not “30 %”: the row says which."""
    least = everybody * row.params["percent"]
    return count * 100 > least if row.params.get("strict") else count * 100 >= least


def _required(row: SetCriterion) -> str:
    words = {"p": row.params["percent"]}
    return _("trên %(p)d%%") % words if row.params.get("strict") else _("từ %(p)d%% trở lên") % words


def _small(counted: Counted, row: SetCriterion) -> Iterator[Measured]:
    """Among what is proposed there is a collective of a few people."""
    proposed = _spoken_of(counted.lines, row)
    if len(proposed) < row.params.get("from", 1):
        return
    most, least = row.params["members"], row.params.get("at_least", 1)
    collectives = [line for line in proposed if line.kind == Target.COLLECTIVE]
    small = [line for line in collectives if line.members is not None and line.members <= most]
    unknown = [line for line in collectives if line.members is None]
    found = NOT_KNOWN if len(small) + len(unknown) >= least else NOT_MET
    found = MET if len(small) >= least else found
    words = {"n": len(small), "all": len(collectives), "u": len(unknown)}
    measured = _("%(n)d trên %(all)d tập thể trong danh sách.") % words
    if unknown:
        measured += " " + _("Chưa ghi số thành viên của %(u)d tập thể.") % words
    yield Measured(found, _("tập thể từ %(n)d người trở xuống") % {"n": most}, measured, names_of(small))


def _women_first(counted: Counted, row: SetCriterion) -> Iterator[Measured]:
    """In the order as it stands no man goes before a woman of the same award whom her meeting valued alike."""
    people = [line for line in _spoken_of(counted.lines, row) if line.kind == Target.INDIVIDUAL and line.gender]
    ties = [group for group in _alike(line for line in people if line.merit is not None) if _mixed(group)]
    behind = [group for group in ties if _man_before_woman(group)]
    required = _("nữ xếp trước")
    if ties:
        named = "; ".join(_("%(woman)s ngang phiếu với %(man)s") % _pair(group) for group in behind[:NAMED])
        measured = _("%(n)d nhóm nam, nữ ngang phiếu; %(behind)d nhóm đang xếp nam trước.")
        yield Measured(NOT_MET if behind else MET, required, measured % {"n": len(ties), "behind": len(behind)}, named)
    elif _mixed(people) and any(line.merit is None for line in people):
        yield Measured(NOT_KNOWN, required, _("Chưa ghi đủ số phiếu để so."))


def _alike(people: Iterable[Line]) -> list[list[Line]]:
    """The people by award and by the share of their meeting, in the order as it stands."""
    found: dict[Any, list[Line]] = {}
    for line in people:
        found.setdefault((line.award, line.merit), []).append(line)
    return list(found.values())


def _mixed(people: Iterable[Line]) -> bool:
    return {line.gender for line in people} >= {WOMAN, MAN}


def _man_before_woman(group: Sequence[Line]) -> bool:
    sexes = [line.gender for line in group]
    return WOMAN in sexes[sexes.index(MAN) :]


def _pair(group: Sequence[Line]) -> dict[str, str]:
    """The first man, and the first woman who comes after him."""
    man = next(number for number, line in enumerate(group) if line.gender == MAN)
    woman = next(line for line in group[man:] if line.gender == WOMAN)
    return {"woman": woman.name, "man": group[man].name}


MEASURES: Mapping[str, Measure] = {
    SetMeasure.QUOTA: _quota,
    SetMeasure.SHARE: _share,
    SetMeasure.RATIO: _ratio,
    SetMeasure.SMALL: _small,
    SetMeasure.WOMEN_FIRST: _women_first,
}


# The rows as a whole

#: what each measure must be told, and what a value may be
NEEDS: Mapping[str, Mapping[str, type]] = {
    SetMeasure.QUOTA: {"percent": int, "of": list},
    SetMeasure.SHARE: {"percent": int, "of": list},
    SetMeasure.RATIO: {"percent": int},
    SetMeasure.SMALL: {"members": int},
    SetMeasure.WOMEN_FIRST: {},
}


def faults(rows: Iterable[SetCriterion]) -> Iterator[str]:
    """Each row that no measure understands."""
    return (fault for row in rows for fault in _misread(row))


def _misread(row: SetCriterion) -> Iterator[str]:
    needs = NEEDS.get(row.measure)
    if needs is None:
        yield _("Tiêu chuẩn danh sách “%(row)s” nêu cách tính không có: %(measure)s.") % {
            "row": row,
            "measure": row.measure,
        }
        return
    lacking = [name for name, kind in needs.items() if not isinstance(row.params.get(name), kind)]
    percent = row.params.get("percent", 0)
    if lacking or not (isinstance(percent, int) and 0 <= percent <= 100):
        words = {"row": row, "names": ", ".join(lacking or ["percent"])}
        yield _("Tiêu chuẩn danh sách “%(row)s” thiếu hoặc sai tham số: %(names)s.") % words
