"""A newer law for one dossier: what it would change, then the officer's reason and document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.models import Dossier, Regime, RouteStage
from dossiers.moves import why_not
from workflow import engine, regime_changes, regimes, story
from workflow.calendar import office_day
from workflow.facts import settle_facts
from workflow.forms.moves import RegimeForm
from workflow.refusals import Stale, refusal
from workflow.views import papers
from workflow.views.base import seated, visible
from workflow.views.posted import number


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: Any, code: str) -> HttpResponse:
    """Compare, ask why, switch."""
    dossier, day = visible(request, code), office_day(request.now)
    regime = regimes.newer(day).filter(favours=dossier.regime_id).first()
    if regime is None or dossier.stage is None:
        raise Http404
    settle_facts([dossier], verb="reroute")
    if reasons := why_not(dossier, "reroute", request.actor):
        raise refusal("reroute", reasons)
    form = RegimeForm(request.POST if request.method == "POST" else None, dossier=dossier, today=day)
    stage = regimes.stage_or_refusal(dossier, regime, on=day)
    if request.method == "POST" and form.is_valid():
        return _switched(request, dossier, regime, stage, form)
    changes = regime_changes.changes(dossier, regime, stage, on=day)
    return render(request, "regimes/switch.html", _context(request, dossier, regime, form) | {"changes": changes})


def _switched(request: Any, dossier: Dossier, regime: Regime, stage: RouteStage, form: RegimeForm) -> HttpResponse:
    evidence = {**form.evidence(), "stage": stage.pk, "regime": regime.pk}
    try:
        event = engine.perform(
            "reroute",
            dossier_id=dossier.pk,
            actor=request.actor,
            version=number(request),
            now=request.now,
            **evidence,
        )
    except Stale as stale:
        return papers.again_or_raise(request, dossier, stale, **evidence)
    messages.success(request, story.done(event))
    return redirect("workflow:dossier", code=dossier.code)


def _context(request: Any, dossier: Dossier, regime: Regime, form: RegimeForm) -> dict[str, Any]:
    subject = story.subject(dossier)
    return {
        "dossier": dossier,
        "subject": subject,
        "regime": regime,
        "title": _("Áp dụng luật mới"),
        "button": _("Chuyển hồ sơ sang luật mới"),
        "consequence": _("Hồ sơ được thẩm định lại theo luật mới; kết quả biểu quyết trước đó không dùng nữa."),
        "grave": True,
        "form": form,
        "action": reverse("workflow:regime", args=[dossier.code]),
        "version": number(request) if form.is_bound else dossier.version,
        "crumbs": [
            papers.home_crumb(request),
            {"label": subject, "url": reverse("workflow:dossier", args=[dossier.code])},
            {"label": _("Áp dụng luật mới")},
        ],
    }
