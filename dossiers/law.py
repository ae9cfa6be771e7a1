"""Law as rows: the fixtures read, checked and laid into the database, and asked again by meaning.

Texts of papers may carry these marks, filled in by whoever prints (``PLACEHOLDERS``):
``{award}`` the award's name; ``{awarded}`` the same as it is granted (danh hiệu “…”, or the form
alone); ``{year}``; ``{count}`` how many of each kind (“02 tập thể, 03 cá nhân”); ``{authority}``
the deciding authority’s short name (“xã Tam Đa”); ``{AUTHORITY_UPPER}`` the same in
capitals; ``{province}`` (“tỉnh Hưng Yên”); ``{office}`` the appraising office; ``{number}`` the
decision's reference (“01/QĐ-UBND”); ``{date}`` its day in words without “ngày”; ``{SIGNER}`` the
signer's own title in capitals (“PHÓ CHỦ TỊCH”). On a receipt also ``{sender}``, ``{person}`` who
handed it in, ``{receiver}`` (``{RECEIVER_UPPER}``), ``{received}`` and ``{due}``, days in words.
"""

from __future__ import annotations

import json
import string
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dossiers import catalogue, consistency, fsm, limits
from dossiers.conditions import GATES_CLOSED
from dossiers.conflicts import FIXED, Switch
from dossiers.criteria import faults as criteria_faults
from dossiers.criteria import sets
from dossiers.kinds import EvidenceKind, GateKind, Target
from dossiers.models import (
    AwardRule,
    AwardType,
    CalendarDay,
    ConflictRule,
    Criterion,
    Dossier,
    GateRule,
    PaperText,
    Quorum,
    Regime,
    ReminderRule,
    Route,
    RouteStage,
    Routing,
    SetCriterion,
    TimeLimit,
    VoteRule,
    in_force,
)
from dossiers.shelf import LawError, Rack, Shelf, laid
from dossiers.states import State
from roles.models import BODY_KINDS, ActingRule, Role, Tier, Unit, UnitKind

#: the marks that each paper fills in
PLACEHOLDERS = {
    "award_decision": frozenset(
        [
            "award",
            "awarded",
            "year",
            "count",
            "authority",
            "AUTHORITY_UPPER",
            "province",
            "office",
            "number",
            "date",
            "SIGNER",
        ]
    ),
    "receipt": frozenset(
        [
            "authority",
            "AUTHORITY_UPPER",
            "number",
            "sender",
            "person",
            "receiver",
            "RECEIVER_UPPER",
            "received",
            "count",
            "due",
        ]
    ),
}

#: where a vote row holds; any other word is the code of the unit (a province) whose own rule it is
EVERYWHERE = frozenset({"", "national", "council", "commune"})
OWN_RULE, NO_OWN_RULE = "own_rule", "no_own_rule"


@dataclass
class Counts:
    """What became of the rows of one file."""

    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0


@dataclass
class Loaded:
    """What a load did, file by file, and what the law leaves open."""

    counts: dict[str, Counts] = field(default_factory=dict)
    holes: list[str] = field(default_factory=list)


@transaction.atomic
def load(folder: Path | None = None) -> Loaded:
    """Lay all rows of law into the database, or none: what is there already is made equal."""
    source, loaded = folder or settings.BASE_DIR / "fixtures", Loaded()
    for name, lay in FILES.items():
        counts = loaded.counts.setdefault(name, Counts())
        for outcome in lay(_read(source / f"{name}.json")):
            setattr(counts, outcome, getattr(counts, outcome) + 1)
    if faults := list(faults_of_the_law()):
        raise LawError(" ".join(faults))
    loaded.holes = [*regime_holes(), *routing_holes(), *consistency.holes()]
    return loaded


@transaction.atomic
def add(files: Mapping[str, Any]) -> None:
    """Rows of one place beside those of everywhere, by the names of their files; or none."""
    for name, rows in files.items():
        for _outcome in FILES[name](rows):
            pass
    if faults := list(faults_of_the_law()):
        raise LawError(" ".join(faults))


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise LawError(_("Không đọc được %(file)s: %(why)s.") % {"file": file.name, "why": error}) from error


# Each file's rows


def _roles(rows: Any) -> Iterator[str]:
    return laid(Role, rows, "code")


def _acting(rows: Any) -> Iterator[str]:
    return laid(ActingRule, rows, "role", "form", "by", "place")


def _regimes(rows: Any) -> Iterator[str]:
    return laid(Regime, rows, "code")


