"""Where a paper is, as people in the villages say it; officers read the legal state."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from dossiers.states import State
from roles.models import Tier

#: who asks, in the words of the one who is asked
LEVELS = {Tier.COMMUNE: _("Xã"), Tier.DISTRICT: _("Huyện"), Tier.PROVINCE: _("Tỉnh")}

PHASES = {
    (Tier.COMMUNE, State.INTAKE): _("Xã đang thẩm định"),
    (Tier.COMMUNE, State.COUNCIL): _("Hội đồng xã đang xét"),
    (Tier.COMMUNE, State.SIGNING): _("Chờ Chủ tịch xã ký"),
    (Tier.DISTRICT, State.INTAKE): _("Huyện đang thẩm định"),
    (Tier.DISTRICT, State.COUNCIL): _("Hội đồng huyện đang xét"),
    (Tier.DISTRICT, State.SIGNING): _("Chờ Chủ tịch huyện ký"),
    (Tier.PROVINCE, State.INTAKE): _("Tỉnh đang thẩm định"),
    (Tier.PROVINCE, State.COUNCIL): _("Hội đồng tỉnh đang xét"),
    (Tier.PROVINCE, State.SIGNING): _("Chờ Chủ tịch tỉnh ký"),
}
WITH_US = {State.DRAFT: _("Đang lập, chưa nộp"), State.RETURNED: _("Đang sửa, chưa nộp lại")}


def level(dossier: Dossier) -> str:
    """The level where the paper is, or was last."""
    return str(LEVELS.get(Tier(dossier.stage.tier), _("Cấp trên"))) if dossier.stage else str(_("Cấp trên"))


def phase(dossier: Dossier) -> str:
    """Where the paper is, in the proposing unit's words."""
    state = State(dossier.state)
    if state in WITH_US:
        return str(WITH_US[state])
    tier = Tier(dossier.stage.tier) if dossier.stage else None
    return str(PHASES.get((tier, state), state.label))  # type: ignore[arg-type]
