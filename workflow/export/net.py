"""A route as a net of desks: which verb leads from which to which, read off the state machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dossiers import conditions, fsm
from dossiers.facts import Facts
from dossiers.models import Dossier, RouteStage
from dossiers.states import CLOSED, REVIEWING, WITH_UNIT, State

#: what a place alone decides; every other condition may hold at some time
STRUCTURAL = [
    conditions.the_first_stage,
    conditions.above_the_first_stage,
    conditions.the_last_stage,
    conditions.not_the_last_stage,
    conditions.no_refusal_proposed,
]
#: leaves the route: the paper goes on in the net of another
LEAVES = "reroute"
#: the desk of the unit, whatever the stage
PROPOSING = "proposing"


def activity(tier: str, state: str, *, refused: bool = False) -> str:
    """What the log and the chart call the work that ends with a move out of this state.

    The desk's name; a chair who is asked to refuse has other work than one who is asked to sign, and only
    so does a log show whether a council was passed by.
    """
    if state in WITH_UNIT:
        return PROPOSING
    return f"{tier}_{state}_refusal" if refused else f"{tier}_{state}"


@dataclass(frozen=True)
class Place:
    """Where a paper may stand: with the unit (no stage), or in a state of a stage."""

    stage: RouteStage | None
    state: str
    refused: bool = False

    @property
    def activity(self) -> str:
        return activity(self.stage.tier if self.stage else "", self.state, refused=self.refused)


@dataclass(frozen=True)
class Step:
    """One move: from a desk by a verb to a desk, or to the end that is named."""

    source: str
    verb: str
    target: str = ""
    end: str = ""


@dataclass(frozen=True)
class Net:
    """The desks of a route in their order, the moves between them, and where a trace may begin."""

    desks: dict[str, Place]
    steps: tuple[Step, ...]
    entries: dict[str, str]  # desk → the verb that opens a paper there

    @cached_property
    def leaving(self) -> dict[str, list[Step]]:
        """The moves out of each desk."""
        return {name: [step for step in self.steps if step.source == name] for name in self.desks}

    def accepts(self, activities: Sequence[str]) -> bool:
        """Whether the desks, one after the other, are a walk from a beginning to an end."""
        here = set(self.entries)
        ended = False
        for name in activities:
            if name not in here:
                return False
            steps = self.leaving[name]
            here = {step.target for step in steps if step.target}
            ended = any(step.end or step.target.endswith(f"_{State.AWARDED}") for step in steps)
        return ended


def net_of(stages: Sequence[RouteStage]) -> Net:
    """The net of a route, given its stages in their order, each knowing the ones beside it."""
    stages[0].route.first = stages[0]
    places = list(_places(stages))
    steps = dict.fromkeys(step for place in places for step in _steps(place, stages[0]))
    desks: dict[str, Place] = {}
    for place in places:
        desks.setdefault(place.activity, place)
    return Net(desks, tuple(steps), _entries(stages))


def _places(stages: Sequence[RouteStage]) -> Iterator[Place]:
    """Every place of the route where somebody can do something."""
    yield Place(None, State.DRAFT)
    for stage in stages:
        for state in REVIEWING:
            if stage.body_kind(state):
                yield Place(stage, state)
        yield Place(stage, State.SIGNING, refused=True)
    yield Place(stages[0], State.RETURNED)
    yield Place(stages[-1], State.AWARDED)


def _entries(stages: Sequence[RouteStage]) -> dict[str, str]:
    """A trace begins with the unit, at an intake when it comes from another route, at a council when it replaces."""
    by_state = {State.INTAKE: LEAVES, State.COUNCIL: "replace"}
    return {PROPOSING: "open"} | {
        activity(stage.tier, state): verb
        for stage in stages
        for state, verb in by_state.items()
        if stage.body_kind(state)
    }


def _steps(place: Place, first: RouteStage) -> Iterator[Step]:
    for move in fsm.every_move(Dossier):
        if move.source == place.state and _may(move, place, first):
            yield _step(move, place, first)


def _probe(place: Place, first: RouteStage) -> Dossier:
    """A paper that stands there, in memory only."""
    dossier = Dossier(state=place.state, stage=place.stage, route=first.route)
    dossier.facts = Facts(refusal_proposed=place.refused)
    return dossier


def _may(move: fsm.Move, place: Place, first: RouteStage) -> bool:
    """Whether the place alone does not bar the move."""
    dossier = _probe(place, first)
    return all(condition(dossier) for condition in move.conditions if condition in STRUCTURAL)


def _step(move: fsm.Move, place: Place, first: RouteStage) -> Step:
    """Carry the move's body out on a probe and see where that has come to lie."""
    if move.verb == LEAVES:
        return Step(place.activity, move.verb, end=LEAVES)
    dossier = _probe(place, first)
    said = getattr(Dossier, move.verb).__wrapped__(dossier)
    state = str(said or next(state for state in move.targets if _stands(dossier.stage, state)))
    if state in CLOSED and state != State.AWARDED:
        return Step(place.activity, move.verb, end=state)
    target = Place(dossier.stage, state, refused=move.verb == "propose_refusal")
    return Step(place.activity, move.verb, target=target.activity)


def _stands(stage: RouteStage | None, state: str) -> bool:
    """Whether the stage has a body for the state; a closed paper needs none."""
    return state not in REVIEWING or (stage is not None and bool(stage.body_kind(state)))
