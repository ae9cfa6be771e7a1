"""A Merkle tree over lines of text, as RFC 6962 draws it: root, proof of one leaf, check of a proof; pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

#: what stands before a leaf and before two children, so that neither can pass for the other
LEAF, NODE = b"\x00", b"\x01"
EMPTY = hashlib.sha256(b"").hexdigest()


def leaf(text: str) -> bytes:
    """The hash of one line."""
    return hashlib.sha256(LEAF + text.encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours."""
    return hashlib.sha256(NODE + left + right).digest()


def root(lines: Sequence[str]) -> str:
    """One hash over all lines, their order and their number."""
    level = [leaf(line) for line in lines]
    while len(level) > 1:
        level = _above(level)
    return level[0].hex() if level else EMPTY


def _above(level: Sequence[bytes]) -> list[bytes]:
    """The next level: pairs joined, an odd last one carried up as it is."""
    pairs = [node(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs


def proof(lines: Sequence[str], place: int) -> list[str]:
    """The neighbours that lead from one line to the root, each with its side."""
    level, path = [leaf(line) for line in lines], []
    while len(level) > 1:
        beside = place ^ 1
        if beside < len(level):
            path.append(("L" if beside < place else "R") + level[beside].hex())
        level, place = _above(level), place // 2
    return path


def leads(line: str, path: Sequence[str], to: str) -> bool:
    """Whether the line and its neighbours give the root."""
    found = leaf(line)
    for step in path:
        beside = bytes.fromhex(step[1:])
        found = node(beside, found) if step[0] == "L" else node(found, beside)
    return found.hex() == to
