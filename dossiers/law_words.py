"""A row of law in words: which case it is about, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.catalogue import KINDS
from dossiers.criteria.facts import FACTS
from dossiers.kinds import EvidenceKind, GateKind, Target
from dossiers.models import AwardRule, Criterion, MoneyRate, Quota, VoteRule
from roles.models import Tier
from roles.templatetags.face import vndate, vnmoney, vnnumber

#: how the councils that a vote row binds are called; any other word is a tier
BODIES = {
    "*": gettext_lazy("mọi Hội đồng"),
    "submitting": gettext_lazy("Hội đồng trình cấp quyết định"),
    "lower": gettext_lazy("Hội đồng cấp dưới"),
    "residents": gettext_lazy("họp dân"),
}
SCOPES = {
    "": "",
    "national": "",
    "council": "",
    "commune": "",
    "own_rule": gettext_lazy("nơi tỉnh đã có quy định"),
    "no_own_rule": gettext_lazy("nơi tỉnh chưa có quy định"),
}
#: what waits beside a paper, as a rule speaks of it
WAITING = {
    GateKind.POSTING: gettext_lazy("công khai"),
    GateKind.CONSULTATION: gettext_lazy("xin ý kiến cơ quan liên quan"),
    GateKind.SUSPENSION: gettext_lazy("tạm dừng xem xét"),
}
#: the numbers among a criterion's parameters
LEVELS = {
    "percent": gettext_lazy("tỷ lệ %"),
    "least": gettext_lazy("ít nhất"),
    "most": gettext_lazy("nhiều nhất"),
    "hard": gettext_lazy("ít nhất ở nơi đặc biệt khó khăn"),
    "times": gettext_lazy("số lần"),
    "years": gettext_lazy("số năm"),
    "within": gettext_lazy("trong số năm"),
}


def span(row: Any) -> str:
    """The days of a row, short; an open end is three dots."""
    since, until = (f"{day:%d/%m/%Y}" if isinstance(day, date) else "…" for day in (row.since, row.until))
    return f"{since} – {until}"


def case(row: Any) -> str:
    """What sets the row apart from others of its award and law."""
    words = CASES.get(_code(row))
    return " · ".join(str(part) for part in (words(row) if words else ()) if part)


def says(row: Any) -> str:
    """What the row lays down, in one sentence or less."""
    return SAYS[_code(row)](row)


def place(code: str) -> str:
    """Where a local row holds."""
    return _("tại %(place)s") % {"place": code} if code else ""


def tier(code: str) -> str:
    """The level, or nothing where the row names none."""
    return str(Tier(code).label) if code else ""


def targets(row: AwardRule) -> str:
    """For whom the award is."""
    return ", ".join(str(Target(target).label) for target in row.targets)


def papers(row: AwardRule) -> str:
    """What has to lie beside the nomination."""
    return ", ".join(str(EvidenceKind(kind).label) for kind in row.required_evidence)


def _code(row: Any) -> str:
    return next(kind.code for kind in KINDS.values() if isinstance(row, kind.model))


def _vote_case(row: VoteRule) -> list[Any]:
    body = BODIES.get(row.body) or _("Hội đồng %(tier)s") % {"tier": tier(row.body)}
    return [row.get_kind_display(), body, SCOPES.get(row.scope, place(row.scope))]


def _vote(row: VoteRule) -> str:
    if not row.percent:
        return _("không ấn định tỷ lệ")
    words = {"percent": row.percent, "base": row.get_base_display()}
    return (_("quá %(percent)d %% %(base)s") if row.strict else _("từ %(percent)d %% %(base)s trở lên")) % words


def _quota(row: Quota) -> str:
    if row.percent is None:
        return _("không ấn định tỷ lệ")
    return _("không quá %(percent)d %% %(base)s") % {"percent": row.percent, "base": row.get_base_display()}


def _gate(row: Any) -> str:
    return f"{row.days} {row.get_unit_display()}" if row.days else _("đến khi có văn bản")


def rate(value: Decimal) -> str:
    """0,3 and 12: no zeros at the end."""
    return vnnumber(Decimal(f"{value.normalize():f}"))


def _rate(row: MoneyRate) -> str:
    return _("%(rate)s lần lương cơ sở") % {"rate": rate(row.rate)}


def _criterion_case(row: Criterion) -> list[Any]:
    """For whom it is asked, whether others of its group do as well, and where."""
    told = [str(FACTS[key].options[value]) for key, values in row.when.items() for value in values]
    return [", ".join(told), _("một trong các điều kiện") if row.group else "", SCOPES.get(row.scope, place(row.scope))]


CASES: dict[str, Callable[[Any], list[Any]]] = {
    "criteria": _criterion_case,
    "votes": _vote_case,
    "set_criteria": lambda row: [place(row.locality)],
    "quotas": lambda row: [place(row.locality)],
    "quorums": lambda row: [tier(row.tier), place(row.scope)],
    "gates": lambda row: [WAITING[GateKind(row.kind)], tier(row.tier)],
    "money_rates": lambda row: [row.get_target_display(), row.variant, place(row.locality)],
    "time_limits": lambda row: [row.get_step_display(), tier(row.tier), place(row.locality)],
    "papers": lambda row: [row.slot, row.position or "", tier(row.tier)],
    "instruments": lambda row: [row.number],
}
SAYS: dict[str, Callable[[Any], str]] = {
    "regimes": lambda row: str(row.name),
    "instruments": lambda row: str(row.name),
    "awards": lambda row: str(row.criterion),
    "criteria": lambda row: str(row.wording),
    "deciders": lambda row: str(row.get_kind_display()),
    "quotas": _quota,
    "votes": _vote,
    "set_criteria": lambda row: str(row.wording),
    "quorums": lambda row: _("ít nhất %(parts)d/%(whole)d số thành viên") % {"parts": row.parts, "whole": row.whole},
    "gates": _gate,
    "base_salaries": lambda row: _("%(money)s một tháng") % {"money": vnmoney(row.vnd)},
    "money_rates": _rate,
    "time_limits": lambda row: f"{row.amount} {row.get_unit_display()}",
    "papers": lambda row: str(row.text),
}


def shown(row: Any, column: str) -> str:
    """One column of a row as a person reads it."""
    display = getattr(row, f"get_{column}_display", None)
    value = display() if display else getattr(row, column)
    if isinstance(value, dict):
        return "; ".join(f"{words}: {vnnumber(value[name])}" for name, words in LEVELS.items() if name in value) or "–"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, date):
        return vndate(value)
    if isinstance(value, Decimal):
        return rate(value)
    return "–" if value in ("", None) else vnnumber(value)
