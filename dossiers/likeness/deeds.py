"""Whether two reports tell one deed: the same words in the same order, within periods that meet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from roles.folding import folded

#: words in a row that are compared, and from which part of the shorter report on it is the same deed
SHINGLE = 3
ALIKE = 0.5
#: a report shorter than this says too little
WORDS = 6


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, and between which days (2024-11-30)."""

    text: str
    since: str = ""
    until: str = ""


def same_deed(a: Deed, b: Deed) -> bool:
    """Perhaps one deed told twice: the periods may meet, and half of the shorter report stands in the longer."""
    return _meet(a, b) and likeness(a.text, b.text) >= ALIKE


def _meet(a: Deed, b: Deed) -> bool:
    apart = (a.until and b.since and a.until < b.since) or (b.until and a.since and b.until < a.since)
    return not apart


def likeness(a: str, b: str) -> float:
    """Which part of the shorter report stands in the longer one, of 1."""
    first, second = _shingles(a), _shingles(b)
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


@lru_cache(maxsize=2_000)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = folded(text).split()
    if len(words) < WORDS:
        return frozenset()
    return frozenset(tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1))
