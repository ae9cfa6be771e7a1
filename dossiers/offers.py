"""Which awards a unit may propose on a day: those that have a route, each with its rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.models import AwardRule, AwardType, Regime, Routing, in_force
from roles.models import Tier, Unit

TIERS = list(Tier.values)


@dataclass(frozen=True)
class Offer:
    """An award that can travel from the unit, and what the law of the day asks for it."""

    award: AwardType
    rule: AwardRule | None

    def fits(self, target: str) -> bool:
        """Whether the award is for persons, collectives or households of that kind."""
        return self.rule is None or target in self.rule.targets

    @property
    def papers(self) -> list[str]:
        return list(self.rule.required_evidence) if self.rule else []


def offers(unit: Unit, *, on: date, regime: str | None = None, route: int | None = None) -> list[Offer]:
    """What the unit may propose under the law of the day, or under law and route already kept; two statements."""
    laws = Regime.objects.filter(pk=regime) if regime else Regime.objects.filter(in_force(on))
    rows = Routing.objects.filter(in_force(on)).filter(
        regime__in=laws, managed_by=unit.managed_by, proposer_kind__in=["", unit.kind], scope__in=["", *unit.lineage]
    )
    rows = rows.filter(first__route=route) if route else rows
    found = {row.award_type_id: row for row in rows.select_related("award_type").order_by("award_type__position")}
    rules = {
        (rule.award_type_id, rule.regime_id): rule
        for rule in AwardRule.objects.filter(award_type__in=list(found), regime__in=laws)
    }
    return sorted(
        (Offer(row.award_type, rules.get((code, row.regime_id))) for code, row in found.items()), key=_nearness
    )


def _nearness(offer: Offer) -> int:
    """What is decided nearest comes first: a village proposes that most."""
    return TIERS.index(offer.rule.deciding_tier) if offer.rule else len(TIERS)
