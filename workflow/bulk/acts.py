"""Acts on many, as a person makes them: choose, look, confirm once, stop, look again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dossiers.models import Dossier
from dossiers.moves import Reason
from roles.policies import Actor
from workflow import selectors, worklists
from workflow.bulk import bell, changes, plan, work
from workflow.bulk.verbs import MANY, may
from workflow.engine import PlanChanged
from workflow.models import BulkAct, BulkLine
from workflow.refusals import NotYours, Unknown

#: so many dossiers one act takes: with more, the preview itself would keep a person waiting
CAP = 5000
#: so many are done while the person waits; more are a job in the background
AT_ONCE = 200
#: so long a preview may be confirmed
LIFE = timedelta(minutes=30)


@dataclass(frozen=True)
class Choice:
    """The dossiers chosen, each with the version that was seen, and how they were chosen."""

    versions: Mapping[int, int]
    query: Mapping[str, str] = field(default_factory=dict)
    matching: bool = False
    capped: bool = False


def picked(actor: Actor, ids: Iterable[int], query: Mapping[str, str]) -> Choice:
    """The rows with a tick, those of them that the seat may see; what it may not see is as if it were not."""
    rows = selectors.visible_to(actor).filter(pk__in=list(ids))
    return Choice(_versions(rows), query)


def matching(actor: Actor, query: Mapping[str, str]) -> Choice:
    """Every row that the filter finds, the most urgent first, up to the cap."""
    found = list(worklists.matching(actor, query).values_list("pk", "version")[: CAP + 1])
    return Choice(dict(found[:CAP]), query, matching=True, capped=len(found) > CAP)


def remaining(act: BulkAct, actor: Actor) -> Choice:
    """What an act would have moved and did not; of one that was never begun, everything that was chosen."""
    rows = act.lines.exclude(outcome=BulkLine.Outcome.MOVED)
    if act.moved:
        rows = rows.filter(outcome=BulkLine.Outcome.WILLING)
    return Choice(_versions(selectors.visible_to(actor).filter(pk__in=rows.values("dossier"))), act.query)


def _versions(rows: QuerySet[Dossier]) -> dict[int, int]:
    return dict(rows.order_by().values_list("pk", "version"))


def preview(
    verb: str, choice: Choice, *, actor: Actor, now: datetime, follows: BulkAct | None = None, **more: Any
) -> BulkAct:
    """Foretell the act and keep what was foretold; nothing else changes."""
    _require(actor, verb)
    foretold = plan.foretell(verb, choice.versions, actor=actor, now=now)
    told = plan.summary(foretold, actor=actor, now=now)
    act = BulkAct(
        person_id=actor.person,
        seat_id=actor.seat,
        verb=verb,
        query=dict(choice.query),
        matching=choice.matching,
        capped=choice.capped,
        language=translation.get_language() or "vi",
        follows=follows,
        summary=told | ({"changes": changes.between(follows, foretold.lines)} if follows else {}),
        hashes=foretold.hashes,
        total=len(foretold.lines),
        willing=foretold.willing,
        chunks=len(foretold.hashes),
        created_at=now,
        expires_at=timezone.now() + LIFE,
        **more,
    )
    _keep(act, foretold.lines)
    return act


@transaction.atomic
def _keep(act: BulkAct, lines: list[BulkLine]) -> None:
    act.save(force_insert=True)
    for line in lines:
        line.act = act
    for start in range(0, len(lines), work.LINES):
        BulkLine.objects.bulk_create(lines[start : start + work.LINES])


def _require(actor: Actor, verb: str) -> None:
    if verb not in MANY:
        raise Unknown
    if not may(actor, verb):
        raise NotYours(verb, [Reason("not_yours", _("Vị trí đang dùng không làm được việc này cho hồ sơ nào."))])


def own(actor: Actor) -> QuerySet[BulkAct]:
    """The acts of this person on this seat; another's is as if it were not."""
    return BulkAct.objects.filter(person=actor.person, seat=actor.seat)


def is_expired(act: BulkAct) -> bool:
    return act.state == BulkAct.State.OPEN and act.expires_at <= timezone.now()


def confirm(act: BulkAct, evidence: Mapping[str, Any], *, actor: Actor, now: datetime) -> BulkAct:
    """Do it, or have it done; once, however often it is asked. The act to look at next."""
    try:
        if act.total > AT_ONCE:
            _queue(act, evidence, now)
        else:
            _at_once(act, evidence, actor, now)
    except PlanChanged:
        return _look_again(act, evidence, actor, now)
    return act


def _taken(act: BulkAct, state: str, evidence: Mapping[str, Any], now: datetime) -> bool:
    """Whether this hand is the first: the row changes from a living preview once."""
    alive = BulkAct.objects.filter(pk=act.pk, state=BulkAct.State.OPEN, expires_at__gt=timezone.now(), willing__gt=0)
    return bool(alive.update(state=state, evidence=dict(evidence), confirmed_at=now, touched_at=timezone.now()))


@transaction.atomic
def _queue(act: BulkAct, evidence: Mapping[str, Any], now: datetime) -> None:
    if _taken(act, BulkAct.State.QUEUED, evidence, now):
        bell.ring()


@transaction.atomic
def _at_once(act: BulkAct, evidence: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    if _taken(act, BulkAct.State.RUNNING, evidence, now):
        act.evidence = dict(evidence)
        work.carry(act, actor=actor, now=now)
        act.save(update_fields=["moved", "done_chunks", "state", "finished_at"])


def _look_again(act: BulkAct, evidence: Mapping[str, Any], actor: Actor, now: datetime) -> BulkAct:
    """Nothing was done: the same dossiers once more, with the words that were typed and what has changed."""
    if not _taken(act, BulkAct.State.CHANGED, evidence, now):
        return act
    choice = remaining(act, actor)
    return preview(act.verb, choice, actor=actor, now=now, follows=act, evidence=dict(evidence))


def again(act: BulkAct, *, actor: Actor, now: datetime) -> BulkAct:
    """A new preview of what is left: the filter is asked anew, and ticked rows that were never moved stay ticked."""
    afresh = act.matching and not act.confirmed_at
    choice = matching(actor, act.query) if afresh else remaining(act, actor)
    return preview(act.verb, choice, actor=actor, now=now, follows=act, evidence=act.evidence)


def stop(act: BulkAct, *, now: datetime) -> bool:
    """Stop between two chunks; what was moved stays moved."""
    return work.end(act.pk, BulkAct.State.STOPPED, now=now)


def sample(act: BulkAct) -> Dossier | None:
    """The dossier whose form asks the most: one that was received, if there is any."""
    line = (
        act.lines.select_related("dossier__award_type")
        .order_by(F("dossier__submitted_at").desc(nulls_last=True))
        .first()
    )
    return line.dossier if line else None
