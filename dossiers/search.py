"""Finding again: what a person typed taken apart, and the words by which each dossier is found.

A word typed with marks is meant with exactly those marks, a word without them with any; words come in any order,
and the last one may be only begun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet

from dossiers.models import Dossier, Revision, SearchKey
from dossiers.states import State
from roles.folding import TONES, spelled

#: a query of more words than this is not one that somebody remembers
MOST_WORDS = 16
CODE = re.compile(r"([a-z]{2})-(\d{4})-?(\d*)", re.IGNORECASE)
REFERENCE = re.compile(r"0*(\d{1,9})/(\w[\w-]*)?", re.IGNORECASE)
#: words that only lead to a reference: “số 12/QĐ-UBND”
LEADING = {"so", "qd", "quyet", "dinh"}
#: the last number of a code has at least so many digits
DIGITS = 4
#: so many dossiers' keys go in together: few enough for what SQLite takes
STEP = 1000
#: behind every word that begins alike
LAST = "\U0010ffff"

Words = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Term:
    """One word that was typed; ``marked`` is empty where it was typed without marks."""

    plain: str
    marked: str = ""
    begun: bool = False

    @property
    def number(self) -> int | None:
        """The number that the word is, if it is one."""
        return int(self.plain) if self.plain.isdecimal() and self.plain.isascii() and len(self.plain) <= 9 else None

    def fits(self, words: Words, *, strict: bool) -> bool:
        """Whether one of the words is meant."""
        return any(self._is(plain, marked, strict) for plain, marked in words)

    def _is(self, plain: str, marked: str, strict: bool) -> bool:
        if strict and self.marked:
            return marked.startswith(self.beginnings) if self.begun else marked == self.marked
        return plain.startswith(self.plain) if self.begun else plain == self.plain

    @property
    def beginnings(self) -> tuple[str, ...]:
        """How a word that was begun with marks may begin: “đư” has no tone yet, “đườ” has."""
        return (self.marked,) if self.marked[0] in TONES else tuple(tone + self.marked for tone in ("", *sorted(TONES)))


@dataclass(frozen=True)
class Asked:
    """A query taken apart: words, codes of dossiers, numbers of decisions with their symbols."""

    terms: tuple[Term, ...] = ()
    codes: tuple[str, ...] = ()
    references: tuple[tuple[int, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.codes or self.references)

    @property
    def has_marks(self) -> bool:
        return any(term.marked for term in self.terms)

    @property
    def unmarked(self) -> str:
        """The same query, typed without marks."""
        numbers = [f"{number}/{symbol}" for number, symbol in self.references]
        return " ".join([*self.codes, *numbers, *(term.plain for term in self.terms)])


def asked(text: str) -> Asked:
    """What was typed; what is nothing but signs asks for nothing."""
    codes, references, rest = [], [], []
    for chunk in text.split():
        if found := CODE.fullmatch(chunk):
            codes.append("-".join(part for part in found.groups() if part).upper())
        elif found := REFERENCE.fullmatch(chunk):
            references.append((int(found[1]), (found[2] or "").upper().replace("QD", "QĐ")))
        else:
            rest.append(chunk)
    terms = _terms(" ".join(rest), open_end=not _ended(text))
    if references:
        terms = tuple(term for term in terms if term.plain not in LEADING)
    return Asked(terms, tuple(codes), tuple(references))


def _ended(text: str) -> bool:
    """Whether the last thing typed is a code or a reference: then no word is only begun."""
    last = text.split()[-1:]
    return any(CODE.fullmatch(chunk) or REFERENCE.fullmatch(chunk) for chunk in last)


def _terms(text: str, *, open_end: bool) -> tuple[Term, ...]:
    pairs = list(dict.fromkeys(spelled(text)))[:MOST_WORDS]
    terms = [Term(plain, marked if marked != plain else "") for plain, marked in pairs]
    if terms and open_end:
        terms[-1] = Term(terms[-1].plain, terms[-1].marked, begun=True)
    return tuple(terms)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> Words:
    """The words of a name, kept: units and awards are asked again and again."""
    return frozenset(spelled(text))


# The conditions


def named(term: Term, *, strict: bool, own: bool) -> QuerySet[SearchKey]:
    """The words of dossiers that the term means: as the desks know the name, or, for its own unit, as it is."""
    keys = SearchKey.objects.filter(_words(term, strict))
    return keys if own else keys.filter(fresh=False)


def _words(term: Term, strict: bool) -> Q:
    if term.number is not None:
        return Q(word__in={term.plain, term.plain.zfill(DIGITS)})
    if not (strict and term.marked):
        return _begins("word", term.plain) if term.begun else Q(word=term.plain)
    if not term.begun:
        return Q(marked=term.marked)
    return reduce(or_, (_begins("marked", beginning) for beginning in term.beginnings))


def _begins(field: str, word: str) -> Q:
    """Words that begin so, by the index: SQLite has none for LIKE, PostgreSQL none for its own order of letters."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": word, f"{field}__lt": word + LAST})
    return Q(**{f"{field}__startswith": word})


