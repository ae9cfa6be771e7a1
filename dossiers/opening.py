"""A whole list of drafts, opened and corrected set-wise: the same rows as one by one, in a few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Concat, LPad
from django.utils import timezone

from dossiers import content, passages, routing, search
from dossiers.content import tidy
from dossiers.models import AwardType, Dossier, Nominee, Revision, Season
from dossiers.models.named import KEYS
from dossiers.people import accounts_of
from roles.models import Person, Unit
from roles.worded import insert

#: so many rows one UPDATE of different values carries
STEP = 500
#: the hand that a list is, for a page that stands open meanwhile
LIST = "list"


@dataclass(frozen=True)
class Paper:
    """What one draft says."""

    nominee: Mapping[str, Any]
    content: Mapping[str, Any]


@transaction.atomic
def open_many(
    papers: Sequence[Paper],
    *,
    unit: Unit,
    author: Person,
    award_type: AwardType,
    year: int,
    now: datetime,
    season: Season | None = None,
) -> list[Dossier]:
    """New drafts at the unit, as ``content.open_dossier`` makes each of them."""
    if not papers:
        return []
    choice = routing.choose(unit=unit, award_type=award_type, on=timezone.localdate(now))
    nominees = _nominees(papers, unit)
    dossiers = [
        Dossier(
            holder=unit,
            unit=unit,
            author=author,
            award_type=award_type,
            year=year,
            season=season,
            nominee=nominee,
            regime_id=choice.regime_id,
            route=choice.route,
            opened_at=now,
        )
        for nominee in nominees
    ]
    insert(dossiers)
    revisions = [
        Revision(dossier=d, content=_tidied(p.content), saved_at=now) for d, p in zip(dossiers, papers, strict=True)
    ]
    insert(revisions)
    passages.keep_many(revisions)
    _name(dossiers, now)
    search.draw_many(dossiers)
    return dossiers


def _nominees(papers: Sequence[Paper], unit: Unit) -> list[Nominee]:
    said = [_tidied(paper.nominee) for paper in papers]
    known = accounts_of(said, unit)
    nominees = [Nominee(unit=unit, person=person, **words) for words, person in zip(said, known, strict=True)]
    for nominee in nominees:
        nominee.draw_keys()
    insert(nominees)
    return nominees


def _name(dossiers: Sequence[Dossier], now: datetime) -> None:
    """Each gets its code and its revision, worked out by the database; see ``content.code_of``."""
    year = timezone.localdate(now).year
    digits = Cast("id", CharField())
    padded = Case(When(id__lt=1000, then=LPad(digits, 4, Value("0"))), default=digits)
    revision = Revision.objects.filter(dossier=OuterRef("pk")).values("pk")[:1]
    keys = [dossier.pk for dossier in dossiers]
    fresh = Dossier.objects.filter(pk__gte=min(keys), pk__lte=max(keys), revision=None, code=None)
    fresh.update(code=Concat(Value(f"TD-{year}-"), padded), revision=Subquery(revision))
    for dossier in dossiers:
        dossier.code = content.code_of(dossier, now)


@dataclass(frozen=True)
class Correction:
    """What one open draft says from now on; only the entries that change."""

    dossier: Dossier  # with nominee and revision
    nominee: Mapping[str, Any]
    content: Mapping[str, Any]


@transaction.atomic
def correct_many(corrections: Sequence[Correction], *, unit: Unit, now: datetime) -> None:
    """Write on drafts whose locks the caller holds; what a desk has seen is followed by a copy."""
    for correction in corrections:
        for name, value in _tidied(correction.nominee).items():
            setattr(correction.dossier.nominee, name, value)
        correction.dossier.nominee.draw_keys()
    _accounts([c for c in corrections if "name" in c.nominee], unit)
    nominees = [c.dossier.nominee for c in corrections if c.nominee]
    Nominee.objects.bulk_update(nominees, [*content.NOMINEE_FIELDS, *KEYS, "person"], batch_size=STEP)
    if renamed := [correction.dossier for correction in corrections if "name" in correction.nominee]:
        search.redraw_many(renamed)
    _write_revisions(corrections, now)


def _accounts(corrections: Sequence[Correction], unit: Unit) -> None:
    nominees = [correction.dossier.nominee for correction in corrections]
    said = [{name: getattr(nominee, name) for name in content.NOMINEE_FIELDS} for nominee in nominees]
    for nominee, person in zip(nominees, accounts_of(said, unit) if said else [], strict=True):
        nominee.person = person


def _write_revisions(corrections: Sequence[Correction], now: datetime) -> None:
    open_ones = []
    for correction in corrections:
        revision = content.writable(correction.dossier, now)
        revision.content = {**revision.content, **_tidied(correction.content)}
        revision.saved_at, revision.hand = now, LIST
        open_ones.append(revision)
    Revision.objects.bulk_update(open_ones, ["content", "saved_at", "hand"], batch_size=STEP)
    passages.keep_many(open_ones, instead=True)


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tidy(value) for name, value in values.items()}
