"""A unit is merged, split or dissolved: what it held passes on, state kept, version + 1."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from viewflow.workflow.status import STATUS

from dossiers.models import Batch, Dossier
from dossiers.states import OPEN, State
from roles import successions
from roles.models import Seat, Succession, Unit
from roles.successions import Passing, Plan, PlanError
from workflow import calendar, desks, notices, rows
from workflow.facts import gathered
from workflow.models import Decision, DecisionLine, Event, Item, Sitting

__all__ = ["Outcome", "Plan", "PlanError", "carry_out", "succeed", "sweep"]


@dataclass(frozen=True)
class Heirloom:
    """One dossier that passes on: whose it was, whose it is."""

    dossier: Dossier
    before: rows.Photograph
    holders: tuple[Unit, Unit]
    units: tuple[Unit, Unit]


@dataclass
class Outcome:
    """What the plan touches, or has touched; the hash binds a preview to the act."""

    plan: Plan
    again: bool = False
    done: bool = False
    papers: list[Heirloom] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    drafts: list[Decision] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    holes: list[tuple[Unit, str]] = field(default_factory=list)

    @property
    def hash(self) -> str:
        """Every row that would change, as it is now and as it would be."""
        told = (
            [(p.unit.code, [heir.code for heir in p.heirs]) for p in self.plan.passings],
            sorted((child.code, parent.code) for child, parent in self.plan.moves.values()),
            [(h.dossier.code, h.before.columns, h.holders[1].pk, h.units[1].pk) for h in self.papers],
            [[row.pk for row in found] for found in (self.seats, self.sittings, self.drafts)],
        )
        return hashlib.sha256(repr((str(self.plan.on), self.plan.basis, told)).encode()).hexdigest()


@transaction.atomic
def carry_out(plan: Plan, *, now: datetime, preview: bool = False, expected: str | None = None) -> Outcome:
    """Units end, heirs take over, whole or not at all; a plan carried out before passes on what came late."""
    if plan.on > calendar.office_day(now):
        raise PlanError(_("Chưa đến ngày sắp xếp %(day)s.") % {"day": f"{plan.on:%d/%m/%Y}"})
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=list(plan.ends)).order_by("pk"))
    outcome = _foreseen(plan, now)
    if expected is not None and outcome.hash != expected:
        raise PlanError(_("Có thay đổi từ lúc xem trước; xem lại rồi thực hiện."))
    if not preview:
        _write(outcome, now)
    return outcome


def _foreseen(plan: Plan, now: datetime) -> Outcome:
    """Everything that the plan touches, under the locks of what will be written.

    In the order of everybody else, or two would wait in a circle: sittings, decisions, then dossiers.
    """
    again = successions.known(plan)
    sittings = list(_open_sittings(plan))
    drafts = list(_drafts(plan).select_for_update(of=("self",)))
    papers = _papers(plan)
    _require_settled(plan, drafts)
    return Outcome(
        plan,
        again,
        papers=papers,
        seats=list(successions.ending_seats(plan)),
        sittings=sittings,
        drafts=drafts,
        batches=list(_batches(plan)),
        holes=successions.holes(plan, on=calendar.office_day(now)),
    )


def _open_sittings(plan: Plan) -> QuerySet[Sitting]:
    rows = Sitting.objects.filter(council__in=list(plan.ends), concluded_at=None).select_related("council")
    return rows.select_for_update(of=("self",)).order_by("pk")


def _drafts(plan: Plan) -> QuerySet[Decision]:
    """Drafts of a body that ends."""
    rows = Decision.objects.filter(body__in=list(plan.ends), status=Decision.Status.DRAFT)
    return rows.select_related("body", "award_type").order_by("pk")


def _require_settled(plan: Plan, drafts: Sequence[Decision]) -> None:
    """Asked once the dossiers are locked: no signature is half carried through, and no draft has been added."""
    hanging = DecisionLine.objects.filter(decision__body__in=list(plan.ends), dossier__state=State.SIGNING)
    if hanging.exclude(decision__status=Decision.Status.DRAFT).exists():
        raise PlanError(_("Có quyết định đã ký chưa ghi xong cho mọi hồ sơ; chờ ghi xong rồi làm lại."))
    if _drafts(plan).exclude(pk__in=[draft.pk for draft in drafts]).exists():
        raise PlanError(_("Có thay đổi từ lúc xem trước; xem lại rồi thực hiện."))


def _batches(plan: Plan) -> QuerySet[Batch]:
    """Submissions of which something still lies on the receiving desk that ends."""
    waiting = Q(dossiers__state=State.INTAKE, dossiers__holder__in=list(plan.ends))
    rows = Batch.objects.annotate(waiting=Count("dossiers", filter=waiting)).filter(waiting__gt=0)
    return rows.select_related("sender", "receiver").order_by("pk")


def _held(plan: Plan) -> QuerySet[Dossier]:
    """What the units hold, awards too, which may yet be revoked; and what they have proposed and is open."""
    ends = list(plan.ends)
    return Dossier.objects.filter(
        Q(holder__in=ends, state__in=[*OPEN, State.AWARDED]) | Q(unit__in=ends, state__in=OPEN)
    )


def _papers(plan: Plan) -> list[Heirloom]:
    """The dossiers under their locks, each with its heirs."""
    ids = list(_held(plan).select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    found = gathered(Dossier.objects.filter(pk__in=ids)).select_related("unit__parent__parent__parent").order_by("pk")
    return [_heirloom(plan, dossier) for dossier in found]


def _heirloom(plan: Plan, dossier: Dossier) -> Heirloom:
    """The photograph is taken here: what follows changes the dossier in memory."""
    holder, unit = dossier.holder, dossier.unit
    new_unit = plan.heir(unit, origin=unit, code=dossier.code) if unit.pk in plan.ends else unit
    new_holder = plan.heir(holder, origin=unit, code=dossier.code) if holder.pk in plan.ends else holder
    return Heirloom(dossier, rows.Photograph.of(dossier), (holder, new_holder), (unit, new_unit))


# Written


def _write(outcome: Outcome, now: datetime) -> None:
    _end_sittings(outcome.sittings, now)
    drafts = [draft.pk for draft in outcome.drafts]
    Decision.objects.filter(pk__in=drafts, status=Decision.Status.DRAFT).delete()
    outcome.events = pass_on(outcome.papers, basis=outcome.plan.basis, now=now)
    if not outcome.again:
        successions.record(outcome.plan, today=calendar.office_day(now))
    outcome.done = True


def _end_sittings(sittings: Sequence[Sitting], now: datetime) -> None:
    """The council is no more: what it had not decided stands on its heir's next agenda."""
    ids = [sitting.pk for sitting in sittings]
    Item.objects.filter(sitting__in=ids, outcome=Item.Outcome.OPEN).update(outcome=Item.Outcome.DROPPED)
    Sitting.objects.filter(pk__in=ids).update(concluded_at=now, version=F("version") + 1)


