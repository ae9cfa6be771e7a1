"""Who sees which dossiers, and whose work is what: read from the dossier's side, within rights."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery, When

from dossiers.models import Dossier, Nominee, Revision
from dossiers.states import DESK_RIGHT, OPEN, WITH_UNIT, State
from roles.models import Succession, Unit
from roles.policies import Actor
from workflow.models import Event

ROW = ("award_type", "holder", "nominee", "stage", "unit")
#: the same on both databases: what has no due date comes last
URGENCY = (F("due_at").asc(nulls_last=True), "pk")


def worklist(actor: Actor) -> QuerySet[Dossier]:
    """The open dossiers on the desks that the seat works on, the most urgent first."""
    return Dossier.objects.filter(on_desks_of(actor)).select_related(*ROW).order_by(*URGENCY)


def on_desks_of(actor: Actor) -> Q:
    """Whether a dossier lies on a desk that the seat works on: told by its own columns."""
    wanted = Q(pk__in=[])
    for codename in set(DESK_RIGHT.values()):
        states = [state for state in OPEN if DESK_RIGHT[state] == codename]
        if places := actor.units(codename):
            wanted |= Q(holder__in=places, state__in=states)
    return wanted & scoped(actor)


def scoped(actor: Actor) -> Q:
    """What an acting seat was given; everything where it was not narrowed."""
    given = Q()
    if actor.scope.awards:
        given &= Q(award_type__in=actor.scope.awards)
    return given & Q(unit__code__in=actor.scope.units) if actor.scope.units else given


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """What the seat may see: its unit's own papers, and every paper that visited its bodies."""
    if places := actor.units("read"):
        return Dossier.objects.filter(_under(_with_heritage(actor, places)) & ~_unseen_drafts() & scoped(actor))
    own = _with_heritage(actor, actor.units("propose") + actor.units("edit"))
    bodies = [right.unit for right in actor.rights if right.codename not in ("propose", "edit")]
    visited = Event.objects.filter(dossier=OuterRef("pk"), to_holder__in=_with_heritage(actor, bodies))
    return Dossier.objects.filter((Q(unit__in=own) | Exists(visited)) & scoped(actor))


def _with_heritage(actor: Actor, units: list[int]) -> list[int]:
    """The units, and those that they took over, at whichever hand: old papers are found at the new desk.

    Asked apart, and only of heirs: named in the same statement it would keep the database from its index.
    """
    found: list[int] = list(units)
    if not any(right.heir for right in actor.rights):
        return found
    while new := set(Succession.objects.filter(successor__in=found).values_list("unit", flat=True)) - set(found):
        found += sorted(new)
    return found


def _under(authorities: list[int]) -> Q:
    """Proposed below an authority: what an auditor of the authority reads."""
    found = Q(pk__in=[])
    for path in Unit.objects.filter(pk__in=authorities).values_list("path", flat=True):
        found |= Q(unit__path__startswith=path)
    return found


def _unseen_drafts() -> Q:
    return Q(state__in=WITH_UNIT, submitted_at=None)


def found(actor: Actor, code: str) -> Dossier | None:
    """The dossier of that code, if the seat may see it; none and not visible are the same."""
    return visible_to(actor).filter(code=code).first()


def as_seen(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With what the desks last saw of papers that their units may be changing."""
    frozen = Revision.objects.filter(dossier=OuterRef("pk"), frozen_at__isnull=False).order_by("-number")
    seen = When(state__in=[State.RETURNED, State.WITHDRAWN], then=Subquery(frozen.values("seen")[:1]))
    return rows.annotate(seen=Case(seen, output_field=JSONField()))


def nominee_of(dossier: Any, *, own: bool) -> Nominee:
    """Who is proposed: as the unit writes it for the unit, as the desks have seen it for all others."""
    if own or "nominee" not in (dossier.seen or {}):
        return dossier.nominee
    return Nominee(unit_id=dossier.unit_id, **dossier.seen["nominee"])
