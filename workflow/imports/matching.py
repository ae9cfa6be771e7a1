"""Which dossier a row of a list is about: the same person, household or collective, for the same award and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from dossiers.models import AwardType, Dossier
from dossiers.sheets.entries import Entry
from dossiers.states import WITH_UNIT, State
from roles.folding import folded
from roles.models import Unit

#: a slip in a name leaves it so alike, of a hundred
ALIKE = 85
Key = tuple[str, str]


def known(unit: Unit, award_type: AwardType, year: int) -> list[Dossier]:
    """What the unit has proposed already for the award and year; what was withdrawn may be proposed anew."""
    rows = Dossier.objects.filter(unit=unit, award_type=award_type, year=year).exclude(state=State.WITHDRAWN)
    return list(rows.select_related("nominee", "revision").order_by("pk"))


@dataclass
class Matching:
    """The dossiers that are there, by name; each is found by one row at most."""

    by_name: dict[Key, list[Dossier]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, dossiers: Iterable[Dossier]) -> Matching:
        found = cls()
        for dossier in dossiers:
            found.by_name.setdefault((dossier.nominee.kind, folded(dossier.nominee.name)), []).append(dossier)
        return found

    def match(self, entries: Sequence[Entry]) -> dict[int, Dossier]:
        """The dossier of each row that has one: exact ones first, then those that one cell tells apart."""
        found: dict[int, Dossier] = {}
        for same in (_exact, _near, _renamed):
            for entry in entries:
                if entry.row not in found and (dossier := self._one(entry, same)):
                    found[entry.row] = dossier
                    self.taken.add(dossier.pk)
        return found

    def _one(self, entry: Entry, same: Any) -> Dossier | None:
        """The only dossier that is the same in this sense."""
        candidates = self._by(entry, same)
        left = [d for d in candidates if d.pk not in self.taken and same(entry, d)]
        return left[0] if len(left) == 1 or (left and same is _exact) else None

    def _by(self, entry: Entry, same: Any) -> Iterable[Dossier]:
        if same is _renamed:
            return self._open_by_birth(entry) if entry.nominee.get("born") else []
        return self.by_name.get(key_of(entry), [])

    def _open_by_birth(self, entry: Entry) -> Iterable[Dossier]:
        if not hasattr(self, "_births"):
            self._births: dict[str, list[Dossier]] = {}
            for dossier in (d for group in self.by_name.values() for d in group):
                self._births.setdefault(dossier.nominee.born, []).append(dossier)
        return self._births.get(entry.nominee["born"], [])


def key_of(entry: Entry) -> Key:
    return str(entry.nominee["kind"]), folded(entry.name)


def _exact(entry: Entry, dossier: Dossier) -> bool:
    return dossier.nominee.born == entry.nominee.get("born", "")


def _near(entry: Entry, dossier: Dossier) -> bool:
    """The births do not contradict each other, or the rest of the row is the same as it was."""
    mine, theirs = entry.nominee.get("born", ""), dossier.nominee.born
    if not mine or not theirs or (mine[-4:] == theirs[-4:] and 4 in (len(mine), len(theirs))):
        return True
    return dossier.state in WITH_UNIT and _rest_is_same(entry, dossier, but="born")


def _renamed(entry: Entry, dossier: Dossier) -> bool:
    """One birth, one deed, and names that a slip of the hand tells apart."""
    if dossier.state not in WITH_UNIT or dossier.nominee.kind != entry.nominee["kind"]:
        return False
    alike = fuzz.ratio(folded(entry.name), folded(dossier.nominee.name)) >= ALIKE
    return alike and bool(entry.content.get("deed")) and _rest_is_same(entry, dossier, but="name")


def _rest_is_same(entry: Entry, dossier: Dossier, *, but: str) -> bool:
    difference = differences(entry, dossier)
    return set(difference[0]) <= {but} and not difference[1]


def differences(entry: Entry, dossier: Dossier) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the row says otherwise than the dossier, of the nominee and of the content; silence says nothing."""
    written = dossier.revision.content if dossier.revision else {}
    nominee = {name: value for name, value in entry.nominee.items() if getattr(dossier.nominee, name) != value}
    return nominee, {name: value for name, value in entry.content.items() if written.get(name) != value}