def _awards(rows: Any) -> Iterator[str]:
    yield from laid(AwardType, rows["awards"], "code")
    yield from laid(AwardRule, rows["rules"], "award_type", "regime")


def _criteria(rows: Any) -> Iterator[str]:
    rack = Rack(Criterion, "award_type", "regime", "code", "scope", "since")
    yield from [rack.lay(row) for row in rows]
    rack.write()


def _routes(rows: Any) -> Iterator[str]:
    routes, stages = Shelf(Route, "code"), Shelf(RouteStage, "route", "order")
    for row in rows:
        steps, previous = row.pop("stages"), None
        yield routes.lay(row)
        for order, step in enumerate(steps, start=1):
            yield stages.lay({**step, "route": routes.last.pk, "order": order, "previous": previous})
            previous = stages.last.pk


def _routings(rows: Any) -> Iterator[str]:
    firsts = dict(RouteStage.objects.filter(previous=None).values_list("route__code", "pk"))
    if unknown := {row["route"] for row in rows} - set(firsts):
        raise LawError(_("Dòng chọn tuyến nêu tuyến “%(route)s” chưa có.") % {"route": min(unknown)})
    values = ({"scope": "", **row, "first": firsts[row["route"]]} for row in rows)
    chosen = [{name: value for name, value in row.items() if name != "route"} for row in values]
    return laid(Routing, chosen, "regime", "award_type", "proposer_kind", "managed_by", "scope")


def _votes(rows: Any) -> Iterator[str]:
    return laid(VoteRule, rows, "award_type", "regime", "body", "kind", "scope", "since")


def _calendars(rows: Any) -> Iterator[str]:
    return laid(CalendarDay, rows, "day", "locality")


def _time_limits(rows: Any) -> Iterator[str]:
    return laid(TimeLimit, rows, "step", "award_type", "tier", "regime", "locality", "since")


def _reminders(rows: Any) -> Iterator[str]:
    return laid(ReminderRule, rows, "kind", "days", "step", "tier", "to")


def _quorums(rows: Any) -> Iterator[str]:
    return laid(Quorum, rows, "council", "tier", "scope", "since")


def _conflicts(rows: Any) -> Iterator[str]:
    return laid(ConflictRule, rows, "code", "place")


def _papers(rows: Any) -> Iterator[str]:
    return laid(PaperText, rows, "paper", "slot", "position", "regime", "tier")


def _gates(rows: Any) -> Iterator[str]:
    return laid(GateRule, rows, "kind", "award_type", "regime", "tier", "since")


def _dated(name: str) -> Callable[[Any], Iterator[str]]:
    """Rows of a kind whose key and first day say which is which."""
    kind = catalogue.KINDS[name]
    return lambda rows: laid(kind.model, rows, *kind.key, "since")


def _set_criteria(rows: Any) -> Iterator[str]:
    return laid(SetCriterion, rows, "code")


FILES = {
    "roles": _roles,
    "acting": _acting,
    "regimes": _regimes,
    "awards": _awards,
    "criteria": _criteria,
    "routes": _routes,
    "routings": _routings,
    "votes": _votes,
    "calendars": _calendars,
    "time_limits": _time_limits,
    "gates": _gates,
    "reminders": _reminders,
    "quorums": _quorums,
    "conflicts": _conflicts,
    "papers": _papers,
    "instruments": _dated("instruments"),
    "deciders": _dated("deciders"),
    "quotas": _dated("quotas"),
    "base_salaries": _dated("base_salaries"),
    "money_rates": _dated("money_rates"),
    "set_criteria": _set_criteria,
}


# What must hold of the rows as a whole


def faults_of_the_law() -> Iterator[str]:
    """Every sentence about a row that contradicts another row or the code."""
    yield from _unknown_codenames()
    yield from _acting_rules_that_widen()
    yield from _unknown_words_in_rules()
    yield from _gates_that_hold_no_move()
    yield from _softened_conflicts()
    yield from _overlapping_regimes()
    yield from _illegal_routes()
    yield from _misrouted_awards()
    yield from _unknown_placeholders()
    yield from limits.faults(list(TimeLimit.objects.all()))
    yield from consistency.faults()
    yield from criteria_faults.faults(
        list(Criterion.objects.all()), dict(AwardType.objects.values_list("code", "name"))
    )
    yield from sets.faults(list(SetCriterion.objects.all()))


