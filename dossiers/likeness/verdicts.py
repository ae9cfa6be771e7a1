"""The verdict on two writings: one person, perhaps, or two; with a score and the reason in words.

The question behind the score: among the people who could stand there, how many *others* would by chance
fit both writings? Where that is a small part of one person, the two are the same; record 0028 says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dossiers.likeness import births, groups, pairs, places
from dossiers.likeness.births import read_birth
from dossiers.likeness.pairs import Pair

SAME, PERHAPS, DIFFERENT = "same", "perhaps", "different"
#: from these scores on
SAME_FROM, PERHAPS_FROM = 70, 35
#: how many people of one unit, and of all units together, are ever proposed
IN_ONE_UNIT, EVERYWHERE = 100, 20_000
#: in how many ways people are born: on which day, in which year
WAYS = {"day": 18_000, "year": 50, "unknown": 1}


@dataclass(frozen=True, slots=True)
class Someone:
    """A writing: the name, the birth as it is typed, the name of the unit."""

    name: str
    birth: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """``verdict`` is same, perhaps or different; ``score`` of 100; ``reason`` a sentence in Vietnamese."""

    verdict: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What the three columns say, each in a word."""

    name: Pair
    birth: str
    place: str


def compare(a: Someone, b: Someone) -> Likeness:
    """Whether the two writings mean one person, household or collective."""
    if groups.is_collective(a.name) or groups.is_collective(b.name):
        return _compare_collectives(a, b)
    signs = Signs(
        pairs.lay_together(a.name, b.name),
        births.relation(read_birth(a.birth), read_birth(b.birth)),
        places.relation(a.unit, b.unit),
    )
    score = _held(_score(signs), signs)
    return Likeness(_verdict(score), score, _reason(signs, a, b))


def _verdict(score: int) -> str:
    if score >= SAME_FROM:
        return SAME
    return PERHAPS if score >= PERHAPS_FROM else DIFFERENT


def _score(signs: Signs) -> int:
    """One true match against the others who would fit by chance."""
    ways = WAYS.get(signs.birth)
    if ways is None or signs.name.how == "other":
        return 0
    people = IN_ONE_UNIT if signs.place == "same" else EVERYWHERE
    return round(100 / (1 + people * signs.name.share / ways))


def _held(score: int, signs: Signs) -> int:
    """What chance cannot tell: kin and namesakes are no accident, and neither is a changed mark."""
    how, birth, place = signs.name.how, signs.birth, signs.place
    at_home = place in ("same", "around", "unknown")
    if how in ("other", "sexes") or birth == "other":
        return min(score, _KIN if how != "other" else 0)
    if birth == "slip":
        return _ASKED if how in ("same", "marks") and place == "same" else _KIN
    if how in ("near", "middle"):
        return _ASKED if birth == "day" and at_home else _KIN
    if how in ("dropped", "letters"):
        return _of_half_a_name(score, signs)
    if birth == "unknown" and place != "same":
        return min(max(score, _ASKED), SAME_FROM - 1) if how in ("same", "marks") else min(score, _KIN)
    return max(score, _ASKED) if how in ("same", "marks") or place == "same" else score


def _of_half_a_name(score: int, signs: Signs) -> int:
    """A name that says less: only the whole birth or the place makes up for it."""
    if signs.birth == "day":
        return max(score, SAME_FROM) if signs.place == "same" else _ASKED
    return _ASKED if signs.place == "same" else min(score, _KIN)


#: the scores of what a person should look at, and of what only looks alike
_ASKED, _KIN = 50, 20


def _compare_collectives(a: Someone, b: Someone) -> Likeness:
    how, place = groups.lay_together(a.name, b.name), places.relation(a.unit, b.unit)
    if how == "other":
        return Likeness(DIFFERENT, 0, _("Tên gọi khác nhau."))
    score = {"same": 90, "around": 80, "unknown": 75, "other": 50}[place] - (10 if how == "slip" else 0)
    named = _("Tên gọi giống nhau") if how == "same" else _("Tên gọi khác một chữ")
    return Likeness(_verdict(score), score, "; ".join((named, *_place_words(place, a, b))) + ".")


# In words


def _reason(signs: Signs, a: Someone, b: Someone) -> str:
    parts = [_NAMES[signs.name.how]()]
    if signs.name.how != "other":
        parts += [_birth_words(signs.birth, a, b), *_place_words(signs.place, a, b)]
    return "; ".join(part for part in parts if part) + "."


_NAMES = {
    "same": lambda: _("Họ tên giống nhau"),
    "marks": lambda: _("Họ tên giống nhau, một bên thiếu hoặc lệch dấu"),
    "initials": lambda: _("Họ tên khớp nhau, một bên viết tắt"),
    "letters": lambda: _("Chỉ khớp các chữ cái đầu của họ tên"),
    "slip": lambda: _("Họ tên chỉ khác lỗi gõ"),
    "dropped": lambda: _("Họ và tên giống nhau, một bên thiếu tên đệm"),
    "near": lambda: _("Họ tên gần giống nhưng là hai tên khác nhau"),
    "middle": lambda: _("Họ và tên giống nhau, tên đệm khác"),
    "sexes": lambda: _("Họ và tên giống nhau nhưng một bên là nam, một bên là nữ"),
    "other": lambda: _("Họ tên khác nhau"),
}


def _birth_words(birth: str, a: Someone, b: Someone) -> str:
    words = {"a": a.birth.strip(), "b": b.birth.strip(), "year": read_birth(a.birth).year}
    if birth == "day":
        return _("cùng ngày sinh %(a)s") % words
    if birth == "year":
        return _("cùng năm sinh %(year)s") % words
    if birth == "slip":
        return _("ngày sinh lệch nhau trong cùng một năm (%(a)s, %(b)s)") % words
    return _("ngày sinh khác nhau (%(a)s, %(b)s)") % words if birth == "other" else _("chưa đủ ngày sinh để so")


def _place_words(place: str, a: Someone, b: Someone) -> list[str]:
    words = dict(zip("ab", _told_apart(a.unit, b.unit), strict=True))
    found = {
        "same": _("cùng đơn vị"),
        "around": _("đơn vị này nằm trong đơn vị kia"),
        "unknown": _("chưa đủ đơn vị để so"),
        "other": _("khác đơn vị (%(a)s; %(b)s)") % words,
    }
    return [found[place]]


def _told_apart(a: str, b: str) -> tuple[str, str]:
    """The units by their own names, where those differ; else with what stands above them."""
    first, second = a.partition(",")[0].strip(), b.partition(",")[0].strip()
    return (first, second) if first != second else (a.strip(), b.strip())
