"""Which decisions are shown to whom: drafts to those who prepare or sign them, signed ones further."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from dossiers.models import Dossier
from roles.models import UnitKind
from roles.policies import Actor
from roles.scopes import EVERYTHING
from workflow import selectors
from workflow.models import Decision


def offices_of(actor: Actor) -> set[int | None]:
    """The authorities in whose office the seat appraises: there it drafts decisions."""
    return {right.authority for right in actor.rights if right.codename == "appraise"}


def signs_or_drafts(actor: Actor, prefix: str) -> Q:
    """The chair's desks where the seat signs, or for which it drafts."""
    beside = {f"{prefix}__kind": UnitKind.CHAIR, f"{prefix}__parent__in": offices_of(actor)}
    return Q(**{f"{prefix}__in": actor.units("sign")}) | Q(**beside)


def seen(actor: Actor, visible: QuerySet[Dossier] | None = None) -> QuerySet[Decision]:
    """Drafts to those who prepare or sign them; signed ones to the authority and to who sees a line.

    ``visible`` spares who has asked already what the seat sees from asking again.
    """
    beside = {right.authority for right in actor.rights if right.codename not in ("propose", "edit")}
    rows = selectors.visible_to(actor) if visible is None else visible
    lines = rows.filter(decision_line__decision=OuterRef("pk"))
    authority = (Q(body__parent__in=beside) | Q(body__parent__in=actor.units("read"))) & within(actor)
    signed = Q(status=Decision.Status.SIGNED) & (authority | Exists(lines))
    return Decision.objects.filter(signed | signs_or_drafts(actor, "body") & within(actor))


def within(actor: Actor) -> Q:
    """Decisions that hold nothing but what an acting seat was given."""
    if actor.scope == EVERYTHING:
        return Q()
    beyond = Dossier.objects.filter(~selectors.scoped(actor), decision_line__decision=OuterRef("pk"))
    return Q(~Exists(beyond))
