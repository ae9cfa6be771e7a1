"""Who acts for me while I am away: named here, seen here, ended here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.moves import Reason
from roles import substitutes
from roles.models import Seat
from workflow import absence, story
from workflow.calendar import office_day
from workflow.forms.substitutes import SubstituteForm
from workflow.refusals import NotNow
from workflow.views.base import seated


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def index(request: Any) -> HttpResponse:
    """The page; a POST names somebody for the seat that the page names."""
    form = _form(request)
    if request.method == "POST" and form and form.is_valid() and (seat := _named(request, form)):
        messages.success(request, _said(seat))
        return redirect("workflow:substitutes")
    lines = absence.of_person(request.user, today=office_day(request.now))
    context = {
        "form": form,
        "seat": request.seat,
        "running": [line for line in lines if line.runs or line.ahead],
        "past": [line for line in lines if not (line.runs or line.ahead)],
        "done": absence.done_for(request.user),
        "crumbs": [{"label": _("Người thay")}],
    }
    return render(request, "substitutes/page.html", context)


def _form(request: Any) -> SubstituteForm | None:
    """Nobody to name is no form; who acts for another names nobody."""
    choices = substitutes.choices(request.seat, on=office_day(request.now))
    if not choices:
        return None
    data = request.POST if request.method == "POST" else None
    return SubstituteForm(data, principal=request.seat, choices=choices, today=office_day(request.now))


def _named(request: Any, form: SubstituteForm) -> Seat | None:
    """The new seat, or the refusal at the entry that would have to change."""
    try:
        return substitutes.name(request.seat.pk, form.appointment(), today=office_day(request.now))
    except substitutes.CannotAct as why:
        form.add_error(why.field if why.field in form.fields else None, str(why))
        return None


def _said(seat: Seat) -> str:
    words = {
        "who": seat.person.addressed,
        "form": seat.signs_as,
        "since": f"{seat.since:%d/%m/%Y}",
        "until": f"{seat.until:%d/%m/%Y}",
    }
    return _("Đã cử %(who)s %(form)s từ %(since)s đến hết %(until)s.") % words


@require_POST
@seated
def end(request: Any, pk: int) -> HttpResponse:
    """The person is back."""
    try:
        seat = substitutes.end(pk, principal=request.user, today=office_day(request.now))
    except substitutes.CannotAct as why:
        raise NotNow("substitute", [Reason("not_now", str(why))]) from why
    messages.success(request, _("%(who)s thôi thay từ bây giờ.") % {"who": story.begun(seat.person.addressed)})
    return redirect("workflow:substitutes")
