"""Initiatives at a dossier: put into the register, and used for it once, by those who may speak of its nominee."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dossiers import memory
from dossiers.kinds import Target
from dossiers.models import Dossier, Initiative, InitiativeUse
from dossiers.moves import Reason
from dossiers.states import WITH_UNIT
from roles.models import Seat
from roles.policies import Actor
from workflow import guard, selectors
from workflow.refusals import NotNow, NotYours, Unknown


def use(dossier: Dossier, key: int, *, actor: Actor, seat: Seat, now: datetime) -> InitiativeUse:
    """One of the register's, for this dossier and no other."""
    require(dossier, actor)
    row = next((row for row in memory.register_of(dossier.nominee) if row.pk == key), None)
    if row is None or (dossier.state in WITH_UNIT and row.unit_id != dossier.unit_id):
        raise Unknown  # what another unit has put down is used by who appraises, not by a draft
    return _used(row, dossier, actor, seat, now)


def record(dossier: Dossier, words: dict[str, Any], *, actor: Actor, seat: Seat, now: datetime) -> InitiativeUse:
    """A new one in the register, and used for this dossier at once; nothing is kept where it was used elsewhere."""
    require(dossier, actor)
    nominee = dossier.nominee
    row = memory.record_initiative(name=nominee.name, born=nominee.born, unit=nominee.unit, now=now, **words)
    return _used(row, dossier, actor, seat, now)


def _used(row: Initiative, dossier: Dossier, actor: Actor, seat: Seat, now: datetime) -> InitiativeUse:
    try:
        return memory.use_initiative(row, dossier, seat=seat, now=now)
    except memory.AlreadyUsed as used:
        seen = selectors.visible_to(actor).filter(pk=used.use.dossier_id).exists()
        sentence = memory.used_where(used.use) if seen else str(used)
        raise NotNow("initiative", [Reason("not_now", sentence)]) from used


def require(dossier: Dossier, actor: Actor) -> None:
    """Refuse whoever may not speak of this nominee's initiatives now."""
    if dossier.nominee.kind != Target.INDIVIDUAL or not guard.may_judge(dossier, actor):
        sentence = _("Ghi sáng kiến thuộc đơn vị khi hồ sơ còn ở đơn vị, và người thẩm định của cấp đang giữ hồ sơ.")
        raise NotYours("initiative", [Reason("not_yours", sentence)])
