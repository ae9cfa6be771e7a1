"""Which dossiers were built on an award that has been revoked since: listed for a person to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length

from dossiers.criteria import rows as criteria_rows
from dossiers.likeness import SAME, Keys, compare
from dossiers.memory.likes import Known, known_like
from dossiers.models import Dossier, Judgement, Nominee, PastAward
from dossiers.states import CLOSED, State
from roles.models import Unit
from roles.policies import Actor
from workflow import guard, selectors

#: the newest revocations; older ones have been looked at
NEWEST = 50
#: what ended without an award depends on nothing
ENDED = frozenset(CLOSED) - {State.AWARDED}


@dataclass(frozen=True)
class Row:
    """A dossier, and the revoked award that it may rest on."""

    dossier: Known
    revoked: Known
    open: bool


@dataclass(frozen=True)
class Later:
    """A dossier that may rest on something, the law that it follows, whether the reader may open it."""

    known: Known
    regime: str
    open: bool


def depending(actor: Actor) -> list[Row]:
    """Open and awarded dossiers that the actor may see, whose criteria build on an award that was revoked."""
    revoked = _revoked()
    if not revoked:
        return []
    known = known_like([(_keys(row), row.unit_id) for row in revoked], kinds=sorted({row.kind for row in revoked}))
    gone = {_place(row) for row in revoked}
    later = _visible((one for one in known if one.source == "nominee" and one.state not in ENDED), actor)
    found = _Rests(criteria_rows.current(), _called_others())
    return [row for one in known if (one.source, one.key) in gone for row in found.on(one, later)]


@dataclass(frozen=True)
class _Rests:
    """Who rests on what: by the criteria, the likeness and what people said."""

    book: criteria_rows.Book
    others: frozenset[tuple[int, str, int]]

    def on(self, gone: Known, later: Iterable[Later]) -> Iterator[Row]:
        for row in later:
            one = row.known
            rests = one.year >= gone.year and gone.award in guard.grounds(self.book, one.award, row.regime)
            if rests and self._is_one(gone, one):
                yield Row(one, gone, row.open)

    def _is_one(self, gone: Known, one: Known) -> bool:
        if (one.source, one.key) == (gone.source, gone.key) or (one.key, gone.source, gone.key) in self.others:
            return False
        return compare(gone.someone, one.someone).verdict == SAME


def _called_others() -> frozenset[tuple[int, str, int]]:
    """The pairs of whom somebody has said that they are two people."""
    found = set()
    said = Judgement.objects.filter(verdict=Judgement.Verdict.OTHER).values_list("nominee_id", "other_id", "past_id")
    for nominee, other, past in said:
        found.add((nominee, "past", past) if past else (nominee, "nominee", other))
        if other:
            found.add((other, "nominee", nominee))
    return frozenset(found)


def _revoked() -> list[Nominee | PastAward]:
    here = Nominee.objects.filter(dossier__state=State.REVOKED).order_by("-dossier__year", "-pk")[:NEWEST]
    past = PastAward.objects.exclude(revoked_on=None).order_by("-revoked_on", "-pk")[:NEWEST]
    return [*here, *past]


def _place(row: Nominee | PastAward) -> tuple[str, int]:
    return ("past" if isinstance(row, PastAward) else "nominee"), row.pk


def _keys(row: Nominee | PastAward) -> Keys:
    return Keys(row.name_key, row.ends_key, row.initials, row.born_on, row.born_year)


def _visible(rows: Iterable[Known], actor: Actor) -> list[Later]:
    """Those that the actor may see, or that lie below the authority whose law and places the actor keeps."""
    by_id = {known.dossier: known for known in rows}
    if not by_id:
        return []
    seen = Exists(selectors.visible_to(actor).filter(pk=OuterRef("pk")))
    kept = Exists(
        Unit.objects.filter(pk__in=actor.units("administer"), path=Left(OuterRef("unit__path"), Length("path")))
    )
    found = Dossier.objects.filter(pk__in=by_id).annotate(seen=seen, kept=kept).filter(Q(seen=True) | Q(kept=True))
    return [Later(by_id[pk], regime, open_to) for pk, regime, open_to in found.values_list("pk", "regime_id", "seen")]
