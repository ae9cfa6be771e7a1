"""Where a gate hangs, as the pages need it: the papers, who may keep it, who may read it, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.models import Batch, Dossier
from dossiers.states import REVIEWING
from roles.policies import Actor
from roles.templatetags.face import vndate
from workflow import gate_hold, selectors, story, ties
from workflow.models import Event, Gate

#: the moves that bring papers somewhere in a batch
SENDING = ("submit", "forward")


@dataclass(frozen=True)
class Place:
    """One dossier, or one batch with its papers."""

    subject: str
    detail: str
    url: str
    refusal: str
    dossiers: Sequence[Dossier]
    may_keep: bool
    may_read: bool
    code: str = ""
    batch: Batch | None = None

    @property
    def version(self) -> int | None:
        """What a page that opens something here has seen; a batch has no version."""
        return None if self.batch else self.dossiers[0].version

    @property
    def may_open(self) -> bool:
        """Whether something new may be opened: a paper that has ended waits for nothing more."""
        return self.may_keep and (self.batch is not None or self.dossiers[0].state in REVIEWING)

    def opens(self, kind: str) -> str:
        """The address where a gate of the kind is opened."""
        if self.batch:
            return reverse("workflow:open_batch_gate", args=[self.batch.pk, kind])
        return reverse("workflow:open_gate", args=[self.code, kind])


def of_dossier(actor: Actor, **which: Any) -> Place | None:
    """The place of one dossier, if the seat sees it."""
    rows = selectors.visible_to(actor).filter(**which).select_related(*gate_hold.NEIGHBOURS)
    dossier = rows.annotate(**ties.asked()).first()
    if dossier is None:
        return None
    award = _("%(award)s · %(unit)s") % {"award": dossier.award_type.name, "unit": dossier.unit.name}
    own = ties.own_case([dossier], "gate", actor)  # whoever is spoken of neither reads nor answers it
    may = gate_hold.may_keep(dossier, actor) and not own
    return Place(
        subject=story.subject(dossier),
        detail=award,
        url=reverse("workflow:dossier", args=[dossier.code]),
        refusal=own or gate_hold.whose(dossier, actor),
        dossiers=[dossier],
        may_keep=may,
        may_read=may or (not own and actor.holds_under("sign", {dossier.holder.parent_id})),
        code=dossier.code or "",
    )


def of_batch(actor: Actor, pk: int, *, seen: bool = False) -> Place | None:
    """The place of a batch, if the seat sees any paper that came with it; ``seen`` where the caller has looked."""
    batch = Batch.objects.select_related("sender", "receiver").filter(pk=pk).first()
    if batch is None or not (seen or came_with(actor, batch).exists()):
        return None
    lines = list(gate_hold.lines_of(batch))
    own = ties.own_case(lines, "gate", actor)
    may = gate_hold.may_keep_batch(batch, lines, actor)
    authorities = {batch.receiver.parent_id, *(line.holder.parent_id for line in lines)}
    words = {"sender": batch.sender.name, "receiver": batch.receiver.name}
    return Place(
        subject=_("Tờ trình ngày %(day)s") % {"day": vndate(batch.sent_at)},
        detail=_("%(sender)s gửi %(receiver)s") % words,
        url=reverse("workflow:batch", args=[batch.pk]),
        refusal=own or gate_hold.whose_batch(batch, lines, actor),
        dossiers=lines,
        may_keep=may and not own,
        may_read=may or actor.holds_under("sign", authorities),
        batch=batch,
    )


def came_with(actor: Actor, batch: Batch | int) -> QuerySet[Dossier]:
    """The papers that were sent with the batch and that the seat sees, wherever they are now."""
    sent = Event.objects.filter(batch=batch, verb__in=SENDING).values("dossier")
    return selectors.visible_to(actor).filter(pk__in=sent)


def of_gate(actor: Actor, gate: Gate) -> Place | None:
    """The place of a gate that stands."""
    return of_batch(actor, gate.batch_id) if gate.batch_id else of_dossier(actor, pk=gate.dossier_id)