def _unknown_codenames() -> Iterator[str]:
    known = {codename for codename, _name in Unit._meta.permissions}
    for role in Role.objects.all():
        for codename in sorted(set(role.codenames) - known):
            yield _("Vai trò “%(role)s” nêu quyền không có: %(codename)s.") % {
                "role": role.code,
                "codename": codename,
            }


def _acting_rules_that_widen() -> Iterator[str]:
    """A rule hands over what the role has, and never a role that has nothing."""
    for rule in ActingRule.objects.select_related("role"):
        if surplus := sorted(set(rule.codenames) - set(rule.role.codenames)):
            words = {"rule": rule, "codenames": ", ".join(surplus)}
            yield _("Quy định thay mặt “%(rule)s” giao quyền mà vai trò không có: %(codenames)s.") % words


def _unknown_words_in_rules() -> Iterator[str]:
    for rule in AwardRule.objects.all():
        words = set(rule.targets) - set(Target.values) | set(rule.required_evidence) - set(EvidenceKind.values)
        if words:
            yield _("Quy định %(award)s (%(regime)s) nêu từ không có: %(words)s.") % {
                "award": rule.award_type_id,
                "regime": rule.regime_id,
                "words": ", ".join(sorted(words)),
            }


def _gates_that_hold_no_move() -> Iterator[str]:
    """A gate holds moves that ask for it, and a posting has its days."""
    asking = {m.verb for m in fsm.every_move(Dossier) if any(c.name == GATES_CLOSED for c in m.conditions)}
    for rule in GateRule.objects.all():
        if not rule.holds or set(rule.holds) - asking:
            yield _("Việc phải chờ (%(rule)s) nêu việc không chờ được: %(verbs)s.") % {
                "rule": rule,
                "verbs": ", ".join(sorted(set(rule.holds) - asking)) or "–",
            }
        if rule.days is None and rule.kind != GateKind.SUSPENSION:
            yield _("Việc phải chờ (%(rule)s) chưa có số ngày.") % {"rule": rule}


def _softened_conflicts() -> Iterator[str]:
    """Where the domain knows no other way, no row opens one."""
    for row in ConflictRule.objects.filter(code__in=FIXED).exclude(switch=Switch.REFUSE):
        yield _("Quy tắc “%(rule)s” luôn là “%(refuse)s”; bỏ dòng đã nới.") % {
            "rule": row.get_code_display(),
            "refuse": Switch.REFUSE.label,
        }


def _regimes_in_order() -> list[Regime]:
    return sorted(Regime.objects.all(), key=lambda regime: regime.since or date.min)


def _overlapping_regimes() -> Iterator[str]:
    for earlier, later in pairwise(_regimes_in_order()):
        if earlier.until is None or (later.since or date.min) <= earlier.until:
            yield _("Hai chế độ pháp luật chồng ngày nhau: %(a)s và %(b)s.") % {"a": earlier, "b": later}


def _illegal_routes() -> Iterator[str]:
    for route in Route.objects.prefetch_related("stages"):
        for fault in route_faults(list(route.stages.all())):
            yield _("Tuyến “%(route)s” không đi được: %(fault)s.") % {"route": route.code, "fault": fault}


def route_faults(stages: list[RouteStage]) -> Iterator[str]:
    """Why the stages are no walk over legal moves, if they are none."""
    if not stages:
        yield _("chưa có cấp nào")
    for verb, source, target in walk(stages):
        move = fsm.move_from(Dossier, verb, source)
        if move is None or target not in move.targets:
            yield _("bước %(verb)s từ %(source)s sang %(target)s không có") % {
                "verb": verb,
                "source": source,
                "target": target,
            }
    order = [Tier.values.index(stage.tier) for stage in stages]
    if order != sorted(set(order)) or Tier.values.index(Tier.BASE) in order:
        yield _("các cấp không đi lên")
    yield from (fault for stage in stages for fault in _stage_faults(stage))


def walk(stages: list[RouteStage]) -> Iterator[tuple[str, str, str]]:
    """The straight way over the stages: verb, from, to."""
    yield "submit", State.DRAFT, State.INTAKE
    for number, stage in enumerate(stages, start=1):
        if stage.council_kind:
            yield "refer", State.INTAKE, State.COUNCIL
            yield "recommend", State.COUNCIL, State.SIGNING
        else:
            yield "refer", State.INTAKE, State.SIGNING
        if number < len(stages):
            yield "forward", State.SIGNING, State.INTAKE
    yield "award", State.SIGNING, State.AWARDED


