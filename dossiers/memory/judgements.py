"""What a person said of a likely match: kept, never changed, and not asked again while both writings stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from dossiers.content import tidy
from dossiers.likeness import Someone
from dossiers.memory.likes import Known, Match, place_of
from dossiers.models import Judgement, Nominee
from roles.models import Person, Seat

Verdict = Judgement.Verdict


@dataclass(frozen=True)
class Said:
    """The last word on a match."""

    verdict: str
    reason: str
    who: str
    at: datetime

    @property
    def label(self) -> str:
        return str(Verdict(self.verdict).label)


def someone(nominee: Nominee) -> Someone:
    """The nominee's own writing."""
    return Someone(nominee.name, nominee.born, place_of(nominee.unit))


def writing(one: Someone, other: Someone) -> str:
    """A mark of the two writings, whichever comes first."""
    sides = sorted(f"{side.name}|{side.birth}|{side.unit}" for side in (one, other))
    return hashlib.sha256("\n".join(sides).encode()).hexdigest()


def judge(
    nominee: Nominee, known: Known, verdict: str, reason: str, *, person: Person, seat: Seat, now: datetime
) -> Judgement:
    """A new line about the nominee and somebody on record."""
    beside = {"other_id": known.key} if known.source == "nominee" else {"past_id": known.key}
    return Judgement.objects.create(
        nominee=nominee,
        verdict=Verdict(verdict),
        reason=tidy(reason),
        seen=writing(someone(nominee), known.someone),
        person=person,
        seat=seat,
        judged_at=now,
        **beside,
    )


def said_of(nominee: Nominee, matches: Iterable[Match]) -> dict[tuple[str, int], Said]:
    """The last word on each match, by where it stands; one statement."""
    own, marks = someone(nominee), {}
    for match in matches:
        marks[match.known.source, match.known.key] = writing(own, match.known.someone)
    found = {}
    for line in _lines(nominee):
        place = _place(line, nominee)
        if marks.get(place) == line.seen:
            found[place] = Said(line.verdict, line.reason, line.person.full_name, line.judged_at)
    return found


def _lines(nominee: Nominee) -> Iterable[Judgement]:
    return Judgement.objects.filter(Q(nominee=nominee) | Q(other=nominee)).select_related("person")


def _place(line: Judgement, nominee: Nominee) -> tuple[str, int]:
    if line.past_id:
        return "past", line.past_id
    return "nominee", line.other_id if line.nominee_id == nominee.pk and line.other_id else line.nominee_id
