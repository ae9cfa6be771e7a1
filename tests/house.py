"""The smallest world in which a dossier can travel, and the steps to walk it anywhere."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from dossiers import content
from dossiers.facts import Facts
from dossiers.kinds import EvidenceKind, Target
from dossiers.models import AwardRule, AwardType, Dossier, Regime, Route, RouteStage, Routing, VoteRule
from dossiers.states import State
from roles import grants
from roles.models import Person, Role, Seat, Tier, Unit, UnitKind
from roles.policies import Actor, actor_of
from workflow import decisions, desks, drafts, engine, sittings
from workflow.calendar import OFFICE
from workflow.models import Event

NOW = datetime(2024, 11, 27, 8, 0, tzinfo=OFFICE)
TODAY = NOW.date()

ROLES = {
    "head": ["propose"],
    "clerk": ["edit"],
    "officer": ["appraise"],
    "secretary": ["minute"],
    "member": ["vote"],
    "chair": ["sign"],
    "registry": ["stamp"],
    "accountant": ["pay"],
    "auditor": ["read"],
    "administrator": ["administer"],
}
AUTHORITIES = {"province": Tier.PROVINCE, "district": Tier.DISTRICT, "commune": Tier.COMMUNE}
COUNCIL = 5
LEVELS = ["commune", "district", "province"]


@dataclass
class House:
    """Units by code, seats by name (“commune.officer”), and a clock that each step moves on."""

    units: dict[str, Unit] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    now: datetime = NOW

    def actor(self, name: str) -> Actor:
        """The person on the named seat, as the door would see them."""
        return actor_of(self.seats[name], on=self.now.date())

    def later(self, **delta: float) -> datetime:
        """Move the clock on and read it."""
        self.now += timedelta(**(delta or {"minutes": 10}))
        return self.now

    # people and places

    def unit(self, code: str, kind: UnitKind, tier: Tier, parent: str = "", managed_by: str = "") -> Unit:
        self.units[code] = Unit.objects.create(
            code=code,
            name=code.replace("-", " ").title(),
            short_name=code,
            kind=kind,
            tier=tier,
            managed_by=managed_by or tier,
            parent=self.units.get(parent),
        )
        return self.units[code]

    def seat(self, name: str, role: str, unit: str, *, person: Person | None = None) -> Seat:
        someone = person or Person.objects.create(
            username=name, full_name=f"Người {name}", email=f"{name}@example.vn", gender="f"
        )
        since = date(2024, 1, 1)
        self.seats[name] = Seat.objects.create(person=someone, role_id=role, unit=self.units[unit], since=since)
        return self.seats[name]

    # the law

    def route(
        self,
        code: str,
        *tiers: Tier,
        council: bool = True,
        days: int | None = 5,
        hours: int | None = None,
        transitional: bool = False,
    ) -> Route:
        route = Route.objects.create(code=code, name=code, transitional=transitional)
        previous = None
        for order, tier in enumerate(tiers, start=1):
            previous = RouteStage.objects.create(
                route=route,
                order=order,
                previous=previous,
                tier=tier,
                council_kind=UnitKind.COUNCIL if council else "",
                days=None if hours else days,
                hours=hours,
            )
        return route

    def award(self, code: str, route: Route, *, evidence: tuple[str, ...] = ()) -> AwardType:
        award = AwardType.objects.create(code=code, name=f"Danh hiệu {code}", short_name=code, kind="title")
        AwardRule.objects.create(
            award_type=award,
            regime_id="R2022-3T",
            targets=Target.values,
            deciding_tier=route.stages.last().tier,
            required_evidence=list(evidence),
        )
        Routing.objects.create(
            regime_id="R2022-3T", award_type=award, managed_by=Tier.COMMUNE, first=route.stages.first()
        )
        return award

    # the walk

    def draft(
        self, award: str = "CSTDCS", *, by: str = "village.head", unit: str = "village", name: str = ""
    ) -> Dossier:
        """A complete draft on the unit's desk."""
        return drafts.open_draft(
            unit=self.units[unit],
            actor=self.actor(by),
            author=self.seats[by].person,
            award_type=AwardType.objects.get(pk=award),
            year=2024,
            nominee={"kind": "individual", "name": name or "Trần Thị Nhàn", "gender": "f", "born": "1979"},
            content_of=written(),
            now=self.later(),
        )

    def act(self, verb: str, dossier: Dossier, by: str, **evidence: Any) -> Event:
        """One move through the door, with the version as it is now."""
        return engine.perform(
            verb,
            dossier_id=dossier.pk,
            actor=self.actor(by),
            version=Dossier.objects.values_list("version", flat=True).get(pk=dossier.pk),
            now=self.later(),
            **evidence,
        )

    def fresh(self, dossier: Dossier) -> Dossier:
        """The dossier as it stands; an instance is a photograph."""
        return Dossier.objects.select_related("stage", "holder", "revision").get(pk=dossier.pk)

    def claim(self, dossier: Dossier, by: str) -> None:
        """Somebody takes the desk where the dossier lies."""
        desks.claim(dossier.pk, person=self.seats[by].person_id, now=self.later())

    def vote(self, dossier: Dossier, *, yes: int = COUNCIL, tier: str = "commune", conclude: bool = True) -> None:
        """A sitting of the council with everybody there, that many of them in favour."""
        secretary = self.actor(f"{tier}.secretary")
        sitting = sittings.open_sitting(council=self.units[f"{tier}-council"], actor=secretary, now=self.later())
        sittings.all_present(sitting.pk, actor=secretary, now=self.later())
        ballots = sittings.Ballots(issued=COUNCIL, returned=COUNCIL, yes=yes, no=COUNCIL - yes)
        for item in sitting.items.all():
            sittings.record(sitting.pk, item.pk, ballots, actor=secretary, now=self.later())
        if conclude:
            sittings.conclude(sitting.pk, actor=secretary, now=self.later())

    def sign(self, *dossiers: Dossier, tier: str = "commune") -> Any:
        """Draft a decision for the dossiers and have the chair sign it."""
        ids = [dossier.pk for dossier in dossiers]
        desk = self.units[f"{tier}-chair"]
        decision = decisions.draft(body=desk, dossier_ids=ids, actor=self.actor(f"{tier}.officer"), now=self.later())
        return decisions.sign(decision.pk, version=0, actor=self.actor(f"{tier}.chair"), now=self.later())

    def walk(self, dossier: Dossier, state: State, *, stage: int = 1) -> Dossier:
        """From a draft to an open state of a stage, by the straight way."""
        if state == State.DRAFT:
            return self.fresh(dossier)
        self.act("submit", dossier, "village.head")
        for tier in LEVELS[: stage - 1]:
            self._through(dossier, tier)
            self.act("forward", dossier, f"{tier}.chair")
        tier = LEVELS[stage - 1]
        if state == State.RETURNED:
            self.act("give_back", dossier, "commune.officer", missing=["Biên bản chưa ký."])
        elif state in (State.COUNCIL, State.SIGNING):
            self.act("refer", dossier, f"{tier}.officer")
        if state == State.SIGNING:
            self.vote(dossier, tier=tier)
        return self.fresh(dossier)

    def _through(self, dossier: Dossier, tier: str) -> None:
        self.act("refer", dossier, f"{tier}.officer")
        self.vote(dossier, tier=tier)


