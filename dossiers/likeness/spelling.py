"""One Vietnamese syllable however it is typed: composed or not, the tone mark on either vowel, Đ as Ð, i as y."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from roles.folding import folded

#: the five tone marks as they combine, each with the digit that stands for it
TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
ETH = str.maketrans({"ð": "đ", "Ð": "Đ"})
#: “Lý” and “Lí” are one word, “Thúy” and “Thúi” are not
LONE_Y = re.compile(r"^(qu|[hklmstv])y$")
VOWELS = frozenset("aeiouyăâêôơư")
#: marks left as keys: “Nguyeenx Vawn Hungf”
DOUBLED = {"aa": "a", "ee": "e", "oo": "o", "dd": "d", "aw": "a", "ow": "o", "uw": "u"}
TELEX = re.compile("|".join(DOUBLED))
TONE_KEY = re.compile(r"[sfrxj]$")


def clean(text: str) -> str:
    """Composed letters without what cannot be seen."""
    composed = unicodedata.normalize("NFKC", text.translate(ETH))
    return "".join(c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")


@lru_cache(maxsize=20_000)
def canonical(syllable: str) -> str:
    """The letters and then the tone: “hòa” and “hoà” are both “hoa1”."""
    letters = unicodedata.normalize("NFD", syllable.translate(ETH).casefold())
    tone = "".join(TONES[c] for c in letters if c in TONES)[:1]
    base = unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES))
    return LONE_Y.sub(r"\1i", base) + tone


@lru_cache(maxsize=20_000)
def plain(syllable: str) -> str:
    """The bare letters: “hoa”; “ly” and “li” stay one word."""
    return LONE_Y.sub(r"\1i", folded(syllable).replace(" ", ""))


def from_keys(letters: str) -> str:
    """What bare letters say when marks were typed as keys and never became marks."""
    return TELEX.sub(lambda found: DOUBLED[found[0]], TONE_KEY.sub("", letters)).replace("w", "u")


def has_vowel(syllable: str) -> bool:
    return any(letter in VOWELS for letter in plain(syllable))