def coded(code: str) -> Q:
    """The dossier of that code, or those whose code begins so."""
    whole = code.count("-") == 2 and len(code.rpartition("-")[2]) >= DIGITS
    return Q(code=code) if whole else Q(code__startswith=code)


# The keys


def draw(dossier: Dossier) -> None:
    """Write the keys of a dossier that has none yet; one statement."""
    draw_many([dossier])


def draw_many(dossiers: Sequence[Dossier]) -> None:
    """The same for many at once, each with its nominee; a statement for each thousand."""
    for first in range(0, len(dossiers), STEP):
        _write(key for dossier in dossiers[first : first + STEP] for key in _keys(dossier, seen=""))


def redraw(dossier: Dossier) -> None:
    """Make the keys equal to the name as it is now, and to the name that the desks have seen."""
    redraw_many([dossier])


def redraw_many(dossiers: Sequence[Dossier]) -> None:
    """The same for many at once; two statements, and one where some of them have lain on a desk."""
    seen = _seen([dossier.pk for dossier in dossiers if dossier.submitted_at])
    SearchKey.objects.filter(dossier__in=[dossier.pk for dossier in dossiers]).delete()
    _write(key for dossier in dossiers for key in _keys(dossier, seen=seen.get(dossier.pk, "")))


def _seen(dossiers: Sequence[int]) -> dict[int, str]:
    """By which names the desks know these dossiers: as they were frozen last."""
    if not dossiers:
        return {}
    frozen = Revision.objects.filter(dossier__in=dossiers, frozen_at__isnull=False).order_by("number")
    return {pk: name or "" for pk, name in frozen.values_list("dossier", "seen__nominee__name")}


def _write(keys: Iterable[SearchKey]) -> None:
    SearchKey.objects.bulk_create(list(keys))


def settle() -> int:
    """A changed name that was handed in again is everybody's, and the former one nobody's; how many there were.

    Left to the tick, so that handing in costs no statement more: for a minute the paper is found by its former name.
    """
    at_desks = Dossier.objects.filter(search_keys__fresh=True).exclude(state__in=[State.RETURNED, State.WITHDRAWN])
    found = list(at_desks.select_related("nominee").distinct())
    SearchKey.objects.filter(dossier__in=found).delete()
    draw_many(found)
    return len(found)


def _keys(dossier: Dossier, *, seen: str) -> list[SearchKey]:
    """The words of the name that others know, those that only the unit knows, and the number."""
    known, number = dict.fromkeys(spelled(seen)), (dossier.code or "").rpartition("-")[2]
    fresh = [pair for pair in dict.fromkeys(spelled(dossier.nominee.name)) if pair not in known]
    rows = [(pair, False) for pair in known] + [(pair, bool(seen)) for pair in fresh]
    rows += [((number, number), False)] if number and (number, number) not in known else []
    return [SearchKey(dossier=dossier, word=word, marked=marked, fresh=new) for (word, marked), new in rows]
