"""What waits for a chair's signature, and decisions as their pages show them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from dossiers import conflicts
from dossiers.conditions import gates_closed, no_refusal_proposed
from dossiers.models import Dossier
from dossiers.states import State
from roles.models import Unit
from roles.policies import Actor
from workflow import papers, selectors
from workflow.decision_readers import offices_of, seen, signs_or_drafts, within
from workflow.facts import gathered, settle_facts
from workflow.models import Decision, DecisionLine, NumberBook

# Whose desk


def prepares(actor: Actor) -> bool:
    """Whether papers come to the seat to be drafted or signed."""
    return bool(offices_of(actor) or actor.units("sign"))


def may_draft(actor: Actor, body: Unit) -> bool:
    """Whether the seat prepares what this body signs."""
    return actor.holds("sign", body.pk) or body.parent_id in offices_of(actor)


# Which decisions, to whom


def register(actor: Actor) -> QuerySet[Decision]:
    """The signed decisions, newest first, with how many are awarded and which of them are one's own."""
    own = actor.units("propose") + actor.units("edit")
    lines = DecisionLine.objects.filter(dossier__unit__in=own).select_related("dossier__nominee")
    rows = seen(actor).filter(status=Decision.Status.SIGNED).select_related("award_type", "body")
    rows = rows.annotate(total=Count("lines")).order_by("-signed_at", "-pk")
    return rows.prefetch_related(Prefetch("lines", lines, to_attr="own_lines")) if own else rows


def drafts(actor: Actor) -> QuerySet[Decision]:
    """The drafts that wait for a signature the seat gives or prepares."""
    mine = signs_or_drafts(actor, "body") & within(actor)
    rows = Decision.objects.filter(mine, status=Decision.Status.DRAFT)
    return rows.select_related("award_type", "body").annotate(total=Count("lines")).order_by("drafted_at", "pk")


def choices(actor: Actor) -> dict[str, list[tuple[Any, str]]]:
    """Years, awards and bodies of the register, for its filter; one statement."""
    rows = seen(actor).filter(status=Decision.Status.SIGNED).order_by()
    found = set(rows.values_list("number_year", "award_type", "award_type__name", "body", "body__name").distinct())
    return {
        "years": sorted({(year, str(year)) for year, *_rest in found}, reverse=True),
        "awards": sorted({(award, name) for _year, award, name, *_rest in found}, key=lambda pair: pair[1]),
        "bodies": sorted({(body, name) for *_rest, body, name in found}, key=lambda pair: pair[1]),
    }


# A dossier that waits


@dataclass(frozen=True)
class Case:
    """One dossier before the chair, and what stands in the way."""

    dossier: Dossier
    held: str
    votes: str

    @property
    def pick(self) -> str:
        """The value of its box: the dossier, and the version that the page shows."""
        return f"{self.dossier.pk}:{self.dossier.version}"

    @property
    def name(self) -> str:
        return self.dossier.nominee.addressed

    @property
    def deed(self) -> str:
        content = self.dossier.revision.content if self.dossier.revision else {}
        return str(content.get("deed") or "")


@dataclass
class Group:
    """What may stand on one decision: one body, award, law and year."""

    body: Unit
    title: str
    may_sign: bool
    cases: list[Case] = field(default_factory=list)

    @property
    def counted(self) -> str:
        return papers.counted(case.dossier for case in self.cases)


@dataclass
class Desk:
    """The chair's page: what may be decided, what goes up, what is stuck, what is drafted."""

    decidable: dict[tuple[Any, ...], Group] = field(default_factory=dict)
    upward: dict[tuple[Any, ...], Group] = field(default_factory=dict)
    held: list[Case] = field(default_factory=list)
    drafts: list[Decision] = field(default_factory=list)

    @property
    def ready(self) -> int:
        return sum(len(group.cases) for group in [*self.decidable.values(), *self.upward.values()])


