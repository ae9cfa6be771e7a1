"""The permission table: who may do what in which situation; everything not named here refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dossiers.models import Dossier, RouteStage
from dossiers.rules import RULES
from dossiers.states import State
from dossiers.verbs import VERBS
from roles.models import Person
from roles.policies import Actor
from tests.house import House
from workflow import decisions, engine

#: the hands of the table, as the seats of the house that hold them; “{here}” is the level of the stage
HANDS = {
    "unit head": ["village.head"],
    "officer": ["{here}.officer", "{here}.officer2"],
    "secretary": ["{here}.secretary"],
    "chair": ["{here}.chair"],
    "chair below": ["{below}.chair"],
}

AT_DESK_BACK = {1: "give_back", 2: "send_down"}


def _council(stage: int, **more: str) -> dict[str, str]:
    back = {"recheck": "secretary", AT_DESK_BACK[stage]: "secretary"}
    return {**back, "defer": "secretary", "replace": "secretary", "reroute": "officer", **more}


def _signing(stage: int, **more: str) -> dict[str, str]:
    back = {"recheck": "chair", AT_DESK_BACK[stage]: "chair"}
    return {**back, "decline": "chair", "withdraw": "chair", "reroute": "officer", **more}


def _intake(stage: int) -> dict[str, str]:
    return {
        "recall": "unit head" if stage == 1 else "chair below",
        "refer": "officer",
        "propose_refusal": "officer",
        AT_DESK_BACK[stage]: "officer",
        "withdraw": "unit head",
        "reroute": "officer",
    }


#: situation → verb → the one kind of hand that may; stage 2 stands for every stage above the first
TABLE: dict[str, dict[str, str]] = {
    "draft": {"submit": "unit head", "withdraw": "unit head"},
    "returned": {"submit": "unit head", "withdraw": "unit head"},
    "intake, stage 1": _intake(1),
    "intake, stage 1, desk claimed": {v: h for v, h in _intake(1).items() if v != "recall"},
    "intake, stage 2": _intake(2),
    "intake, stage 2, desk claimed": {v: h for v, h in _intake(2).items() if v != "recall"},
    "council, stage 1, not voted": _council(1, withdraw="unit head"),
    "council, stage 1, passed": _council(1, recommend="secretary"),
    "council, stage 1, failed": _council(1, decline="secretary"),
    "council, stage 2, not voted": _council(2, withdraw="unit head"),
    "council, stage 2, passed": _council(2, recommend="secretary"),
    "council, stage 2, failed": _council(2, decline="secretary"),
    "signing, stage 1, not the last": _signing(1, forward="chair"),
    "signing, stage 2, not the last": _signing(2, forward="chair"),
    "signing, stage 1, the last, on a decision": _signing(1, award="chair"),
    "signing, stage 2, the last, on a decision": _signing(2, award="chair"),
    "signing, stage 1, refusal proposed": _signing(1),
    "signing, stage 2, refusal proposed": _signing(2),
    "awarded, stage 1": {"revoke": "chair"},
    "awarded, stage 2": {"revoke": "chair"},
    "declined, stage 1": {},
    "declined, stage 2": {},
    "replaced, stage 1": {},
    "replaced, stage 2": {},
    "withdrawn": {},
    "revoked, stage 1": {},
    "revoked, stage 2": {},
}


@dataclass
class Scene:
    """A dossier brought into a situation by walking, and what its verbs need."""

    house: House
    dossier: Dossier
    decision: Any = None

    @property
    def stage(self) -> int:
        return self.dossier.stage.order if self.dossier.stage else 1

    def seats(self, hand: str) -> set[str]:
        """The names of the seats that the hand means here."""
        levels = ["village", "commune", "district", "province"]
        places = {"here": levels[self.stage], "below": levels[self.stage - 1]}
        return {seat.format(**places) for seat in HANDS[hand]}

    @cached_property
    def evidence(self) -> dict[str, Any]:
        """Every form filled in, whatever the verb."""
        tier = self.dossier.stage.tier if self.dossier.stage else "commune"
        other = RouteStage.objects.filter(route__transitional=True, tier=tier).first()
        return {
            "ground": "criteria",
            "reason": "Lý do.",
            "missing": ["Biên bản."],
            "next_sitting": "2024-12-20",
            "award": self._other_award(),
            "resolution": "Biên bản họp.",
            "stage": other.pk if other else None,
            "document": "01/CV",
            "request": "Đơn.",
        }

    def _other_award(self) -> str:
        """Another award that the same council considers."""
        other = {1: "LDTT", 2: "CSTDCS"}[self.stage]
        return other if other != self.dossier.award_type_id else "BK_TINH"

    def act(self, verb: str, actor: Actor) -> None:
        """Try the verb; a signed decision is what awards."""
        if verb == "award" and self.decision:
            decisions.sign(self.decision.pk, version=0, actor=actor, now=self.house.now)
            return
        engine.perform(
            verb,
            dossier_id=self.dossier.pk,
            actor=actor,
            version=self.dossier.version,
            now=self.house.now,
            **self.evidence,
        )


def actors(house: House) -> dict[str, Actor]:
    """Every seat of the house, and a superuser who has none."""
    root = Person.objects.create_superuser("root", full_name="Root", password=None)
    seated = {name: house.actor(name) for name in house.seats}
    return {**seated, "superuser without a seat": Actor(root.pk, 0, 0, "")}


def who_can_act(scene: Scene, situation: str, verb: str) -> set[str]:
    """The names of which a refusal of the verb must say one: whose it is, else who has the paper, if anybody."""
    row, dossier = TABLE[situation], scene.dossier
    if verb in row:
        return _names(scene, row[verb]) | {dossier.holder.name}
    if verb in ("recall", "withdraw") and row:  # theirs still who sent it, though it is too late
        return _names(scene, "unit head") | _names(scene, "chair below") | {dossier.holder.name}
    return {dossier.holder.name} if row else set()


def _names(scene: Scene, hand: str) -> set[str]:
    """The bodies of the hand, by name; the chair below by the level."""
    stage = scene.dossier.stage
    if hand == "chair below":
        return {f"Chủ tịch {stage.previous.get_tier_display()}"} if stage and stage.previous else set()
    return {scene.house.seats[seat].unit.name for seat in scene.seats(hand)}


# Bringing a dossier there: always through the door


def scene(house: House, situation: str) -> Scene:
    """The situation of that name."""
    state, *details = situation.split(", ")
    stage = 2 if "stage 2" in details else 1
    build: Callable[[House, int, list[str]], Scene] = BUILDERS[state]
    made = build(house, stage, details)
    made.dossier = house.fresh(made.dossier)
    return made


#: an award whose last stage is the one asked for, and one that goes on above it
LAST = {1: "LDTT", 2: "CSTDCS"}


def _open(house: House, state: State, stage: int, award: str) -> Scene:
    return Scene(house, house.walk(house.draft(award), state, stage=stage))


def _at_unit(house: House, stage: int, details: list[str]) -> Scene:
    return _open(house, State.DRAFT, 1, "CSTDCS")


def _returned(house: House, stage: int, details: list[str]) -> Scene:
    return _open(house, State.RETURNED, 1, "CSTDCS")


def _at_intake(house: House, stage: int, details: list[str]) -> Scene:
    made = _open(house, State.INTAKE, stage, "BK_TINH")
    if "desk claimed" in details:
        officer = made.seats("officer") & {"commune.officer", "district.officer"}
        house.claim(made.dossier, officer.pop())
    return made


def _at_council(house: House, stage: int, details: list[str]) -> Scene:
    made = _open(house, State.COUNCIL, stage, "BK_TINH")
    tier = made.dossier.stage.tier
    if "passed" in details:
        house.vote(made.dossier, tier=tier, conclude=False)
    elif "failed" in details:
        house.vote(made.dossier, tier=tier, yes=0, conclude=False)
    return made


def _at_signing(house: House, stage: int, details: list[str]) -> Scene:
    tier = ["commune", "district"][stage - 1]
    if "refusal proposed" in details:
        made = _open(house, State.INTAKE, stage, "BK_TINH")
        house.act("propose_refusal", made.dossier, f"{tier}.officer", ground="criteria", reason="Lý do.")
        return made
    if "the last" not in details:
        return _open(house, State.SIGNING, stage, "BK_TINH")
    made = _open(house, State.SIGNING, stage, LAST[stage])
    made.decision = decisions.draft(
        body=house.units[f"{tier}-chair"],
        dossier_ids=[made.dossier.pk],
        actor=house.actor(f"{tier}.officer"),
        now=house.later(),
    )
    return made


def _awarded(house: House, stage: int, details: list[str]) -> Scene:
    made = _open(house, State.SIGNING, stage, LAST[stage])
    house.sign(made.dossier, tier=["commune", "district"][stage - 1])
    return made


def _revoked(house: House, stage: int, details: list[str]) -> Scene:
    made = _awarded(house, stage, details)
    house.act("revoke", made.dossier, ["commune.chair", "district.chair"][stage - 1], document="Kết luận 5.")
    return made


def _declined(house: House, stage: int, details: list[str]) -> Scene:
    made = _open(house, State.SIGNING, stage, "BK_TINH")
    house.act("decline", made.dossier, ["commune.chair", "district.chair"][stage - 1], reason="Lý do.")
    return made


def _replaced(house: House, stage: int, details: list[str]) -> Scene:
    made = _open(house, State.COUNCIL, stage, "BK_TINH")
    secretary = ["commune.secretary", "district.secretary"][stage - 1]
    house.act("replace", made.dossier, secretary, award=["LDTT", "CSTDCS"][stage - 1], resolution="Biên bản.")
    return made


def _withdrawn(house: House, stage: int, details: list[str]) -> Scene:
    made = _open(house, State.DRAFT, 1, "LDTT")
    house.act("withdraw", made.dossier, "village.head")
    return made


BUILDERS: dict[str, Callable[[House, int, list[str]], Scene]] = {
    "draft": _at_unit,
    "returned": _returned,
    "intake": _at_intake,
    "council": _at_council,
    "signing": _at_signing,
    "awarded": _awarded,
    "declined": _declined,
    "replaced": _replaced,
    "withdrawn": _withdrawn,
    "revoked": _revoked,
}


# The same table for people


def page() -> str:
    """The table as docs/moves.md prints it."""
    lines = [HEADING, "| situation | " + " | ".join(f"`{verb}`" for verb in VERBS) + " |"]
    lines.append("|---" * (len(VERBS) + 1) + "|")
    lines += [
        f"| {situation} | " + " | ".join(row.get(verb, "") for verb in VERBS) + " |" for situation, row in TABLE.items()
    ]
    return "\n".join([*lines, "", _legend(), "", _rules(), ""])


HEADING = """# Moves: who may do what, when

Generated from `tests/workflow/matrix.py` by `.venv/bin/python -m tests.workflow.print_moves`; do not edit.
A cell names the one kind of hand that may; an empty cell refuses everybody. The test
`tests/workflow/test_matrix.py` tries every seat in every situation with every verb.
"""


def _legend() -> str:
    words = "\n".join(
        f"| `{verb}` | {row.name} | {row.follows} | {', '.join(row.needs)} |" for verb, row in VERBS.items()
    )
    return f"## The verbs\n\n| verb | name | what follows | its form needs |\n|---|---|---|---|\n{words}"


def _rules() -> str:
    words = "\n".join(f"| {name} | {title} |" for name, title in RULES.items())
    told = "A refusal says why, who can act, and one of these rules by its words."
    return f"## The rules\n\n{told}\n\n| rule | its words |\n|---|---|\n{words}"
