"""System checks of motion: every route is a walk, every tier and state on it has a desk."""

from typing import Any

from django.core.checks import Error, register

from dossiers import fsm
from dossiers.models import Dossier
from dossiers.states import REVIEWING
from dossiers.verbs import VERBS
from roles.models import Tier
from workflow.flows import NominationFlow


@register()
def every_place_has_a_desk(**kwargs: Any) -> list[Error]:
    """A tier and state without a node would be a paper that nobody can work on."""
    names = {node.name for node in NominationFlow.instance.nodes()}
    places = [f"{tier}_{state}" for tier in Tier if tier != Tier.BASE for state in REVIEWING]
    return [Error(f"No desk for {p}.", id="workflow.E001") for p in places if p not in names]


@register()
def every_verb_has_words(**kwargs: Any) -> list[Error]:
    """A move without words could not be offered, refused or told."""
    declared, spoken = set(fsm.verbs(Dossier)), set(VERBS)
    return [Error(f"Verb without words or move: {v}.", id="workflow.E002") for v in declared ^ spoken]
