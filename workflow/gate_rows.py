"""A gate as its page shows it: facts, what was said line by line, what can be done, what happened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.models import Dossier
from roles.templatetags.face import vndate
from workflow import gate_hold, story
from workflow.gate_law import is_deemed, why_open
from workflow.gate_places import Place
from workflow.gate_steps import STEPS
from workflow.models import Consulted, Gate, GateAct, GateComment


def whole(pk: int, people: Collection[int]) -> Gate | None:
    """The gate with all that hangs on it, in four statements; none where there is none.

    What was said of the people who read it, or of whom they are tied to, is left out.
    """
    said = GateComment.objects.exclude(about__nominee__person__in=people)
    said = said.exclude(about__declarations__person__in=people)
    rows = Gate.objects.select_related("rule", "batch", "opened_by", "closed_by").prefetch_related(
        Prefetch("comments", said.select_related("about__nominee", "answered_by", "suspension")),
        "asked",
        Prefetch("acts", with_hands()),
    )
    return rows.filter(pk=pk).first()


def with_hands() -> Any:
    """The acts with whoever did them, as a history names them."""
    return GateAct.objects.select_related("person", "seat__role", "seat__unit").order_by("seq")


def title(gate: Gate) -> str:
    """What the page is called."""
    names = {
        Gate.Kind.POSTING: _("Công khai lấy ý kiến"),
        Gate.Kind.CONSULTATION: _("Xin ý kiến cơ quan khác"),
        Gate.Kind.SUSPENSION: _("Tạm dừng xem xét"),
    }
    return names[Gate.Kind(gate.kind)]


def facts(gate: Gate) -> list[dict[str, str]]:
    """What the gate was opened with, and how it ended."""
    days = {"since": vndate(gate.since) if gate.since else "", "until": vndate(gate.until) if gate.until else ""}
    time = _("từ %(since)s đến hết %(until)s") % days if gate.since and gate.until else days["until"] or days["since"]
    pairs = [
        (_("Thời gian"), time),
        (_("Nơi công khai"), gate.places),
        (_("Văn bản"), gate.document),
        (_("Nội dung"), gate.note),
        (_("Quy định"), gate.rule.citation if gate.rule else ""),
        (_("Kết thúc"), vndate(gate.closed_at) if gate.closed_at else ""),
        (_("Văn bản kết thúc"), gate.closing_document),
        (_("Kết quả"), gate.outcome),
    ]
    return [{"label": label, "value": value} for label, value in pairs if value]


# What can be done


def acts(gate: Gate, place: Place, *, today: date) -> list[dict[str, Any]]:
    """The steps that are no answer to one line; closing with its reason where it must wait."""
    if gate.closed_at is not None:
        return []
    if not place.may_keep:
        return [{"label": _("Đóng việc này"), "allowed": False, "why": place.refusal}]
    found = [_act(gate, name) for name in ("comment", "ask") if gate.kind in STEPS[name].kinds]
    if why := why_open(gate, on=today):
        return [*found, {"label": _("Đóng việc này"), "allowed": False, "why": why}]
    return [_act(gate, "close") | {"primary": True}, *found]


def _act(gate: Gate, name: str) -> dict[str, Any]:
    return {"label": str(STEPS[name].title), "allowed": True, "url": _url(gate, name)}


def _url(gate: Gate, name: str, row: int = 0) -> str:
    return reverse("workflow:gate_step", args=[gate.pk, name, row])


# Line by line


def rows(gate: Gate, place: Place, *, today: date) -> list[dict[str, Any]]:
    """Comments, or the authorities that were asked: each with its answer, or what is to be done about it."""
    may = place.may_keep and gate.closed_at is None
    if gate.kind == Gate.Kind.CONSULTATION:
        return [_asked(gate, asked, today, may=may) for asked in gate.asked.all()]
    return [_said(gate, comment, may=may) for comment in gate.comments.all()]


def _said(gate: Gate, comment: GateComment, *, may: bool) -> dict[str, Any]:
    who = comment.by_whom or _("Người góp ý không nêu tên")
    about = story.subject(comment.about) if gate.batch_id else ""
    row = {"name": who, "detail": _joined(vndate(comment.received_on), about), "text": comment.text, "links": []}
    if comment.suspension:
        url = reverse("workflow:gate", args=[comment.suspension_id])
        told = _("Đã chuyển thành tạm dừng: %(document)s") % {"document": comment.suspension.document}
        return row | {"kind": "met", "told": told, "links": [{"label": _("Xem việc tạm dừng"), "url": url}]}
    if comment.answered_at:
        return row | {"kind": "met", "told": _("Trả lời: %(text)s") % {"text": comment.answer}}
    links = [
        {"label": _("Trả lời…"), "url": _url(gate, "answer", comment.pk)},
        {"label": _("Chuyển thành tạm dừng…"), "url": _url(gate, "suspend", comment.pk)},
    ]
    return row | {"kind": "unknown", "told": _("Chưa trả lời."), "links": links if may else []}


def _asked(gate: Gate, asked: Consulted, today: date, *, may: bool) -> dict[str, Any]:
    row = {"name": asked.authority, "detail": _("hạn %(day)s") % {"day": vndate(asked.due)}, "text": "", "links": []}
    if asked.answer:
        when = vndate(asked.answered_on) if asked.answered_on else ""
        told = _joined(str(asked.get_answer_display()), asked.document, when, asked.note)
        return row | {"kind": "unmet" if asked.answer == Consulted.Answer.DISAGREES else "met", "told": told}
    links = [{"label": _("Ghi trả lời…"), "url": _url(gate, "reply", asked.pk)}] if may else []
    return row | {"kind": "unknown", "told": _silence(gate, asked, today), "links": links}


def _silence(gate: Gate, asked: Consulted, today: date) -> str:
    """What it means that nothing was said so far."""
    if is_deemed(gate, asked, today):
        return _("Quá hạn không trả lời; theo quy định, khi đóng được coi là đồng ý.")
    return _("Quá hạn, chưa trả lời.") if asked.due < today else _("Chưa trả lời.")


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


def spoken_of(gate: Gate, row: int) -> str:
    """What an answer answers: shown above its form."""
    comment = next((comment for comment in gate.comments.all() if comment.pk == row), None)
    if comment and gate.kind == Gate.Kind.POSTING:
        return _("Ý kiến: %(text)s") % {"text": comment.text}
    asked = next((asked for asked in gate.asked.all() if asked.pk == row), None)
    if asked and gate.kind == Gate.Kind.CONSULTATION:
        return _("%(authority)s, hạn %(day)s.") % {"authority": asked.authority, "day": vndate(asked.due)}
    return ""


# The list that is put up


def posted(gate: Gate, place: Place) -> list[dict[str, str]]:
    """Whom the posting names: those whom it holds now, with no more than may be published."""
    dossiers = Dossier.objects.filter(pk__in=[dossier.pk for dossier in place.dossiers])
    listed = dossiers.select_related(*gate_hold.NEIGHBOURS, "revision").order_by("award_type__position", "pk")
    return [_published(dossier) for dossier in listed]


def _published(dossier: Dossier) -> dict[str, str]:
    written = dossier.revision.content if dossier.revision else {}
    return {
        "name": dossier.nominee.name,
        "born": str(dossier.nominee.born or "")[-4:],
        "unit": dossier.unit.name,
        "award": dossier.award_type.name,
        "deed": str(written.get("deed") or ""),
    }
