"""By which columns likely matches are found among many: whatever is alike shares at least one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.likeness import groups
from dossiers.likeness.births import read_birth
from dossiers.likeness.names import read_name
from roles.folding import folded

LENGTH = 60
INITIALS = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """Bare letters of the name; family initial and given name; first letters; birth."""

    name_key: str
    ends_key: str
    initials: str
    born_on: date | None
    born_year: int | None


def keys_of(name: str, birth: str) -> Keys:
    """The columns of one writing."""
    born = read_birth(birth)
    return Keys(*_letters(name), born.day, born.year)


def _letters(name: str) -> tuple[str, str, str]:
    if groups.is_collective(name):
        words = folded(name).split()
        return "".join(words)[:LENGTH], "", "".join(word[0] for word in words)[:INITIALS]
    words = [word.letters for word in read_name(name).words if word.letters]
    if not words:
        return "", "", ""
    ends = f"{words[0][0]} {words[-1]}" if len(words) > 1 else words[0]
    return "".join(words)[:LENGTH], ends[:LENGTH], "".join(word[0] for word in words)[:INITIALS]
