"""Routes as rows: which bodies a dossier passes, level by level."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from dossiers.models.award import AwardType
from dossiers.models.law import LawRow, Regime, ends_after_it_begins
from dossiers.states import State
from roles.models import Tier, UnitKind


class Route(LawRow):
    """A walk over legal moves: its stages in order, the last one decides."""

    code = models.SlugField(unique=True, max_length=40)
    name = models.CharField(_("tên"), max_length=120)
    transitional = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tuyến trình")
        constraints = [ends_after_it_begins("route_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name

    def leads_over(self, day: date) -> bool:
        """Whether papers under way may be led over to the route on the day."""
        begun, ended = self.since and day < self.since, self.until and day > self.until
        return self.transitional and not begun and not ended

    @cached_property
    def first(self) -> RouteStage:
        """Where a submitted paper is laid."""
        return self.stages.select_related("following").get(previous=None)


class RouteStage(models.Model):
    """One level of a route; ``previous`` chains the stages, ``order`` counts them."""

    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="stages")
    order = models.PositiveSmallIntegerField()
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")
    tier = models.CharField(max_length=10, choices=Tier)
    intake_kind = models.CharField(max_length=12, choices=UnitKind, default=UnitKind.OFFICE)
    council_kind = models.CharField(max_length=12, choices=UnitKind, blank=True)
    signing_kind = models.CharField(max_length=12, choices=UnitKind, default=UnitKind.CHAIR)
    days = models.PositiveSmallIntegerField(_("ngày làm việc mỗi bước"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("giờ mỗi bước"), null=True, blank=True)
    resumes = models.BooleanField(_("bổ sung xong thì tính tiếp thời gian còn lại"), default=True)
    soon_days = models.PositiveSmallIntegerField(_("báo sắp đến hạn trước số ngày làm việc"), default=3)
    completion_days = models.PositiveSmallIntegerField(_("ngày làm việc để bổ sung"), default=5)

    class Meta:
        verbose_name = _("cấp trên tuyến")
        ordering = ["route", "order"]
        constraints = [
            models.UniqueConstraint(fields=["route", "order"], name="one_stage_an_order"),
            models.UniqueConstraint(fields=["route"], condition=Q(previous=None), name="one_first_stage_a_route"),
            models.CheckConstraint(
                name="stage_is_limited_in_days_or_hours",
                condition=Q(days=None) | Q(hours=None),
            ),
            models.CheckConstraint(name="stage_warns_within_ten_days", condition=Q(soon_days__lte=10)),
        ]

    def __str__(self) -> str:
        return f"{self.route_id}.{self.order}"

    @property
    def is_first(self) -> bool:
        return self.previous_id is None

    @property
    def next(self) -> RouteStage | None:
        """The stage above, or none."""
        return getattr(self, "following", None)

    @property
    def is_last(self) -> bool:
        return self.next is None

    def body_kind(self, state: str) -> str:
        """Which kind of body works on the paper in that state."""
        return {
            State.INTAKE: self.intake_kind,
            State.COUNCIL: self.council_kind,
            State.SIGNING: self.signing_kind,
        }[State(state)]


class Routing(LawRow):
    """Which route, by its first stage: for a regime, an award, the proposer's kind and level, and a place."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT)
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="routings")
    proposer_kind = models.CharField(max_length=12, choices=UnitKind, blank=True)
    managed_by = models.CharField(max_length=10, choices=Tier)
    first = models.ForeignKey(RouteStage, on_delete=models.PROTECT, related_name="routings")
    #: the unit under which alone it holds, for what one place gives; empty: everywhere
    scope = models.CharField(_("phạm vi"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("chọn tuyến")
        constraints = [
            ends_after_it_begins("routing_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["regime", "award_type", "proposer_kind", "managed_by", "scope"],
                name="one_route_a_case",
            ),
        ]

    @property
    def route(self) -> Route:
        """The route, knowing its first stage without asking again."""
        route = self.first.route
        route.first = self.first
        return route
