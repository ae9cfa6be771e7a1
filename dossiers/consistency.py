"""What must hold of the rows of law in time and beside each other, and what they leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from dossiers.law_words import span
from dossiers.models import AwardRule, Decider, MoneyRate
from dossiers.spells import Spell, meeting, parted, spells
from dossiers.validity import Pair
from roles.models import Tier

#: they have a sentence of their own where they meet (``limits.faults``, the order of regimes)
TOLD_ELSEWHERE = frozenset({"time_limits", "regimes"})
#: the chair of a level decides what an award's rule gives to that level
OF_A_LEVEL = {Tier.COMMUNE: "commune", Tier.DISTRICT: "district", Tier.PROVINCE: "province"}


def faults() -> Iterator[str]:
    """Rows that meet on one day, and awards whose rule and whose authority disagree."""
    yield from overlaps(row for row in spells() if row.table not in TOLD_ELSEWHERE)
    yield from _undecided()


def overlaps(rows: Iterable[Spell]) -> Iterator[str]:
    """A sentence for each two rows that hold for one case on one day."""
    for pair in meeting(rows):
        yield _("Hai dòng về %(kind)s cùng áp dụng cho một trường hợp: %(a)s và %(b)s.") % _named(pair)


def holes() -> Iterator[str]:
    """Days on which a case has no row, and awards of which nobody says what they pay."""
    yield from gaps(spells())
    yield from unpaid()


def gaps(rows: Iterable[Spell]) -> Iterator[str]:
    """A sentence for each two rows of a case with days between them."""
    for pair in parted(rows):
        yield _("Không có dòng nào về %(kind)s giữa %(a)s và %(b)s.") % _named(pair)


def _named(pair: Pair) -> dict[str, str]:
    one, other = (f"{spell.row()} ({span(spell)})" for spell in pair)
    return {"kind": pair[0].kind.title, "a": one, "b": other}


def _undecided() -> Iterator[str]:
    """Where the authorities of an award are named, the level of its rule is among them."""
    known: dict[tuple[str, str], set[str]] = {}
    for row in Decider.objects.all():
        known.setdefault((row.award_type_id, row.regime_id), set()).add(row.kind)
    for rule in AwardRule.objects.all():
        named = known.get((rule.award_type_id, rule.regime_id))
        if named and OF_A_LEVEL.get(Tier(rule.deciding_tier)) not in named:
            words = _of(rule, tier=rule.get_deciding_tier_display())
            yield _("%(award)s (%(regime)s): cấp quyết định %(tier)s không có trong các dòng thẩm quyền.") % words


def unpaid() -> Iterator[str]:
    """The rows say what the award pays elsewhere, but not here; an award that pays nowhere is no hole."""
    paid = set(MoneyRate.objects.filter(locality="", variant="").values_list("award_type", "regime", "target"))
    awards = {award for award, _regime, _target in paid}
    for rule in AwardRule.objects.filter(award_type__in=awards).order_by("regime", "award_type__position"):
        for target in rule.targets:
            if (rule.award_type_id, rule.regime_id, target) not in paid:
                yield _("Chưa có mức tiền thưởng %(award)s (%(regime)s, %(target)s).") % _of(rule, target=target)


def _of(rule: AwardRule, **more: Any) -> dict[str, Any]:
    return {"award": rule.award_type_id, "regime": rule.regime_id, **more}
