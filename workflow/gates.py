"""What runs beside a paper and holds it: opened and closed by the officer, under the dossier's lock."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.models import Dossier
from dossiers.moves import Reason
from dossiers.states import REVIEWING
from roles.policies import Actor
from workflow import pauses
from workflow.claims import locked
from workflow.models import Gate
from workflow.refusals import Lacking, NotNow, NotYours, Unknown

#: what each kind of gate cannot be opened without
NEEDS: dict[str, tuple[str, ...]] = {
    Gate.Kind.POSTING: ("until",),
    Gate.Kind.CONSULTATION: ("note",),
    Gate.Kind.SUSPENSION: ("document",),
}


def may_keep(dossier: Dossier, actor: Actor) -> bool:
    """Whether the actor is an officer of the level that has the paper."""
    return dossier.state in REVIEWING and actor.holds_under("appraise", {dossier.holder.parent_id})


@transaction.atomic
def open_gate(
    dossier_id: int,
    kind: str,
    *,
    actor: Actor,
    version: int,
    now: datetime,
    until: date | None = None,
    note: str = "",
    document: str = "",
) -> Gate:
    """The paper waits: moves that go on are held until the gate is closed."""
    dossier = _kept_by(dossier_id, actor, version)
    given = {"until": until, "note": note, "document": document}
    if lacking := [name for name in NEEDS[kind] if not given[name]]:
        raise Lacking("open_gate", lacking)
    if Gate.objects.filter(dossier=dossier, kind=kind, closed_at=None).exists():
        label = Gate.Kind(kind).label
        raise NotNow("open_gate", [Reason("not_now", _("Hồ sơ này %(gate)s rồi.") % {"gate": label})])
    gate = Gate.objects.create(
        dossier=dossier, kind=kind, opened_at=now, opened_by_id=actor.person, until=until, note=note, document=document
    )
    pauses.opened(gate, now=now)
    return gate


@transaction.atomic
def close_gate(dossier_id: int, gate_id: int, *, actor: Actor, version: int, now: datetime) -> Gate:
    """The paper may go on; a gate that was closed before stays as it was."""
    _kept_by(dossier_id, actor, version)
    gate = Gate.objects.filter(pk=gate_id, dossier=dossier_id).first()
    if gate is None:
        raise Unknown
    if gate.closed_at is None:
        gate.closed_at, gate.closed_by_id = now, actor.person
        gate.save(update_fields=["closed_at", "closed_by"])
        pauses.closed(gate, now=now)
    return gate


def _kept_by(dossier_id: int, actor: Actor, version: int) -> Dossier:
    dossier = locked(dossier_id, verb="open_gate", version=version)
    if not may_keep(dossier, actor):
        sentence = _("Việc này thuộc người thẩm định cùng cấp với %(holder)s.") % {"holder": dossier.holder.name}
        raise NotYours("open_gate", [Reason("not_yours", sentence)])
    return dossier
