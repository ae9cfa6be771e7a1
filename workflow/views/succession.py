"""Units merged, split or dissolved: the administrator reads what it touches, then carries it out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.moves import Reason
from roles import successions
from roles.models import Succession, Unit
from roles.successions import PlanError
from workflow import succession, succession_words
from workflow.calendar import office_day
from workflow.forms.succession import SuccessionForm
from workflow.refusals import NotYours
from workflow.views.base import seated

#: how many of the latest successions the page tells
LATEST = 20


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Any) -> HttpResponse:
    """Ask, show what would happen, do it."""
    units = _own_units(request)
    form = SuccessionForm(request.POST or None, units=units, today=office_day(request.now))
    outcome = _outcome(request, form) if form.is_bound and form.is_valid() else None
    if outcome is not None and outcome.done:
        messages.success(request, succession_words.summary(outcome))
        return redirect("workflow:succession")
    latest = Succession.objects.filter(unit__in=[unit.pk for unit in _all_units(request)])
    context = {
        "form": form,
        "outcome": outcome,
        "kept": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "parts": succession_words.parts(outcome) if outcome else [],
        "latest": latest.select_related("unit", "successor").order_by("-on", "-pk")[:LATEST],
    }
    return render(request, "succession/index.html", context)


def _outcome(request: Any, form: SuccessionForm) -> succession.Outcome | None:
    """What the plan would do, or has done; where it cannot be, the form says why."""
    accept = "accept" in request.POST
    expected = request.POST.get("seen", "") if accept else None
    try:
        plan = successions.read(form.plan())
        return succession.carry_out(plan, now=request.now, preview=not accept, expected=expected)
    except PlanError as wrong:
        form.add_error(None, str(wrong))
        return None


def _own_units(request: Any) -> list[Unit]:
    """The units of the authority that stand today; nobody else's may be named."""
    today = office_day(request.now)
    return [unit for unit in _all_units(request) if unit.until is None or unit.until >= today]


def _all_units(request: Any) -> list[Unit]:
    if not hasattr(request, "own_units"):
        places = request.actor.units("administer")
        if not places:
            sentence = _("Sắp xếp đơn vị thuộc người quản trị.")
            raise NotYours("succeed", [Reason("not_yours", sentence)])
        below = Q(pk__in=[])
        for path in Unit.objects.filter(pk__in=places).values_list("path", flat=True):
            below |= Q(path__startswith=path)
        request.own_units = list(Unit.objects.filter(below))
    found: list[Unit] = request.own_units
    return found
