"""Two names laid side by side: how they differ, and how many people would carry both writings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from dossiers.likeness.names import Name, Word, read_name, unkeyed
from dossiers.likeness.words import bare_share, is_known, share, share_of_beginning

#: how two words of a name may stand to each other, the closest first
EQUAL, MARKS, INITIAL, SLIP, NEAR, OTHER = range(6)
SLIPS = 2
LONG_WORD = 6
LONG_NAME = 8
MENS = frozenset(("van", "duc", "dinh", "huu", "cong", "ba", "the", "khac", "trong", "viet", "manh", "quoc", "tien"))
#: a slip of the finger lets in three times as many people, and happens once in twenty writings
SLIPPED = 3 * 20
#: a middle word is left out in one writing of ten
LEFT_OUT = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """``how`` is the word of the difference; ``share`` the part of all people that both writings fit."""

    how: str
    share: float = 1.0


@lru_cache(maxsize=20_000)
def lay_together(a: str, b: str) -> Pair:
    """same, marks, initials, slip, dropped, near (another name, a letter or mark away),
    middle, sexes (Thị and Văn), other."""
    first, second = read_name(a), read_name(b)
    if not first.words or not second.words:
        return Pair("other")
    if first.canon == second.canon:
        longer = max(first, second, key=lambda name: len(name.words))
        return Pair("same", _share(longer, longer, [EQUAL] * len(longer.words)))
    if len(first.words) == len(second.words):
        found = _word_by_word(first, second)
        return found if found.how != "other" else _turned(first, second)
    return _of_unlike_length(*sorted((first, second), key=lambda name: len(name.words)))


# Names of as many words


def _word_by_word(a: Name, b: Name) -> Pair:
    ways = [_way(x, y, a.role(n), a, b) for n, (x, y) in enumerate(zip(a.words, b.words, strict=True))]
    how = _how(ways, a, b)
    return Pair(how, _share(a, b, ways)) if how != "other" else Pair(how)


def _how(ways: list[int], a: Name, b: Name) -> str:
    """The one word for all the words."""
    if OTHER in ways:
        if not _differs_in_the_middle_alone(ways):
            return "other"
        return "sexes" if {_sex(a), _sex(b)} == {"f", "m"} else "middle"
    if NEAR in ways:
        return "near" if ways.count(NEAR) == 1 and SLIP not in ways else "other"
    if SLIP in ways:
        return "slip" if ways.count(SLIP) <= SLIPS else "other"
    if INITIAL in ways:
        return "initials" if not all(way == INITIAL for way in ways) else "letters"
    return "marks"


def _sex(name: Name) -> str:
    """Thị is a woman's word; Văn, Đức, Đình … are men's; where the middle says neither, nobody knows."""
    middle = {word.letters for word in name.words[1:-1]}
    return "f" if "thi" in middle else "m" if middle & MENS else ""


def _differs_in_the_middle_alone(ways: list[int]) -> bool:
    edges = {ways[0], ways[-1]}
    return len(ways) > 2 and edges <= {EQUAL, MARKS} and ways.count(OTHER) == 1


def _way(x: Word, y: Word, role: str, a: Name, b: Name) -> int:
    if x.canon == y.canon:
        return EQUAL
    if x.initial or y.initial:
        short, long = sorted((x.letters, y.letters), key=len)
        return INITIAL if long.startswith(short) else OTHER
    if x.letters == y.letters:
        return _way_of_marks(x, y, role, a, b)
    return _way_of_letters(x, y, role, a, b)


def _way_of_marks(x: Word, y: Word, role: str, a: Name, b: Name) -> int:
    """The same letters: marks that were left out, or another name (Hoa and Hòa, where marks are written)."""
    if (x.bare and a.bare) or (y.bare and b.bare) or x.canon.replace("đ", "d") == y.canon.replace("đ", "d"):
        return MARKS
    if role == "given" and _other_tone(x.canon, y.canon):
        return NEAR
    both = is_known(x.canon, x.letters, role, bare=False) and is_known(y.canon, y.letters, role, bare=False)
    return NEAR if both else MARKS


def _other_tone(a: str, b: str) -> bool:
    """Two tones that nobody takes for each other; hỏi and ngã sound alike in half of the country."""
    tones = {a[-1], b[-1]}
    return len(tones) == 2 and tones <= set("12345") and tones != {"3", "4"}


def _way_of_letters(x: Word, y: Word, role: str, a: Name, b: Name) -> int:
    if unkeyed(x) == y.letters or unkeyed(y) == x.letters:
        return MARKS
    limit = 2 if min(len(x.letters), len(y.letters)) >= LONG_WORD else 1
    if OSA.distance(x.letters, y.letters, score_cutoff=limit) > limit:
        return OTHER
    both = is_known(x.canon, x.letters, role, bare=a.bare) and is_known(y.canon, y.letters, role, bare=b.bare)
    return NEAR if both else SLIP


def _turned(a: Name, b: Name) -> Pair:
    """The given name first: the same words in another order."""
    if sorted(word.canon for word in a.words) == sorted(word.canon for word in b.words):
        return Pair("slip", _share(a, a, [EQUAL] * len(a.words)) * SLIPPED)
    return Pair("other")


# Names of more and fewer words


def _of_unlike_length(short: Name, long: Name) -> Pair:
    """A space too many or too few, or a middle word left out."""
    if len(spelled := _letter_by_letter(short).words) == len(long.words):
        return _word_by_word(Name(spelled, short.bare), long)
    share = _share(long, long, [EQUAL] * len(long.words))
    if short.letters == long.letters:
        return Pair("marks", share)
    if _leaves_out_the_middle(short, long):
        return Pair("dropped", _share(short, short, [EQUAL] * len(short.words)) * LEFT_OUT)
    limit = 1 if min(len(short.letters), len(long.letters)) >= LONG_NAME else 0
    if limit and OSA.distance(short.letters, long.letters, score_cutoff=limit) <= limit:
        return Pair("slip", share * SLIPPED)
    return Pair("other")


def _letter_by_letter(name: Name) -> Name:
    """“TH Hòa” may be Trần Hồng Hòa as well as Thị Hòa."""
    words = [
        Word(letter, letter, initial=True) if word.initial else word
        for word in name.words
        for letter in (word.letters if word.initial else [""])
    ]
    return Name(tuple(words), name.bare)


def _leaves_out_the_middle(short: Name, long: Name) -> bool:
    """Family and given name stand, and what else is written comes in the same order."""
    if len(short.words) < 2:
        return False
    ends = (_way(short.words[n], long.words[n], role, short, long) for n, role in ((0, "family"), (-1, "given")))
    if not all(way in (EQUAL, MARKS, INITIAL) for way in ends) or short.words[-1].initial:
        return False
    rest = iter(long.words[1:-1])
    return all(any(_way(x, y, "middle", short, long) <= INITIAL for y in rest) for x in short.words[1:-1])


# How many people carry it


def _share(a: Name, b: Name, ways: list[int]) -> float:
    """The part of all people whom both writings fit: the looser writing of each word counts."""
    found = 1.0
    for n, way in enumerate(ways):
        role = a.role(n)
        found *= max(_share_of(a.words[n], role, a), _share_of(b.words[n], role, b))
        found *= SLIPPED if way == SLIP else 1
    return found


def _share_of(word: Word, role: str, name: Name) -> float:
    if word.initial:
        return share_of_beginning(word.letters, role)
    return bare_share(word.letters, role) if name.bare else share(word.canon, role)