def _stage_faults(stage: RouteStage) -> Iterator[str]:
    kinds = (stage.intake_kind, stage.council_kind, stage.signing_kind)
    if any(kind and kind not in BODY_KINDS for kind in kinds) or stage.council_kind in (
        UnitKind.OFFICE,
        UnitKind.CHAIR,
    ):
        yield _("cấp %(order)d giao cho loại đơn vị không xét hồ sơ") % {"order": stage.order}
    if (stage.days is None) == (stage.hours is None):
        yield _("cấp %(order)d phải có hạn theo ngày hoặc theo giờ") % {"order": stage.order}


def _misrouted_awards() -> Iterator[str]:
    """A route ends where the award is decided, or where the unit's own managing level decides."""
    deciding = {(r.award_type_id, r.regime_id): r.deciding_tier for r in AwardRule.objects.all()}
    last = {stage.route_id: stage.tier for stage in RouteStage.objects.order_by("order")}
    for row in Routing.objects.select_related("first"):
        case = {"award": row.award_type_id, "regime": row.regime_id, "managed": row.managed_by}
        decider = deciding.get((row.award_type_id, row.regime_id))
        if decider is None:
            yield _("Có tuyến cho %(award)s (%(regime)s) nhưng chưa có quy định về ai quyết định.") % case
        elif last[row.first.route_id] != _decider(decider, row.managed_by, last[row.first.route_id]):
            yield _("Tuyến của %(award)s (%(regime)s, %(managed)s) không dừng ở cấp quyết định.") % case
        if row.first.previous_id is not None:
            yield _("Tuyến của %(award)s (%(regime)s, %(managed)s) không bắt đầu ở cấp đầu tiên.") % case


def _decider(decider: str, managed_by: str, last: str) -> str:
    """Who decides: a unit that is managed higher up may also be decided on there."""
    higher = Tier.values.index(managed_by) > Tier.values.index(decider)
    return managed_by if higher and last == managed_by else decider


def _unknown_placeholders() -> Iterator[str]:
    for row in PaperText.objects.all():
        names = {name for _text, name, _spec, _conversion in string.Formatter().parse(row.text) if name is not None}
        if unknown := names - PLACEHOLDERS.get(row.paper, frozenset()):
            yield _("Lời văn “%(slot)s” có chỗ trống không hiểu: %(names)s.") % {
                "slot": row.slot,
                "names": ", ".join(sorted(unknown)),
            }


def regime_holes() -> Iterator[str]:
    """Days between two regimes on which no law would be found."""
    for earlier, later in pairwise(_regimes_in_order()):
        if earlier.until and later.since and later.since - earlier.until > timedelta(days=1):
            yield _("Không có chế độ pháp luật nào giữa %(a)s và %(b)s.") % {"a": earlier, "b": later}


def routing_holes() -> Iterator[str]:
    """Awards that somebody may decide but nobody can be proposed for."""
    routed = Counter(Routing.objects.values_list("award_type_id", "regime_id"))
    for rule in AwardRule.objects.order_by("regime", "award_type__position"):
        if not routed[rule.award_type_id, rule.regime_id]:
            yield _("Chưa có tuyến trình %(award)s theo %(regime)s.") % {
                "award": rule.award_type_id,
                "regime": rule.regime_id,
            }


# Asked by meaning


def vote_rules(lineage: Collection[str]) -> list[VoteRule]:
    """The vote rows that can bind a council of that lineage; “no threshold” rows bind nobody."""
    rows = list(VoteRule.objects.all())
    own = any(row.scope in lineage for row in rows)
    return [row for row in rows if row.percent and applies(row.scope, lineage, own_rule=own)]


def quorum_of(council: Unit, *, on: date) -> Quorum | None:
    """How many must be in the room: the council's own row, else its place's, else its tier's, else everybody's."""
    rows = Quorum.objects.filter(in_force(on), Q(council=None) | Q(council=council), tier__in=["", council.tier])
    fitting = [row for row in rows if row.scope in EVERYWHERE or row.scope in council.lineage]
    return max(fitting, key=_nearness_of(council.lineage), default=None)


def _nearness_of(lineage: Collection[str]) -> Callable[[Quorum], tuple[bool, bool, bool, date]]:
    return lambda row: (row.council_id is not None, row.scope in lineage, row.tier != "", row.since or date.min)


def applies(scope: str, lineage: Collection[str], *, own_rule: bool) -> bool:
    """Whether a row of that scope holds where the lineage leads."""
    if scope in (OWN_RULE, NO_OWN_RULE):
        return own_rule is (scope == OWN_RULE)
    return scope in EVERYWHERE or scope in lineage
