"""The rows of criteria out of the database: which rules an award is examined by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from dossiers.criteria.examining import gathered_rules
from dossiers.kinds import Target
from dossiers.models import AwardRule, AwardType, Criterion, LawStamp


@dataclass(frozen=True)
class ForWhom:
    """“For persons, for households”: the targets of the award's own row, read as a criterion."""

    wording: str
    params: Mapping[str, Any]
    citation: str
    code: str = "target"
    group: str = ""
    when: Mapping[str, Sequence[str]] = field(default_factory=dict)
    measure: str = "is_among"
    scope: str = ""
    since: date | None = None
    until: date | None = None


def for_whom(rule: AwardRule) -> ForWhom:
    """The targets that the award's row names."""
    words = ", ".join(str(Target(target).label) for target in rule.targets)
    return ForWhom(
        _("Dành cho %(targets)s.") % {"targets": words},
        {"fact": "target", "values": list(rule.targets)},
        rule.citation,
    )


@dataclass(frozen=True)
class Book:
    """Every row of criteria as it stood at one stamp of the law, and what awards are called."""

    rows: Mapping[tuple[str | None, str], Sequence[Criterion]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def rules(
        self,
        award: str,
        regime: str,
        *,
        rule: AwardRule | None = None,
        lineage: Sequence[str] = (),
        on: date | None = None,
    ) -> list[Any]:
        """For whom first, then the award's own rows, then what every award asks for; the nearest place wins."""
        own = gathered_rules(self.rows.get((award, regime), ()), lineage=lineage, on=on)
        common = gathered_rules(self.rows.get((None, regime), ()), lineage=lineage, on=on)
        if not own:
            return []
        targets = _targets(own, rule)
        named = rule is not None and rule.targets and all(row.code != "target" for row in own)
        fitting = [row for row in (*own, *common) if _may_concern(row, targets)]
        return [*([for_whom(rule)] if rule and named else []), *fitting]


def _targets(own: Sequence[Criterion], rule: AwardRule | None) -> Sequence[str]:
    """Whom the award is for, by its own criterion or its rule."""
    said = next((row.params.get("values") for row in own if row.code == "target"), None)
    return said or (rule.targets if rule and rule.targets else Target.values)


def _may_concern(row: Criterion, targets: Sequence[str]) -> bool:
    """A row about collectives says nothing of an award for persons."""
    return "target" not in row.when or bool(set(row.when["target"]) & set(targets))


def book(stamp: str | None) -> Book:
    """The rows as that stamp knew them: from memory, or read in two statements and kept."""
    return Book() if stamp is None else _read(stamp)


def current() -> Book:
    """The rows as they stand; one statement, or three when they were written since."""
    return book(LawStamp.objects.values_list("value", flat=True).first())


@lru_cache(maxsize=2)
def _read(stamp: str) -> Book:
    """A stamp never comes again, so what was read under it stays true of it."""
    rows: dict[tuple[str | None, str], list[Criterion]] = {}
    for row in Criterion.objects.order_by("position", "pk"):
        rows.setdefault((row.award_type_id, row.regime_id), []).append(row)
    return Book(rows, dict(AwardType.objects.values_list("code", "name")))