def written(**changes: Any) -> dict[str, Any]:
    """The content of a complete nomination."""
    return {
        "period_from": "2024-01-01",
        "period_to": "2024-11-30",
        "deed": "Chuyển 4 sào lúa sang trồng vải lai, thu 3,2 tấn quả.",
        "votes_yes": 42,
        "votes_all": 45,
        **changes,
    }


def minutes(dossier: Dossier, by: Person, *, text: bytes = b"%PDF-1.4 minutes", now: datetime = NOW) -> Any:
    """A paper of the unit's meeting, attached."""
    upload = content.Upload(
        kind=EvidenceKind.MINUTES,
        name="bien-ban.pdf",
        file=ContentFile(text),
        sha256=content.digest(text.decode()),
        size=len(text),
        media_type="application/pdf",
    )
    return content.attach(dossier, upload, by=by, now=now)


def build() -> House:
    """Three levels of government, a village, every kind of seat, one law, four routes; by hand once a process."""
    ground = tuple(
        Permission.objects.filter(content_type__app_label="roles").order_by("pk").values_list("pk", flat=True)
    )
    if ground not in _kept:
        _kept[ground] = pickle.dumps(_built())
        return _built_again(_kept[ground], write=False)
    return _built_again(_kept[ground], write=True)


#: the house and its rows, by the permissions they point at (a flushed database has others)
_kept: dict[tuple[int, ...], bytes] = {}


