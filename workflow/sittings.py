"""A council's sitting: opened, attended, counted item by item, concluded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.utils import translation
from django.utils.translation import gettext as _

from dossiers import conflicts, hands, law
from dossiers.models import Dossier, VoteRule
from dossiers.moves import Reason
from dossiers.states import State
from roles.models import Seat, Unit
from roles.policies import Actor
from workflow import calendar, engine, recusals, ties, voting
from workflow.models import Item, Presence, Sitting
from workflow.recusals import Aside
from workflow.refusals import NotNow, NotYours, Refused, Stale, Unknown

ITEM_NEIGHBOURS = (
    "dossier__revision",
    "dossier__nominee",
    "dossier__holder",
    "dossier__stage",
    "dossier__unit",
    "stage__following",
)
#: what the council may still leave for another day
DEFERRABLE = [Item.Outcome.OPEN, Item.Outcome.FAILED]


@dataclass(frozen=True)
class Ballots:
    """The figures that the tellers hand in for one item."""

    issued: int
    returned: int
    yes: int
    no: int
    invalid: int = 0
    written_yes: int = 0
    written_no: int = 0


@transaction.atomic
def open_sitting(*, council: Unit, actor: Actor, now: datetime, place: str = "") -> Sitting:
    """Freeze the electorate from the seats of the day and take every waiting dossier."""
    _require_secretary(council, actor)
    sitting = _opened(
        Sitting(council=council, opened_at=now, opened_by_id=actor.seat, place=place, **_quorum(council, now))
    )
    Presence.objects.bulk_create(
        Presence(sitting=sitting, seat_id=seat, person_id=person) for seat, person in _electorate(council, now)
    )
    add_items(sitting, _waiting(council))
    return sitting


def _quorum(council: Unit, now: datetime) -> dict[str, int]:
    """The council's setting of the day; without any row the sitting keeps its usual two thirds."""
    row = law.quorum_of(council, on=calendar.office_day(now))
    return {"quorum_parts": row.parts, "quorum_whole": row.whole} if row else {}


def _opened(sitting: Sitting) -> Sitting:
    """The database lets a council have one open sitting, also when two people press at once."""
    try:
        with transaction.atomic():
            sitting.save(force_insert=True)
    except IntegrityError as why:
        raise _not_now(_("Hội đồng đang có một phiên chưa kết thúc; kết thúc phiên đó trước.")) from why
    return sitting


def _electorate(council: Unit, now: datetime) -> Iterable[tuple[int, int]]:
    """One seat a person that votes here today; who acts for a member takes the member's place, never a second one."""
    votes = Q(unit=council, grants__permission__codename="vote")
    held = Seat.objects.held(calendar.office_day(now)).filter(votes).order_by("role__position", "pk")
    rows: list[tuple[int, int, int | None]] = list(held.values_list("pk", "person_id", "acting_for_id"))
    members: dict[int, int] = {}
    for seat, person, principal in rows:
        if principal is None:
            members.setdefault(person, seat)
    delegates = {person: (principal, seat) for seat, person, principal in rows if principal and person not in members}
    if delegates and not _delegates_may_vote(council, now):
        delegates = {}
    places = {principal: (seat, person) for person, (principal, seat) in delegates.items()}
    return [places.get(seat, (seat, person)) for person, seat in members.items()]


def _delegates_may_vote(council: Unit, now: datetime) -> bool:
    """Whether the council lets somebody with a written mandate vote for a member."""
    rule, on = conflicts.Rule.DELEGATE_ATTENDS, calendar.office_day(now)
    return conflicts.ruling(ties.rulings(), rule, on=on, lineage=council.lineage).switch != conflicts.Switch.REFUSE


