"""The only gate through which words written by people reach a page."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NewType
from xml.sax.saxutils import escape

# Made in this module alone: a plain str that reaches a paragraph is an error of type.
Markup = NewType("Markup", str)

# A no-break space is not in it: it is the one space that says something.
_BREAKS = re.compile("[\\s\u0085\u2028\u2029]*[\n\r\u0085\u2028\u2029][\\s\u0085\u2028\u2029]*")
_SPACES = re.compile("[ \t\n\r\f\v\u0085\u2028\u2029]+")

# Control, format (bidi overrides, zero width), half surrogates, private use: none has a shape
# that a reader could check on paper.
_SHAPELESS = frozenset({"Cc", "Cf", "Cs", "Co"})


@dataclass(frozen=True)
class Text:
    """Words that print as they are read: composed, without hidden characters, on one line."""

    plain: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", _cleaned(self.plain))

    @classmethod
    def of(cls, value: str) -> "Text":
        return cls(value)

    @classmethod
    def lines(cls, value: str) -> tuple["Text", ...]:
        """One text for each line that says something."""
        found = (cls(line) for line in _BREAKS.split(value))
        return tuple(text for text in found if text)

    def __bool__(self) -> bool:
        return bool(self.plain)

    @property
    def markup(self) -> Markup:
        """The same words as literal characters for reportlab's little markup language."""
        return Markup(escape(self.plain))


def bold(text: Text) -> Markup:
    return Markup(f"<b>{text.markup}</b>")


def joined(*parts: Markup) -> Markup:
    return Markup(" ".join(part for part in parts if part))


def _cleaned(value: str) -> str:
    spaced = _SPACES.sub(" ", value)
    shown = "".join(letter for letter in spaced if unicodedata.category(letter) not in _SHAPELESS)
    # Composed last: a hidden character between a letter and its mark would keep them apart.
    return unicodedata.normalize("NFC", shown).strip(" ")
