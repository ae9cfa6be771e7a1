"""The one door: every change of state, whole or not at all, for one dossier or for many."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from dossiers import conflicts, fsm
from dossiers.models import Dossier, RouteStage
from dossiers.moves import why_not
from dossiers.states import CLOSED, State
from dossiers.verbs import GROUNDS, VERBS
from roles import policies
from roles.policies import Actor
from roles.worded import insert
from workflow import calendar, collector, desks, gathering, notices, rows, settling
from workflow.facts import settle_facts
from workflow.models import Event
from workflow.refusals import Lacking, Refused, Stale, Unknown, refusal
from workflow.settling import Step

#: as many dossiers as one transaction carries
CHUNK = 500


#: what else belongs to a verb, in its transaction: registered by whatever does it, so that the door need not know it
AFTER: dict[str, Callable[[Step, Actor, datetime], None]] = {}

#: what a verb locks before its papers, so that all acts take their locks in one order
BEFORE: dict[str, Callable[[Sequence[int]], None]] = {}


@dataclass
class Outcome:
    """What an act on many did, or would do: steps, events, refusals by dossier, and the hash of them."""

    verb: str
    steps: list[Step] = field(default_factory=list)
    moved: list[Event] = field(default_factory=list)
    refused: dict[int, Refused] = field(default_factory=dict)
    plan: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, part: Outcome) -> None:
        """Take in what one chunk came to."""
        self.steps += part.steps
        self.moved += part.moved
        self.refused |= part.refused
        self.plan += part.plan

    @property
    def hash(self) -> str:
        """Binds a preview to the act that follows it."""
        refused = sorted((pk, str(why)) for pk, why in self.refused.items())
        return hashlib.sha256(repr((self.verb, self.plan, refused)).encode()).hexdigest()


class PlanChanged(Exception):
    """The act would no longer do what its preview said; nothing was done."""


@transaction.atomic
def perform(verb: str, *, dossier_id: int, actor: Actor, version: int, now: datetime, **evidence: Any) -> Event:
    """Carry out one move on one dossier, whole or not at all."""
    _known(verb)
    dossier = next(iter(_locked([dossier_id], verb)), None)
    if dossier is None:
        raise Unknown
    if dossier.version != version:
        raise Stale(verb, dossier_id=dossier.pk, seen=version, current=dossier.version)
    hand = _hand(actor, now)
    settle_facts([dossier], verb=verb, hand=hand)
    step = _prepared(dossier, verb, hand, evidence)
    settling.move([step], now)
    if _desk_moves(step):
        desks.pass_on(dossier, person=hand.person, now=now)
    [event] = _record([step], hand, now)
    return event


def perform_many(
    verb: str,
    *,
    dossier_ids: Iterable[int],
    actor: Actor,
    now: datetime,
    preview: bool = False,
    expected: str | None = None,
    **evidence: Any,
) -> Outcome:
    """The same door, set-wise: each dossier is moved or listed with its refusal."""
    _known(verb)
    ids = sorted(set(dossier_ids))
    chunks = [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
    hashes = _foreseen(verb, chunks, actor, now, evidence, expected)
    total = Outcome(verb)
    for chunk, foreseen in zip(chunks, hashes, strict=True):
        with collector.at_rest(), transaction.atomic():
            total.add(_carry(verb, chunk, actor, now, evidence, preview, foreseen))
    return total


def _foreseen(
    verb: str,
    chunks: Sequence[Sequence[int]],
    actor: Actor,
    now: datetime,
    evidence: dict[str, Any],
    expected: str | None,
) -> list[str | None]:
    """What each chunk must come to, where a preview has promised it; the whole is compared before any is moved."""
    if expected is None:
        return [None] * len(chunks)
    total, hashes = Outcome(verb), []
    for chunk in chunks:
        with transaction.atomic():
            part = _carry(verb, chunk, actor, now, evidence, True, None)
        hashes.append(part.hash)
        total.add(part)
    if total.hash != expected:
        raise PlanChanged
    return list(hashes)


def _carry(
    verb: str,
    ids: Sequence[int],
    actor: Actor,
    now: datetime,
    evidence: dict[str, Any],
    preview: bool,
    expected: str | None,
) -> Outcome:
    """One chunk, in the transaction of its caller."""
    dossiers, hand, outcome = _locked(ids, verb), _hand(actor, now), Outcome(verb)
    settle_facts(dossiers, verb=verb, hand=hand)
    steps = list(_willing(dossiers, verb, hand, evidence, outcome))
    before = {step.dossier.pk: step.dossier.version for step in steps}
    settling.move(steps, now, write=not preview, refused=outcome.refused)
    steps = [step for step in steps if step.dossier.pk not in outcome.refused]
    outcome.steps = steps
    outcome.plan = [(s.dossier.pk, before[s.dossier.pk], s.dossier.state) for s in steps]
    if expected is not None and outcome.hash != expected:
        raise PlanChanged
    if steps and not preview:
        passing = [step.dossier for step in steps if _desk_moves(step)]
        desks.pass_on_many(passing, person=hand.person, now=now)
        outcome.moved = _record(steps, hand, now)
    return outcome


def _known(verb: str) -> None:
    if verb not in VERBS or verb not in fsm.verbs(Dossier):
        raise Unknown


def _hand(actor: Actor, now: datetime) -> Actor:
    """The actor as the rows say today: nothing rests on what a page believed."""
    return policies.renewed(actor, on=calendar.office_day(now))


def _locked(ids: Sequence[int], verb: str) -> list[Dossier]:
    """The dossiers under their locks, with what the verb will ask of them."""
    if verb in BEFORE:
        BEFORE[verb](ids)
    dossiers = gathering.locked(ids, verb)
    if verb == "submit":
        prefetch_related_objects(dossiers, "evidences", "award_type__rules")
        _know_first_stages([dossier for dossier in dossiers if dossier.submitted_at is not None])
    return dossiers


def _know_first_stages(dossiers: Sequence[Dossier]) -> None:
    """The routes that are kept learn their first stages in one statement, however many papers come again."""
    stages = RouteStage.objects.select_related("following").filter(previous=None)
    firsts = {stage.route_id: stage for stage in stages.filter(route__in={d.route_id for d in dossiers})}
    for dossier in dossiers:
        dossier.route.first = firsts[dossier.route_id]


def _willing(
    dossiers: Iterable[Dossier],
    verb: str,
    hand: Actor,
    evidence: dict[str, Any],
    outcome: Outcome,
) -> Iterable[Step]:
    for dossier in dossiers:
        try:
            yield _prepared(dossier, verb, hand, evidence)
        except Refused as why:
            outcome.refused[dossier.pk] = why


def _prepared(dossier: Dossier, verb: str, hand: Actor, evidence: dict[str, Any]) -> Step:
    """The step, once the machine and the form have nothing against it."""
    if reasons := why_not(dossier, verb, hand):
        raise refusal(verb, reasons)
    if lacking := [name for name in needs(dossier, verb) if not _is_given(name, evidence.get(name))]:
        raise Lacking(verb, lacking)
    return Step(dossier, verb, evidence | conflicts.noted(dossier, verb, hand), rows.Photograph.of(dossier))


def needs(dossier: Dossier, verb: str) -> tuple[str, ...]:
    """The entries that the move must bring."""
    if verb == "withdraw" and dossier.submitted_at is not None:
        return ("request",)
    return VERBS[verb].needs


def _is_given(name: str, value: Any) -> bool:
    """Blanks are no reason, and a ground is one of the four."""
    if name == "ground":
        return value in GROUNDS
    return bool(value.strip() if isinstance(value, str) else value)


def _desk_moves(step: Step) -> bool:
    """A revoked award opens no desk: its flow ended when it was awarded."""
    return step.before.state not in CLOSED


def _record(steps: Sequence[Step], hand: Actor, now: datetime) -> list[Event]:
    """The ledger's lines and the letters that follow from them."""
    events = [rows.event(s.dossier, s.verb, s.before, hand, now, s.evidence) for s in steps]
    insert(events)
    listed = [step for step in steps if step.dossier.facts and step.dossier.facts.on_agenda]
    rows.leave_the_sitting([step.dossier.pk for step in listed if _drops_item(step)])
    rows.put_off([step.dossier.pk for step in listed if step.verb == "defer"])
    for step in steps:
        if step.verb in AFTER:
            AFTER[step.verb](step, hand, now)
    notices.tell(
        [(event, step.dossier) for event, step in zip(events, steps, strict=True)],
        by=hand.person,
        now=now,
    )
    return events


def _drops_item(step: Step) -> bool:
    """A paper that leaves the council leaves the agenda too, also by a verdict of an earlier sitting; counts stay."""
    leaving = step.before.state == State.COUNCIL and step.dossier.state != State.COUNCIL
    return leaving and step.verb != "replace"
