"""The dossier and its state machine: what is legal, said once."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers import hands
from dossiers.conditions import (
    above_the_first_stage,
    decision_signed,
    desk_unclaimed,
    gates_closed,
    is_complete,
    item_open,
    no_gate_open,
    no_refusal_proposed,
    not_the_last_stage,
    the_first_stage,
    the_last_stage,
    verdict_failed,
    verdict_passed,
)
from dossiers.facts import Facts
from dossiers.fsm import GET_STATE, RETURN_VALUE, FSMField, FSMModelMixin, transition
from dossiers.models.award import AwardType
from dossiers.models.batch import Batch
from dossiers.models.law import Regime
from dossiers.models.nominee import Nominee
from dossiers.models.revision import Revision
from dossiers.models.route import Route, RouteStage
from dossiers.models.season import Season
from dossiers.models.time import TimeUnit
from dossiers.states import OPEN, REVIEWING, WITH_UNIT, State
from roles.models import Person, Unit


def after_intake(dossier: Dossier, **evidence: Any) -> State:
    """The council, or the chair at once where the stage has no council."""
    assert dossier.stage is not None  # a paper in intake lies at a stage
    return State.COUNCIL if dossier.stage.council_kind else State.SIGNING


class Dossier(FSMModelMixin, models.Model):
    """One nominee for one award. ``state`` and ``stage`` say where it legally stands."""

    code = models.CharField(_("mã hồ sơ"), max_length=20, unique=True, null=True)
    state = FSMField(choices=State.choices, default=State.DRAFT, protected=True, max_length=10)
    stage = models.ForeignKey(RouteStage, null=True, on_delete=models.PROTECT, related_name="dossiers")
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="held_dossiers")
    version = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(_("hạn"), null=True)
    clock = models.CharField(
        max_length=12, choices=TimeUnit, default=TimeUnit.WORKING_DAYS, db_default=TimeUnit.WORKING_DAYS
    )
    paused_at = models.DateTimeField(_("tạm dừng từ"), null=True)
    time_left = models.IntegerField(null=True)  # in what the clock counts; seconds where it counts hours

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dossiers")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authored")
    nominee = models.OneToOneField(Nominee, on_delete=models.PROTECT, related_name="dossier")
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="dossiers")
    year = models.PositiveSmallIntegerField(_("năm xét"))
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="dossiers")
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="dossiers")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="dossiers")
    season = models.ForeignKey(Season, null=True, on_delete=models.PROTECT, related_name="dossiers")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replacement")
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(_("nhận lần đầu"), null=True)

    #: what lies above, filled by the engine under the lock; a missing fact refuses
    facts: Facts | None = None

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")
        constraints = [
            models.CheckConstraint(name="dossier_state_is_declared", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="dossier_under_review_has_a_stage",
                condition=~Q(state__in=REVIEWING) | Q(stage__isnull=False),
            ),
            models.CheckConstraint(
                name="a_stopped_clock_knows_what_is_left",
                condition=Q(paused_at=None, time_left=None) | Q(paused_at__isnull=False, time_left__isnull=False),
            ),
            models.CheckConstraint(
                name="nothing_is_due_while_the_clock_stands",
                condition=~Q(state__in=REVIEWING) | Q(paused_at=None) | Q(due_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["holder", "due_at", "id"],
                condition=Q(state__in=OPEN),
                name="open_work_by_holder",
            ),
            models.Index(fields=["holder", "unit"], condition=Q(state__in=OPEN), name="open_work_by_unit"),
            models.Index(fields=["due_at", "id"], condition=Q(state__in=OPEN), name="open_work_by_due"),
            models.Index(fields=["holder"], condition=Q(paused_at__isnull=False), name="paused_work"),
            models.Index(fields=["unit", "-id"], name="dossiers_by_unit"),
        ]

    def __str__(self) -> str:
        return self.code or "–"

    @property
    def pinned(self) -> str:
        """The hash of the content that lies before the desks; empty while none has seen it."""
        return self.revision.hash if self.revision else ""

    @transition(state, WITH_UNIT, State.INTAKE, conditions=[is_complete], permission=hands.unit_head)
    def submit(self, **evidence: Any) -> None:
        """Lay the paper, or the mended paper, on the first desk."""
        self.stage = self.route.first

    @transition(
        state,
        State.INTAKE,
        RETURN_VALUE(State.RETURNED, State.SIGNING),
        conditions=[desk_unclaimed],
        permission=hands.who_sent_it,
    )
    def recall(self, **evidence: Any) -> State:
        """Take it back from a desk that has not touched it."""
        assert self.stage is not None
        if self.stage.is_first:
            return State.RETURNED
        self.stage, self.batch = self.stage.previous, None
        return State.SIGNING

    @transition(
        state,
        State.INTAKE,
        GET_STATE(after_intake, [State.COUNCIL, State.SIGNING]),
        conditions=[gates_closed("refer")],
        permission=hands.another_at_desk,
    )
    def refer(self, **evidence: Any) -> None:
        """The officer has checked it: the council may see it."""

    @transition(state, State.INTAKE, State.SIGNING, conditions=[], permission=hands.another_at_desk)
    def propose_refusal(self, **evidence: Any) -> None:
        """The officer finds a ground to refuse; the chair decides."""

    @transition(state, [State.COUNCIL, State.SIGNING], State.INTAKE, permission=hands.at_desk)
    def recheck(self, **evidence: Any) -> None:
        """Back to the officer of the same stage."""

    @transition(
        state,
        REVIEWING,
        State.RETURNED,
        conditions=[the_first_stage],
        permission=hands.at_desk,
    )
    def give_back(self, **evidence: Any) -> None:
        """Something is missing: the unit completes it."""

    @transition(
        state,
        REVIEWING,
        State.INTAKE,
        conditions=[above_the_first_stage],
        permission=hands.at_desk,
    )
    def send_down(self, **evidence: Any) -> None:
        """Back one level, to its officer; the line leaves its batch."""
        assert self.stage is not None
        self.stage, self.batch = self.stage.previous, None

    @transition(state, State.COUNCIL, State.COUNCIL, permission=hands.at_desk)
    def defer(self, **evidence: Any) -> None:
        """The council takes it up at the next sitting."""

    @transition(
        state,
        State.COUNCIL,
        State.SIGNING,
        conditions=[verdict_passed, gates_closed("recommend")],
        permission=hands.at_desk,
    )
    def recommend(self, **evidence: Any) -> None:
        """The council has voted for it."""

    @transition(state, State.COUNCIL, State.REPLACED, conditions=[no_gate_open], permission=hands.at_desk)
    def replace(self, **evidence: Any) -> None:
        """The council wants another form; a new dossier takes its place."""

    @transition(
        state,
        State.COUNCIL,
        State.DECLINED,
        conditions=[verdict_failed],
        permission=hands.at_desk,
    )
    @transition(state, State.SIGNING, State.DECLINED, permission=hands.at_desk)
    def decline(self, **evidence: Any) -> None:
        """No award: the council's vote failed, or the chair refuses."""

    @transition(
        state,
        State.SIGNING,
        State.INTAKE,
        conditions=[not_the_last_stage, no_refusal_proposed, gates_closed("forward")],
        permission=hands.at_desk,
    )
    def forward(self, **evidence: Any) -> None:
        """The chair submits it to the level above."""
        assert self.stage is not None
        self.stage = self.stage.next

    @transition(
        state,
        State.SIGNING,
        State.AWARDED,
        conditions=[the_last_stage, no_refusal_proposed, decision_signed, gates_closed("award")],
        permission=hands.at_desk,
    )
    def award(self, **evidence: Any) -> None:
        """The chair has signed the award decision."""

    @transition(
        state,
        [*WITH_UNIT, State.INTAKE, State.SIGNING],
        State.WITHDRAWN,
        permission=hands.who_withdraws,
    )
    @transition(
        state,
        State.COUNCIL,
        State.WITHDRAWN,
        conditions=[item_open],
        permission=hands.who_withdraws,
    )
    def withdraw(self, **evidence: Any) -> None:
        """The unit no longer asks for it."""

    @transition(state, REVIEWING, State.INTAKE, permission=hands.officer_of_holder)
    def reroute(self, *, stage: RouteStage, regime: Regime | None = None, **evidence: Any) -> None:
        """New bodies, or a newer law: the paper goes on at the named stage of the route that it then takes."""
        self.stage, self.route = stage, stage.route
        if regime is not None:
            self.regime = regime

    @transition(state, State.AWARDED, State.REVOKED, permission=hands.chair_of_holder)
    def revoke(self, **evidence: Any) -> None:
        """A conclusion or a judgment takes the award away."""
