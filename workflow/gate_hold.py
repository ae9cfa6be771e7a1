"""What a gate hangs on, under its lock: one dossier, or a batch with the papers that are still at its level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dossiers import conflicts, hands
from dossiers.models import Batch, Dossier
from dossiers.moves import Reason
from dossiers.states import REVIEWING
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
    """Whether the actor is an officer of the level that has the paper."""
    officer = dossier.state in REVIEWING and actor.holds_under("appraise", {dossier.holder.parent_id})
    return officer and hands.in_scope(dossier, actor)


def may_keep_batch(batch: Batch, dossiers: Sequence[Dossier], actor: Actor) -> bool:
    """Whether the actor is an officer of the level that received the batch, or that holds its papers now."""
    authorities = {batch.receiver.parent_id, *(dossier.holder.parent_id for dossier in dossiers)}
    officer = actor.holds_under("appraise", authorities)
    return officer and all(hands.in_scope(dossier, actor) for dossier in dossiers)


def lines_of(batch: Batch) -> QuerySet[Dossier]:
    """The papers that came with the batch and are still under review in it."""
    rows = Dossier.objects.filter(batch=batch, state__in=REVIEWING)
    return rows.select_related(*NEIGHBOURS).annotate(**ties.asked()).order_by("pk")


# Locked


def held_dossier(dossier_id: int, actor: Actor, version: int | None = None) -> Held:
    """The dossier, for an officer of its level; as fresh as the page that asks, where a page does."""
    list(Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier_id).values_list("pk"))
    rows = Dossier.objects.select_related(*NEIGHBOURS).annotate(**ties.asked())
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None:
        raise Unknown
    if version is not None and dossier.version != version:
        raise Stale("open_gate", dossier_id=dossier.pk, seen=version, current=dossier.version)
    if not may_keep(dossier, actor):
        raise _not_yours(hands.gate_keeper(dossier))
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
        raise _not_yours(_("người thẩm định cùng cấp với %(unit)s") % {"unit": batch.receiver.name})
    _check_own_case(dossiers, actor)
    return Held(dossiers, batch)


def held_gate(gate_id: int, actor: Actor, seen: int | None = None) -> tuple[Gate, Held]:
    """The gate, read after the papers that it holds were locked; ``seen`` is how many acts the page knew."""
    place = Gate.objects.filter(pk=gate_id).values_list("dossier_id", "batch_id").first()
    if place is None:
        raise Unknown
    held = held_batch(place[1], actor) if place[1] else held_dossier(place[0], actor)
    gate = Gate.objects.select_related("rule").prefetch_related("comments", "asked").get(pk=gate_id)
    current = gate.acts.count()
    if seen is not None and seen != current:
        raise Stale("open_gate", dossier_id=0, seen=seen, current=current, what=_("Việc phải chờ"))
    return gate, held


def _check_own_case(dossiers: Iterable[Dossier], actor: Actor) -> None:
    if sentence := ties.own_case(dossiers, "gate", actor):
        raise NotYours("open_gate", [Reason("not_yours", sentence, conflicts.OWN_CASE)])


def _not_yours(who: str) -> NotYours:
    return NotYours("open_gate", [Reason("not_yours", _("Việc này thuộc %(who)s.") % {"who": who})])


def not_now(sentence: str) -> Refused:
    """The act waits for something; the sentence says for what."""
    return NotNow("open_gate", [Reason("not_now", sentence)])
