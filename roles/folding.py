"""Words as they are compared and searched: without marks, without case, however they were typed."""

from __future__ import annotations

import re
import unicodedata

NOT_A_WORD = re.compile(r"[\W_]+")
#: letters that no decomposition takes apart
STROKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})


def folded(text: str) -> str:
    """“ĐỖ Thị  Hòa” and “do thi hoà” are both “do thi hoa”."""
    letters = unicodedata.normalize("NFKD", text.translate(STROKES).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return NOT_A_WORD.sub(" ", plain.translate(STROKES)).strip()
