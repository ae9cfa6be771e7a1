"""A person declares what ties them to a nominee: under the dossier's lock, so that no move runs beside it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.conflicts import Relation
from dossiers.models import Declaration, Dossier
from dossiers.moves import Reason
from dossiers.states import CLOSED
from roles.policies import Actor
from workflow import desks
from workflow.context import DESK_RIGHTS
from workflow.refusals import NotNow

#: whose hand or vote could be in question
CONCERNED = DESK_RIGHTS | {"vote"}


def may_declare(dossier: Dossier, actor: Actor) -> bool:
    """Whoever could come to decide, appraise, minute or vote; once, while the dossier is open."""
    concerned = any(right.codename in CONCERNED for right in actor.rights)
    declared = {tie.person for tie in dossier.facts.ties} if dossier.facts else set()
    return concerned and dossier.state not in CLOSED and actor.person not in declared


@transaction.atomic
def declare(dossier_id: int, *, actor: Actor, relation: str, reason: str, now: datetime) -> Declaration:
    """The line that stays; whoever had taken the desk puts it back."""
    list(Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier_id).values_list("pk"))
    values = {"seat_id": actor.seat, "relation": relation, "reason": reason, "declared_at": now}
    made, fresh = Declaration.objects.get_or_create(dossier_id=dossier_id, person_id=actor.person, defaults=values)
    if not fresh:
        raise NotNow("declare", [Reason("not_now", _("Đã khai báo với hồ sơ này; khai báo được giữ nguyên."))])
    desks.release(dossier_id, person=actor.person)
    return made


def told(dossier: Dossier) -> list[str]:
    """Who has declared what, for the page of the dossier."""
    ties = dossier.facts.ties if dossier.facts else ()
    words = _("%(who)s: %(relation)s")
    return [words % {"who": tie.name, "relation": Relation(tie.relation).label} for tie in ties if tie.name]
