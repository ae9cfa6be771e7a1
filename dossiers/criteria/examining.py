"""Rows of law held against facts: one finding a row, one for each “one of these”."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from dossiers.criteria.facts import FACTS
from dossiers.criteria.finding import Finding, Reading, any_holds
from dossiers.criteria.measures import MEASURES, Case
from dossiers.criteria.registry import missing, unknown


class Rule(Protocol):
    """What a row of criteria shows; ``Criterion`` is one."""

    code: str
    group: str
    when: Mapping[str, Sequence[str]]
    measure: str
    params: Mapping[str, Any]
    wording: str
    scope: str
    since: date | None
    until: date | None

    @property
    def citation(self) -> str: ...


def examine(
    facts: Mapping[str, Any], rules: Iterable[Rule], *, names: Mapping[str, str] | None = None
) -> list[Finding]:
    """Every finding in the order of the rows; rows of one group are alternatives and give one finding."""
    case = Case(facts, names or {})
    bundles: dict[str, list[Rule]] = {}
    for rule in rules:
        if _speaks_of(rule, case) is not False:
            bundles.setdefault(rule.group or f"={rule.code}", []).append(rule)
    return [_found(bundle, case) for bundle in bundles.values()]


def gathered_rules(rules: Iterable[Any], *, lineage: Sequence[str] = (), on: date | None = None) -> list[Any]:
    """The rows that hold at a place on a day; of those with one code the nearest place's stands."""
    depth = {place: n for n, place in enumerate(["", *lineage])}
    nearest: dict[str, Any] = {}
    for rule in rules:
        if rule.scope in depth and _in_force(rule, on):
            other = nearest.get(rule.code)
            if other is None or depth[rule.scope] > depth[other.scope]:
                nearest[rule.code] = rule
    return list(nearest.values())


def _in_force(rule: Rule, on: date | None) -> bool:
    return on is None or ((rule.since or on) <= on <= (rule.until or on))


def _speaks_of(rule: Rule, case: Case) -> bool | None:
    """Whether the row is about such a nominee; None while that is not known."""
    known = [case.get(key) in values if case.get(key) is not None else None for key, values in rule.when.items()]
    return False if False in known else None if None in known else True


def _read(rule: Rule, case: Case) -> Reading:
    reading = MEASURES[rule.measure].read(case, **rule.params)
    if _speaks_of(rule, case) is None:
        lacking = [key for key in rule.when if case.get(key) is None]
        return missing(reading.required, *lacking)
    return reading


def _found(bundle: Sequence[Rule], case: Case) -> Finding:
    readings = [_read(rule, case) for rule in bundle]
    if len(bundle) == 1:
        [rule], [reading] = bundle, readings
        seen = (reading.required, reading.measured, reading.evidence)
        return Finding(rule.wording, reading.found, *seen, article=rule.citation, code=rule.code)
    return _one_of(bundle, readings)


def _one_of(bundle: Sequence[Rule], readings: Sequence[Reading]) -> Finding:
    """The alternatives as one finding: what holds speaks for all, else everything that was seen."""
    held = any_holds([reading.holds for reading in readings])
    told = [(rule, one) for rule, one in zip(bundle, readings, strict=True) if one.holds or not held]
    return Finding(
        _("Một trong các điều kiện: %(rules)s.") % {"rules": "; ".join(rule.wording.rstrip(".") for rule in bundle)},
        Reading(held, "").found,
        _(" · hoặc ").join(reading.required for reading in readings),
        _measured(told),
        "; ".join(reading.evidence for _rule, reading in told if reading.evidence),
        "; ".join(dict.fromkeys(rule.citation for rule in bundle if rule.citation)),
        bundle[0].group,
    )


def _measured(told: Sequence[tuple[Rule, Reading]]) -> str:
    """What was seen of each alternative, and once for all what is lacking."""
    seen = [
        _("%(rule)s: %(measured)s") % {"rule": rule.wording.rstrip("."), "measured": reading.measured.rstrip(".")}
        for rule, reading in told
        if reading.measured and not (reading.holds is None and reading.lacking)
    ]
    lacking = dict.fromkeys(key for _rule, one in told if one.holds is None for key in one.lacking)
    return " ".join([*([f"{'; '.join(seen)}."] if seen else []), *([unknown(*lacking)] if lacking else [])])


def read_facts(rules: Iterable[Rule]) -> list[str]:
    """The keys of the facts that the rows read, in the registry's order."""
    keys = {key for rule in rules for key in (*MEASURES[rule.measure].reads(rule.params), *rule.when)}
    return [key for key in FACTS if key in keys]
