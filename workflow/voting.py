"""Counting votes: pure, exact, integers only; each verdict names its rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted for one item."""

    members: int
    present: int
    yes: int
    no: int
    written_yes: int = 0
    written_no: int = 0
    off: int = 0  # members by whom a council's own rule makes the base smaller
    off_present: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One threshold as a row states it."""

    kind: str
    percent: int
    strict: bool
    base: str
    written: str = "no"
    citation: str = ""
    award: str | None = None
    regime: str | None = None
    body: str = "*"
    council: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One rule applied: what it asked, what there was, whether it held."""

    rule: Rule
    yes: int
    base: int
    needed: int
    held: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The verdict of every rule that applies; an item passes when all hold."""

    lines: tuple[Line, ...]

    @property
    def passed(self) -> bool:
        return bool(self.lines) and all(line.held for line in self.lines)


def holds(rule: Rule, *, yes: int, base: int) -> bool:
    """Whether so many yes of such a base reach the threshold; a base of 0 never does."""
    if base <= 0:
        return False
    return yes * 100 > rule.percent * base if rule.strict else yes * 100 >= rule.percent * base


def needed(rule: Rule, *, base: int) -> int:
    """The least number of yes votes that reaches the threshold."""
    return next((yes for yes in range(base + 1) if holds(rule, yes=yes, base=base)), base + 1)


def _written_count(rule: Rule, *, absent_written: bool) -> bool:
    if rule.base == "present":
        return False
    if rule.base == "present_written":
        return True
    return rule.written == "yes" or (rule.written == "council" and absent_written)


def _base(rule: Rule, count: Count) -> int:
    writers = count.written_yes + count.written_no
    own = rule.kind == "council_rule"
    present = count.present - (count.off_present if own else 0)
    return {
        "total_members": count.members - (count.off if own else 0),
        "present": present,
        "present_written": present + writers,
    }[rule.base]


def apply(rule: Rule, count: Count, *, absent_written: bool) -> Line:
    """One rule on one count."""
    written = count.written_yes if _written_count(rule, absent_written=absent_written) else 0
    yes, base = count.yes + written, _base(rule, count)
    return Line(rule, yes, base, needed(rule, base=base), holds(rule, yes=yes, base=base))


def tally(count: Count, rules: Iterable[Rule], *, absent_written: bool = False) -> Tally:
    """Every legal minimum that applies and the council's rule must hold."""
    return Tally(tuple(apply(rule, count, absent_written=absent_written) for rule in rules))


def applicable(
    rules: Sequence[Rule],
    *,
    award: str,
    regime: str,
    on: date,
    council: int,
    places: Sequence[str],
) -> list[Rule]:
    """The rows that bind: each legal minimum, and the one council rule that fits closest."""
    fitting = [r for r in rules if _fits(r, award, regime, on, council, places)]
    legal = [rule for rule in fitting if rule.kind == "legal_min"]
    own = sorted((r for r in fitting if r.kind == "council_rule"), key=_closeness)
    return [*legal, *own[-1:]]


def _fits(rule: Rule, award: str, regime: str, on: date, council: int, places: Sequence[str]) -> bool:
    return (
        rule.award in (None, award)
        and rule.regime in (None, regime)
        and rule.body in ("*", *places)
        and rule.council in (None, council)
        and (rule.since is None or rule.since <= on)
        and (rule.until is None or on <= rule.until)
    )


def _closeness(rule: Rule) -> tuple[bool, bool, bool]:
    """A row of the council's own beats one that names the award, which beats the general one."""
    return (rule.council is not None, rule.award is not None, rule.regime is not None)
