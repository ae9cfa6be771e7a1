"""What is done at a gate: opened, asked, said, answered, closed; by the officer, under the papers' locks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.states import REVIEWING
from roles.policies import Actor
from workflow import calendar, gate_log, pauses
from workflow.gate_hold import Held, held_batch, held_dossier, held_gate, not_now
from workflow.gate_law import is_deemed, law_of, too_short, why_open
from workflow.models import Consulted, Gate, GateAct, GateComment
from workflow.refusals import Lacking, Unknown

#: what each kind of gate cannot be opened without
NEEDS: dict[str, tuple[str, ...]] = {
    Gate.Kind.POSTING: ("places", "until"),
    Gate.Kind.CONSULTATION: ("asked", "until"),
    Gate.Kind.SUSPENSION: ("document",),
}
#: what a suspension cannot be ended without
RESUMED_BY = ("closing_document", "outcome")


@dataclass(frozen=True)
class Terms:
    """What a gate is opened with; ``places`` is one a line, ``asked`` names authorities."""

    since: date | None = None
    until: date | None = None
    places: str = ""
    asked: Sequence[str] = ()
    note: str = ""
    document: str = ""


# Opened


@transaction.atomic
def open_gate(dossier_id: int, kind: str, *, actor: Actor, version: int, now: datetime, **terms: Any) -> Gate:
    """The paper waits: the moves that the rule names are held until the gate is closed."""
    return _opened(held_dossier(dossier_id, actor, version), kind, Terms(**terms), actor=actor, now=now)


@transaction.atomic
def open_on_batch(batch_id: int, kind: str, *, actor: Actor, now: datetime, **terms: Any) -> Gate:
    """All the batch's papers of this level wait, by one gate."""
    held = held_batch(batch_id, actor)
    if not held.dossiers:
        raise not_now(_("Tờ trình này không còn hồ sơ nào ở cấp nhận nên không có gì để giữ."))
    if kind == Gate.Kind.SUSPENSION:
        raise not_now(_("Tạm dừng là việc của từng hồ sơ; mở ở trang của hồ sơ đang được xác minh."))
    return _opened(held, kind, Terms(**terms), actor=actor, now=now)


def _opened(held: Held, kind: str, terms: Terms, *, actor: Actor, now: datetime) -> Gate:
    """The gate under the law of its first day, with its first line."""
    if lacking := [name for name in NEEDS[kind] if not getattr(terms, name)]:
        raise Lacking("open_gate", lacking)
    since = terms.since or calendar.office_day(now)
    law = law_of(kind, held.dossiers, since=since)
    if sentence := _impossible_days(since, terms.until, now) or too_short(kind, law, until=terms.until):
        raise not_now(sentence)
    if Gate.objects.filter(**held.place, kind=kind, closed_at=None).exists():
        raise not_now(_("Hồ sơ này %(gate)s rồi.") % {"gate": Gate.Kind(kind).label})
    own = {"note": terms.note, "document": terms.document, "places": terms.places, "until": terms.until}
    days = {"since": since, "opened_at": now, "opened_by_id": actor.person}
    gate = Gate.objects.create(
        **held.place, **own, **days, kind=kind, rule=law.rule, holds=law.holds, deemed=law.deemed
    )
    due = terms.until or since  # a question is never opened without its day
    Consulted.objects.bulk_create(Consulted(gate=gate, authority=name, due=due) for name in terms.asked)
    pauses.opened(gate, now=now)
    gate_log.write(gate, GateAct.Act.OPEN, actor=actor, now=now, **own, asked=list(terms.asked))
    return gate


def _impossible_days(since: date, until: date | None, now: datetime) -> str:
    """A posting does not begin before it is written down, and nothing ends before it begins."""
    if since < calendar.office_day(now):
        return _("Ngày bắt đầu %(day)s đã qua; việc phải chờ bắt đầu sớm nhất từ hôm nay.") % {
            "day": f"{since:%d/%m/%Y}"
        }
    if until and until < since:
        return _("Ngày kết thúc không được trước ngày bắt đầu.")
    return ""


# A posting: what people say of it


@transaction.atomic
def comment(
    gate_id: int, *, text: str, received_on: date, actor: Actor, now: datetime,
    by_whom: str = "", about: int | None = None, seen: int | None = None,
) -> GateComment:  # fmt: skip
    """What somebody said is written down; without a name it counts as much."""
    gate, held = _standing(gate_id, Gate.Kind.POSTING, actor, seen)
    dossier = next((d for d in held.dossiers if d.pk == about), None) if gate.batch_id else held.dossiers[0]
    if dossier is None:
        raise not_now(_("Chọn hồ sơ mà ý kiến nói đến, trong tờ trình này."))
    if not text.strip():
        raise Lacking("open_gate", ["note"])
    row = GateComment.objects.create(gate=gate, about=dossier, received_on=received_on, by_whom=by_whom, text=text)
    gate_log.write(gate, GateAct.Act.COMMENT, actor=actor, now=now, comment=row.pk, about=dossier.code)
    return row


@transaction.atomic
def answer(gate_id: int, comment_id: int, *, text: str, actor: Actor, now: datetime, seen: int | None = None) -> None:
    """The comment has its answer; a later one takes its place while the posting stands."""
    gate, _held = _standing(gate_id, Gate.Kind.POSTING, actor, seen)
    row = _comment(gate, comment_id)
    if not text.strip():
        raise Lacking("open_gate", ["note"])
    row.answer, row.answered_at, row.answered_by_id = text, now, actor.person
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    gate_log.write(gate, GateAct.Act.ANSWER, actor=actor, now=now, comment=row.pk)


