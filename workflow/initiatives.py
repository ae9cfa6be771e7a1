"""Initiatives at a dossier: put into the register, and used for it once, by those who may speak of its nominee."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dossiers import memory
from dossiers.kinds import Target
from dossiers.models import Dossier, Initiative, InitiativeUse
from dossiers.moves import Reason
from roles.models import Seat
from roles.policies import Actor
from workflow import guard
from workflow.refusals import NotNow, NotYours, Unknown


def use(dossier: Dossier, key: int, *, actor: Actor, seat: Seat, now: datetime) -> InitiativeUse:
    """One of the register's, for this dossier and no other."""
    _require(dossier, actor)
    row = next((row for row in memory.register_of(dossier.nominee) if row.pk == key), None)
    if row is None:
        raise Unknown
    return _used(row, dossier, seat, now)


def record(dossier: Dossier, words: dict[str, Any], *, actor: Actor, seat: Seat, now: datetime) -> InitiativeUse:
    """A new one in the register, and used for this dossier at once; nothing is kept where it was used elsewhere."""
    _require(dossier, actor)
    nominee = dossier.nominee
    row = memory.record_initiative(name=nominee.name, born=nominee.born, unit=nominee.unit, now=now, **words)
    return _used(row, dossier, seat, now)


def _used(row: Initiative, dossier: Dossier, seat: Seat, now: datetime) -> InitiativeUse:
    try:
        return memory.use_initiative(row, dossier, seat=seat, now=now)
    except memory.AlreadyUsed as used:
        raise NotNow("initiative", [Reason("not_now", str(used))]) from used


def _require(dossier: Dossier, actor: Actor) -> None:
    if dossier.nominee.kind != Target.INDIVIDUAL or not guard.may_judge(dossier, actor):
        sentence = _("Ghi sáng kiến thuộc đơn vị khi hồ sơ còn ở đơn vị, và người thẩm định của cấp đang giữ hồ sơ.")
        raise NotYours("initiative", [Reason("not_yours", sentence)])