def _waiting(council: Unit) -> list[Dossier]:
    """Locked first, so that none is just leaving; then read in the order of the agenda."""
    waiting = Dossier.objects.filter(holder=council, state=State.COUNCIL)
    list(waiting.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return list(waiting.select_related("revision", "stage").order_by("due_at", "pk"))


def add_items(sitting: Sitting, dossiers: Iterable[Dossier]) -> list[Item]:
    """Put the dossiers at the end of the agenda."""
    last = sitting.items.aggregate(last=Max("position"))["last"] or 0
    return Item.objects.bulk_create(
        Item(
            sitting=sitting,
            dossier=dossier,
            stage=dossier.stage,
            position=last + number,
            revision_hash=dossier.pinned,
        )
        for number, dossier in enumerate(dossiers, start=1)
    )


@transaction.atomic
def mark_presence(sitting_id: int, member_id: int, *, there: bool, actor: Actor, now: datetime) -> None:
    """Somebody came in, or left: a second press changes nothing."""
    sitting = _locked(sitting_id, actor)
    members = sitting.members.filter(pk=member_id)
    inside = Q(arrived_at__isnull=False, left_at=None)
    if there:
        changed = members.exclude(inside).update(arrived_at=now, left_at=None)
    else:
        changed = members.filter(inside).update(left_at=now)
    if changed:
        _touch(sitting)


@transaction.atomic
def all_present(sitting_id: int, *, actor: Actor, now: datetime) -> None:
    """Everybody who is not yet marked came in now."""
    sitting = _locked(sitting_id, actor)
    sitting.members.filter(arrived_at=None).update(arrived_at=now)
    _touch(sitting)


@transaction.atomic
def record(
    sitting_id: int, item_id: int, ballots: Ballots, *, actor: Actor, now: datetime, version: int | None = None
) -> Item:
    """Write the count of one item; the verdict follows from the rule rows of the day."""
    sitting = _locked(sitting_id, actor, version)
    item = _held(sitting, item_id)
    if item.outcome not in (Item.Outcome.OPEN, Item.Outcome.PASSED, Item.Outcome.FAILED):
        raise _not_now(_("Mục này đã rời phiên họp nên không ghi kết quả được."))
    _check_teller(item, actor)
    everybody = list(sitting.members.select_related("person", "seat__acting_for"))
    members, present = attendance(item, everybody)
    aside = _aside(item, everybody, sitting)
    _check_count(ballots, sitting, members=members, present=present, aside=aside)
    _judge(item, sitting, ballots, members=members, present=present, aside=aside)
    item.recorded_at, item.recorded_by_id = now, actor.seat
    item.revision_hash = item.dossier.pinned
    item.save()
    _touch(sitting)
    return item


def _held(sitting: Sitting, item_id: int) -> Item:
    """The item under the lock of its dossier, under which moves read the verdict: none leaves while it is counted."""
    mine = sitting.items.filter(pk=item_id)
    list(Dossier.objects.select_for_update().filter(pk__in=mine.values("dossier")).values_list("pk"))
    item = recusals.tied(mine.select_related(*ITEM_NEIGHBOURS)).first()
    if item is None:
        raise Unknown
    return item


def attendance(item: Item, members: Iterable[Presence]) -> tuple[int, int]:
    """(members, present) when the item is voted on: a correction keeps those of its first count."""
    if item.recorded_at is not None:
        return item.members, item.present
    everybody = list(members)
    return len(everybody), sum(member.is_present for member in everybody)


def _aside(item: Any, members: Sequence[Presence], sitting: Sitting) -> Aside:
    """Who takes no part in this vote."""
    on = calendar.office_day(sitting.opened_at)
    return recusals.asides([item], members, council=sitting.council, on=on)[item.pk]


def _check_teller(item: Any, actor: Actor) -> None:
    """Nobody counts the votes on themselves, nor on what they were not given."""
    dossier = item.dossier
    if not hands.in_scope(dossier, actor):
        secretary = _("thư ký của %(unit)s") % {"unit": dossier.holder.name}
        raise NotYours("sitting", [Reason("not_yours", hands.beyond(secretary))])
    dossier.declared, dossier.nominated = item.declared, dossier.nominee.person_id
    if sentence := ties.own_case([dossier], "record", actor):
        raise NotYours("sitting", [Reason("not_yours", sentence, conflicts.OWN_CASE)])


def _check_count(ballots: Ballots, sitting: Sitting, *, members: int, present: int, aside: Aside) -> None:
    """The figures must be possible before they can mean anything."""
    wrong = [
        (ballots.issued > present, _("phát ra nhiều hơn số người có mặt (%(n)d)") % {"n": present}),
        (
            present >= ballots.issued > present - aside.present,
            _("phát ra nhiều hơn số người bỏ phiếu: %(n)d người có mặt không tham gia bỏ phiếu") % {"n": aside.present},
        ),
        (ballots.returned > ballots.issued, _("thu về nhiều hơn phát ra")),
        (
            ballots.yes + ballots.no + ballots.invalid != ballots.returned,
            _("đồng ý, không đồng ý và không hợp lệ cộng lại phải bằng số thu về"),
        ),
        (
            ballots.written_yes + ballots.written_no > members - present - aside.absent,
            _("ý kiến bằng văn bản nhiều hơn số người vắng mặt"),
        ),
        (
            present < sitting.quorum(members),
            _("chưa đủ số để họp: cần %(n)d thành viên có mặt") % {"n": sitting.quorum(members)},
        ),
    ]
    if sentences := [sentence for is_wrong, sentence in wrong if is_wrong]:
        raise _not_now(_("Chưa ghi được: %(why)s.") % {"why": "; ".join(sentences)})


def _judge(item: Item, sitting: Sitting, ballots: Ballots, *, members: int, present: int, aside: Aside) -> None:
    rules = rules_for(item.dossier, item.stage, sitting)
    votes = (ballots.yes, ballots.no, ballots.written_yes, ballots.written_no)
    result = voting.tally(voting.Count(members, present, *votes, aside.off, aside.off_present), rules)
    for name, figure in asdict(ballots).items():
        setattr(item, name, figure)
    item.members, item.present, item.recusals = members, present, aside.kept
    item.outcome = Item.Outcome.PASSED if result.passed else Item.Outcome.FAILED
    item.verdict = [_line(line) for line in result.lines]


def all_rules(council: Unit) -> list[voting.Rule]:
    """Every vote rule that can bind the council; one statement."""
    return [_rule(row) for row in law.vote_rules(council.lineage)]


def rules_for(
    dossier: Dossier, stage: Any, sitting: Sitting, *, rules: list[voting.Rule] | None = None
) -> list[voting.Rule]:
    """The vote rules that bind this dossier in this sitting."""
    return voting.applicable(
        all_rules(sitting.council) if rules is None else rules,
        award=dossier.award_type_id,
        regime=dossier.regime_id,
        on=calendar.office_day(sitting.opened_at),
        council=sitting.council_id,
        places=places_of(stage),
    )


def places_of(stage: Any) -> list[str]:
    """What a vote rule may call the council of the stage."""
    return [stage.tier, "submitting" if _submits(stage) else "lower"]


def share(rule: voting.Rule) -> str:
    """A rule's threshold in words: “quá 50% số thành viên có mặt”."""
    words = _("quá %(n)d%% %(base)s") if rule.strict else _("từ %(n)d%% %(base)s")
    return words % {"n": rule.percent, "base": VoteRule.Base(rule.base).label}


def _submits(stage: Any) -> bool:
    """The council whose minutes go to the decider: that of the last stage with a council."""
    above = stage.next
    return above is None or not above.council_kind


def _rule(row: VoteRule) -> voting.Rule:
    return voting.Rule(
        kind=row.kind,
        percent=row.percent,
        strict=row.strict,
        base=row.base,
        written=row.written,
        citation=row.citation,
        award=row.award_type_id,
        regime=row.regime_id,
        body=row.body,
        council=row.council_id,
        since=row.since,
        until=row.until,
    )


@translation.override("vi")
def _line(line: voting.Line) -> dict[str, Any]:
    """One rule's verdict as it is kept and printed, in Vietnamese; an article only from a verified row."""
    rule = line.rule
    kind = VoteRule.Kind(rule.kind)
    sentence = _("%(yes)d trong %(base)d, cần %(needed)d (%(kind)s: %(how)s %(percent)d%%)") % {
        "yes": line.yes,
        "base": line.base,
        "needed": line.needed,
        "kind": kind.label,
        "how": _("quá") if rule.strict else _("từ"),
        "percent": rule.percent,
    }
    return {
        "kind": rule.kind,
        "yes": line.yes,
        "base": line.base,
        "needed": line.needed,
        "held": line.held,
        "citation": rule.citation,
        "sentence": sentence,
    }


@transaction.atomic
def defer(
    sitting_id: int,
    item_id: int,
    *,
    reason: str,
    next_sitting: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """Leave an item for the next sitting, also one whose vote failed."""
    sitting = _locked(sitting_id, actor, version)
    item = sitting.items.select_related("dossier").filter(pk=item_id, outcome__in=DEFERRABLE).first()
    if item is None:
        raise Unknown
    engine.perform(
        "defer",
        dossier_id=item.dossier_id,
        actor=actor,
        version=item.dossier.version,
        now=now,
        reason=reason,
        next_sitting=next_sitting,
    )
    _touch(sitting)


@transaction.atomic
def conclude(sitting_id: int, *, actor: Actor, now: datetime, version: int | None = None) -> engine.Outcome:
    """Close the sitting; passed items go to the chair, failed ones wait for a decision.

    What this hand may not send on, for a gate or for its own case, keeps its count and waits for the next sitting:
    one paper does not hold the others.
    """
    sitting = _locked(sitting_id, actor, version)
    if sitting.items.filter(outcome=Item.Outcome.OPEN).exists():
        raise _not_now(_("Còn mục chưa xét và chưa hoãn; ghi kết quả hoặc hoãn từng mục trước."))
    passed = sitting.items.filter(outcome=Item.Outcome.PASSED)
    outcome = engine.perform_many(
        "recommend",
        dossier_ids=passed.values_list("dossier_id", flat=True),
        actor=actor,
        now=now,
        sitting=sitting.pk,
    )
    Sitting.objects.filter(pk=sitting.pk).update(concluded_at=now, version=F("version") + 1)
    return outcome


def _locked(sitting_id: int, actor: Actor, version: int | None = None) -> Sitting:
    """The open sitting under its lock, for its own secretary, and as the page saw it."""
    list(Sitting.objects.select_for_update().filter(pk=sitting_id).values_list("pk"))
    sitting = Sitting.objects.select_related("council").filter(pk=sitting_id).first()
    if sitting is None:
        raise Unknown
    _require_secretary(sitting.council, actor)
    if sitting.concluded_at is not None:
        raise _not_now(_("Phiên họp đã kết thúc; kết quả không sửa được nữa."))
    if version is not None and version != sitting.version:
        raise Stale("sitting", dossier_id=0, seen=version, current=sitting.version, what=_("Phiên họp"))
    return sitting


def _require_secretary(council: Unit, actor: Actor) -> None:
    if not actor.holds("minute", council.pk):
        sentence = _("Việc này thuộc thư ký của %(council)s.") % {"council": council.name}
        raise NotYours("sitting", [Reason("not_yours", sentence)])


def _touch(sitting: Sitting) -> None:
    Sitting.objects.filter(pk=sitting.pk).update(version=F("version") + 1)


def _not_now(sentence: str) -> Refused:
    return NotNow("sitting", [Reason("not_now", sentence)])
