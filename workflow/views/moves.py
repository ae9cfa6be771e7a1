"""The moves: each verb's question, its form, and what is said when it is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers.models import Dossier
from dossiers.moves import why_not
from dossiers.verbs import VERBS
from workflow import engine, gates, story
from workflow.calendar import office_day
from workflow.facts import settle_facts
from workflow.forms.gates import GateForm
from workflow.forms.moves import MoveForm, form_for
from workflow.models import Gate
from workflow.refusals import Stale, refusal
from workflow.views import papers
from workflow.views.base import seated, visible
from workflow.views.elsewhere import ELSEWHERE
from workflow.views.posted import number


@seated
def act(request: Any, code: str, verb: str) -> HttpResponse:
    """Ask, then do; what belongs to another page is done there."""
    if verb not in VERBS:
        raise Http404
    dossier = visible(request, code)
    if verb == "submit":
        return redirect("workflow:check", code=code)
    if verb in ELSEWHERE:
        return redirect(ELSEWHERE[verb].route)
    if request.method == "POST" and "ask" not in request.POST:
        return _do(request, dossier, verb)
    return _ask(request, dossier, verb)


def _ask(request: Any, dossier: Dossier, verb: str) -> HttpResponse:
    """The page of the verb, or why it is barred; words that were typed before stand in it."""
    settle_facts([dossier], verb=verb)
    if reasons := why_not(dossier, verb, request.actor):
        raise refusal(verb, reasons)
    form = _form(request, dossier, verb)
    if request.method == "POST":
        form.initial = request.POST.dict()
    return _page(request, dossier, verb, form)


def _do(request: Any, dossier: Dossier, verb: str) -> HttpResponse:
    form = _form(request, dossier, verb, data=request.POST)
    if not form.is_valid():
        return _page(request, dossier, verb, form)
    try:
        event = engine.perform(
            verb,
            dossier_id=dossier.pk,
            actor=request.actor,
            version=number(request),
            now=request.now,
            **form.evidence(),
        )
    except Stale as stale:
        return papers.again_or_raise(request, dossier, stale, **form.evidence())
    messages.success(request, story.done(event))
    return redirect("workflow:dossier", code=dossier.code)


def _form(request: Any, dossier: Dossier, verb: str, data: Any = None) -> MoveForm:
    return form_for(verb, dossier, today=office_day(request.now), data=data)


def _page(request: Any, dossier: Dossier, verb: str, form: MoveForm) -> HttpResponse:
    words = VERBS[verb]
    context = {
        "dossier": dossier,
        "subject": story.subject(dossier),
        "title": str(words.button).rstrip("…"),
        "button": str(words.button).rstrip("…"),
        "consequence": str(words.follows),
        "grave": words.grave,
        "form": form,
        "action": reverse("workflow:act", args=[dossier.code, verb]),
        "version": number(request) if form.is_bound else dossier.version,
        "crumbs": _crumbs(request, dossier, str(words.button).rstrip("…")),
    }
    return render(request, "moves/act.html", context)


# gates


@seated
def open_gate(request: Any, code: str) -> HttpResponse:
    """What the paper has to wait for."""
    dossier = visible(request, code)
    form = GateForm(request.POST or None, today=office_day(request.now))
    if request.method == "POST" and form.is_valid():
        gate = gates.open_gate(
            dossier.pk, actor=request.actor, version=number(request), now=request.now, **form.cleaned_data
        )
        messages.success(request, _opened(gate))
        return redirect("workflow:dossier", code=code)
    context = {
        "dossier": dossier,
        "subject": story.subject(dossier),
        "title": _("Mở việc phải chờ"),
        "button": _("Mở, giữ hồ sơ lại"),
        "consequence": _("Hồ sơ ở lại bàn này; các bước đi tiếp mở lại khi việc này đóng."),
        "form": form,
        "action": reverse("workflow:open_gate", args=[code]),
        "version": number(request) if form.is_bound else dossier.version,
        "crumbs": _crumbs(request, dossier, _("Việc phải chờ")),
    }
    return render(request, "moves/act.html", context)


def _opened(gate: Gate) -> str:
    words = {"gate": gate.get_kind_display(), "day": f"{gate.until:%d/%m/%Y}" if gate.until else ""}
    if gate.until:
        return _("Hồ sơ %(gate)s đến hết %(day)s; các bước đi tiếp chờ đến khi đóng.") % words
    return _("Hồ sơ %(gate)s; các bước đi tiếp chờ đến khi đóng.") % words


@seated
@require_POST
def close_gate(request: Any, code: str, gate: int) -> HttpResponse:
    """The paper may go on."""
    dossier = visible(request, code)
    closed = gates.close_gate(dossier.pk, gate, actor=request.actor, version=number(request), now=request.now)
    messages.success(request, _("Đã đóng: hồ sơ không còn %(gate)s.") % {"gate": closed.get_kind_display()})
    return redirect("workflow:dossier", code=code)


def _crumbs(request: Any, dossier: Dossier, last: str) -> list[dict[str, str]]:
    return [
        papers.home_crumb(request),
        {"label": story.subject(dossier), "url": reverse("workflow:dossier", args=[dossier.code])},
        {"label": last},
    ]
