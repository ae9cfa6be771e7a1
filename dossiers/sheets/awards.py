"""Whether what a cell calls an award is the award that the list is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from dossiers.models import AwardType
from roles.folding import folded

#: so alike, of a hundred, are two spellings of one title
ALIKE = 88


@dataclass(frozen=True)
class Awards:
    """All awards by the words that name them."""

    names: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, rows: Iterable[AwardType]) -> Awards:
        return cls({award.pk: _spellings(award) for award in rows})

    def means(self, said: str, award: AwardType) -> bool:
        """Whether the words are nearest to this award, or at least no farther than to another."""
        words = folded(said)
        scores = {code: max(_likeness(words, name) for name in names) for code, names in self.names.items()}
        own = scores.get(award.pk, 0.0)
        return own >= ALIKE and own >= max(scores.values())

    def code_of(self, said: str) -> str:
        """The one award that the words mean; empty where they mean none, or two alike."""
        words = folded(said)
        scores = {code: max(_likeness(words, name) for name in names) for code, names in self.names.items()}
        best = max(scores.values(), default=0.0)
        found = [code for code, score in scores.items() if score == best >= ALIKE]
        return found[0] if len(found) == 1 else ""


def _spellings(award: AwardType) -> tuple[str, ...]:
    whole, brief = folded(award.name), folded(award.short_name)
    letters = "".join(word[0] for word in whole.split())
    return tuple(dict.fromkeys([whole, brief, letters, folded(award.pk), *_bare(whole)]))


def _bare(whole: str) -> list[str]:
    """“Danh hiệu Lao động tiên tiến” is also called Lao động tiên tiến."""
    return [whole.removeprefix(word) for word in ("danh hieu ", "tang ", "tap the dat ") if whole.startswith(word)]


def _likeness(words: str, name: str) -> float:
    if len(name) < 8 or len(words) < 8:  # abbreviations are the same or they are not
        return 100.0 if words == name or words == f"danh hieu {name}" else 0.0
    if name in words:
        return 99.0 if words != name else 100.0
    if words in name:
        return 95.0
    return float(fuzz.ratio(words, name))
