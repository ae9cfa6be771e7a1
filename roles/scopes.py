"""What an acting seat was given: a list of words that can only narrow, never widen.

``sign`` names a codename of the principal's role; ``award:LDTT`` papers for that award; ``unit:thon-cu-phu``
papers of that unit. Words of one kind are alternatives, different kinds must all hold; no word is no limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

AWARD, UNIT = "award:", "unit:"


@dataclass(frozen=True, slots=True)
class Scope:
    """The papers that an acting seat reaches; no award named is every award, no unit every unit."""

    awards: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    @classmethod
    def of(cls, words: Iterable[str]) -> Scope:
        listed = list(words)
        return cls(frozenset(_named(listed, AWARD)), frozenset(_named(listed, UNIT)))

    def covers(self, *, award: str, unit: str) -> bool:
        """Whether a paper for the award from the unit is within."""
        return (not self.awards or award in self.awards) and (not self.units or unit in self.units)


EVERYTHING = Scope()


def _named(words: Iterable[str], kind: str) -> Iterator[str]:
    return (word.removeprefix(kind) for word in words if word.startswith(kind))


def _codenames(words: Iterable[str]) -> set[str]:
    return {word for word in words if ":" not in word}


def codenames_of(role: Iterable[str], words: Iterable[str]) -> list[str]:
    """What is left of the role's codenames."""
    named = _codenames(words)
    return [codename for codename in role if not named or codename in named]


def unknown(words: Iterable[str], *, role: Iterable[str]) -> list[str]:
    """The words that name nothing the role has, or that are of no kind; in their order."""
    kinds, held = (AWARD, UNIT), set(role)
    return [w for w in words if not (w in held or (w.startswith(kinds) and w.partition(":")[2]))]


def disjoint(one: Iterable[str], other: Iterable[str], *, role: Iterable[str]) -> bool:
    """Whether no act could fall to both: they share no codename, no award or no unit."""
    mine, theirs, all_of = list(one), list(other), list(role)
    if not set(codenames_of(all_of, mine)) & set(codenames_of(all_of, theirs)):
        return True
    a, b = Scope.of(mine), Scope.of(theirs)
    return any(left and right and not left & right for left, right in ((a.awards, b.awards), (a.units, b.units)))
