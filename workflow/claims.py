"""Who works on a desk: taken and put back under the dossier's lock, by those who may work there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import conflicts, hands
from dossiers.models import Dossier
from dossiers.moves import Reason
from dossiers.states import REVIEWING
from roles.policies import Actor
from workflow import desks
from workflow.facts import gathered, settle_facts
from workflow.refusals import NotNow, NotYours, Stale, Unknown


def may_claim(dossier: Dossier, actor: Actor) -> bool:
    """Whether the actor works on the desk where the paper lies; a unit's own desk is not claimed."""
    return (
        dossier.state in REVIEWING and hands.at_desk(dossier, actor) and not conflicts.refusal(dossier, "claim", actor)
    )


@transaction.atomic
def claim(dossier_id: int, *, actor: Actor, version: int, now: datetime) -> Dossier:
    """The desk is the actor's: others see who works on it."""
    dossier = _at_desk(dossier_id, actor, version)
    if not desks.claim(dossier_id, person=actor.person, now=now) and not _has(dossier_id, actor):
        raise NotNow("claim", [Reason("not_now", _("Hồ sơ này đã có người khác nhận xử lý."))])
    return dossier


@transaction.atomic
def release(dossier_id: int, *, actor: Actor, version: int) -> Dossier:
    """The desk is free again for everybody who works there."""
    dossier = _at_desk(dossier_id, actor, version)
    desks.release(dossier_id, person=actor.person)
    return dossier


def _has(dossier_id: int, actor: Actor) -> bool:
    return desks.open_desks([dossier_id]).filter(owner=actor.person).exists()


def locked(dossier_id: int, *, verb: str, version: int) -> Dossier:
    """The dossier under its lock, as fresh as the page that asks."""
    list(Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier_id).values_list("pk"))
    dossier = gathered(Dossier.objects.filter(pk=dossier_id)).first()
    if dossier is None:
        raise Unknown
    settle_facts([dossier])
    if dossier.version != version:
        raise Stale(verb, dossier_id=dossier.pk, seen=version, current=dossier.version)
    return dossier


def _at_desk(dossier_id: int, actor: Actor, version: int) -> Dossier:
    dossier = locked(dossier_id, verb="claim", version=version)
    if not may_claim(dossier, actor):
        if own := conflicts.refusal(dossier, "claim", actor):
            raise NotYours("claim", [Reason("not_yours", own, conflicts.OWN_CASE)])
        raise NotYours("claim", [Reason("not_yours", hands.at_desk.refuses(dossier, actor), "desk")])
    return dossier
