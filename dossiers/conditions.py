"""What must be so before a move: pure tests of a dossier and its facts, each with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dossiers import hands
from dossiers.complete import missing

if TYPE_CHECKING:
    from dossiers.facts import Facts, OpenGate
    from dossiers.models import Dossier

Test = Callable[["Dossier"], bool]
Reason = Callable[["Dossier"], str]


@dataclass(frozen=True)
class Condition:
    """A test, and the sentence a person can act on when it fails."""

    name: str
    test: Test
    reason: Reason

    def __call__(self, dossier: Dossier) -> bool:
        return self.test(dossier)


def _known(ask: Callable[[Facts], bool]) -> Test:
    """A test of the facts above; where there are none, it refuses."""
    return lambda dossier: dossier.facts is not None and ask(dossier.facts)


def _missing_words(dossier: Dossier) -> str:
    return _("Hồ sơ còn thiếu: %(missing)s. Bổ sung rồi nộp.") % {"missing": "; ".join(missing(dossier))}


#: the condition that a gate holds; the rows of law name only verbs that have it
GATES_CLOSED = "gates closed"


def _gate_words(find: Callable[[Facts], OpenGate | None]) -> Reason:
    def words(dossier: Dossier) -> str:
        gate = find(dossier.facts) if dossier.facts else None
        if gate is None:
            return _("Chưa biết hồ sơ có đang công khai hay tạm dừng không; mở lại trang.")
        why = _("Chưa chuyển được vì %(gate)s%(days)s.") % {"gate": gate.label, "days": _gate_days(gate)}
        waits = _("Còn %(waits)s.") % {"waits": gate.waits} if gate.waits else ""
        who = _("Việc phải chờ này thuộc %(who)s.") % {"who": hands.gate_keeper(dossier)}
        return " ".join(sentence for sentence in (why, waits, who) if sentence)

    return words


def _gate_days(gate: OpenGate) -> str:
    """Since when, and until when where a last day is known."""
    days = {"since": date_format(gate.since, "d/m/Y") if gate.since else ""}
    if gate.until is None:
        return _(" từ %(since)s") % days if gate.since else ""
    days["until"] = date_format(gate.until, "d/m/Y")
    return (_(" từ %(since)s đến hết %(until)s") if gate.since else _(" đến hết %(until)s")) % days


def gates_closed(verb: str) -> Condition:
    """No open gate holds the verb."""
    return _without_gate(lambda facts: facts.gate_on(verb))


def _without_gate(find: Callable[[Facts], OpenGate | None]) -> Condition:
    return Condition(GATES_CLOSED, _known(lambda facts: find(facts) is None), _gate_words(find))


def _voted_on(dossier: Dossier) -> bool:
    """Whether a verdict stands on what lies before the council now."""
    return any(_verdict_stands(dossier, passed=passed) for passed in (True, False))


def _verdict_stands(dossier: Dossier, *, passed: bool) -> bool:
    verdict = dossier.facts.verdict if dossier.facts else None
    return (
        verdict is not None
        and verdict.passed is passed
        and verdict.stage == dossier.stage_id
        and verdict.revision == dossier.pinned
    )


def _no_pass_words(dossier: Dossier) -> str:
    verdict = dossier.facts.verdict if dossier.facts else None
    if verdict is None:
        return _at(_("%(holder)s chưa kết luận; đưa hồ sơ vào phiên họp và ghi kết quả trước."), dossier)
    if verdict.revision != dossier.pinned:
        return _at(_("Nội dung đã đổi sau khi %(holder)s biểu quyết; cần biểu quyết lại."), dossier)
    return _at(_("%(holder)s không thông qua: %(verdict)s."), dossier, verdict=verdict.sentence)


def _at(words: str, dossier: Dossier, **more: str) -> str:
    """The sentence with the name of the body that can act on the paper."""
    return words % {"holder": dossier.holder.name, **more}


def _at_the_last_stage(dossier: Dossier) -> bool:
    return dossier.stage is not None and dossier.stage.is_last


def _below_the_last_stage(dossier: Dossier) -> bool:
    return dossier.stage is not None and not dossier.stage.is_last


def _at_the_first_stage(dossier: Dossier) -> bool:
    return dossier.stage is not None and dossier.stage.is_first


def _above_the_first_stage(dossier: Dossier) -> bool:
    return dossier.stage is not None and not dossier.stage.is_first


is_complete = Condition("complete", lambda dossier: not missing(dossier), _missing_words)
#: for a move by which the paper would leave every gate behind, whatever the rows say that they hold
no_gate_open = _without_gate(lambda facts: next(iter(facts.gates), None))
verdict_passed = Condition(
    "passed verdict on this revision",
    lambda dossier: _verdict_stands(dossier, passed=True),
    _no_pass_words,
)
verdict_failed = Condition(
    "failed verdict on this revision",
    lambda dossier: _verdict_stands(dossier, passed=False),
    lambda dossier: _at(_("%(holder)s chưa có kết luận không thông qua đối với hồ sơ này."), dossier),
)
item_open = Condition(
    "not voted on yet",
    lambda dossier: dossier.facts is not None and not _voted_on(dossier),
    lambda dossier: _at(_("%(holder)s đã biểu quyết; muốn rút, đơn vị đề nghị Chủ tịch."), dossier),
)
desk_unclaimed = Condition(
    "desk not yet claimed",
    _known(lambda facts: not facts.desk_claimed),
    lambda dossier: _at(_("%(holder)s đã nhận xử lý; đề nghị nơi đó trả lại."), dossier),
)
the_last_stage = Condition(
    "last stage",
    _at_the_last_stage,
    lambda dossier: _at(_("Cấp này không quyết định; %(holder)s phải trình hồ sơ lên cấp trên."), dossier),
)
not_the_last_stage = Condition(
    "not the last stage",
    _below_the_last_stage,
    lambda dossier: _at(_("Không còn cấp nào để trình; %(holder)s quyết định ở cấp này."), dossier),
)
the_first_stage = Condition(
    "first stage",
    _at_the_first_stage,
    lambda dossier: _at(_("Hồ sơ đã lên tới %(holder)s; trả về cấp dưới thay vì trả cho đơn vị."), dossier),
)
above_the_first_stage = Condition(
    "above the first stage",
    _above_the_first_stage,
    lambda dossier: _at(_("%(holder)s ở cấp xét đầu tiên; yêu cầu đơn vị bổ sung thay vì trả cấp dưới."), dossier),
)
no_refusal_proposed = Condition(
    "no refusal proposed",
    _known(lambda facts: not facts.refusal_proposed),
    lambda dossier: _at(
        _("Người thẩm định đề nghị không khen thưởng; %(holder)s kết luận không khen, hoặc yêu cầu thẩm định lại."),
        dossier,
    ),
)
decision_signed = Condition(
    "signed decision",
    _known(lambda facts: facts.decision_signed),
    lambda dossier: _at(_("Chưa có quyết định đã ký; đưa hồ sơ vào dự thảo quyết định để %(holder)s ký."), dossier),
)
