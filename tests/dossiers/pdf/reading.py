"""Reading a finished PDF back with poppler, as a stranger's program would."""

import re
import subprocess
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
MM = 72 / 25.4


class Word(NamedTuple):
    page: int
    left: float
    top: float
    right: float
    bottom: float
    letters: str


def pages(paper: bytes) -> list[str]:
    """The layout text of each page, one space between words and no empty lines."""
    sheets = _poppler("pdftotext", "-layout", "-", "-", paper=paper).split("\f")[:-1]
    return ["\n".join(_lines(sheet)) for sheet in sheets]


def _lines(sheet: str) -> list[str]:
    return [" ".join(line.split()) for line in sheet.splitlines() if line.strip()]


def words(paper: bytes) -> list[Word]:
    sheets = _poppler("pdftotext", "-bbox", "-", "-", paper=paper).split("<page ")[1:]
    return [
        Word(page, *(float(edge) for edge in found[:4]), found[4])
        for page, sheet in enumerate(sheets, start=1)
        for found in _WORD.findall(sheet)
    ]


def outside_the_text(paper: bytes) -> list[Word]:
    """Words over the left, right or bottom margin, by more than the round of a letter."""
    return [
        word
        for word in words(paper)
        if word.left < 30 * MM - 1 or word.right > 195 * MM + 1 or word.bottom > 277 * MM + 1
    ]


def overlaps(paper: bytes) -> list[tuple[str, str]]:
    """Pairs of words on one line of one page that print over each other."""
    found = sorted(words(paper), key=lambda word: (word.page, word.top, word.left))
    return [
        (one.letters, next_one.letters)
        for one, next_one in pairwise(found)
        if (one.page, one.top) == (next_one.page, next_one.top) and next_one.left < one.right - 1
    ]


def information(paper: bytes) -> dict[str, str]:
    lines = _poppler("pdfinfo", "-", paper=paper).splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def fonts_embedded(paper: bytes) -> dict[str, str]:
    """Font name without its subset tag → "yes" or "no" for embedded."""
    rows = [line.split() for line in _poppler("pdffonts", "-", paper=paper).splitlines()[2:]]
    return {row[0].partition("+")[2] or row[0]: row[-5] for row in rows}


def _poppler(*command: str, paper: bytes) -> str:
    return subprocess.run(command, input=paper, capture_output=True, check=True).stdout.decode()
