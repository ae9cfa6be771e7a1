"""The serif that every paper is set in, and the proof that it knows Vietnamese."""

import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont, TTFontFile

FOLDER = Path(__file__).resolve().parent / "fonts"

REGULAR = "BangVangSerif"
BOLD = "BangVangSerif-Bold"
ITALIC = "BangVangSerif-Italic"
BOLD_ITALIC = "BangVangSerif-BoldItalic"

FILES = {
    REGULAR: FOLDER / "LiberationSerif-Regular.ttf",
    BOLD: FOLDER / "LiberationSerif-Bold.ttf",
    ITALIC: FOLDER / "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: FOLDER / "LiberationSerif-BoldItalic.ttf",
}

_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_SIGNS = "“”–…"


@cache
def register() -> None:
    """The four faces are known to reportlab by our own names; a second call does nothing."""
    for name, path in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)


def marked_letters() -> str:
    """The 134 letters of Vietnamese that carry a mark, small and capital, đ among them."""
    composed = (unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
    small = "".join(letter for letter in composed if not letter.isascii()) + "đ"
    return small + small.upper()


def missing_letters() -> dict[str, str]:
    """Font file name → the letters and signs it lacks; empty when every face is complete."""
    lacks = {path.name: _lacking(path) for path in FILES.values()}
    return {name: letters for name, letters in lacks.items() if letters}


def _lacking(path: Path) -> str:
    known = _glyphs(path)
    return "".join(letter for letter in marked_letters() + _SIGNS if not known.get(ord(letter)))


def _glyphs(path: Path) -> dict[int, int]:
    """The character map of a font file; a file that cannot be read knows no letter."""
    try:
        return dict(TTFontFile(str(path)).charToGlyph)
    except (TTFError, OSError):
        return {}
