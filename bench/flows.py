"""Bare viewflow: the stations of a commune's dossier with viewflow's own nodes, no checks and no ledger."""

from __future__ import annotations

from typing import Any

from viewflow import this
from viewflow.workflow import flow

from dossiers.models import Dossier
from dossiers.states import State


def no_view(request: Any, **kwargs: Any) -> None:
    """The pages are not measured."""


def stands(*states: State) -> Any:
    """A branch by where the paper stands, as viewflow's guide writes it."""
    return lambda activation: activation.process.artifact.state in states


class BareFlow(flow.Flow):
    """Each view is followed by a switch: every desk may pass on or give back."""

    process_title = "Bare"

    start = flow.StartHandle(this.begin).Next(this.intake)
    intake = flow.View(no_view).Next(this.after_intake)
    after_intake = (
        flow.Switch()
        .Case(this.council, stands(State.COUNCIL))
        .Case(this.signing, stands(State.SIGNING))
        .Default(this.proposing)
    )
    council = flow.View(no_view).Next(this.after_council)
    after_council = flow.Switch().Case(this.signing, stands(State.SIGNING)).Default(this.intake)
    signing = flow.View(no_view).Next(this.after_signing)
    after_signing = flow.Switch().Case(this.intake, stands(State.INTAKE)).Default(this.end)
    proposing = flow.View(no_view).Next(this.intake)
    end = flow.End()

    def begin(self, activation: Any, dossier: Dossier) -> None:
        activation.process.artifact = dossier