def pass_on(papers: Sequence[Heirloom], *, basis: str, now: datetime) -> list[Event]:
    """Holders and proposing units change, desks are free again, each ledger says why; set-wise."""
    events = [_passed(paper, basis, now) for paper in papers]
    outcomes: dict[tuple[int, int], list[int]] = {}
    for paper in papers:
        outcomes.setdefault((paper.holders[1].pk, paper.units[1].pk), []).append(paper.dossier.pk)
    for (holder, unit), ids in outcomes.items():
        Dossier.objects.filter(pk__in=ids).update(holder=holder, unit=unit, version=F("version") + 1)
    Event.objects.bulk_create(events)
    moved = [paper.dossier.pk for paper in papers if paper.holders[0] != paper.holders[1]]
    desks.open_desks(moved).exclude(owner=None).update(owner=None, assigned=None, status=STATUS.NEW)
    notices.tell([(event, p.dossier) for event, p in zip(events, papers, strict=True)], by=None, now=now)
    return events


def _passed(paper: Heirloom, basis: str, now: datetime) -> Event:
    dossier, evidence = paper.dossier, {"basis": basis}
    if paper.units[0] != paper.units[1]:
        evidence |= {"from_unit": paper.units[0].code, "to_unit": paper.units[1].code}
    dossier.holder, dossier.unit = paper.holders[1], paper.units[1]
    dossier.version += 1
    return rows.event(dossier, "succeed", paper.before, None, now, evidence)


def succeed(unit: Unit, successor: Unit, *, basis: str, now: datetime) -> list[Event]:
    """The papers of one unit pass to one successor; units and seats stay as they are."""
    with transaction.atomic():
        plan = Plan(calendar.office_day(now), basis, [Passing(unit, (successor,))])
        return pass_on(_papers(plan), basis=basis, now=now)


def sweep(*, now: datetime) -> list[Event]:
    """What reached a unit while it was ending passes on too: a move that had looked before the heirs were known."""
    ended: Any = Succession.objects.values("unit")
    late = Dossier.objects.filter(Q(holder__in=ended) | Q(unit__in=ended), state__in=OPEN)
    units = {pk for pair in late.values_list("holder", "unit") for pk in pair}
    with transaction.atomic():
        return [
            event for plan in successions.recorded(units) for event in pass_on(_papers(plan), basis=plan.basis, now=now)
        ]
