"""How what was measured of a set is said: a few names, a share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

#: so many are named; the others are counted
NAMED = 5


class Named(Protocol):
    """Whatever has a name."""

    @property
    def name(self) -> str: ...


def names_of(lines: Sequence[Named]) -> str:
    """The first few names, and how many more."""
    named = ", ".join(line.name for line in lines[:NAMED])
    more = len(lines) - NAMED
    return _("%(names)s và %(n)d người nữa") % {"names": named, "n": more} if more > 0 else named


def percent_of(part: int, whole: int) -> str:
    """The share as it is printed here: one decimal, a comma, never rounded up over a line that was not reached."""
    tenths = part * 1000 // whole
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"
