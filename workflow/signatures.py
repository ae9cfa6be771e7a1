"""The chair's signature under many papers at once: those that changed since are left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from roles.policies import Actor
from workflow import engine, selectors
from workflow.refusals import Stale


@transaction.atomic
def forward(picked: Mapping[int, int], *, actor: Actor, now: datetime) -> engine.Outcome:
    """Send the picked dossiers up in one submission; ``picked`` gives the version that was seen.

    What the actor does not see is passed over in silence, as if it did not exist.
    """
    seen = selectors.visible_to(actor).filter(pk__in=picked)
    rows = seen.select_for_update(of=("self",)).order_by("pk")
    current = dict(rows.values_list("pk", "version"))
    fresh = [pk for pk, version in current.items() if picked[pk] == version]
    outcome = engine.perform_many("forward", dossier_ids=fresh, actor=actor, now=now)
    for pk in current.keys() - set(fresh):
        outcome.refused[pk] = Stale("forward", dossier_id=pk, seen=picked[pk], current=current[pk])
    return outcome
