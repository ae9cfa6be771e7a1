"""An office in which anything may happen next: random people, verbs, gates, sittings, absences and clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dossiers.models import Dossier, Nominee, RouteStage
from dossiers.moves import why_not
from dossiers.states import REVIEWING, State
from dossiers.verbs import VERBS
from roles import grants, substitutes
from roles.models import Seat, Succession
from roles.successions import PlanError
from tests.house import COUNCIL, House, written
from tests.workflow import oracle
from tests.workflow.test_succession import plan
from workflow import claims, decisions, drafts, engine, gates, sittings, succession
from workflow.facts import gathered, settle_facts
from workflow.models import Decision, Event, Gate, Item, Sitting
from workflow.refusals import Refused, Unknown

AWARDS = ["CSTDCS", "LDTT", "BK_TINH"]
#: seats that come and go
POSTS = ["village.head", "commune.officer", "commune.secretary", "commune.chair", "district.officer", "district.chair"]
#: the hands that the rows allow: who is absent, by whom, in which form
SUBSTITUTES = [
    ("commune.chair", "commune.deputy", "KT"),
    ("district.chair", "district.deputy", "KT"),
    ("commune.officer", "commune.officer2", "TUQ"),
    ("commune.secretary", "commune.member1", "TUQ"),
    ("village.head", "village.clerk", "TUQ"),
]


@dataclass
class Journal:
    """What came to the door, over all runs."""

    steps: int = 0
    moved: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)

    def write(self, act: str, refused: Exception | None) -> None:
        """How one act ended."""
        self.steps += 1
        if refused is None:
            self.acts[act] += 1
        else:
            self.refused[type(refused).__name__] += 1


class Office(RuleBasedStateMachine):
    """One run: a house of its own, gone afterwards."""

    base: House
    journal: Journal
    #: what the office clock says to a command
    clock: datetime

    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.house = House(dict(self.base.units), dict(self.base.seats), self.base.now)
        self.seen: set[Any] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    # At the door

    def door(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """One act that reached the door; a refusal leaves everything as it was."""
        before = self.print()
        refused = None
        try:
            done = act(*args, **kwargs)
        except (Refused, Unknown, substitutes.CannotAct, PlanError) as why:
            done, refused = None, why
        assert refused is None or self.print() == before, f"{refused} and yet something changed"
        self.journal.write(act.__name__, refused)
        return done

    def print(self) -> tuple[Any, ...]:
        """Enough to see that nothing has moved."""
        return Event.objects.count(), Dossier.objects.aggregate(n=Sum("version"))["n"], Item.objects.count()

    def pick(self, among: Iterable[Any]) -> Any:
        """One of them, each as likely as any other."""
        return self.chance.choice(list(among))

    def dossier(self) -> Dossier:
        """Any of the dossiers."""
        return self.house.fresh(Dossier(pk=self.pick(Dossier.objects.order_by("pk").values_list("pk", flat=True))))

    def anybody(self) -> Any:
        return self.house.actor(self.pick(self.house.seats))

    def near(self, dossier: Dossier) -> Any:
        """Somebody whose business it may well be."""
        return self.house.actor(self.pick(self.neighbours(dossier)))

    def neighbours(self, dossier: Dossier) -> list[str]:
        """The seats of the unit that proposes, and of all bodies beside the holder."""
        at = [dossier.holder_id, dossier.unit_id, *dossier.holder.parent.children.values_list("pk", flat=True)]
        return [name for name, seat in self.house.seats.items() if seat.unit_id in at]

    def form(self) -> dict[str, Any]:
        """Every form filled in, whatever the verb."""
        stages = RouteStage.objects.order_by("pk").values_list("pk", flat=True)
        return {
            "ground": "criteria",
            "reason": "Lý do.",
            "missing": ["Biên bản."],
            "next_sitting": "2024-12-20",
            "award": self.pick(AWARDS),
            "resolution": "Biên bản họp.",
            "stage": self.pick(stages),
            "document": "01/CV",
            "request": "Đơn.",
        }

    def perform(self, verb: str, dossier: Dossier, actor: Any, *, form: dict[str, Any], behind: int = 0) -> None:
        version = dossier.version - behind
        now = self.house.later()
        self.door(engine.perform, verb, dossier_id=dossier.pk, actor=actor, version=version, now=now, **form)

    # Papers

    @initialize(seed=st.integers(0, 2**64))
    def some_papers(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 -- which of many, no secret
        for award in AWARDS:
            self.house.draft(award)
        self.house.draft(by="hamlet.head", unit="hamlet")
        self.house.sign(self.house.walk(self.house.draft("LDTT"), State.SIGNING))
        for nominee in Nominee.objects.filter(dossier__state=State.DRAFT):
            self._is_one_of_us(nominee)

    def _is_one_of_us(self, nominee: Nominee) -> None:
        """Now and then it is somebody who has a seat."""
        if self.pick([True, False]):
            nominee.person = self.house.seats[self.pick(POSTS)].person
            nominee.save(update_fields=["person"])

    @rule(by=st.sampled_from(["village.head", "hamlet.head", "village.clerk", "commune.officer"]))
    def draft(self, by: str) -> None:
        unit, seat = self.house.units["hamlet" if by == "hamlet.head" else "village"], self.house.seats[by]
        nominee = {"kind": "individual", "name": "Trần Thị Nhàn", "gender": "f", "born": "1979"}
        content = {"nominee": nominee, "content_of": written(), "year": 2024, "now": self.house.later()}
        award = self.dossier().award_type
        made = self.door(
            drafts.open_draft, unit=unit, actor=self.house.actor(by), author=seat.person, award_type=award, **content
        )
        if made:
            self._is_one_of_us(made.nominee)

    @rule()
    def discard(self) -> None:
        dossier = self.dossier()
        if Dossier.objects.filter(state=State.DRAFT).count() > len(AWARDS):
            self.door(drafts.discard, dossier.pk, actor=self.near(dossier))

    # Moves

    @rule(verb=st.sampled_from(list(VERBS)))
    def anything_by_anybody(self, verb: str) -> None:
        self.perform(verb, self.dossier(), self.anybody(), form=self.form())

    @rule(verb=st.sampled_from(list(VERBS)))
    def a_stale_page_or_an_empty_form(self, verb: str) -> None:
        dossier = self.dossier()
        found = self._where_open(verb) or [(dossier, self.near(dossier))]
        self.perform(verb, *self.pick(found), form={}, behind=self.pick([0, 1]))

    @rule()
    def something_that_its_state_knows(self) -> None:
        dossier = self.dossier()
        verbs = [name for name in VERBS if engine.fsm.move_from(Dossier, name, dossier.state)]
        if verbs:
            self.perform(self.pick(verbs), dossier, self.near(dossier), form=self.form())

    @rule(verbs=st.lists(st.sampled_from(list(VERBS)), min_size=2, max_size=3))
    def verbs_where_they_are_open_to_somebody(self, verbs: list[str]) -> None:
        for verb in verbs:
            if found := self._where_open(verb):
                self.perform(verb, *self.pick(found), form=self.form())

    def _where_open(self, verb: str) -> list[tuple[Dossier, Any]]:
        """The dossiers on which somebody near may do it now, each with who may."""
        dossiers = list(gathered(Dossier.objects.order_by("pk")))
        settle_facts(dossiers, verb="reroute")
        able = [dossier for dossier in dossiers if engine.fsm.move_from(Dossier, verb, dossier.state)]
        hands = [(dossier, self.house.actor(name)) for dossier in able for name in self.neighbours(dossier)]
        return [(dossier, actor) for dossier, actor in hands if not why_not(dossier, verb, actor)]

    @rule(yes=st.sampled_from([COUNCIL, COUNCIL, COUNCIL, 0]))
    def on_by_the_straight_way(self, yes: int) -> None:
        self._on(self.dossier(), yes)

    @rule()
    def far_by_the_straight_way(self) -> None:
        """One paper as far as to the desks of the next level: some verbs live there alone."""
        dossier = self.dossier()
        for _each in range(6):
            self._on(self.house.fresh(dossier), COUNCIL)

    def _on(self, dossier: Dossier, yes: int) -> None:
        tier = dossier.stage.tier if dossier.stage else "base"
        by = {State.DRAFT: "village.head", State.RETURNED: "village.head", State.INTAKE: f"{tier}.officer2"}
        if dossier.state in by:
            verb = "refer" if dossier.state == State.INTAKE else "submit"
            self.perform(verb, dossier, self.house.actor(by[State(dossier.state)]), form={})
        elif dossier.state == State.COUNCIL:
            self._sit(tier, yes)
        elif dossier.state == State.SIGNING:
            self._sign(dossier, tier)

    def _sign(self, dossier: Dossier, tier: str) -> None:
        chair = self.house.actor(f"{tier}.chair")
        if not dossier.stage.is_last:
            self.perform("forward", dossier, chair, form={})
            return
        ids, officer = [dossier.pk], self.house.actor(f"{tier}.officer")
        body, now = self.house.units[f"{tier}-chair"], self.house.later()
        draft = self.door(decisions.draft, body=body, dossier_ids=ids, actor=officer, now=now)
        found = Decision.objects.filter(lines__dossier=dossier).first() or draft
        if found:
            self.door(decisions.sign, found.pk, version=found.version, actor=chair, now=self.house.later())

    @rule(verb=st.sampled_from(list(VERBS)), preview=st.booleans())
    def many(self, verb: str, preview: bool) -> None:
        ids = list(Dossier.objects.values_list("pk", flat=True))
        actor = self.near(self.dossier())
        before, now = self.print(), self.house.later()
        done = self.door(
            engine.perform_many, verb, dossier_ids=ids, actor=actor, now=now, preview=preview, **self.form()
        )
        if done is not None:
            moved = len(done.plan) if preview else len(done.moved)
            assert moved + len(done.refused) == len(ids)
            assert not preview or self.print() == before
            self.journal.refused.update(type(why).__name__ for why in done.refused.values())

    # Beside the moves

    def under_review(self) -> Dossier | None:
        """Any paper that lies on a desk above its unit."""
        ids = list(Dossier.objects.filter(state__in=REVIEWING).order_by("pk").values_list("pk", flat=True))
        return self.house.fresh(Dossier(pk=self.pick(ids))) if ids else None

    def officer(self, dossier: Dossier) -> Any:
        """The second officer of the paper's level, who never leaves; now and then somebody else."""
        name = f"{dossier.holder.tier}.officer2"
        known = name in self.house.seats and self.pick([True, True, False])
        return self.house.actor(name) if known else self.near(dossier)

    @rule()
    def claim_and_release(self) -> None:
        if dossier := self.under_review():
            page = {"actor": self.officer(dossier), "version": dossier.version}
            self.door(claims.claim, dossier.pk, now=self.house.later(), **page)
            if self.pick([True, False]):
                self.door(claims.release, dossier.pk, **page)

    @rule(kind=st.sampled_from(Gate.Kind.values))
    def open_gate(self, kind: str) -> None:
        if dossier := self.under_review():
            now = self.house.later()
            terms = {"until": now.date() + timedelta(days=10), "places": "Nhà văn hóa", "asked": ["Công an xã"]}
            page = {"actor": self.officer(dossier), "version": dossier.version, "now": now}
            self.door(gates.open_gate, dossier.pk, kind, **page, **terms, document="Công văn 5")

    @rule()
    def close_gates(self) -> None:
        words = {"document": "Kết luận 7", "outcome": "Không có ý kiến."}
        for gate in Gate.objects.filter(closed_at=None).select_related("dossier__holder__parent"):
            self.door(gates.close_gate, gate.pk, actor=self.officer(gate.dossier), now=self.house.later(), **words)

    @rule(tier=st.sampled_from(["commune", "district"]), yes=st.integers(0, COUNCIL))
    def sit(self, tier: str, yes: int) -> None:
        self._sit(tier, yes, actor=self.anybody() if self.pick([True, False, False]) else None)

    def _sit(self, tier: str, yes: int, actor: Any = None) -> None:
        """The next thing that a sitting does: opened, or counted item by item and concluded."""
        actor, council = actor or self.house.actor(f"{tier}.secretary"), self.house.units[f"{tier}-council"]
        sitting = Sitting.objects.filter(council=council, concluded_at=None).first()
        if sitting is None:
            opened = self.door(sittings.open_sitting, council=council, actor=actor, now=self.house.later())
            if opened:
                self.door(sittings.all_present, opened.pk, actor=actor, now=self.house.later())
            return
        count = min(COUNCIL, sitting.members.exclude(arrived_at=None).count())
        ballots = sittings.Ballots(issued=count, returned=count, yes=min(yes, count), no=count - min(yes, count))
        for item in sitting.items.filter(outcome=Item.Outcome.OPEN):
            self.door(sittings.record, sitting.pk, item.pk, ballots, actor=actor, now=self.house.later())
        self.door(sittings.conclude, sitting.pk, actor=actor, now=self.house.later())

    @rule()
    def put_off(self) -> None:
        item = Item.objects.filter(sitting__concluded_at=None).select_related("sitting__council").first()
        if item:
            words = {"reason": "Chờ xác minh.", "next_sitting": "2024-12-20", "now": self.house.later()}
            actor = self.house.actor(f"{item.sitting.council.tier}.secretary")
            self.door(sittings.defer, item.sitting_id, item.pk, actor=actor, **words)

    # People and places

    @property
    def today(self) -> date:
        return self.house.now.date()

    @rule(name=st.sampled_from(POSTS), days=st.sampled_from([-1, 0, 3]))
    def leave(self, name: str, days: int) -> None:
        seat = Seat.objects.get(pk=self.house.seats[name].pk)
        seat.until = max(seat.since, self.today + timedelta(days=days))
        seat.save()
        grants.redraw(seat.person, today=self.today)

    @rule(name=st.sampled_from(POSTS))
    def join(self, name: str) -> None:
        """Somebody takes the post, from among those who have others; before that it is left."""
        self.leave(name, -1)
        old, other = self.house.seats[name], self.pick(self.house.seats.values())
        place = {"person_id": other.person_id, "role_id": old.role_id, "unit_id": old.unit_id, "since": self.today}
        known = Seat.objects.filter(**place).first()
        if known and known.acting_for_id:
            return  # who acts there from today on does not take the post itself as well
        self.house.seats[name] = known or Seat.objects.create(**place)
        Seat.objects.filter(pk=self.house.seats[name].pk).update(until=None)
        grants.redraw(other.person, today=self.today)

    @rule(pair=st.sampled_from(SUBSTITUTES), days=st.integers(0, 20))
    def act_for(self, pair: tuple[str, str, str], days: int) -> None:
        principal, by, form = pair
        asked = substitutes.Appointment(
            self.house.seats[by].pk, form, self.today, self.today + timedelta(days=days), "Quyết định 12"
        )
        seat = self.door(substitutes.name, self.house.seats[principal].pk, asked, today=self.today)
        if seat:
            self.house.seats[f"{by} for {principal}"] = seat

    @rule(pair=st.sampled_from(SUBSTITUTES))
    def is_back(self, pair: tuple[str, str, str]) -> None:
        seat = self.house.seats.get(f"{pair[1]} for {pair[0]}")
        if seat:
            self.door(substitutes.end, seat.pk, principal=self.house.seats[pair[0]].person, today=self.today)

    @precondition(lambda self: not Succession.objects.exists())
    @rule()
    def a_village_is_merged(self) -> None:
        try:
            merged = plan(("hamlet", ["village"]), on=self.today)
        except PlanError:  # a village ends once
            return
        self.door(succession.carry_out, merged, now=self.house.later())

    # Time

    @rule(hours=st.sampled_from([1, 8, 24, 24 * 3, 24 * 14]))
    def time_passes(self, hours: int) -> None:
        self.house.later(hours=hours)

    @rule()
    def tick(self) -> None:
        type(self).clock = self.house.now
        call_command("tick")

    @invariant()
    def everything_is_explained(self) -> None:
        new = [event for event in Event.objects.select_related(*NEAR) if event.pk not in self.seen]
        self.seen |= {event.pk for event in new}
        self.journal.moved.update(event.verb for event in new)
        found = list(oracle.faults(new))
        assert found == [], found


NEAR = (
    "dossier__nominee",
    "from_holder__parent",
    "person",
    "seat__person",
    "seat__role",
    "seat__acting_for__person",
    "seat__acting_for__role",
    "seat__through__person",
)
