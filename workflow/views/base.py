"""What every page asks first: who sits here, and may they see this dossier."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dossiers.models import Dossier
from workflow import selectors
from workflow.facts import gathered, settle_facts

View = Callable[..., HttpResponse]


def seated(view: View) -> View:
    """Signed in and on a seat; a person without one is told whom to ask."""

    @login_required
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.seat:  # type: ignore[attr-defined]
            return render(request, "errors/no_seat.html", status=403)
        return view(request, *args, **kwargs)

    return asked


def visible(request: Any, code: str) -> Dossier:
    """The dossier with its facts, or 404: none and not visible are the same."""
    rows = gathered(selectors.visible_to(request.actor).filter(code=code))
    dossier = rows.first()
    if dossier is None:
        raise Http404
    settle_facts([dossier])
    return dossier
