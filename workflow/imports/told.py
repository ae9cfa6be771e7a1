"""A list on its way in, in words: what its rows come to, how far it has come, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roles.templatetags.face import vnnumber
from workflow.imports.acts import WORKING, State
from workflow.imports.plan import CHANGED, NEW, OUTCOMES, SAME, WRONG
from workflow.models import ListImport

#: so many lines the page shows of one outcome
SHOWN = 200


def words(brought: ListImport) -> dict[str, str]:
    """What each outcome is called: what is to come, or what has come."""
    done = brought.state == State.DONE
    if brought.purpose == ListImport.Purpose.HISTORY:
        written = _("Đã ghi vào lịch sử") if done else _("Sẽ ghi vào lịch sử")
        return {NEW: written, SAME: _("Đã có"), CHANGED: _("Bổ sung"), WRONG: _("Sai, bỏ qua")}
    return {
        NEW: _("Đã lập hồ sơ nháp") if done else _("Sẽ lập hồ sơ nháp"),
        SAME: _("Đã có, không đổi"),
        CHANGED: _("Đã sửa hồ sơ nháp") if done else _("Sẽ sửa hồ sơ nháp"),
        WRONG: _("Sai, không nhập"),
    }


def figures(brought: ListImport) -> list[dict[str, Any]]:
    """The few numbers of a list."""
    named, counts = words(brought), brought.counts
    shown = [outcome for outcome in OUTCOMES if counts[outcome] or outcome in (NEW, WRONG)]
    return [
        {"label": named[outcome], "value": vnnumber(counts[outcome]), "note": _("dòng"), "key": outcome == NEW}
        for outcome in shown
    ]


def willing(brought: ListImport) -> int:
    """How many rows would be written."""
    return int(brought.counts.get(NEW, 0)) + int(brought.counts.get(CHANGED, 0))


def button(brought: ListImport) -> str:
    """What pressing does, with its numbers."""
    numbers = {"n": vnnumber(willing(brought)), "wrong": vnnumber(brought.counts[WRONG])}
    if brought.counts[WRONG]:
        return _("Nhập %(n)s dòng đúng, bỏ %(wrong)s dòng sai") % numbers
    return _("Nhập cả %(n)s dòng") % numbers


def lines(brought: ListImport, query: Mapping[str, str]) -> dict[str, Any]:
    """The lines that the address asks for, wrong ones first unless it says otherwise."""
    named = words(brought)
    asked = query.get("kq", "")
    chosen = asked if asked in OUTCOMES else WRONG if brought.counts[WRONG] and brought.state != State.DONE else ""
    if asked == "all":
        chosen = ""
    found = [line for line in brought.lines if not chosen or line["outcome"] == chosen]
    return {
        "rows": [{**line, "words": named[line["outcome"]]} for line in found[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "shown": SHOWN,
        "pills": _pills(brought, chosen, named),
    }


def _pills(brought: ListImport, chosen: str, named: Mapping[str, str]) -> list[dict[str, Any]]:
    counts = {"": len(brought.lines), **brought.counts}
    labels = {"": _("Tất cả"), **named}
    return [
        {"label": labels[name], "url": f"?kq={name or 'all'}#dong", "current": name == chosen, "count": counts[name]}
        for name in ("", *OUTCOMES)
        if counts[name] or name == ""
    ]


def job(brought: ListImport) -> dict[str, Any]:
    """The list at work, as the progress bar takes it."""
    looking, running = brought.state == State.LOOKING, brought.state in WORKING
    title = _("Đang đối chiếu %(n)s dòng") if looking else _("Đang nhập %(n)s dòng")
    text = _("Từng dòng được so với hồ sơ đã có; chưa ghi gì.") if looking else _("Cả danh sách được ghi một lần.")
    return {
        "id": brought.pk,
        "title": title % {"n": vnnumber(brought.total)},
        "text": text if running else _("Đã xong."),
        "done": brought.done,
        "total": max(1, brought.total),
        "running": running,
        "poll_url": address(brought, "list_pulse"),
        "done_url": address(brought),
        "done_label": _("Xem kết quả"),
    }


def ended(brought: ListImport) -> dict[str, str]:
    """How it ended, and what that leaves to do."""
    if brought.state == State.FAILED:
        return {
            "kind": "bad",
            "text": _("Hệ thống gặp lỗi nên dừng lại; chưa nhập dòng nào. Gửi lại tệp, hoặc báo người quản trị."),
        }
    numbers = {"n": vnnumber(willing(brought)), "wrong": vnnumber(brought.counts[WRONG])}
    if brought.purpose == ListImport.Purpose.HISTORY:
        return {
            "kind": "good",
            "text": _("Đã ghi %(n)s dòng vào lịch sử khen thưởng; bỏ %(wrong)s dòng sai.") % numbers,
        }
    if brought.counts[WRONG]:
        return {
            "kind": "warn",
            "text": _(
                "Đã nhập %(n)s dòng; %(wrong)s dòng sai chưa nhập. Sửa rồi gửi lại cả tệp: dòng đã nhập không bị lặp."
            )
            % numbers,
        }
    return {
        "kind": "good",
        "text": _("Đã nhập cả %(n)s dòng. Hồ sơ ở dạng nháp: xem lại từng hồ sơ, rồi lập tờ trình.") % numbers,
    }


def address(brought: ListImport, view: str = "list") -> str:
    return reverse(f"workflow:{view}", args=[brought.pk])
