"""What an act on many would come to: moves, refusals, papers and letters, foretold by the door itself."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dossiers import content
from dossiers.verbs import GROUNDS
from roles import policies
from roles.models import Unit
from roles.policies import Actor
from workflow import engine, notices
from workflow.calendar import office_day
from workflow.engine import CHUNK, Outcome
from workflow.models import BulkLine
from workflow.notices import Address
from workflow.settling import Step

#: verbs whose dossiers go in a tờ trình
SENT = {"submit", "forward"}
#: entries whose value is not a text; what a move brings does not change where it leads
STANDING_FOR = {"ground": next(iter(GROUNDS)), "missing": ["…"]}
EVERY_ENTRY = ("reason", "next_sitting", "request", *STANDING_FOR)
#: so many of the ways, papers and people are named, the largest first
NAMED = 12

#: from which holder and state, to which
Way = tuple[int, str, int, str]
#: whom a message addresses, and of which award and unit the paper is: a substitute hears of what was handed over
Letter = tuple[Address, str, str]


@dataclass
class Plan:
    """The lines of an act before it is done, the hash of each chunk, and what is counted over all of them."""

    verb: str
    lines: list[BulkLine] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    ways: Counter[Way] = field(default_factory=Counter)
    papers: Counter[tuple[int, int]] = field(default_factory=Counter)
    letters: Counter[Letter] = field(default_factory=Counter)

    @property
    def willing(self) -> int:
        return sum(self.ways.values())


def foretell(verb: str, versions: Mapping[int, int], *, actor: Actor, now: datetime) -> Plan:
    """What would happen to these dossiers (each with the version that was seen), chunk by chunk as it would be done."""
    plan, ids = Plan(verb), sorted(versions)
    for number, start in enumerate(range(0, len(ids), CHUNK)):
        outcome = foreseen(verb, ids[start : start + CHUNK], actor=actor, now=now)
        plan.hashes.append(mark(outcome))
        plan.lines += [_going(outcome, step, number) for step in outcome.steps]
        plan.lines += [_refused(pk, str(why), versions[pk], number) for pk, why in outcome.refused.items()]
        _count(plan, outcome.steps)
    return plan


def foreseen(verb: str, ids: Sequence[int], *, actor: Actor, now: datetime) -> Outcome:
    """One chunk as the door sees it now, with entries that stand for those of the form."""
    evidence: dict[str, Any] = {name: STANDING_FOR.get(name, "…") for name in EVERY_ENTRY}
    return engine.perform_many(verb, dossier_ids=ids, actor=actor, now=now, preview=True, **evidence)


def mark(outcome: Outcome) -> str:
    """The outcome's hash with the bodies that receive, and the content that would be or was laid before them."""
    received = [(step.dossier.pk, step.dossier.holder_id, _content(step)) for step in outcome.steps]
    return hashlib.sha256(repr((outcome.hash, received)).encode()).hexdigest()


def _content(step: Step) -> str:
    """What a submit pins: somebody may write on between the preview and the act, and no version tells."""
    revision = step.dossier.revision
    if step.verb != "submit" or revision is None or revision.frozen_at:
        return step.dossier.pinned
    return content.digest(content.photograph(step.dossier, step.dossier.evidences.all()))


def _going(outcome: Outcome, step: Step, chunk: int) -> BulkLine:
    return BulkLine(
        dossier_id=step.dossier.pk, chunk=chunk, outcome=BulkLine.Outcome.WILLING, version=step.dossier.version - 1
    )


def _refused(pk: int, sentence: str, version: int, chunk: int) -> BulkLine:
    return BulkLine(dossier_id=pk, chunk=chunk, outcome=BulkLine.Outcome.REFUSED, sentence=sentence, version=version)


def _count(plan: Plan, steps: Sequence[Step]) -> None:
    """A chunk's moves by where they lead, its papers by who sends and receives, its letters by whom they address."""
    batches = set()
    for step in steps:
        paper = step.dossier
        plan.ways[(step.before.holder, step.before.state, paper.holder_id, paper.state)] += 1
        told = notices.addresses(plan.verb, paper)
        plan.letters.update((address, paper.award_type_id, paper.unit.code) for address in told)
        if plan.verb in SENT:
            batches.add((step.before.holder, paper.holder_id, paper.stage_id))
    plan.papers.update((sender, receiver) for sender, receiver, _stage in batches)


# As the page shows it


def summary(plan: Plan, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """The counts with the names of bodies and people, as plain data, the largest first; two statements."""
    names, letters = _unit_names(plan), _letters(plan, actor, now)
    ways, papers = plan.ways.most_common(), plan.papers.most_common()
    return {
        "ways": [
            {"from": names[here], "from_state": was, "to": names[there], "to_state": will, "n": n}
            for (here, was, there, will), n in ways[:NAMED]
        ],
        "more_ways": max(0, len(ways) - NAMED),
        "papers": [{"from": names[a], "to": names[b], "n": n} for (a, b), n in papers[:NAMED]],
        "all_papers": sum(plan.papers.values()),
        "letters": sum(letters.values()),
        "people": len({person for person, *_rest in letters}),
        "named": [{"who": who, "at": names[unit], "n": n} for (_pk, who, unit), n in letters.most_common(NAMED)],
    }


def _unit_names(plan: Plan) -> dict[int, str]:
    wanted = {unit for here, _was, there, _will in plan.ways for unit in (here, there)}
    wanted |= {address.unit for address, _award, _unit in plan.letters}
    return dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name"))


def _letters(plan: Plan, actor: Actor, now: datetime) -> Counter[tuple[int, str, int]]:
    """How many messages each person gets at each unit; who acts gets none. Nobody to tell, nobody asked for."""
    found: Counter[tuple[int, str, int]] = Counter()
    if not plan.letters:
        return found
    rights = {address.right for address, _award, _unit in plan.letters}
    places = {address.unit for address, _award, _unit in plan.letters}
    holders = policies.holdings_of(rights, places, on=office_day(now))
    for (address, award, unit), n in plan.letters.items():
        for person in notices.reached(holders.get((address.right, address.unit), ()), award=award, unit=unit):
            if person.pk != actor.person:
                found[(person.pk, person.addressed, address.unit)] += n
    return found
