"""Where one arrives: the unit's own home, the work of a desk, or what a seat without one is for."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from workflow import context, seat_words, unit_home, worklists
from workflow.views.base import seated


@require_safe
@seated
def home(request: Any) -> HttpResponse:
    """The first page, by what comes to the seat."""
    if context.has_desk(request.actor):
        return redirect("workflow:worklist")
    if context.proposes(request.actor):
        return render(request, "home/unit.html", _unit_page(request))
    return render(request, "home/no_desk.html", {"words": seat_words.of(request.actor)})


def _unit_page(request: Any) -> dict[str, Any]:
    page = unit_home.home_of(request.actor, now=request.now)
    unit = unit_home.spoken_name(request.seat.unit)
    return {"page": page, "unit": unit, "now": request.now, "gender": request.user.gender}


@require_safe
@seated
def worklist(request: Any) -> HttpResponse:
    """What to do first; what waits for others; what is done."""
    if not (context.has_desk(request.actor) or context.proposes(request.actor)):
        return redirect("workflow:home")
    page = worklists.page_of(request.actor, request.GET, now=request.now)
    return render(request, "worklist/page.html", {"page": page, "filter_form": page.form, "now": request.now})
