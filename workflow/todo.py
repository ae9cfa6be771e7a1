"""The one thing that a desk would do next with a paper, named as its button names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.models import Dossier
from dossiers.states import State
from roles.policies import Actor
from roles.templatetags.face import vnshort

#: the move that a gate at that desk would hold
HELD = {State.INTAKE: "refer", State.COUNCIL: "recommend", State.SIGNING: "forward"}


@dataclass(frozen=True)
class Todo:
    """A button: what it says, where it leads."""

    label: str
    url: str


def _to(label: str, view: str, *args: Any) -> Todo:
    return Todo(label, reverse(f"workflow:{view}", args=args))


def gate_words(dossier: Dossier) -> str:
    """Why the paper cannot go on yet, if a gate holds it."""
    verb = HELD.get(State(dossier.state))
    gate = dossier.facts.gate_on(verb) if dossier.facts and verb else None
    if gate is None:
        return ""
    until = _(" đến hết %(day)s") % {"day": vnshort(gate.until)} if gate.until else ""
    return _("Chưa chuyển được: %(gate)s%(until)s") % {"gate": gate.label, "until": until}


def todo_of(dossier: Any, actor: Actor) -> Todo:
    """What the seat would do with it now; where nothing can be done yet, look at it."""
    if dossier.state == State.DRAFT:
        return _to(_("Viết tiếp"), "write", dossier.code)
    if dossier.state == State.RETURNED:
        return _to(_("Bổ sung hồ sơ"), "write", dossier.code)
    if gate_words(dossier):
        return _to(_("Xem hồ sơ"), "dossier", dossier.code)
    return BY_STATE[State(dossier.state)](dossier, actor)


def _appraise(dossier: Any, actor: Actor) -> Todo:
    """Never one's own paper (four eyes)."""
    label = _("Xem hồ sơ") if dossier.author_id == actor.person else _("Thẩm định")
    return _to(label, "dossier", dossier.code)


def _deliberate(dossier: Any, actor: Actor) -> Todo:
    """On the agenda of the open sitting; else still to be put on one."""
    if dossier.sitting:
        return _to(_("Ghi kết quả"), "sitting", dossier.sitting)
    if dossier.facts.verdict and not dossier.facts.verdict.passed:
        return _to(_("Kết luận"), "dossier", dossier.code)
    return _to(_("Đưa vào phiên họp"), "sittings")


def _sign(dossier: Any, actor: Actor) -> Todo:
    """A proposed refusal is decided, a lower stage forwards, the last one signs a decision."""
    if dossier.facts.refusal_proposed:
        return _to(_("Xem đề nghị không khen"), "dossier", dossier.code)
    if not dossier.stage.is_last:
        return _to(_("Ký trình cấp trên"), "dossier", dossier.code)
    if dossier.decision:
        return _to(_("Ký quyết định"), "decision", dossier.decision)
    return _to(_("Xem hồ sơ chờ dự thảo"), "dossier", dossier.code)


BY_STATE = {State.INTAKE: _appraise, State.COUNCIL: _deliberate, State.SIGNING: _sign}
