"""Where one arrives: the unit's own home, the work of a desk, or what a seat without one is for."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workflow import context, law_pages, seasons, seat_words, unit_home, worklists
from workflow.bulk import told
from workflow.bulk.verbs import offered
from workflow.calendar import office_day
from workflow.views.base import seated


@require_safe
@seated
def home(request: Any) -> HttpResponse:
    """The first page, by what comes to the seat."""
    if context.has_desk(request.actor):
        return redirect("workflow:worklist")
    if context.proposes(request.actor):
        return render(request, "home/unit.html", _unit_page(request))
    keeps_law = bool(request.actor.units("administer"))
    warnings = law_pages.warnings(today=office_day(request.now)) if keeps_law else []
    return render(request, "home/no_desk.html", {"words": seat_words.of(request.actor), "warnings": warnings})


def _unit_page(request: Any) -> dict[str, Any]:
    page = unit_home.home_of(request.actor, now=request.now)
    unit = unit_home.spoken_name(request.seat.unit)
    many = bool(offered(request.actor, worklists.VIEWS[0]))
    rounds = seasons.open_to(request.seat.unit, now=request.now)
    shown = {"page": page, "unit": unit, "now": request.now, "gender": request.user.gender, "many": many}
    return shown | {"rounds": rounds}


@require_safe
@seated
def worklist(request: Any) -> HttpResponse:
    """What to do first; what waits for others; what is done."""
    if not (context.has_desk(request.actor) or context.proposes(request.actor)):
        return redirect("workflow:home")
    page = worklists.page_of(request.actor, request.GET, now=request.now)
    shown = {"page": page, "bar": _bar(page), "filter_form": page.form, "now": request.now}
    return render(request, "worklist/page.html", shown)


def _bar(page: worklists.Page) -> dict[str, Any] | None:
    """What may be done on many rows of the page, and the filter that goes along."""
    if not page.verbs:
        return None
    every = page.counts["all"]
    found = {"n": every, "shown": page.shown}
    return {
        "kept": {"xem": page.view} | {name: page.form.value(name) for name in ("q", "unit", "state")},
        "verbs": [{"name": "verb", "value": verb, "label": f"{told.name(verb)}…"} for verb in page.verbs],
        "all_words": _("Cả %(n)s hồ sơ khớp bộ lọc, không chỉ %(shown)d dòng của trang") % found
        if every.number > page.shown
        else "",
    }
