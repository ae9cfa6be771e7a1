"""The duplicate guard of one dossier: what is on record under a name like this, and what people said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from dossiers import conflicts
from dossiers.criteria import rows as criteria_rows
from dossiers.likeness import SAME, Deed, same_deed
from dossiers.memory.histories import fact_of, is_theirs
from dossiers.memory.judgements import Said, said_of
from dossiers.memory.likes import Match, find_like
from dossiers.models import Dossier, Nominee, PastAward
from dossiers.states import WITH_UNIT, State
from roles.policies import Actor
from workflow import gate_hold, selectors
from workflow.drafts import MAY_WRITE

#: an award of the past is public, and so is one of this house once it is signed
PUBLIC = (State.AWARDED, State.REVOKED)
#: a list longer than this is a common name, and the likeliest come first
SHOWN = 12


@dataclass(frozen=True)
class Detail:
    """What is read of the likely ones alone: the deed, the decision, whether the reader may open it."""

    deed: str = ""
    decision: str = ""
    decided_on: date | None = None
    body: str = ""
    open: bool = False


@dataclass(frozen=True)
class Line:
    """One likely match as the page tells it."""

    match: Match
    detail: Detail
    said: Said | None
    same_deed: bool
    weighs: bool  # a revoked award that this dossier's criteria build on

    @property
    def key(self) -> str:
        """How the form names it."""
        return f"{self.match.known.source}-{self.match.known.key}"

    @property
    def is_theirs(self) -> bool:
        return is_theirs(self.match, self.said)

    @property
    def is_open_question(self) -> bool:
        """Nobody has spoken, and it may be another person or one deed told twice."""
        known = self.match.known
        return self.said is None and (not known.is_award or self.match.likeness.verdict != SAME or self.same_deed)

    @property
    def place(self) -> str:
        """The unit's own name, without what stands above it."""
        return self.match.known.place.partition(",")[0]

    @property
    def period(self) -> tuple[date | None, date | None]:
        return _day(self.match.known.since), _day(self.match.known.until)


@dataclass(frozen=True)
class Guard:
    """Everything that the page and its panel show."""

    lines: list[Line] = field(default_factory=list)
    may_judge: bool = False

    @property
    def history(self) -> list[Line]:
        """The awards that are theirs, the newest first."""
        theirs = [line for line in self.lines if line.match.known.is_award and line.is_theirs]
        return sorted(theirs, key=lambda line: (line.match.known.year, line.match.known.until), reverse=True)

    @property
    def questions(self) -> list[Line]:
        return [line for line in self.lines if line.is_open_question][:SHOWN]

    @property
    def settled(self) -> list[Line]:
        return [line for line in self.lines if line.said]

    @property
    def revoked(self) -> list[Line]:
        """What this dossier's criteria build on and no longer stands."""
        return [line for line in self.history if line.weighs]

    @property
    def prior(self) -> list[dict[str, Any]]:
        """The history as facts for the criteria, with the decisions of this house."""
        return [fact_of(line.match.known, decision=line.detail.decision) for line in self.history]

    @property
    def counts_from(self) -> date | None:
        """The end of the last achievement that counts: the next one counts from there."""
        days = [line.period[1] for line in self.history if line.match.known.counts]
        return max((day for day in days if day), default=None)


def guard_of(dossier: Dossier, nominee: Nominee, actor: Actor) -> Guard:
    """What is on record under a name like the nominee's, as far as the actor may know of it."""
    nominee = _judged(dossier, nominee)
    matches = find_like(nominee.name, nominee.born, nominee.unit, kind=nominee.kind, but=[dossier.nominee_id])
    details = _details(matches, actor)
    matches = [match for match in matches if (match.known.source, match.known.key) in details]
    told = said_of(nominee, matches) if matches else {}
    grounds = grounds_of(dossier) if any(match.known.is_revoked for match in matches) else frozenset()
    own = _own_deed(dossier)
    lines = [_line(match, details, told, own, grounds) for match in matches]
    return Guard(lines, may_judge(dossier, actor))


def _judged(dossier: Dossier, nominee: Nominee) -> Nominee:
    """The nominee as the reader sees them, under the key that the judgements name; the unit is there already."""
    nominee.pk = dossier.nominee_id
    if nominee.unit_id == dossier.unit_id:
        nominee.unit = dossier.unit
    return nominee


def _line(match: Match, details: dict[Any, Detail], told: dict[Any, Said], own: Deed, grounds: frozenset[str]) -> Line:
    known = match.known
    detail, said = details[known.source, known.key], told.get((known.source, known.key))
    twice = bool(detail.deed) and same_deed(own, Deed(detail.deed, known.since, known.until))
    return Line(match, detail, said, twice, known.is_revoked and known.award in grounds)


def _own_deed(dossier: Dossier) -> Deed:
    content = dossier.revision.content if dossier.revision else {}
    words = [str(content.get(name) or "") for name in ("deed", "period_from", "period_to")]
    return Deed(*words)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


# What is read of the likely ones


def _details(matches: Sequence[Match], actor: Actor) -> dict[tuple[str, int], Detail]:
    """By where each stands; a dossier that is neither public nor the actor's to see is left out."""
    here = {match.known.dossier: match.known for match in matches if match.known.source == "nominee"}
    past = [match.known.key for match in matches if match.known.source == "past"]
    found: dict[tuple[str, int], Detail] = {}
    if here:
        for row in _dossiers(here, actor):
            if row["open_to"] or here[row["pk"]].state in PUBLIC:
                found["nominee", here[row["pk"]].key] = _of_dossier(row)
    if past:
        for award in PastAward.objects.filter(pk__in=past):
            found["past", award.pk] = Detail(award.deed, award.decision, award.decided_on, award.body)
    return found


def _dossiers(ids: Iterable[int], actor: Actor) -> Iterable[dict[str, Any]]:
    seen = Exists(selectors.visible_to(actor).filter(pk=OuterRef("pk")))
    columns = ("pk", "open_to", "revision__content__deed")
    line = "decision_line__decision__"
    rows = Dossier.objects.filter(pk__in=ids).annotate(open_to=seen)
    return rows.values(*columns, f"{line}number", f"{line}symbol", f"{line}signed_at", f"{line}body__name")


def _of_dossier(row: dict[str, Any]) -> Detail:
    line = "decision_line__decision__"
    number, signed = row[f"{line}number"], row[f"{line}signed_at"]
    return Detail(
        deed=row["revision__content__deed"] or "",
        decision=f"{number:02d}/{row[f'{line}symbol']}" if number else "",
        decided_on=signed.date() if signed else None,
        body=row[f"{line}body__name"] or "",
        open=row["open_to"],
    )


# Who may say what it is


def may_judge(dossier: Dossier, actor: Actor) -> bool:
    """The unit while it writes, and an officer of the level that has the paper; nobody in their own case."""
    if conflicts.refusal(dossier, "gate", actor):
        return False
    if dossier.state in WITH_UNIT:
        return any(actor.holds(right, dossier.unit_id) for right in MAY_WRITE)
    return gate_hold.may_open(dossier, actor)


# What builds on what


def grounds_of(dossier: Any) -> frozenset[str]:
    """The awards that a gathered dossier's own criteria build on; its statement brought the stamp of the law."""
    return grounds(criteria_rows.book(dossier.law), dossier.award_type_id, dossier.regime_id)


def grounds(book: criteria_rows.Book, award: str, regime: str) -> frozenset[str]:
    """The awards that an award's criteria name under a regime."""
    rows = book.rows.get((award, regime), ())
    return frozenset(named for row in rows for named in row.params.get("awards", ()))