def desk(actor: Actor) -> Desk:
    """Everything that lies in signing before the seat, sorted by what can be done with it."""
    found = Desk(drafts=list(drafts(actor)))
    for case in _waiting(actor):
        if case.held:
            found.held.append(case)
        else:
            _place(found, case, actor)
    return found


def _waiting(actor: Actor) -> list[Case]:
    mine = signs_or_drafts(actor, "holder") & selectors.scoped(actor)
    rows = Dossier.objects.filter(mine, state=State.SIGNING, decision_line=None)
    return cases(rows.order_by("submitted_at", "pk"), actor)


def cases(rows: QuerySet[Dossier], actor: Actor) -> list[Case]:
    """The dossiers with their facts; one statement, and one more where a gate is open."""
    dossiers = list(gathered(rows))
    settle_facts(dossiers, hand=actor)
    return [Case(dossier, why_held(dossier) or _own_case(dossier, actor), _votes(dossier)) for dossier in dossiers]


def _own_case(dossier: Dossier, actor: Actor) -> str:
    """Why this hand in particular does not sign it: nobody signs for themselves."""
    verb = "award" if dossier.stage and dossier.stage.is_last else "forward"
    return conflicts.refusal(dossier, verb, actor) if dossier.state == State.SIGNING else ""


def why_held(dossier: Dossier) -> str:
    """Why the chair can neither award nor forward it now, or nothing."""
    if dossier.state != State.SIGNING:
        return _("Hồ sơ không còn chờ ký (%(state)s).") % {"state": dossier.get_state_display()}
    verb = "award" if dossier.stage and dossier.stage.is_last else "forward"
    conditions = (no_refusal_proposed, gates_closed(verb))
    return next((condition.reason(dossier) for condition in conditions if not condition(dossier)), "")


def _votes(dossier: Any) -> str:
    """“9 trong 9”: the council's count under the rule that was hardest to meet."""
    lines = (dossier.judged or {}).get("verdict") or []
    if isinstance(lines, str):  # SQLite nests a JSON column as its text
        lines = json.loads(lines)
    if not lines:
        return ""
    line = max(lines, key=lambda one: one["needed"])
    return _("%(yes)d trong %(base)d") % {"yes": line["yes"], "base": line["base"]}


def _place(found: Desk, case: Case, actor: Actor) -> None:
    dossier = case.dossier
    last = dossier.stage is not None and dossier.stage.is_last
    groups = found.decidable if last else found.upward
    key = (dossier.holder_id, dossier.award_type_id, dossier.regime_id, dossier.year) if last else (dossier.holder_id,)
    if key not in groups:
        words = {"award": dossier.award_type.name, "year": dossier.year}
        title = _("%(award)s, năm %(year)d") % words if last else dossier.holder.name
        groups[key] = Group(dossier.holder, title, actor.holds("sign", dossier.holder_id))
    groups[key].cases.append(case)


# One decision


def expected_number(decision: Decision) -> str:
    """What the number would be if it were signed now; one statement."""
    last = NumberBook.objects.filter(body=decision.body_id, series=decision.symbol).order_by("-year")
    book = last.values_list("year", "last").first()
    return "" if book is None else f"{book[1] + 1:02d}/{decision.symbol}"


def facts(decision: Decision, dossiers: Sequence[Dossier], *, signer: str, paid: str) -> list[dict[str, Any]]:
    """What the decision says, as names and values."""
    verb = _("Tặng %(award)s năm %(year)d")
    prize = [{"label": _("Tiền thưởng"), "value": paid}] if paid else []
    return [
        {"label": _("Về việc"), "value": verb % {"award": papers.awarded(decision.award_type), "year": decision.year}},
        {"label": _("Cho"), "value": papers.counted(dossiers)},
        *prize,
        {"label": _("Theo"), "value": decision.regime.law or decision.regime.name},
        {"label": _("Người ký"), "value": signer},
        {"label": _("Người soạn"), "value": decision.drafted_by.person.full_name},
    ]


def stuck(listed: Iterable[Case]) -> list[Case]:
    """The lines for which the decision cannot be signed."""
    return [case for case in listed if case.held]
