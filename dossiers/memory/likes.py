"""Who is already known under a name like this: candidates by keys in one statement, then compared one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat

from dossiers.criteria.facts import NO_BASIS
from dossiers.kinds import Target
from dossiers.likeness import DIFFERENT, Keys, Likeness, Someone, compare, keys_of
from dossiers.models import Nominee, PastAward
from dossiers.states import State
from roles.models import Unit

#: names as common as these fill more than a page; the likeliest come first
MOST = 50
#: one row for each writing, whichever table it is from
COLUMNS = (
    "source", "key", "kind_", "name_", "born_", "place", "state_", "code_", "award", "awarded_as", "year_", "since_",
    "until_", "decision_", "loai_hinh_", "dossier_",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """One writing that is on record: of a dossier here (``nominee``) or of a decision of the past (``past``)."""

    source: str
    key: int
    kind: str
    name: str
    born: str
    place: str
    state: str  # “revoked” for a past award that was
    code: str
    award: str
    awarded_as: str
    year: int
    since: str
    until: str
    decision: str
    loai_hinh: str
    dossier: int

    @property
    def someone(self) -> Someone:
        return Someone(self.name, self.born, self.place)

    @property
    def is_award(self) -> bool:
        """Whether it was awarded, be it revoked later."""
        return self.source == "past" or self.state in (State.AWARDED, State.REVOKED)

    @property
    def is_revoked(self) -> bool:
        return self.state == State.REVOKED

    @property
    def counts(self) -> bool:
        """Whether another award may be built on it: sudden and thematic results are no ground."""
        return self.is_award and not self.is_revoked and self.loai_hinh not in NO_BASIS


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody on record, and how like they are."""

    known: Known
    likeness: Likeness


def place_of(unit: Unit | None, name: str = "") -> str:
    """The unit as it is compared: villages of one name in two communes are two."""
    if unit is None:
        return name
    return f"{unit.name}, {unit.parent.name}" if unit.parent else unit.name


def find_like(
    name: str,
    birth: str = "",
    unit: Unit | None = None,
    *,
    kind: str = Target.INDIVIDUAL,
    place: str = "",
    but: Iterable[int] = (),
    awarded: bool = False,
) -> list[Match]:
    """Everybody on record who is or may be the same, the likeliest first; ``but`` leaves out nominees by key."""
    one = Someone(name, birth, place or place_of(unit))
    rows = known_like([(keys_of(name, birth), unit.pk if unit else None)], kinds=[kind], awarded=awarded)
    return matches_of(one, rows, but=frozenset(but))


def matches_of(one: Someone, rows: Iterable[Known], *, but: frozenset[int] = frozenset()) -> list[Match]:
    """Those of the rows who are or may be the one."""
    found = [
        Match(row, likeness)
        for row in rows
        if not (row.source == "nominee" and row.key in but)
        if (likeness := compare(one, row.someone)).verdict != DIFFERENT
    ]
    found.sort(key=lambda match: (-match.likeness.score, -match.known.year, match.known.source, match.known.key))
    return found[:MOST]


def known_like(keys: Sequence[tuple[Keys, int | None]], *, kinds: Sequence[str], awarded: bool = False) -> list[Known]:
    """Everybody who shares a key with one of these; one statement for any number."""
    asked = Q()
    for one, unit in keys:
        asked |= shares_a_key(one, unit)
    here = Q(dossier__state__in=[State.AWARDED, State.REVOKED]) if awarded else Q(dossier__submitted_at__isnull=False)
    rows = _nominees(Nominee.objects.filter(asked, here, kind__in=kinds))
    past = _past(PastAward.objects.filter(asked, kind__in=kinds).order_by())
    return [Known(*row) for row in rows.union(past, all=True)]


def shares_a_key(keys: Keys, unit: int | None) -> Q:
    """Each arm is answered by one index."""
    asked = Q(name_key=keys.name_key)
    if keys.born_on:
        asked |= Q(born_on=keys.born_on)
    if keys.born_year is None:
        asked |= Q(ends_key=keys.ends_key) if keys.ends_key else Q()
        return asked | Q(unit=unit, initials=keys.initials) if unit else asked
    asked |= Q(initials=keys.initials, born_year=keys.born_year)
    if keys.ends_key:
        asked |= Q(ends_key=keys.ends_key, born_year=keys.born_year) | Q(ends_key=keys.ends_key, born_year=None)
    return asked | Q(unit=unit, born_year=keys.born_year) if unit else asked


def _nominees(rows: QuerySet[Nominee]) -> QuerySet[Any, Any]:
    content = "dossier__revision__content"
    return rows.annotate(
        source=_said("nominee"),
        key=F("pk"),
        kind_=_text("kind"),
        name_=_text("name"),
        born_=_text("born"),
        place=_placed(),
        state_=_text("dossier__state"),
        code_=_text("dossier__code"),
        award=_text("dossier__award_type_id"),
        awarded_as=_text("dossier__award_type__name"),
        year_=Cast("dossier__year", IntegerField()),
        since_=_text(KeyTextTransform("period_from", content)),
        until_=_text(KeyTextTransform("period_to", content)),
        decision_=_said(""),
        loai_hinh_=_text("dossier__award_type__loai_hinh"),
        dossier_=F("dossier__pk"),
    ).values_list(*COLUMNS)


def _past(rows: QuerySet[PastAward]) -> QuerySet[Any, Any]:
    return rows.annotate(
        source=_said("past"),
        key=F("pk"),
        kind_=_text("kind"),
        name_=_text("name"),
        born_=_text("born"),
        place=Case(When(unit=None, then=_text("unit_name")), default=_placed()),
        state_=Case(When(revoked_on=None, then=_said("")), default=_said(State.REVOKED)),
        code_=_said(""),
        award=_text("award_type_id"),
        awarded_as=Case(When(award_type=None, then=_text("award_name")), default=_text("award_type__name")),
        year_=Cast("year", IntegerField()),
        since_=_text("period_from"),
        until_=_text(Coalesce("period_to", "decided_on")),
        decision_=_text("decision"),
        loai_hinh_=_text("loai_hinh"),
        dossier_=Value(0, IntegerField()),
    ).values_list(*COLUMNS)


def _placed() -> Any:
    above = Case(
        When(unit__parent=None, then=_said("")),
        default=Concat(_said(", "), _text("unit__parent__name")),
    )
    return Concat(_text("unit__name"), above)


def _said(words: str) -> Value:
    return Value(str(words), TextField())


def _text(column: Any) -> Any:
    """The column in words, empty where there is nothing: both halves of the union are of one shape."""
    return Coalesce(Cast(column, TextField()), _said(""))
