"""The history of a nominee and who they may be mistaken for: asked, answered by a person, kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers import memory
from dossiers.kinds import Target
from dossiers.models import Dossier, Nominee, Revision
from dossiers.moves import Reason
from dossiers.states import State
from roles.policies import Actor
from workflow import context, guard, initiatives, reviews, selectors
from workflow.calendar import office_day
from workflow.forms.guard import InitiativeForm, JudgementForm
from workflow.refusals import NotYours
from workflow.views import dossier as pages
from workflow.views import papers
from workflow.views.base import seated, visible
from workflow.views.posted import number


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def remembered(request: Any, code: str) -> HttpResponse:
    """The whole page, and a word on one of the matches."""
    dossier = visible(request, code)
    nominee = _as_seen(request, dossier)
    found = guard.guard_of(dossier, nominee, request.actor)
    if request.method != "POST":
        return _page(request, dossier, nominee, found)
    line = _asked(request, dossier, found)
    form = JudgementForm(request.POST, match=line.key)
    if not form.is_valid():
        return _page(request, dossier, nominee, found, form)
    words = form.cleaned_data
    memory.judge(nominee, line.match.known, **words, person=request.user, seat=request.seat, now=request.now)
    messages.success(request, _("Đã ghi kết luận; hồ sơ này không hỏi lại về trường hợp ấy."))
    return redirect("workflow:memory", code=code)


@require_POST
@seated
def initiative(request: Any, code: str) -> HttpResponse:
    """One of the register's used for this dossier, or a new one recorded and used."""
    dossier = visible(request, code)
    hand = {"actor": request.actor, "seat": request.seat, "now": request.now}
    initiatives.require(dossier, request.actor)
    form = InitiativeForm(request.POST)
    if "use" in request.POST:
        initiatives.use(dossier, number(request, "use"), **hand)
    elif form.is_valid():
        initiatives.record(dossier, form.cleaned_data, **hand)
    else:
        nominee = _as_seen(request, dossier)
        return _page(request, dossier, nominee, guard.guard_of(dossier, nominee, request.actor), unrecorded=form)
    messages.success(request, _("Đã ghi: sáng kiến, đề tài này dùng cho hồ sơ này và không dùng lại được."))
    return redirect("workflow:memory", code=code)


@require_safe
@seated
def panel(request: Any, code: str) -> HttpResponse:
    """The same in short, for the side of another page; and the criteria again, now that the record was asked."""
    paper = pages.read(request.actor, code, office_day(request.now))
    own = papers.is_own(paper, request.actor)
    nominee = _as_seen(request, paper)
    found = guard.guard_of(paper, nominee, request.actor)
    shown: dict[str, Any] = {"dossier": paper, "guard": found}
    if "tieu-chuan" in request.GET:
        if not own:
            papers.show_as_seen(paper)
        shown |= pages.papers_and_findings(
            paper, own, prior=found.prior, initiatives=_initiatives(nominee, request.actor)
        )
    return HttpResponse(render_to_string("memory/panel.html", shown))


def _initiatives(nominee: Nominee, actor: Actor) -> list[dict[str, Any]]:
    seen = selectors.visible_to(actor)
    return memory.initiatives_of(nominee, seen=seen) if nominee.kind == Target.INDIVIDUAL else []


@require_safe
@seated
def review(request: Any) -> HttpResponse:
    """Dossiers that were built on an award that has been revoked since."""
    shown = {"rows": reviews.depending(request.actor), "crumbs": [papers.home_crumb(request), {"label": _("Xem lại")}]}
    return render(request, "memory/review.html", shown)


def _as_seen(request: Any, dossier: Dossier) -> Nominee:
    """The nominee as the reader knows them: what the unit is changing is its own until it is handed in."""
    if dossier.state not in (State.RETURNED, State.WITHDRAWN) or papers.is_own(dossier, request.actor):
        return dossier.nominee
    rows = Revision.objects.filter(dossier=dossier, frozen_at__isnull=False).order_by("-number")
    seen = rows.values_list("seen", flat=True).first() or {}
    return Nominee(unit=dossier.unit, **seen["nominee"]) if "nominee" in seen else dossier.nominee


def _asked(request: Any, dossier: Dossier, found: guard.Guard) -> guard.Line:
    """The match that the form names, if it is one and the actor may speak of it."""
    if not found.may_judge:
        sentence = _("Kết luận thuộc đơn vị khi hồ sơ còn ở đơn vị, và người thẩm định của cấp đang giữ hồ sơ.")
        raise NotYours("judge", [Reason("not_yours", sentence)])
    line = next((line for line in found.lines if line.key == request.POST.get("match")), None)
    if line is None:
        raise Http404
    return line


def _page(
    request: Any,
    dossier: Dossier,
    nominee: Nominee,
    found: guard.Guard,
    wrong: JudgementForm | None = None,
    unrecorded: InitiativeForm | None = None,
) -> HttpResponse:
    lines = [
        (line, wrong if wrong and wrong.match == line.key else JudgementForm(match=line.key)) for line in found.lines
    ]
    shown = {
        "dossier": dossier,
        "subject": nominee.addressed,
        "guard": found,
        "form": unrecorded or wrong,
        "questions": [pair for pair in lines if pair[0] in found.questions],
        "settled": [pair for pair in lines if pair[0].said],
        "initiatives": _registered(nominee, request.actor),
        "initiative_form": unrecorded or InitiativeForm(),
        "reviews": context.has_desk(request.actor),
        "crumbs": _crumbs(request, dossier, nominee),
    }
    return render(request, "memory/page.html", shown)


def _form(line: guard.Line, wrong: JudgementForm | None) -> JudgementForm:
    """The form with its mistakes where they were made, an empty one elsewhere."""
    return wrong if wrong and wrong.match == line.key else JudgementForm(match=line.key)


def _registered(nominee: Nominee, actor: Actor) -> list[Any]:
    seen = selectors.visible_to(actor)
    return memory.register_of(nominee, seen=seen) if nominee.kind == Target.INDIVIDUAL else []


def _crumbs(request: Any, dossier: Dossier, nominee: Nominee) -> list[dict[str, str]]:
    own = {"label": nominee.addressed, "url": reverse("workflow:dossier", args=[dossier.code])}
    return [papers.home_crumb(request), own, {"label": _("Đã khen và có thể trùng")}]
