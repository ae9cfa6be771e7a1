"""The commune of a demo world under the law as shipped, and the steps that take a dossier through it."""

from __future__ import annotations

from datetime import datetime, timedelta

from dossiers.models import AwardType
from roles.models import Seat, Unit
from roles.policies import actor_of
from tests.house import minutes, written
from workflow import decisions, drafts, engine, sittings
from workflow.calendar import OFFICE

START = datetime(2024, 11, 27, 8, 0, tzinfo=OFFICE)


class Office:
    """A demo commune, empty of dossiers, with a clock that each step moves on."""

    def __init__(self, commune="tam-da", *, village="thon-cu-phu", appraisers="tam-da-vp", now=START):
        self.commune, self.village, self.appraisers, self.now = commune, village, appraisers, now

    def seat(self, role, unit):
        return Seat.objects.select_related("person").filter(role=role, unit__code=unit).first()

    def step(self, role, unit):
        """Who acts, and when: ten minutes later than the step before."""
        self.now += timedelta(minutes=10)
        return {"actor": actor_of(self.seat(role, unit), on=self.now.date()), "now": self.now}

    def propose(self, award, kind, name, **facts):
        """The village's complete draft, with what its meeting confirmed."""
        head = self.seat("head", self.village)
        draft = drafts.open_draft(
            unit=head.unit,
            author=head.person,
            award_type=AwardType.objects.get(pk=award),
            year=self.now.year,
            nominee={"kind": kind, "name": name},
            content_of=written(facts=facts),
            **self.step("head", self.village),
        )
        minutes(draft, head.person, now=self.now)
        return draft

    def move(self, verb, dossier, role, unit, **evidence):
        """One move through the door, with the version as it is now."""
        dossier.refresh_from_db()
        return engine.perform(verb, dossier_id=dossier.pk, version=dossier.version, **self.step(role, unit), **evidence)

    def vote(self):
        """Everybody of the commune's council is there and agrees."""
        sitting = sittings.open_sitting(
            council=Unit.objects.get(code=f"{self.commune}-hd"), **self.step("secretary", f"{self.commune}-hd")
        )
        sittings.all_present(sitting.pk, **self.step("secretary", f"{self.commune}-hd"))
        members = Seat.objects.filter(unit__code=f"{self.commune}-hd", role="member").count()
        ballots = sittings.Ballots(issued=members, returned=members, yes=members, no=0)
        for item in sitting.items.all():
            sittings.record(sitting.pk, item.pk, ballots, **self.step("secretary", f"{self.commune}-hd"))
        sittings.conclude(sitting.pk, **self.step("secretary", f"{self.commune}-hd"))

    def sign(self, dossier):
        desk = Unit.objects.get(code=f"{self.commune}-ct")
        draft = decisions.draft(body=desk, dossier_ids=[dossier.pk], **self.step("officer", self.appraisers))
        return decisions.sign(draft.pk, version=0, **self.step("chair", f"{self.commune}-ct"))
