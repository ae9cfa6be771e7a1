"""What one rule says of the facts, and why."""

from __future__ import annotations

from dataclasses import dataclass

MET, NOT_MET, UNKNOWN = "met", "not met", "not known yet"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule held against the facts; the article is empty unless its row was verified."""

    rule: str
    found: str
    required: str = ""
    measured: str = ""
    evidence: str = ""
    article: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure read: whether it holds (None: not known yet), what it wants, saw and misses."""

    holds: bool | None
    required: str
    measured: str = ""
    evidence: str = ""
    lacking: tuple[str, ...] = ()

    @property
    def found(self) -> str:
        """The same in the words of a finding."""
        return UNKNOWN if self.holds is None else MET if self.holds else NOT_MET


def all_hold(held: list[bool | None]) -> bool | None:
    """Every one of them: one that fails settles it, one that is open leaves it open."""
    if False in held:
        return False
    return None if None in held else True


def any_holds(held: list[bool | None]) -> bool | None:
    """One of them: one that holds settles it, one that is open leaves it open."""
    if True in held:
        return True
    return None if None in held else False
