"""The name of a person, read as people write it: with honours, initials, without marks, in one word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dossiers.likeness.spelling import canonical, clean, from_keys, has_vowel, plain
from dossiers.likeness.words import BARE, SHARES

IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
#: “Đ/c”, “ThS.BS” and the like are honours before they are split
COMRADE = re.compile(r"^\s*(?:[đd]\s*/\s*c|th\s*\.\s*s)\b\.?", re.IGNORECASE)
WORD = re.compile(r"([^\W\d_]+)(\.?)")
TITLES = """
ông bà anh chị em cô chú bác cụ thầy mẹ hộ gđ đc đcs ths ts bs bscki bsckii ks cn pgs gs ncs ds ys gv
ncut nsut nsnd nnut ngut ngnd ttut đồng chí gia đình thạc sĩ tiến sĩ bác sĩ kỹ sư cử nhân giáo sư liệt sĩ
"""
HONOURS = {canonical(word) for word in TITLES.split()}
#: which of those could begin a name when no mark was typed
DOUBTFUL = {"ong", "ba", "anh", "chi", "em", "co", "chu", "bac", "cu", "thay", "ho", "dong", "gia", "giao"}
ONSETS = {"ng", "ngh", "th", "ph", "tr", "ch", "nh", "kh", "gi", "qu"}
LETTERS_OF_INITIALS = 3
#: “Chu Văn An” is no uncle of two words
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a name: as it is, as bare letters, and whether it stands for a longer one."""

    canon: str
    letters: str
    initial: bool = False

    @property
    def bare(self) -> bool:
        """Typed without any mark but the stroke of the đ, which some machines kept."""
        return self.canon.replace("đ", "d") == self.letters


@dataclass(frozen=True, slots=True)
class Name:
    """The parts in their order; ``bare`` where nothing at all has a mark."""

    words: tuple[Word, ...]
    bare: bool

    @property
    def letters(self) -> str:
        return "".join(word.letters for word in self.words)

    @property
    def canon(self) -> str:
        return "".join(word.canon for word in self.words)

    def role(self, index: int) -> str:
        if index == len(self.words) - 1:
            return "given"
        return "family" if index == 0 else "middle"


@lru_cache(maxsize=20_000)
def read_name(text: str) -> Name:
    """The name behind the writing."""
    spelled = COMRADE.sub("", IN_BRACKETS.sub(" ", clean(text)))
    parts = [part for match in WORD.finditer(spelled) for part in _parted(match[1], bool(match[2]))]
    parts = _without_honours(parts)
    last = len(parts) - 1
    words = tuple(_word(text, dotted, last=n == last) for n, (text, dotted) in enumerate(parts))
    return Name(words, all(word.bare for word in words))


def _parted(text: str, dotted: bool) -> list[tuple[str, bool]]:
    """“NguyễnVăn” is two words, “NV” before a name two initials."""
    if text.isupper():
        letters = plain(text)
        if 1 < len(letters) <= LETTERS_OF_INITIALS and not has_vowel(text) and letters not in ONSETS:
            return [(text, dotted)] if canonical(text) in HONOURS else [(letter, True) for letter in text]
        return [(text, dotted)]
    if canonical(text) in HONOURS:
        return [(text, dotted)]
    pieces = [text[a:b] for a, b in _humps(text)]
    return [(piece, dotted and n == len(pieces) - 1) for n, piece in enumerate(pieces)]


def _humps(text: str) -> list[tuple[int, int]]:
    starts = [0, *(n for n in range(1, len(text)) if text[n].isupper() and text[n - 1].islower())]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _without_honours(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """What is left when titles before the name are gone; a name is never emptied."""
    while len(parts) > 1 and _is_honour(parts):
        parts = parts[1:]
    return parts


def _is_honour(parts: list[tuple[str, bool]]) -> bool:
    (text, _dotted), (following, shortened) = parts[0], parts[1]
    word = canonical(text)
    unmarked = word == plain(text)
    if unmarked and word in {"th", "ng"}:
        return False
    if word not in HONOURS and not (unmarked and plain(text) in DOUBTFUL):
        return False
    if len(parts) == 2 and plain(text) in BARE["family"]:
        return False
    return plain(text) not in DOUBTFUL or shortened or _begins_a_name(parts[1:], following)


def _begins_a_name(rest: list[tuple[str, bool]], following: str) -> bool:
    """Whether what follows begins with a family's name, or with another honour before one."""
    known = canonical(following) in SHARES["family"] or plain(following) in BARE["family"]
    known = known and len(rest) > SHORTEST
    return known or canonical(following) in HONOURS or len(plain(following)) == 1 or not has_vowel(following)


def _word(text: str, dotted: bool, *, last: bool) -> Word:
    letters = plain(text)
    short = len(letters) <= LETTERS_OF_INITIALS and (dotted or letters in ONSETS - {"gi"})
    alone = len(letters) == 1 and (dotted or not last)
    whole = canonical(text) in SHARES["given"] and last and len(letters) > 1
    return Word(canonical(text), letters, initial=(short or alone) and not whole)


def unkeyed(word: Word) -> str:
    """The bare letters behind marks that stayed keys."""
    return from_keys(word.letters)