@transaction.atomic
def suspend(
    gate_id: int, comment_id: int, *, document: str, actor: Actor, now: datetime, seen: int | None = None
) -> Gate:
    """An authority verifies what was said: its document stops the paper, and settles the comment."""
    gate, held = _standing(gate_id, Gate.Kind.POSTING, actor, seen)
    row = _comment(gate, comment_id)
    dossier = next((d for d in held.dossiers if d.pk == row.about_id), None)
    if dossier is None:
        raise not_now(_("Hồ sơ này không còn ở đây; cấp đang giữ hồ sơ mở việc tạm dừng."))
    if dossier.state not in REVIEWING:
        raise not_now(_("Hồ sơ đã kết thúc nên không tạm dừng được nữa; trả lời ý kiến này."))
    standing = Gate.objects.filter(dossier=dossier, kind=Gate.Kind.SUSPENSION, closed_at=None).first()
    suspension = standing or _opened(
        Held([dossier]), Gate.Kind.SUSPENSION, Terms(document=document), actor=actor, now=now
    )
    row.suspension, row.answered_at, row.answered_by_id = suspension, now, actor.person
    row.save(update_fields=["suspension", "answered_at", "answered_by"])
    gate_log.write(gate, GateAct.Act.SUSPEND, actor=actor, now=now, comment=row.pk, document=document)
    return suspension


def _comment(gate: Gate, comment_id: int) -> GateComment:
    row = next((row for row in gate.comments.all() if row.pk == comment_id and row.suspension_id is None), None)
    if row is None:
        raise Unknown
    return row


# A consultation: what the authorities say


@transaction.atomic
def ask(gate_id: int, *, authority: str, due: date, actor: Actor, now: datetime, seen: int | None = None) -> Consulted:
    """One more authority is asked."""
    gate, _held = _standing(gate_id, Gate.Kind.CONSULTATION, actor, seen)
    if any(asked.authority == authority for asked in gate.asked.all()):
        raise not_now(_("Đã xin ý kiến %(authority)s rồi.") % {"authority": authority})
    row = Consulted.objects.create(gate=gate, authority=authority, due=due)
    gate_log.write(gate, GateAct.Act.ASK, actor=actor, now=now, authority=authority, until=due)
    return row


@transaction.atomic
def reply(
    gate_id: int, asked_id: int, *, said: str, answered_on: date, document: str, actor: Actor, now: datetime,
    note: str = "", seen: int | None = None,
) -> None:  # fmt: skip
    """What the authority answered, by which document; a later one takes its place while the question stands."""
    gate, _held = _standing(gate_id, Gate.Kind.CONSULTATION, actor, seen)
    row = next((row for row in gate.asked.all() if row.pk == asked_id), None)
    if row is None or said not in (Consulted.Answer.AGREES, Consulted.Answer.DISAGREES):
        raise Unknown
    if not document.strip():
        raise Lacking("open_gate", ["document"])
    row.answer, row.answered_on, row.document, row.note = said, answered_on, document, note
    row.save(update_fields=["answer", "answered_on", "document", "note"])
    words = {"authority": row.authority, "answer": said, "document": document, "note": note}
    gate_log.write(gate, GateAct.Act.REPLY, actor=actor, now=now, **words)


# Closed


@transaction.atomic
def close_gate(
    gate_id: int, *, actor: Actor, now: datetime, document: str = "", outcome: str = "", seen: int | None = None
) -> Gate:
    """The paper may go on; a gate that was closed before stays as it was."""
    gate, _held = held_gate(gate_id, actor, seen if _is_open(gate_id) else None)
    if gate.closed_at is not None:
        return gate
    if sentence := why_open(gate, on=calendar.office_day(now)):
        raise not_now(sentence)
    words = {"closing_document": document.strip(), "outcome": outcome.strip()}
    if gate.kind == Gate.Kind.SUSPENSION and (lacking := [name for name in RESUMED_BY if not words[name]]):
        raise Lacking("open_gate", lacking)
    deemed = _take_silence_for_assent(gate, now)
    gate.closed_at, gate.closed_by_id = now, actor.person
    gate.closing_document, gate.outcome = words["closing_document"], words["outcome"]
    gate.save(update_fields=["closed_at", "closed_by", "closing_document", "outcome"])
    pauses.closed(gate, now=now)
    gate_log.write(gate, GateAct.Act.CLOSE, actor=actor, now=now, **words, deemed=deemed)
    return gate


def _is_open(gate_id: int) -> bool:
    return Gate.objects.filter(pk=gate_id, closed_at=None).exists()


def _take_silence_for_assent(gate: Gate, now: datetime) -> list[str]:
    """Where the row says so, those who are past their day are written down as agreeing."""
    silent = [asked for asked in gate.asked.all() if is_deemed(gate, asked, calendar.office_day(now))]
    Consulted.objects.filter(pk__in=[asked.pk for asked in silent]).update(answer=Consulted.Answer.DEEMED)
    return [asked.authority for asked in silent]


def _standing(gate_id: int, kind: str, actor: Actor, seen: int | None) -> tuple[Gate, Held]:
    """An open gate of the kind, under its lock."""
    gate, held = held_gate(gate_id, actor, seen)
    if gate.kind != kind:
        raise Unknown
    if gate.closed_at is not None:
        raise not_now(_("Việc này đã đóng; không ghi thêm được."))
    return gate, held
