"""Words as they are compared and searched: without marks, without case, however they were typed."""

from __future__ import annotations

import re
import unicodedata

NOT_A_WORD = re.compile(r"[\W_]+")
#: between words that still carry their marks, composed or not
BETWEEN = re.compile(r"(?:[^\w\u0300-\u036f]|_)+")
#: the tones; all other marks belong to the letter (ă, â, ê, ô, ơ, ư)
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
#: letters that no decomposition takes apart
STROKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})


def folded(text: str) -> str:
    """“ĐỖ Thị  Hòa” and “do thi hoà” are both “do thi hoa”."""
    letters = unicodedata.normalize("NFKD", text.translate(STROKES).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return NOT_A_WORD.sub(" ", plain.translate(STROKES)).strip()


def spelled(text: str) -> list[tuple[str, str]]:
    """Each word twice: folded, and with its marks; “hòa” and “hoà” are one word, for the tone is told first."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold().replace("ð", "đ"))
    pairs = [(folded(word), _toned(word)) for word in BETWEEN.split(composed)]
    return [(plain, toned) for plain, toned in pairs if plain and " " not in plain]


def _toned(word: str) -> str:
    """“hoà” is “`hoa”: the tone, wherever it was written, then the letters with their own marks."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in TONES)
    return tones + unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES))
