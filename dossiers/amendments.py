"""An administrator's change of a row of law: tried out whole for the preview, then written and recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from dossiers import consistency, law_log
from dossiers.catalogue import Kind
from dossiers.criteria import faults as criteria_faults
from dossiers.criteria import sets as set_faults
from dossiers.digests import digest
from dossiers.kinds import GateKind
from dossiers.law_words import span
from dossiers.models import AwardType, Criterion, Dossier, GateRule, LawEdit, LawStamp, SetCriterion, VoteRule
from dossiers.spells import spells
from dossiers.states import OPEN
from dossiers.validity import ONE_DAY, first_day, last_day, meet
from roles.policies import Actor

#: what may be changed of every row, whatever it says
OF_EVERY_ROW = ("basis", "source", "mark", "until")


class Unfit(Exception):
    """The row would contradict itself or another; each sentence says how."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Amendment:
    """What somebody wants of a row: new values, at once or from a day on."""

    kind: Kind
    key: str
    values: Mapping[str, Any]
    since: date | None = None


@dataclass
class Outcome:
    """What the change does, or has done: the rows it leaves, and whom it touches; the hash binds the preview."""

    before: dict[str, Any]
    row: Any
    successor: Any = None
    open_dossiers: int = 0
    hash: str = ""
    done: bool = False
    acts: list[tuple[str, Any, dict[str, Any]]] = field(default_factory=list)


@transaction.atomic
def carry_out(
    wanted: Amendment,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    expected: str | None = None,
) -> Outcome:
    """Without an expected hash: what it would do, and nothing stays. With it: done, if nothing has moved since."""
    LawStamp.renew()  # the lock of the record too: two edits wait for each other here
    row = wanted.kind.rows().select_for_update(of=("self",)).get(pk=wanted.key)
    outcome = Outcome(law_log.state_of(row), row)
    outcome.hash = digest([wanted.kind.code, outcome.before, _told(wanted)])
    if expected is not None and outcome.hash != expected:
        raise Unfit([_("Có thay đổi từ lúc xem trước; xem lại rồi xác nhận.")])
    _apply(wanted, outcome)
    if sentences := list(_objections(wanted, outcome)):
        raise Unfit(sentences)
    outcome.open_dossiers = touched(row).count()
    if expected is None:
        transaction.set_rollback(True)
    else:
        _record(wanted.kind, outcome, actor=actor, reason=reason, now=now)
    return outcome


def touched(row: Any) -> models.QuerySet[Dossier]:
    """The open dossiers that the row may bind: of its law and its award, where it names them."""
    named = {name: getattr(row, name, None) for name in ("regime_id", "award_type_id")}
    return Dossier.objects.filter(state__in=OPEN, **{name: value for name, value in named.items() if value})


def _told(wanted: Amendment) -> list[Any]:
    values = {name: str(value) for name, value in wanted.values.items()}
    return [values, str(wanted.since)]


def _apply(wanted: Amendment, outcome: Outcome) -> None:
    if wanted.since is None:
        _written(outcome.row, wanted.values)
        outcome.acts = [(LawEdit.Act.CHANGE, outcome.row, outcome.before)]
        return
    _require_inside(outcome.row, wanted.since)
    outcome.successor = _copy(outcome.row)
    _written(outcome.row, {"until": wanted.since - ONE_DAY})
    _written(outcome.successor, {**wanted.values, "since": wanted.since})
    outcome.acts = [(LawEdit.Act.END, outcome.row, outcome.before), (LawEdit.Act.BEGIN, outcome.successor, {})]


def _require_inside(row: Any, since: date) -> None:
    """A follower begins while the row still holds, and after it has held for a day."""
    if not first_day(row) < since <= last_day(row):
        raise Unfit([_("Ngày áp dụng phải nằm trong thời gian hiệu lực của dòng đang sửa, sau ngày đầu của nó.")])


def _copy(row: Any) -> Any:
    columns = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(**columns)


def _written(row: Any, values: Mapping[str, Any]) -> None:
    """Saved, where its own columns and the constraints of its table have nothing against it."""
    for name, value in values.items():
        setattr(row, name, value)
    if row.since and row.until and row.until < row.since:
        raise Unfit([_("Ngày cuối không được trước ngày đầu (%(span)s).") % {"span": span(row)}])
    try:
        row.clean_fields(exclude=[f.name for f in row._meta.concrete_fields if f.attname not in values])
        with transaction.atomic():
            row.save()
    except ValidationError as wrong:
        raise Unfit(wrong.messages) from wrong
    except IntegrityError as wrong:
        raise Unfit([_("Các giá trị này không đi cùng nhau được; xem lại từng ô.")]) from wrong


def _objections(wanted: Amendment, outcome: Outcome) -> Iterator[str]:
    """Why the rows as they now stand cannot stay."""
    if wanted.since is None and law_log.state_of(outcome.row) == outcome.before:
        yield _("Chưa có gì thay đổi so với dòng đang có.")
    yield from consistency.overlaps(spells([wanted.kind]))
    for _act, row, _before in outcome.acts:
        yield from _own_faults(row)


def _own_faults(row: Any) -> Iterator[str]:
    if isinstance(row, GateRule) and row.days is None and row.kind != GateKind.SUSPENSION:
        yield _("Việc công khai, xin ý kiến phải có số ngày.")
    if isinstance(row, VoteRule) and row.kind == VoteRule.Kind.COUNCIL_RULE:
        yield from _below_the_law(row)
    if isinstance(row, SetCriterion):
        yield from set_faults.faults([row])
    if isinstance(row, Criterion):
        yield from _no_criterion(row)


def _no_criterion(row: Criterion) -> Iterator[str]:
    names = dict(AwardType.objects.values_list("code", "name"))
    return criteria_faults.faults([row], names)


def _below_the_law(own: VoteRule) -> Iterator[str]:
    """A council's own rule does not go below what the law asks for the same award on the same days."""
    minima = VoteRule.objects.filter(kind=VoteRule.Kind.LEGAL_MIN, regime=own.regime_id, scope__in=["", "national"])
    for legal in minima.filter(award_type=own.award_type_id, percent__gt=own.percent):
        if meet(own, legal):
            words = {"own": own.percent, "legal": legal.percent}
            yield (
                _("Quy chế của Hội đồng (%(own)d %%) không được thấp hơn mức tối thiểu theo luật (%(legal)d %%).")
                % words
            )


def _record(kind: Kind, outcome: Outcome, *, actor: Actor, reason: str, now: datetime) -> None:
    for act, row, before in outcome.acts:
        after = law_log.state_of(kind.rows().get(pk=row.pk))
        law_log.write(act, kind, row.pk, before=before, after=after, actor=actor, reason=reason, now=now)
    outcome.done = True
