"""What can be seen in a report without knowing the case: places left to fill in, and sentences said elsewhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from roles.folding import folded

#: a sentence of fewer words is anybody's
WORDS = 12
SHOWN = 60

SENTENCE = re.compile(r"[^.!?;\n]+(?:[.](?=\d)[^.!?;\n]+)*")
WORD = re.compile(r"\w+")

#: what people leave standing where something is still to be written
GAPS = [
    re.compile(r"\b[xX]{3,}\b"),
    re.compile(r"\babc\b", re.IGNORECASE),
    re.compile(r"\blorem ipsum\b", re.IGNORECASE),
    re.compile(r"[.…]{4,}|…{2,}|_{3,}|\?{3,}"),
    re.compile(r"(?<!\S)(?:\.{2,3}|…)(?!\S)"),
    re.compile(r"(?<![.\w])\.{2,}/[\d./…]*"),
    re.compile(r"\[(?!\d+\])[^\[\]\n]{0,40}\]"),
    re.compile(r"\b[^\W\d_]+ (?:Văn|Thị) [A-Z]\b(?!\w)"),
    re.compile(r"\bdd/mm/yyyy\b", re.IGNORECASE),
]


def gaps(text: str) -> list[str]:
    """What was left to be filled in, as it stands, in the order of the text and each once."""
    found = sorted((match.start(), match.group()) for gap in GAPS for match in gap.finditer(text))
    return list(dict.fromkeys(words for _place, words in found))


def sentences(text: str) -> Iterator[str]:
    """The sentences that are long enough to be somebody's own; “3.2 tấn” ends none."""
    for match in SENTENCE.finditer(text):
        sentence = match.group().strip(" ,:–-")
        if len(WORD.findall(sentence)) >= WORDS:
            yield sentence


def marks(text: str) -> dict[str, str]:
    """The mark of each long sentence, and the sentence: the same words give the same mark, however they are typed."""
    return {mark(sentence): sentence for sentence in sentences(text)}


def mark(sentence: str) -> str:
    """A short hash of the folded words; marks and spaces between them do not count."""
    words = " ".join(WORD.findall(folded(sentence)))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def beginning(sentence: str) -> str:
    """Enough of a sentence to find it by."""
    return sentence if len(sentence) <= SHOWN else f"{sentence[:SHOWN].rsplit(' ', 1)[0]}…"
