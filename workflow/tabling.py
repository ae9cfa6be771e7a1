"""A unit's many papers as one submission: what may go, what its meeting said, all handed in in one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from dossiers import content, opening, together
from dossiers.complete import FIELDS, missing
from dossiers.conditions import is_complete
from dossiers.kinds import EvidenceKind
from dossiers.models import Dossier
from dossiers.moves import why_not
from dossiers.states import WITH_UNIT
from roles.models import Person
from roles.policies import Actor
from workflow import drafts, engine, selectors, set_findings
from workflow.calendar import office_day
from workflow.engine import CHUNK, Outcome
from workflow.facts import gathered, settle_facts
from workflow.refusals import Stale

#: what papers may lack that the page asks for all of them
GIVEN_BY_THE_MEETING = (FIELDS["votes_yes"], FIELDS["votes_all"], EvidenceKind.MINUTES.label)


@dataclass(frozen=True)
class Paper:
    """One paper in the unit's hands, what it lacks, and why it cannot go for another reason."""

    dossier: Dossier
    lacking: list[str]
    barred: list[str]

    @property
    def goes(self) -> bool:
        return not self.lacking and not self.barred

    @property
    def preselected(self) -> bool:
        """Whole, but for what the page itself asks once for all."""
        return not self.barred and set(self.lacking) <= {str(words) for words in GIVEN_BY_THE_MEETING}

    @property
    def pick(self) -> str:
        """The value of its box: the paper, and the version that the page shows."""
        return f"{self.dossier.pk}:{self.dossier.version}"


@dataclass(frozen=True)
class AwardSet:
    """The papers for one award: how many are whole, and what the others lack."""

    name: str
    papers: list[Paper]

    @property
    def whole(self) -> int:
        return sum(not paper.lacking for paper in self.papers)


def papers_of(actor: Actor, *, only: Iterable[int] | None = None) -> list[Paper]:
    """What the seat's units have in hand, by award; as many as one act carries."""
    units = [*actor.units("propose"), *actor.units("edit")]
    rows = selectors.visible_to(actor).filter(unit__in=units, state__in=WITH_UNIT)
    if only is not None:
        rows = rows.filter(pk__in=list(only))
    dossiers = list(gathered(rows).order_by("award_type__position", "pk")[:CHUNK])
    settle_facts(dossiers, hand=actor)
    prefetch_related_objects(dossiers, "evidences", "award_type__rules")
    return [_paper(dossier, actor) for dossier in dossiers]


def _paper(dossier: Dossier, actor: Actor) -> Paper:
    lacking = missing(dossier)
    reasons = why_not(dossier, "submit", actor)
    others = [reason.said for reason in reasons if not (lacking and reason.rule == is_complete.name)]
    return Paper(dossier, lacking, others)


def by_award(papers: Sequence[Paper]) -> list[AwardSet]:
    """The papers in sets, each with what is missing in which line."""
    found: dict[str, AwardSet] = {}
    for paper in papers:
        award = paper.dossier.award_type
        found.setdefault(award.pk, AwardSet(award.name, [])).papers.append(paper)
    return list(found.values())


@transaction.atomic
def record(
    picks: Mapping[int, int],
    entries: Mapping[int, dict[str, Any]],
    upload: content.Upload | None,
    *,
    actor: Actor,
    author: Person,
    now: datetime,
) -> None:
    """Keep with each picked paper what the meeting said, and its minutes; all or none."""
    with drafts.writing_many(picks, actor=actor) as dossiers:
        for dossier in dossiers:
            if dossier.version != picks[dossier.pk]:
                raise Stale("edit", dossier_id=dossier.pk, seen=picks[dossier.pk], current=dossier.version)
        said = [opening.Correction(dossier, {}, entries.get(dossier.pk, {})) for dossier in dossiers]
        opening.correct_many(said, unit=dossiers[0].unit, now=now)
        if upload:
            together.attach_together(dossiers, upload, by=author, now=now)


def read_through(papers: Iterable[Paper]) -> str:
    """A mark of exactly what would be handed in: somebody may write on while it is being read."""
    seen = [[paper.pick, content.photograph(paper.dossier, paper.dossier.evidences.all())] for paper in papers]
    return content.digest(seen)


def submit(papers: Sequence[Paper], *, actor: Actor, now: datetime) -> Outcome:
    """Hand in all that can go, in one act; a rule over the list that stops it stops all of it."""
    going = [paper.dossier for paper in papers if paper.goes]
    set_findings.require_none_stops(going, verb="submit", on=office_day(now))
    return engine.perform_many("submit", dossier_ids=[dossier.pk for dossier in going], actor=actor, now=now)
