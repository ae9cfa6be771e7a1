"""What a gate hangs on, under its lock: one dossier, or a batch with the papers that are still at its level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dossiers import conflicts, hands
from dossiers.models import Batch, Dossier
from dossiers.moves import Reason
from dossiers.states import CLOSED, REVIEWING
from roles.policies import Actor
from workflow import ties
from workflow.models import Gate
from workflow.refusals import NotNow, NotYours, Refused, Stale, Unknown

NEIGHBOURS = ("award_type", "holder", "nominee", "stage", "unit")


@dataclass(frozen=True)
class Held:
    """The locked papers that a gate holds; with a batch, all of it that is still at its level."""

    dossiers: Sequence[Dossier]
    batch: Batch | None = None

    @property
    def place(self) -> dict[str, int]:
        """The columns that say where the gate hangs."""
        return {"batch_id": self.batch.pk} if self.batch else {"dossier_id": self.dossiers[0].pk}


def may_keep(dossier: Dossier, actor: Actor) -> bool:
    """Whether the actor is an officer of the level that has the paper, or had it at its end, and did not write it."""
    here = dossier.state in (*REVIEWING, *CLOSED) and _of_level(dossier, actor)
    return here and hands.in_scope(dossier, actor) and dossier.author_id not in actor.people


def may_open(dossier: Dossier, actor: Actor) -> bool:
    """The same for a new gate: a paper that has ended waits for nothing more."""
    return dossier.state in REVIEWING and may_keep(dossier, actor)


def _of_level(dossier: Dossier, actor: Actor) -> bool:
    return actor.holds_under("appraise", {dossier.holder.parent_id})


def whose(dossier: Dossier, actor: Actor) -> str:
    """Why this actor may not keep what runs beside the paper, and who may."""
    if dossier.author_id in actor.people and _of_level(dossier, actor):
        return hands.four_eyes(dossier)
    return _("Việc này thuộc %(who)s.") % {"who": hands.gate_keeper(dossier)}


def may_keep_batch(batch: Batch, dossiers: Sequence[Dossier], actor: Actor) -> bool:
    """Whether the actor wrote none of it and is an officer of the level that received the batch or holds its papers."""
    if any(dossier.author_id in actor.people for dossier in dossiers):
        return False
    authorities = {batch.receiver.parent_id, *(dossier.holder.parent_id for dossier in dossiers)}
    officer = actor.holds_under("appraise", authorities)
    return officer and all(hands.in_scope(dossier, actor) for dossier in dossiers)


def whose_batch(batch: Batch, dossiers: Sequence[Dossier], actor: Actor) -> str:
    """Why this actor may not keep what runs beside the batch, and who may."""
    own = next((dossier for dossier in dossiers if dossier.author_id in actor.people), None)
    if own is not None and _of_level(own, actor):
        return hands.four_eyes(own)
    return _("Việc này thuộc %(who)s.") % {"who": batch_keeper(batch)}


def batch_keeper(batch: Batch) -> str:
    """Who opens and closes what runs beside the batch."""
    return _("người thẩm định cùng cấp với %(unit)s") % {"unit": batch.receiver.name}


def lines_of(batch: Batch) -> QuerySet[Dossier]:
    """The papers that came with the batch and are still under review in it."""
    rows = Dossier.objects.filter(batch=batch, state__in=REVIEWING)
    return rows.select_related(*NEIGHBOURS).annotate(**ties.asked()).order_by("pk")


# Locked


def held_dossier(
    dossier_id: int, actor: Actor, version: int | None = None, *, may: Callable[[Dossier, Actor], bool] = may_open
) -> Held:
    """The dossier, for an officer of its level; as fresh as the page that asks, where a page does."""
    list(Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier_id).values_list("pk"))
    rows = Dossier.objects.select_related(*NEIGHBOURS).annotate(**ties.asked())
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None:
        raise Unknown
    if version is not None and dossier.version != version:
        raise Stale("open_gate", dossier_id=dossier.pk, seen=version, current=dossier.version)
    if not may(dossier, actor):
        raise _not_yours(whose(dossier, actor))
    _check_own_case([dossier], actor)
    return Held([dossier])


def held_batch(batch_id: int, actor: Actor) -> Held:
    """The batch's papers in key order, then the batch itself.

    A move locks its paper and afterwards only refers to the batch: whoever took the batch first
    and the papers then would wait for a move that waits for the batch.
    """
    papers = Dossier.objects.filter(batch=batch_id).order_by("pk").select_for_update(of=("self",))
    list(papers.values_list("pk"))
    list(Batch.objects.select_for_update(no_key=True).filter(pk=batch_id).values_list("pk"))
    batch = Batch.objects.select_related("receiver").filter(pk=batch_id).first()
    if batch is None:
        raise Unknown
    dossiers = list(lines_of(batch))
    if not may_keep_batch(batch, dossiers, actor):
        raise _not_yours(whose_batch(batch, dossiers, actor))
    _check_own_case(dossiers, actor)
    return Held(dossiers, batch)


def held_gate(gate_id: int, actor: Actor, seen: int | None = None) -> tuple[Gate, Held]:
    """The gate, read after the papers that it holds were locked; ``seen`` is how many acts the page knew."""
    place = Gate.objects.filter(pk=gate_id).values_list("dossier_id", "batch_id").first()
    if place is None:
        raise Unknown
    held = held_batch(place[1], actor) if place[1] else held_dossier(place[0], actor, may=may_keep)
    gate = Gate.objects.select_related("rule").prefetch_related("comments", "asked").get(pk=gate_id)
    current = gate.acts.count()
    if seen is not None and seen != current:
        raise Stale("open_gate", dossier_id=0, seen=seen, current=current, what=_("Việc phải chờ"))
    return gate, held


def _check_own_case(dossiers: Iterable[Dossier], actor: Actor) -> None:
    if sentence := ties.own_case(dossiers, "gate", actor):
        raise NotYours("open_gate", [Reason("not_yours", sentence, conflicts.OWN_CASE)])


def _not_yours(sentence: str) -> NotYours:
    return NotYours("open_gate", [Reason("not_yours", sentence)])


def not_now(sentence: str) -> Refused:
    """The act waits for something; the sentence says for what."""
    return NotNow("open_gate", [Reason("not_now", sentence)])
