"""The name of a unit, read as people shorten it, and whether two of them are one place."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from dossiers.likeness.spelling import clean
from roles.folding import folded

SHORT = {
    "tdp": "to dan pho",
    "thcs": "trung hoc co so",
    "thpt": "trung hoc pho thong",
    "mn": "mam non",
    "ubnd": "uy ban nhan dan",
    "hnd": "hoi nong dan",
    "hpn": "hoi phu nu",
    "hlhpn": "hoi lien hiep phu nu",
    "lhpn": "lien hiep phu nu",
    "ccb": "cuu chien binh",
    "mttq": "mat tran to quoc",
    "htx": "hop tac xa",
    "tt": "thi tran",
    "tx": "thi xa",
    "tp": "thanh pho",
    "th": "tieu hoc",
    "cqqs": "chi huy quan su",
    "bch": "ban chi huy",
    "clb": "cau lac bo",
    "tt.": "thi tran",
    "p": "phuong",
    "x": "xa",
    "h": "huyen",
    "t": "tinh",
}
#: what a neighbourhood is called changes with the times and is often left out
KINDS = re.compile(r"^(?:thon|xom|ap|khu dan cu|khu pho|to dan pho|khoi pho|buon|so|truong)\s+(?:so\s+)?(?=\S)")
APART = re.compile(r"\s*[,;–\-/]\s*")
LONG = 6


@lru_cache(maxsize=5_000)
def read_place(text: str) -> tuple[str, ...]:
    """The parts from the lowest to the highest, folded, with short words written out."""
    parts = (folded(part) for part in APART.split(clean(text)))
    return tuple(_bare(" ".join(SHORT.get(word, word) for word in part.split())) for part in parts if part)


def _bare(part: str) -> str:
    return KINDS.sub("", part)


@lru_cache(maxsize=20_000)
def relation(a: str, b: str) -> str:
    """same, around (one is named only by what surrounds the other), unknown, other."""
    first, second = read_place(a), read_place(b)
    if not first or not second:
        return "unknown"
    if first == second or _alike("".join(first), "".join(second), " ".join(first), " ".join(second)):
        return "same"
    short, long = sorted((first, second), key=len)
    if len(short) < len(long) and all(part in long for part in short):
        return "same" if short[0] == long[0] else "around"
    if len(short) == len(long) or not _alike_parts(short[0], long[0]):
        return "other"
    return "same" if len(short) == 1 else "other"


def _alike_parts(a: str, b: str) -> bool:
    return a == b or _alike(a.replace(" ", ""), b.replace(" ", ""), a, b)


def _alike(a: str, b: str, spaced_a: str, spaced_b: str) -> bool:
    """Equal but for one letter of a long word; numbers and single letters tell places apart."""
    if a == b:
        return True
    if _markers(spaced_a) != _markers(spaced_b) or min(len(a), len(b)) < LONG:
        return False
    return OSA.distance(a, b, score_cutoff=1) <= 1


def _markers(text: str) -> list[str]:
    return [word for word in text.split() if len(word) == 1 or any(c.isdigit() for c in word)]
