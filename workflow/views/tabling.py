"""The unit's tờ trình: papers chosen, the meeting entered once, the list held against the rules, handed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.models import Dossier
from dossiers.moves import Reason
from workflow import drafts, set_findings, tabling
from workflow.calendar import office_day
from workflow.engine import Outcome
from workflow.forms.decisions import picked
from workflow.forms.tabling import SHARED, TablingForm, said_by_all
from workflow.refusals import NotYours
from workflow.tabling import Paper
from workflow.views import papers
from workflow.views.base import seated

#: where the session keeps what was chosen, between the two pages
CHOSEN = "tabled"


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Any) -> HttpResponse:
    """Which papers go, and what the meeting said of them."""
    _require_writer(request)
    found = tabling.papers_of(request.actor)
    if request.method != "POST":
        return _choosing(
            request, found, _form(request, found, [paper.dossier.pk for paper in found if paper.preselected])
        )
    picks = picked(request.POST.getlist("pick"))
    form = _form(request, found, picks, data=request.POST, files=request.FILES)
    if not picks:
        form.add_error(None, _("Chưa chọn hồ sơ nào. Đánh dấu ít nhất một dòng."))
    if form.errors:
        return _choosing(request, found, form)
    tabling.record(picks, form.entries(), form.upload, actor=request.actor, author=request.user, now=request.now)
    request.session[CHOSEN] = sorted(picks)
    return redirect("workflow:tabling_check")


def _require_writer(request: Any) -> None:
    if not any(request.actor.units(right) for right in drafts.MAY_WRITE):
        sentence = _("Chỉ người đứng đầu hoặc người soạn hồ sơ của một đơn vị lập tờ trình của đơn vị ấy.")
        raise NotYours("submit", [Reason("not_yours", sentence)])


def _form(request: Any, found: list[Paper], picks: Any, **given: Any) -> TablingForm:
    dossiers = [paper.dossier for paper in found]
    return TablingForm(**given, dossiers=dossiers, picked=set(picks), today=office_day(request.now))


def _choosing(request: Any, found: list[Paper], form: TablingForm) -> HttpResponse:
    sets = [
        {"name": each.name, "whole": each.whole, "lines": [_line(paper, form) for paper in each.papers]}
        for each in tabling.by_award(found)
    ]
    more = {"form": form, "sets": sets, "count": len(found), "ready": sum(paper.preselected for paper in found)}
    return _page(request, "tabling/choose.html", _("Lập tờ trình"), more)


def _line(paper: Paper, form: TablingForm) -> dict[str, Any]:
    return {
        "paper": paper,
        "fields": form.line(paper.dossier),
        "picked": paper.dossier.pk in form.picked,
        "write_url": reverse("workflow:write", args=[paper.dossier.code]),
    }


def _page(request: Any, template: str, title: str, more: dict[str, Any]) -> HttpResponse:
    shared = {"title": title, "crumbs": [papers.home_crumb(request), {"label": title}]}
    status = 422 if more.get("form") is not None and more["form"].errors else 200
    return render(request, template, shared | more, status=status)


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Any) -> HttpResponse:
    """The list as it would go, against the rules over a list; then the one button."""
    _require_writer(request)
    found = tabling.papers_of(request.actor, only=request.session.get(CHOSEN, []))
    if not found:
        messages.info(request, _("Chưa chọn hồ sơ nào để lập tờ trình."))
        return redirect("workflow:tabling")
    if request.method == "POST":
        return _submit(request, found)
    going = [paper for paper in found if paper.goes]
    findings = set_findings.over([paper.dossier for paper in going], on=office_day(request.now))
    more = {
        "going": [_told(paper) for paper in going],
        "staying": [_told(paper) for paper in found if not paper.goes],
        "findings": set_findings.shown(findings),
        "stopping": set_findings.stopping(findings),
        "facts": _meeting([paper.dossier for paper in going]),
        "read": tabling.read_through(found),
    }
    return _page(request, "tabling/check.html", _("Xem lại rồi nộp tờ trình"), more)


def _told(paper: Paper) -> dict[str, Any]:
    """One paper, and why it stays where it does."""
    why = [_("Còn thiếu: %(what)s.") % {"what": "; ".join(paper.lacking)}] if paper.lacking else []
    written = paper.dossier.revision.content if paper.dossier.revision else {}
    votes = {"yes": written.get("votes_yes"), "all": written.get("votes_all")}
    return {
        "paper": paper,
        "why": " ".join([*why, *paper.barred]),
        "votes": _("%(yes)s trong %(all)s") % votes if None not in votes.values() else "–",
    }


def _meeting(dossiers: list[Dossier]) -> list[dict[str, Any]]:
    """What all the papers say alike of the meeting."""
    alike, words = said_by_all(dossiers), TablingForm.base_fields
    if alike.get("votes_all") and alike.get("meeting_total"):
        alike["votes_all"] = _("%(n)s trên %(all)s") % {"n": alike["votes_all"], "all": alike["meeting_total"]}
    shown = [name for name in SHARED if name != "meeting_total" and alike.get(name)]
    return [{"label": words[name].label, "value": str(alike[name])} for name in shown]


def _submit(request: Any, found: list[Paper]) -> HttpResponse:
    if request.POST.get("read") != tabling.read_through(found):
        messages.warning(request, _("Danh sách vừa thay đổi sau khi trang này được mở. Xem lại rồi nộp."))
        return redirect("workflow:tabling_check")
    outcome = tabling.submit(found, actor=request.actor, now=request.now)
    return _answer(request, found, outcome)


def _answer(request: Any, found: list[Paper], outcome: Outcome) -> HttpResponse:
    """To the tờ trình, or back to what could not go."""
    batches = sorted({event.batch_id for event in outcome.moved if event.batch_id})
    words = {"n": len(outcome.moved), "m": len(batches), "left": len(found) - len(outcome.moved)}
    request.session.pop(CHOSEN, None)
    if outcome.moved:
        messages.success(request, _("Đã nộp %(n)d hồ sơ trong %(m)d tờ trình.") % words)
    if words["left"]:
        messages.warning(request, _("%(left)d hồ sơ chưa nộp được; lý do ghi ở từng dòng.") % words)
        return redirect("workflow:tabling")
    return redirect("workflow:batch", pk=batches[0]) if len(batches) == 1 else redirect("workflow:batches")
