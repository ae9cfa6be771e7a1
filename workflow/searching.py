"""What a person typed, as conditions: laid over what the seat may see, never in place of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from dossiers import search
from dossiers.models import AwardType
from dossiers.search import Asked, Term
from roles.policies import Actor
from workflow import context
from workflow.models import Decision, DecisionLine

#: what has names in the place of numbers: key, short name, name
Named = Sequence[tuple[int | str, str, str]]
#: a year of an award, or of a decision
YEARS = range(1945, 2200)


def own_units(actor: Actor) -> list[int]:
    """The units for which the seat itself writes."""
    return actor.units("propose") + actor.units("edit")


def awards() -> Named:
    """Every award by its names; one statement."""
    return list(AwardType.objects.values_list("code", "short_name", "name"))


@dataclass(frozen=True)
class Search:
    """A query over the units and awards that may be named in it."""

    asked: Asked = field(default_factory=Asked)
    units: Named = ()
    awards: Named = ()
    own: bool = False  # whether the seat only writes for its unit: it finds names that are being changed

    @classmethod
    def of(cls, text: str, actor: Actor, *, units: Named = (), awards: Named = ()) -> Search:
        return cls(search.asked(text), units, awards, own=context.proposes(actor))

    def dossiers(self, *, strict: bool = True) -> Q:
        """Every word: in the name, the unit, the award, the year, the code or the decision's number."""
        parts = [self._term(term, strict) for term in self.asked.terms]
        parts += [search.coded(code) for code in self.asked.codes]
        parts += [_decided(number, symbol) for number, symbol in self.asked.references]
        return reduce(and_, parts, Q())

    def _term(self, term: Term, strict: bool) -> Q:
        keys = search.named(term, strict=strict, own=self.own)
        found = [Q(pk__in=keys.values("dossier"))]
        if units := _named(self.units, term, strict):
            found.append(Q(unit__in=units))
        if awards := _named(self.awards, term, strict):
            found.append(Q(award_type__in=awards))
        return reduce(or_, found + _numbered(term))

    def named_units(self) -> list[tuple[int | str, str]]:
        """The units whose name has every word."""
        return [(pk, short) for pk, short, name in self.units if self._all_in(f"{short} {name}")]

    def _all_in(self, text: str) -> bool:
        words = search.words_of(text)
        only_words = bool(self.asked.terms) and not (self.asked.codes or self.asked.references)
        return only_words and all(term.fits(words, strict=True) for term in self.asked.terms)

    @property
    def decision(self) -> Q | None:
        """The decisions that the query names, where it names nothing else."""
        asked = self.asked
        if len(asked.references) == 1 and not asked.terms and not asked.codes:
            return _reference(*asked.references[0])
        if len(asked.terms) == 1 and asked.terms[0].number is not None and not (asked.codes or asked.references):
            return Q(number=asked.terms[0].number)
        return None


def _named(rows: Named, term: Term, strict: bool) -> list[int | str]:
    return [key for key, short, name in rows if term.fits(search.words_of(f"{short} {name}"), strict=strict)]


def _numbered(term: Term) -> list[Q]:
    """A number may be a year, or that of a decision."""
    if term.number is None:
        return []
    years = [Q(year=term.number)] if term.number in YEARS else []
    return [*years, _decided(term.number, "")]


def _decided(number: int, symbol: str) -> Q:
    """Within a signed decision of that number."""
    decisions = Decision.objects.filter(_reference(number, symbol), status=Decision.Status.SIGNED)
    return Q(pk__in=DecisionLine.objects.filter(decision__in=decisions).values("dossier"))


def _reference(number: int, symbol: str) -> Q:
    return Q(number=number, symbol__startswith=symbol) if symbol else Q(number=number)
