"""Work items: a desk a tier and state, and the end where no desk opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.start import StartHandleActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import PROCESS, STATUS

from dossiers import moves
from dossiers.states import CLOSED, State
from roles.models import Tier


def _barred(*args: Any, **kwargs: Any) -> bool:
    """Going back is a legal act (give_back), never a rewinding of rows."""
    return False


class OpeningActivation(StartHandleActivation):
    """The start leads to the desk that the new dossier names: its unit's, or a council's."""

    @property
    def left_at(self) -> datetime:
        """When the dossier was opened, on the office clock."""
        moment: datetime = self.process.dossier.opened_at
        return moment

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.DONE)
    def complete(self) -> None:
        """The start is over at the moment of the opening."""
        self.task.created = self.task.started = self.task.finished = self.left_at
        self.task.save()

    @Activation.status.super()
    def create_next(self) -> Iterator[Any]:
        node = self.flow_class.instance.desk(self.process.dossier)
        yield node._create(self, self.task.token)


class Opening(flow.StartHandle):
    """Where a dossier begins."""

    activation_class = OpeningActivation


class DeskActivation(ViewActivation):
    """A desk is left by a move that the engine has made, never by a button of viewflow's."""

    @classmethod
    def create(cls, flow_task: Any, prev_activation: Any, token: Any, **kwargs: Any) -> Any:
        """A work item that waits since the one before it was left, on the office clock."""
        task = flow_task.flow_class.task_class(
            process=prev_activation.process,
            flow_task=flow_task,
            flow_task_type=flow_task.task_type,
            token=token,
            created=prev_activation.left_at,
        )
        task.save(force_insert=True)
        task.previous.add(prev_activation.task)
        return cls(task)

    @property
    def left_at(self) -> datetime:
        """When the paper went on from here."""
        moment: datetime = self.task.finished
        return moment

    @Activation.status.transition(source=[STATUS.NEW, STATUS.ASSIGNED], target=STATUS.DONE)
    def pass_on(self, *, person: int | None, now: datetime) -> None:
        """Close the work item in the name of whoever moved the paper."""
        self.task.owner_id = person
        self.task.started = self.task.finished = now
        self.task.save(update_fields=["status", "owner", "started", "finished"])

    @Activation.status.super()
    def create_next(self) -> Iterator[Any]:
        """Open the desk that the dossier now names."""
        node = self.flow_class.instance.desk(self.process.dossier)
        yield node._create(self, self.task.token)

    @Activation.status.transition(source=STATUS.NEW, conditions=[_barred], permission=_barred)
    def cancel(self) -> None:
        """Never: only a move closes a desk."""

    @Activation.status.transition(source=STATUS.DONE, conditions=[_barred], permission=_barred)
    def undo(self) -> None:
        """Never: going back is a legal act."""

    @Activation.status.transition(source=STATUS.ERROR, conditions=[_barred], permission=_barred)
    def revive(self) -> None:
        """Never: a desk does not fail, and none comes back."""


class Desk(flow.View):
    """Where a paper lies while somebody at one tier works on it in one state."""

    activation_class = DeskActivation

    def __init__(self, tier: Tier, *states: State) -> None:
        super().__init__(_no_view)
        self.tier = tier
        self.states = states

    def _outgoing(self) -> Iterator[Edge]:
        """The chart's edges, read off the state machine."""
        targets = {target for move in moves.all_moves() if move.source in self.states for target in move.targets}
        for node in self.flow_class.instance.nodes():
            if node is not self and _receives(node, targets):
                yield Edge(src=self, dst=node, edge_class="next")


def _receives(node: Any, targets: set[str]) -> bool:
    if isinstance(node, Desk):
        return bool(targets & set(node.states))
    return isinstance(node, Closed) and bool(targets & set(CLOSED))


def _no_view(request: Any, **kwargs: Any) -> None:
    raise NotImplementedError("viewflow's own pages are not mounted; acts go through the engine")


class ClosedActivation(EndActivation):
    """The end, written at once: a closed dossier has no work item left to count."""

    @classmethod
    def create(cls, flow_task: Any, prev_activation: Any, token: Any, **kwargs: Any) -> Any:
        """One row for the end itself, one for the process."""
        now = prev_activation.task.finished
        process = prev_activation.process
        task = flow_task.flow_class.task_class(
            process=process,
            flow_task=flow_task,
            flow_task_type=flow_task.task_type,
            token=token,
            status=STATUS.DONE,
            created=now,
            started=now,
            finished=now,
        )
        task.save(force_insert=True)
        task.previous.add(prev_activation.task)
        process.status, process.finished = PROCESS.DONE, now
        process.save(update_fields=["status", "finished"])
        return cls(task)


class Closed(flow.End):
    """No desk: the dossier is awarded, declined, replaced, withdrawn or revoked."""

    activation_class = ClosedActivation
