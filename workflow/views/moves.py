"""The moves: each verb's question, its form, and what is said when it is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dossiers import conflicts
from dossiers.models import Dossier
from dossiers.moves import Reason, why_not
from dossiers.verbs import VERBS
from workflow import engine, story
from workflow.calendar import office_day
from workflow.facts import settle_facts
from workflow.forms.moves import MoveForm, form_for
from workflow.refusals import NotNow, Stale, refusal
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
    """The form of the verb; one that has nothing to offer is no question, and its sentence the answer."""
    form = form_for(verb, dossier, today=office_day(request.now), data=data)
    if form.barred:
        raise NotNow(verb, [Reason("not_now", form.barred)])
    return form


def _page(request: Any, dossier: Dossier, verb: str, form: MoveForm) -> HttpResponse:
    words = VERBS[verb]
    context = {
        "dossier": dossier,
        "subject": story.subject(dossier),
        "title": str(words.button).rstrip("…"),
        "button": str(words.button).rstrip("…"),
        "consequence": " ".join((str(words.follows), conflicts.warning(dossier, verb, request.actor))).strip(),
        "grave": words.grave,
        "form": form,
        "action": reverse("workflow:act", args=[dossier.code, verb]),
        "version": number(request) if form.is_bound else dossier.version,
        "crumbs": _crumbs(request, dossier, str(words.button).rstrip("…")),
    }
    return render(request, "moves/act.html", context)


def _crumbs(request: Any, dossier: Dossier, last: str) -> list[dict[str, str]]:
    return [
        papers.home_crumb(request),
        {"label": story.subject(dossier), "url": reverse("workflow:dossier", args=[dossier.code])},
        {"label": last},
    ]
