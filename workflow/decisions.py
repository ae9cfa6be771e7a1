"""Award decisions: drafted by the office, signed by the chair, numbered once, awarding many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from dossiers import conflicts, hands
from dossiers.models import Dossier
from dossiers.moves import Reason
from dossiers.states import State
from roles.models import Unit
from roles.policies import Actor
from roles.scopes import EVERYTHING
from workflow import calendar, engine, papers, selectors
from workflow.facts import gathered, settle_facts
from workflow.models import Decision, DecisionLine, NumberBook
from workflow.refusals import NotNow, NotYours, Refused, Stale, Unknown


@transaction.atomic
def draft(*, body: Unit, dossier_ids: Sequence[int], actor: Actor, now: datetime) -> Decision:
    """A draft for dossiers of one award and one law that wait for the body's signature."""
    _require_drafter(body, actor)
    dossiers = _lock_waiting(body, dossier_ids, actor)
    first = dossiers[0]
    decision = Decision.objects.create(
        body=body,
        award_type_id=first.award_type_id,
        regime_id=first.regime_id,
        year=first.year,
        drafted_at=now,
        drafted_by_id=actor.seat,
        symbol=papers.symbol(tier=body.tier, regime=first.regime_id, on=calendar.office_day(now)),
    )
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, dossier=dossier, position=number)
        for number, dossier in enumerate(dossiers, start=1)
    )
    return decision


def _lock_waiting(body: Unit, dossier_ids: Sequence[int], actor: Actor) -> list[Dossier]:
    """The dossiers in the order of the list, all fit for one decision, or a refusal."""
    rows = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=dossier_ids)
    list(rows.order_by("pk").values_list("pk"))
    seen = Q(holder=body) | Q(pk__in=selectors.visible_to(actor).values("pk"))
    dossiers = list(in_order(gathered(Dossier.objects.filter(seen, pk__in=dossier_ids))))
    settle_facts(dossiers, hand=actor)
    if not dossiers or len(dossiers) != len(set(dossier_ids)):
        raise Unknown
    _require_scope(body, dossiers, actor)
    if any(d.holder_id != body.pk or d.state != State.SIGNING for d in dossiers):
        raise _not_now(_("Có hồ sơ không còn chờ %(body)s ký; mở lại trang.") % {"body": body.name})
    if not all(d.stage is not None and d.stage.is_last for d in dossiers):
        raise _not_now(_("Có hồ sơ mà cấp này không quyết định; ký trình cấp trên thay vì soạn quyết định."))
    if len({(d.award_type_id, d.regime_id, d.year) for d in dossiers}) > 1:
        raise _not_now(_("Một quyết định chỉ ghi một danh hiệu, một năm, theo một luật; tách ra hai dự thảo."))
    if DecisionLine.objects.filter(dossier__in=dossiers).exists():
        raise _not_now(_("Có hồ sơ đã nằm trong một dự thảo khác; bỏ khỏi dự thảo đó trước."))
    if own := next((words for d in dossiers if (words := conflicts.refusal(d, "draft", actor))), ""):
        raise NotYours("draft", [Reason("not_yours", own, conflicts.OWN_CASE)])
    return dossiers


def in_order(rows: Iterable[Dossier]) -> Iterable[Dossier]:
    """Collectives, households, individuals; within each by the order they came."""
    cases = [When(nominee__kind=kind, then=Value(n)) for n, kind in enumerate(papers.GROUPS)]
    return rows.annotate(  # type: ignore[attr-defined]
        rank=Case(*cases, default=Value(9), output_field=IntegerField())
    ).order_by("rank", "submitted_at", "pk")


@transaction.atomic
def drop_draft(decision_id: int, *, actor: Actor, version: int | None = None) -> None:
    """Throw a draft away; its dossiers wait for another."""
    decision = _locked(decision_id)
    _require_drafter(decision.body, actor)
    _require_scope(
        decision.body, Dossier.objects.filter(decision_line__decision=decision).select_related("unit"), actor
    )
    _require_version(decision, version)
    if decision.status != Decision.Status.DRAFT:
        raise _not_now(_("Quyết định đã ký thì không bỏ được."))
    decision.delete()


@transaction.atomic
def sign(decision_id: int, *, version: int, actor: Actor, now: datetime) -> Decision:
    """The chair signs: the number is given, the list is fixed, every dossier is awarded."""
    decision = _locked(decision_id)
    check_signable(decision, actor, version)
    decision.number_year = calendar.office_day(now).year
    decision.number = _next_number(decision)
    decision.status, decision.signed_at = Decision.Status.SIGNED, now
    decision.signed_by_id, decision.version = actor.seat, decision.version + 1
    decision.save()
    ids = list(decision.lines.values_list("dossier_id", flat=True))
    outcome = engine.perform_many(
        "award",
        dossier_ids=ids,
        actor=actor,
        now=now,
        decision=decision.pk,
        reference=decision.reference,
    )
    if outcome.refused:
        raise next(iter(outcome.refused.values()))
    return decision


def check_signable(decision: Decision, actor: Actor, version: int) -> None:
    """Refuse who may not sign it, what has changed, and what is signed already."""
    if not actor.holds("sign", decision.body_id):
        sentence = _("Ký quyết định này thuộc %(body)s.") % {"body": decision.body.name}
        raise NotYours("award", [Reason("not_yours", sentence, "who signs")])
    if decision.status == Decision.Status.SIGNED:
        raise _not_now(_("Quyết định này đã ký, số %(n)s.") % {"n": decision.reference})
    _require_version(decision, version)


def _require_version(decision: Decision, version: int | None) -> None:
    if version is not None and decision.version != version:
        raise Stale("award", dossier_id=0, seen=version, current=decision.version, what=_("Quyết định"))


def _next_number(decision: Decision) -> int:
    """The next number of the body's book; the row is locked until the act is whole."""
    place: dict[str, Any] = {
        "body_id": decision.body_id,
        "series": decision.symbol,
        "year": decision.number_year,
    }
    NumberBook.objects.get_or_create(**place)
    book = NumberBook.objects.select_for_update().get(**place)
    NumberBook.objects.filter(pk=book.pk).update(last=F("last") + 1)
    return book.last + 1


def _locked(decision_id: int) -> Decision:
    list(Decision.objects.select_for_update(of=("self",)).filter(pk=decision_id).values_list("pk"))
    decision = Decision.objects.select_related("body").filter(pk=decision_id).first()
    if decision is None:
        raise Unknown
    return decision


def _require_drafter(body: Unit, actor: Actor) -> None:
    """The office of the same authority drafts; the chair may too."""
    if actor.holds("sign", body.pk) or actor.holds_under("appraise", {body.parent_id}):
        return
    sentence = _("Soạn quyết định thuộc người thẩm định cùng cấp với %(body)s.") % {"body": body.name}
    raise NotYours("draft", [Reason("not_yours", sentence)])


def _require_scope(body: Unit, dossiers: Iterable[Dossier], actor: Actor) -> None:
    """An acting seat drafts, and throws away, only what it was given whole."""
    if actor.scope == EVERYTHING or all(hands.in_scope(dossier, actor) for dossier in dossiers):
        return
    raise NotYours("draft", [Reason("not_yours", hands.beyond(body.name))])


def _not_now(sentence: str) -> Refused:
    return NotNow("decision", [Reason("not_now", sentence)])
