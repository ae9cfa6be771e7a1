"""What the rows of law ask of a gate: how long, which moves wait, what silence means, and when it may be closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from dossiers.models import Dossier, GateRule, closest_gate_rule, gate_rules_on
from dossiers.verbs import VERBS
from workflow import timetable
from workflow.calendar import NATIONAL, Calendar
from workflow.models import Consulted, Gate
from workflow.models.gate import moves_held


@dataclass(frozen=True)
class Law:
    """The row that binds most, all moves that wait, whether silence is assent, and the first possible last day."""

    rule: GateRule | None
    holds: list[str]
    deemed: bool = False
    least: date | None = None
    rules: tuple[GateRule, ...] = ()
    calendar: Calendar = NATIONAL

    def beginning(self, since: date) -> Law:
        """The same rows for another first day."""
        return _bound(self.rules, since, self.calendar, deemed=self.deemed)

    @property
    def told(self) -> str:
        """“10 ngày làm việc (Điều 44 …)”: how long, by which rule; an article only from a verified row."""
        if self.rule is None or self.rule.days is None:
            return ""
        words = {"days": self.rule.days, "unit": self.rule.get_unit_display(), "basis": self.rule.citation}
        return (_("%(days)d %(unit)s (%(basis)s)") if self.rule.citation else _("%(days)d %(unit)s")) % words


def law_of(kind: str, dossiers: Sequence[Dossier], *, since: date) -> Law:
    """The rows for all that is held; where they differ, the longest time, every move, and silence only if all say so.

    Days are counted by the calendar of the desk that holds the papers.
    """
    rows = gate_rules_on(kind, since)
    cases = {(d.award_type_id, d.regime_id, d.stage.tier if d.stage else "") for d in dossiers}
    found = [closest_gate_rule(rows, award=award, regime=regime, tier=tier) for award, regime, tier in sorted(cases)]
    rules = tuple(rule for rule in found if rule is not None)
    calendar = timetable.current().calendar(dossiers[0].holder.lineage if dossiers else ())
    return _bound(rules, since, calendar, deemed=len(rules) == len(found) and all(rule.deemed for rule in rules))


def _bound(rules: tuple[GateRule, ...], since: date, calendar: Calendar, *, deemed: bool) -> Law:
    if not rules:
        return Law(None, moves_held(), calendar=calendar)
    binding = max(rules, key=lambda rule: last_day(rule, since, calendar) or since)
    holds = [verb for verb in VERBS if any(verb in rule.holds for rule in rules)]
    return Law(binding, holds, deemed, last_day(binding, since, calendar), rules, calendar)


def last_day(rule: GateRule, since: date, calendar: Calendar) -> date | None:
    """The first day on which the rule's time can end, counted from the day after it began."""
    if rule.days is None:
        return None
    if rule.unit == GateRule.Unit.CALENDAR:
        return since + timedelta(days=rule.days)
    return calendar.shift(since, rule.days)


def too_short(kind: str, law: Law, *, until: date | None) -> str:
    """Why the posting would end too early, if it would."""
    if kind != Gate.Kind.POSTING or until is None or law.least is None or until >= law.least:
        return ""
    words = {"told": law.told, "least": f"{law.least:%d/%m/%Y}"}
    return _("Công khai ít nhất %(told)s: sớm nhất là đến hết ngày %(least)s.") % words


# Closed


def why_open(gate: Gate, *, on: date) -> str:
    """Why the gate cannot be closed yet, in one sentence; nothing when it can."""
    if gate.kind == Gate.Kind.POSTING:
        return _still_posted(gate, on)
    return _still_asked(gate, on) if gate.kind == Gate.Kind.CONSULTATION else ""


def _still_posted(gate: Gate, on: date) -> str:
    unanswered = sum(comment.answered_at is None for comment in gate.comments.all())
    words = {"n": str(unanswered)}
    if gate.until and gate.until >= on:
        words |= {"until": f"{gate.until:%d/%m/%Y}", "next": f"{gate.until + timedelta(days=1):%d/%m/%Y}"}
        if not unanswered:
            return _("Chưa đóng được vì công khai đến hết %(until)s. Từ %(next)s đóng được.") % words
        return (
            _(
                "Chưa đóng được vì công khai đến hết %(until)s và còn %(n)s ý kiến chưa trả lời."
                " Trả lời hết thì từ %(next)s đóng được."
            )
            % words
        )
    if unanswered:
        return _("Chưa đóng được vì còn %(n)s ý kiến chưa trả lời; trả lời, hoặc chuyển thành tạm dừng.") % words
    return ""


def _still_asked(gate: Gate, on: date) -> str:
    silent = [asked for asked in gate.asked.all() if not asked.answer and not is_deemed(gate, asked, on)]
    names = [_("%(name)s (hạn %(due)s)") % {"name": a.authority, "due": f"{a.due:%d/%m/%Y}"} for a in silent]
    if not names:
        return ""
    sentence = _("Chưa đóng được vì còn chờ trả lời: %(names)s.") % {"names": "; ".join(names)}
    if any(asked.due < on for asked in silent):
        return sentence + " " + _("Quá hạn không trả lời thì không coi là đồng ý, trừ khi quy định cho phép.")
    return sentence


def is_deemed(gate: Gate, asked: Consulted, on: date) -> bool:
    """Whether silence counts as assent: the day is past, and the row under which it was asked says so."""
    return gate.deemed and not asked.answer and asked.due < on
