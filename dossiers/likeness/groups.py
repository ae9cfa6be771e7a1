"""Names of collectives: read like places, for they have neither family name nor birth."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from dossiers.likeness.places import SHORT
from dossiers.likeness.spelling import clean
from roles.folding import folded

#: words with which no person's name begins
BEGINNINGS = re.compile(
    r"^(?:thon|xom|ap|to (?:dan pho|san xuat|hoa giai|truong|\d+)|tap the|nhan dan|can bo|chi (?:bo|hoi|doan)"
    r"|hoi (?:dong |nong |phu |cuu |nguoi |lien |khuyen |chu |sinh |lam )|phong |cong (?:ty|doan|an)|hop tac xa|htx"
    r"|ban (?:chi huy|cong tac|quan ly|chap hanh|nhan dan)|ubnd|uy ban|dang (?:bo|uy)|mat tran|mttq|clb|cau lac bo"
    r"|doi |dan quan|tram |truong (?:mam|tieu|trung|thcs|thpt|th |mn |ptth|pho)|khu pho|khu dan cu|nhom |lop |van phong"
    r"|doan (?:thanh nien|xa|phuong|co so|truong)|doanh nghiep|tdp|bch|hnd|hpn|ccb|xa |tieu doi|trung doi"
    r"|so (?:noi|giao|nong|y|tai|lao))"
)
LONG = 8


@lru_cache(maxsize=20_000)
def is_collective(name: str) -> bool:
    return bool(BEGINNINGS.match(folded(clean(name)) + " "))


@lru_cache(maxsize=20_000)
def lay_together(a: str, b: str) -> str:
    """same, slip or other."""
    first, second = _read(a), _read(b)
    if first == second:
        return "same"
    if _numbers(first) != _numbers(second) or min(len(first), len(second)) < LONG:
        return "other"
    return "slip" if OSA.distance(first, second, score_cutoff=1) <= 1 else "other"


def _read(text: str) -> str:
    return " ".join(SHORT.get(word, word) for word in folded(clean(text)).split())


def _numbers(text: str) -> list[str]:
    return [word for word in text.split() if len(word) == 1 or any(c.isdigit() for c in word)]
