"""What can be done at a gate, one entry a step: its words, its form, and the act that it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dossiers.verbs import VERBS
from workflow import gates, story
from workflow.forms import gates as forms
from workflow.gate_places import Place
from workflow.models import Gate

POSTING, CONSULTATION, SUSPENSION = Gate.Kind.POSTING, Gate.Kind.CONSULTATION, Gate.Kind.SUSPENSION

#: what is asked when a gate of the kind is opened: the act, and what follows from it
OPENING: dict[str, tuple[Promise, Promise]] = {
    POSTING: (
        gettext_lazy("Công khai lấy ý kiến"),
        gettext_lazy("Đóng được khi hết thời hạn và mọi ý kiến đã được trả lời hoặc chuyển thành tạm dừng."),
    ),
    CONSULTATION: (
        gettext_lazy("Xin ý kiến cơ quan khác"),
        gettext_lazy("Đóng được khi mọi cơ quan đã trả lời bằng văn bản."),
    ),
    SUSPENSION: (
        gettext_lazy("Tạm dừng xem xét"),
        gettext_lazy("Chỉ dừng khi có văn bản của cơ quan đang xác minh; cho xem xét tiếp cũng bằng văn bản."),
    ),
}


def held_words(verbs: list[str]) -> str:
    """Which moves wait meanwhile, as their buttons name them."""
    names = ", ".join(str(VERBS[verb].button).rstrip("…") for verb in verbs)
    return _("Trong lúc chờ chưa làm được: %(names)s.") % {"names": names}


def opened_words(gate: Gate) -> str:
    """What opening it has done."""
    words = {"gate": story.begun(str(gate.get_kind_display())), "day": f"{gate.until:%d/%m/%Y}" if gate.until else ""}
    if gate.until:
        return _("%(gate)s đến hết %(day)s; các bước đi tiếp chờ đến khi đóng.") % words
    return _("%(gate)s; các bước đi tiếp chờ đến khi đóng.") % words


Act = Callable[..., Any]


@dataclass(frozen=True)
class Step:
    """One thing that an officer does at an open gate."""

    kinds: tuple[str, ...]
    title: Promise
    button: Promise
    done: Promise
    form: Callable[..., Any]
    do: Act


def _comment_form(gate: Gate, place: Place, data: Any, **options: Any) -> Any:
    first = {"received_on": f"{options['today']:%d/%m/%Y}"}
    if not gate.batch_id:
        return forms.CommentForm(data, initial=first, **options)
    form = forms.BatchCommentForm(data, initial=first, **options)
    lines = [(d.pk, f"{story.subject(d)}, {d.award_type.short_name}") for d in place.dossiers]
    form.fields["about"].choices = lines  # type: ignore[attr-defined]
    return form


def _plain(form: type[forms.DatedForm]) -> Callable[..., Any]:
    return lambda gate, place, data, **options: form(data, **options)


def _reply_form(gate: Gate, place: Place, data: Any, **options: Any) -> Any:
    return forms.ReplyForm(data, initial={"answered_on": f"{options['today']:%d/%m/%Y}"}, **options)


def _close_form(gate: Gate, place: Place, data: Any, **options: Any) -> Any:
    form = forms.ResumeForm if gate.kind == SUSPENSION else forms.CloseForm
    return form(data, **options)


def _answer(gate: int, row: int, entries: dict[str, Any], **hand: Any) -> Any:
    return gates.answer(gate, row, text=entries["text"], **hand)


def _suspend(gate: int, row: int, entries: dict[str, Any], **hand: Any) -> Any:
    return gates.suspend(gate, row, document=entries["document"], **hand)


def _reply(gate: int, row: int, entries: dict[str, Any], **hand: Any) -> Any:
    return gates.reply(gate, row, **entries, **hand)


def _without_row(act: Act) -> Act:
    return lambda gate, row, entries, **hand: act(gate, **entries, **hand)


STEPS: dict[str, Step] = {
    "comment": Step(
        (POSTING,), gettext_lazy("Ghi ý kiến nhận được"), gettext_lazy("Ghi ý kiến"), gettext_lazy("Đã ghi ý kiến."),
        _comment_form, _without_row(gates.comment),
    ),
    "answer": Step(
        (POSTING,), gettext_lazy("Trả lời ý kiến"), gettext_lazy("Ghi trả lời"), gettext_lazy("Đã ghi trả lời."),
        _plain(forms.AnswerForm), _answer,
    ),
    "suspend": Step(
        (POSTING,), gettext_lazy("Chuyển ý kiến thành tạm dừng"), gettext_lazy("Tạm dừng xem xét"),
        gettext_lazy("Đã tạm dừng xem xét; ý kiến này không giữ việc công khai lại nữa."),
        _plain(forms.CommentSuspensionForm), _suspend,
    ),
    "ask": Step(
        (CONSULTATION,), gettext_lazy("Hỏi thêm một cơ quan"), pgettext_lazy("button", "Hỏi thêm"),
        gettext_lazy("Đã ghi cơ quan được hỏi thêm."), _plain(forms.AskForm), _without_row(gates.ask),
    ),
    "reply": Step(
        (CONSULTATION,), gettext_lazy("Ghi trả lời của cơ quan"), gettext_lazy("Ghi trả lời"),
        gettext_lazy("Đã ghi trả lời."), _reply_form, _reply,
    ),
    "close": Step(
        (POSTING, CONSULTATION, SUSPENSION), gettext_lazy("Đóng việc phải chờ"), gettext_lazy("Đóng việc này"),
        gettext_lazy("Đã đóng; việc này không giữ hồ sơ lại nữa."), _close_form, _without_row(gates.close_gate),
    ),
}  # fmt: skip
