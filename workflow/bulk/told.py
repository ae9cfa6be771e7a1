"""An act on many in words: its heading, its figures, how far it has come, how it ended."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.states import State
from dossiers.verbs import VERBS
from roles.templatetags.face import vnnumber
from workflow.bulk.lists import address
from workflow.bulk.work import WORKING
from workflow.models import BulkAct
from workflow.story import begun


def name(verb: str) -> str:
    """The verb as a button names it, without its object."""
    return str(VERBS[verb].name)


def dossiers(n: int) -> str:
    return ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", n) % {"n": vnnumber(n)}


def act_on(verb: str, n: int) -> str:
    """“Chuyển 10 hồ sơ”: also what the button says."""
    return f"{name(verb)} {dossiers(n)}"


def heading(act: BulkAct) -> str:
    """What the page is about, with its numbers."""
    if act.state == BulkAct.State.OPEN and act.refused and act.willing:
        return _("%(verb)s %(some)s trong %(all)s") % {
            "verb": name(act.verb),
            "some": vnnumber(act.willing),
            "all": dossiers(act.total),
        }
    return act_on(act.verb, act.total)


def figures(act: BulkAct) -> list[dict[str, Any]]:
    """The few numbers of a preview."""
    told = act.summary
    found: list[dict[str, Any]] = [
        {"label": _("Sẽ thực hiện"), "value": vnnumber(act.willing), "note": _("hồ sơ"), "key": True},
        {
            "label": _("Không thực hiện được"),
            "value": vnnumber(act.refused),
            "note": _("hồ sơ, ở nguyên chỗ cũ") if act.refused else _("hồ sơ"),
        },
        {
            "label": _("Thông báo sẽ gửi"),
            "value": vnnumber(told["letters"]),
            "note": _("cho %(n)s người") % {"n": vnnumber(told["people"])},
        },
    ]
    if told["all_papers"]:
        found.append({"label": _("Tờ trình sẽ lập"), "value": vnnumber(told["all_papers"]), "note": _("tờ trình")})
    return found


def outcome_figures(act: BulkAct) -> list[dict[str, Any]]:
    """The few numbers of a result."""
    found: list[dict[str, Any]] = [
        {"label": _("Đã thực hiện"), "value": vnnumber(act.moved), "note": _("hồ sơ"), "key": True},
        {"label": _("Không thực hiện được"), "value": vnnumber(act.refused), "note": _("hồ sơ")},
    ]
    if act.left:
        note = _("hồ sơ, ở nguyên chỗ cũ")
        found.append({"label": _("Chưa thực hiện"), "value": vnnumber(act.left), "note": note})
    return found


def ways(act: BulkAct) -> list[dict[str, Any]]:
    """How many go from which body to which, each with its state."""
    return [
        {**way, "from_label": str(State(way["from_state"]).label), "to_label": str(State(way["to_state"]).label)}
        for way in act.summary["ways"]
    ]


def job(act: BulkAct) -> dict[str, Any]:
    """The act at work, as the progress bar takes it; a chunk is looked at whole, moved or not."""
    running = act.state in WORKING
    return {
        "id": act.pk,
        "title": _("Đang thực hiện: %(act)s") % {"act": act_on(act.verb, act.willing)},
        "text": _progress(act),
        "done": act.moved,
        "total": act.willing,
        "running": running,
        "poll_url": address(act, "bulk_pulse"),
        "stop_url": address(act, "bulk_stop"),
        "stop_label": _("Dừng lại"),
        "done_url": address(act),
        "done_label": _("Xem kết quả"),
    }


def _progress(act: BulkAct) -> str:
    numbers = {"done": vnnumber(act.moved), "all": dossiers(act.willing)}
    if act.state == BulkAct.State.QUEUED:
        return _("Đang so lại với bản xem trước; chưa hồ sơ nào được chuyển.")
    if act.state == BulkAct.State.RUNNING:
        return _("Đã xong %(done)s trong %(all)s.") % numbers
    return _("Đã kết thúc: xong %(done)s trong %(all)s.") % numbers


def ended(act: BulkAct) -> dict[str, str]:
    """How it ended, and what that leaves to do."""
    numbers = {"done": dossiers(act.moved), "left": dossiers(act.left), "refused": dossiers(act.refused)}
    return {"kind": KINDS[BulkAct.State(act.state)], "text": _ENDS[BulkAct.State(act.state)](act, numbers)}


def _done(act: BulkAct, numbers: dict[str, str]) -> str:
    if act.refused:
        return _("Đã thực hiện %(done)s; %(refused)s không thực hiện được, lý do ở từng dòng.") % numbers
    return _("Đã thực hiện cả %(done)s.") % numbers


def _stopped(act: BulkAct, numbers: dict[str, str]) -> str:
    if not act.moved:
        return _("Đã dừng trước khi hồ sơ nào được chuyển. Không có gì thay đổi.")
    return _("Đã dừng. %(done)s đã thực hiện thì giữ nguyên như đã thực hiện; %(left)s chưa thực hiện.") % numbers


def _changed(act: BulkAct, numbers: dict[str, str]) -> str:
    if not act.moved:
        return _("Có hồ sơ đã thay đổi sau bản xem trước nên chưa hồ sơ nào được chuyển. Xem trước lần nữa.")
    return (
        _("Có hồ sơ thay đổi giữa chừng nên dừng lại. %(done)s đã thực hiện thì giữ nguyên; %(left)s chưa thực hiện.")
        % numbers
    )


def _failed(act: BulkAct, numbers: dict[str, str]) -> str:
    return (
        _("Hệ thống gặp lỗi nên dừng lại; báo người quản trị. %(done)s đã thực hiện; %(left)s chưa thực hiện.")
        % numbers
    )


_ENDS = {
    BulkAct.State.DONE: _done,
    BulkAct.State.STOPPED: _stopped,
    BulkAct.State.CHANGED: _changed,
    BulkAct.State.FAILED: _failed,
}
KINDS = {
    BulkAct.State.DONE: "good",
    BulkAct.State.STOPPED: "warn",
    BulkAct.State.CHANGED: "warn",
    BulkAct.State.FAILED: "bad",
}


def until(act: BulkAct) -> str:
    """Until when the preview may be confirmed, on the clock on the wall."""
    left = max(1, round((act.expires_at - timezone.now()).total_seconds() / 60))
    return _("Bản xem trước này dùng được trong %(n)d phút nữa.") % {"n": left}


def state_words(act: BulkAct) -> str:
    """A line of the list of one's acts: how it stands."""
    if act.state == BulkAct.State.OPEN:
        return _("Mới xem trước, chưa thực hiện")
    words = {"state": begun(act.get_state_display()), "done": vnnumber(act.moved), "all": vnnumber(act.total)}
    return _("%(state)s: %(done)s trong %(all)s hồ sơ") % words