def _built() -> tuple[House, list[list[Any]]]:
    """The house with every row that stands; nothing stood before."""
    house = House()
    _roles()
    _places(house)
    _seats(house)
    _law(house)
    grants.redraw(today=TODAY)
    models = [model for label in ("roles", "dossiers") for model in apps.get_app_config(label).get_models()]
    tables = [list(model._base_manager.all()) for model in models]
    return house, [rows for rows in tables if rows]


def _built_again(kept: bytes, *, write: bool) -> House:
    """The same rows with the same keys, a statement a table; the instances are new ones."""
    house, tables = pickle.loads(kept)  # noqa: S301 -- written by this very process
    with transaction.atomic():  # foreign keys are looked at when all of it stands
        for rows in tables if write else []:
            type(rows[0])._base_manager.bulk_create(rows)
    return house  # type: ignore[no-any-return]


def _roles() -> None:
    Role.objects.bulk_create(
        Role(code=code, name=code, codenames=codenames, position=n) for n, (code, codenames) in enumerate(ROLES.items())
    )


def _places(house: House) -> None:
    parent = ""
    for name, tier in AUTHORITIES.items():
        house.unit(name, UnitKind.AUTHORITY, tier, parent)
        for kind in (UnitKind.OFFICE, UnitKind.COUNCIL, UnitKind.CHAIR):
            house.unit(f"{name}-{kind}", kind, tier, name)
        parent = name
    house.unit("village", UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
    house.unit("hamlet", UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)


def _seats(house: House) -> None:
    house.seat("village.head", "head", "village")
    house.seat("village.clerk", "clerk", "village")
    house.seat("hamlet.head", "head", "hamlet")
    for name in AUTHORITIES:
        house.seat(f"{name}.officer", "officer", f"{name}-office")
        house.seat(f"{name}.officer2", "officer", f"{name}-office")
        house.seat(f"{name}.secretary", "secretary", f"{name}-council")
        house.seat(f"{name}.chair", "chair", f"{name}-chair")
        chair = house.seats[f"{name}.chair"].person
        house.seat(f"{name}.presiding", "member", f"{name}-council", person=chair)
        for number in range(1, COUNCIL):
            house.seat(f"{name}.member{number}", "member", f"{name}-council")
        house.seat(f"{name}.registry", "registry", f"{name}-office")
        house.seat(f"{name}.accountant", "accountant", f"{name}-office")
        house.seat(f"{name}.auditor", "auditor", name)
        house.seat(f"{name}.administrator", "administrator", name)


def _law(house: House) -> None:
    Regime.objects.create(code="R2022-3T", name="Luật 2022", since=date(2024, 1, 1), until=date(2025, 6, 30))
    commune = house.route("commune", Tier.COMMUNE)
    house.award("LDTT", commune)
    house.award("CSTDCS", house.route("commune-district", Tier.COMMUNE, Tier.DISTRICT))
    house.award("BK_TINH", house.route("commune-district-province", Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE))
    house.award("GK_XA", house.route("simple", Tier.COMMUNE, council=False, hours=48), evidence=("minutes",))
    house.route("moved", Tier.COMMUNE, Tier.DISTRICT, transitional=True)
    VoteRule.objects.create(kind="council_rule", percent=50, strict=True, base="present", mark="design")
    VoteRule.objects.create(
        kind="legal_min",
        award_type_id="CSTDCS",
        percent=80,
        base="total_members",
        body="submitting",
        written="yes",
        mark="verified",
        basis="Điều 30 khoản 7 Nghị định 98/2023/NĐ-CP",
        source="[S8]",
    )


def last_seq(dossier: Dossier) -> int:
    """How long the dossier's history is."""
    return dossier.events.aggregate(n=Max("seq"))["n"]


def nothing_open() -> Facts:
    """Facts with nothing in the way: for measuring the bare machine."""
    return Facts()
