"""What a newer law would change for one dossier: route, criteria and papers, votes, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dossiers import findings
from dossiers.criteria import rows
from dossiers.models import AwardRule, Dossier, Regime, RouteStage
from roles import units
from workflow import sittings, voting


@dataclass(frozen=True)
class Change:
    """One thing under the kept law and under the newer one."""

    name: str
    kept: list[str]
    new: list[str]

    @property
    def differs(self) -> bool:
        return self.kept != self.new


def changes(dossier: Dossier, regime: Regime, stage: RouteStage, *, on: date) -> list[Change]:
    """Route, criteria and papers, votes: under the kept law, and under the newer one."""
    body = units.body(dossier.unit, tier=stage.tier, kind=stage.council_kind, on=on) if stage.council_kind else None
    rules = sittings.all_rules(body) if body else []
    return [
        Change(_("Tuyến trình"), [dossier.route.name], [stage.route.name]),
        Change(_("Đối chiếu"), _findings(dossier, dossier.regime_id), _findings(dossier, regime.pk)),
        Change(
            _("Biểu quyết"),
            _votes(dossier, dossier.regime_id, stage, on=on, council=body.pk if body else 0, rules=rules),
            _votes(dossier, regime.pk, stage, on=on, council=body.pk if body else 0, rules=rules),
        ),
    ]


def _findings(dossier: Dossier, regime: str) -> list[str]:
    """What the rule of a regime finds in the paper as it lies."""
    rule: AwardRule | None = next((r for r in dossier.award_type.rules.all() if r.regime_id == regime), None)
    papers = {e.kind for e in dossier.evidences.all() if e.removed_at is None}
    content = dossier.revision.content if dossier.revision else {}
    words = {"met": _("Đạt"), "unmet": _("Không đạt"), "unknown": _("Chưa rõ")}
    found = findings.of_dossier(dossier, rule, content=content, papers=papers, book=rows.current(), regime=regime)
    return [f"{words[finding.kind]}: {finding.rule}" for finding in found]


def _votes(
    dossier: Dossier, regime: str, stage: RouteStage, *, on: date, council: int, rules: Sequence[voting.Rule]
) -> list[str]:
    """The thresholds that would bind the stage's council on the day."""
    binding = voting.applicable(
        rules,
        award=dossier.award_type_id,
        regime=regime,
        on=on,
        council=council,
        places=sittings.places_of(stage),
    )
    return [sittings.share(rule) for rule in binding] if stage.council_kind else [_("Không qua Hội đồng.")]
