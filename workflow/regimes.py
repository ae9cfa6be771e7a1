"""A newer law where it is more favourable: offered to an officer, and checked before the move."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dossiers import routing
from dossiers.models import Dossier, Regime, RouteStage, in_force
from dossiers.moves import Reason
from dossiers.states import State
from roles.policies import Actor
from workflow import calendar
from workflow.refusals import Lacking, NotNow


def named(code: str) -> Regime | None:
    """The regime of that code, if there is one."""
    return Regime.objects.filter(pk=code).first()


def newer(day: date) -> Any:
    """The regimes of the day that an officer may switch dossiers of an earlier one to."""
    return Regime.objects.filter(in_force(day), favours__isnull=False)


def may_switch(dossier: Dossier, actor: Actor) -> bool:
    """Whether the actor appraises for the holder, and the paper lies with an appraiser."""
    return dossier.state == State.INTAKE and actor.holds_under("appraise", {dossier.holder.parent_id})


def stage_under(dossier: Dossier, regime: Regime, *, on: date) -> RouteStage:
    """Where the paper goes on under the other law: where it lies if the route is the same, else from its start."""
    choice = routing.choose(unit=dossier.unit, award_type=dossier.award_type, on=on, regime=regime.pk)
    assert dossier.stage is not None  # a paper in intake lies at a stage
    return dossier.stage if choice.route == dossier.route else choice.first


def stage_or_refusal(dossier: Dossier, regime: Regime, *, on: date) -> RouteStage:
    """The same, or the sentence that the other law has no way for the paper."""
    try:
        return stage_under(dossier, regime, on=on)
    except routing.NoRoute as why:
        raise _not_now(str(why)) from why


def check(
    dossier: Dossier, evidence: dict[str, Any], *, regime: Regime | None, stage: RouteStage, now: datetime
) -> None:
    """Refuse a switch that no row of law allows; the ledger's line then names both laws."""
    day = calendar.office_day(now)
    if not str(evidence.get("reason", "")).strip():
        raise Lacking("reroute", ["reason"])
    if dossier.state != State.INTAKE:
        raise _not_now(_("Chỉ chuyển sang luật mới khi hồ sơ đang ở người thẩm định."))
    if regime is None or regime.favours_id != dossier.regime_id or not _stands(regime, day):
        raise _not_now(_("Không có quy định cho hồ sơ này chuyển sang luật ấy; giữ luật đã nhận."))
    if stage_or_refusal(dossier, regime, on=day).pk != stage.pk:
        raise _not_now(_("Theo luật mới, hồ sơ phải đi tiếp ở cấp khác; mở lại trang."))
    evidence |= {"from_regime": dossier.regime_id, "law": regime.name}


def _stands(regime: Regime, day: date) -> bool:
    return (regime.since is None or regime.since <= day) and (regime.until is None or day <= regime.until)


def _not_now(sentence: str) -> NotNow:
    return NotNow("reroute", [Reason("not_now", sentence)])
