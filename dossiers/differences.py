"""Two versions of a text, word by word: what stayed, what went, what came."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

SAME, GONE, NEW = "same", "gone", "new"
WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stand in both versions."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """One entry of the paper in both versions."""

    label: str
    before: list[Piece]
    after: list[Piece]


def apart(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The two texts in pieces: what is only in the first is gone, what is only in the second is new."""
    old, new = WORD.findall(before), WORD.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for _tag, a, b, c, d in difflib.SequenceMatcher(None, _bare(old), _bare(new), autojunk=False).get_opcodes():
        same = _tag == "equal"
        _add(left, SAME if same else GONE, old[a:b])
        _add(right, SAME if same else NEW, new[c:d])
    return left, right


def _bare(words: list[str]) -> list[str]:
    """The words without the space behind them: a new line is no other word."""
    return [word.strip() for word in words]


def _add(pieces: list[Piece], kind: str, words: list[str]) -> None:
    """Words that stayed on both sides of what the other version has between them are one piece."""
    text = "".join(words)
    if text and pieces and pieces[-1].kind == kind:
        pieces[-1] = Piece(kind, pieces[-1].text + text)
    elif text:
        pieces.append(Piece(kind, text))


def rows(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[list[Row], list[str]]:
    """The entries that differ, each in both versions, and the names of those that stayed."""
    labels = list(dict.fromkeys([*after, *before]))
    texts = {label: (before.get(label, ""), after.get(label, "")) for label in labels}
    changed = [Row(label, *apart(old, new)) for label, (old, new) in texts.items() if old != new]
    return changed, [label for label, (old, new) in texts.items() if old == new and new]
