"""The seals: all of them, one day's as a page to print and file away, and their files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.moves import Reason
from roles.templatetags.face import vndate
from workflow import context, seals
from workflow.models import Seal
from workflow.refusals import NotYours
from workflow.views.base import seated

#: whoever answers for the record or checks it
MAY_SEE = frozenset({"read", "administer", "sign"})
PAGE_SIZE = 50


@seated
@require_safe
def index(request: Any) -> HttpResponse:
    """All seals, newest first, and how one is checked."""
    _require_reader(request)
    rows = Seal.objects.defer("heads", "books").order_by("-number")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "seals/index.html", {"page": page, "page_query": ""})


@seated
@require_safe
def day(request: Any, day: str) -> HttpResponse:
    """What was sealed on one day."""
    _require_reader(request)
    found = list(Seal.objects.defer("heads").filter(day=_day(day)).order_by("turn"))
    if not found:
        raise Http404
    crumbs = [{"label": _("Niêm phong"), "url": reverse("workflow:seals")}, {"label": vndate(found[0].day)}]
    return render(request, "seals/day.html", {"seals": found, "day": found[0].day, "crumbs": crumbs})


@seated
@require_safe
def file(request: Any, day: str, turn: int) -> HttpResponse:
    """The file as it was written; drawn from the rows again only where it is gone."""
    _require_reader(request)
    seal = get_object_or_404(Seal.objects.defer("heads"), day=_day(day), turn=turn)
    path = seals.path_of(seal)
    text = path.read_text(encoding="utf-8") if path.exists() else seals.text_of(seal)
    headers = {"Content-Disposition": f'attachment; filename="{path.name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def _require_reader(request: Any) -> None:
    if not context.codenames(request.actor) & MAY_SEE:
        sentence = _("Trang niêm phong dành cho người kiểm tra, người quản trị và Chủ tịch.")
        raise NotYours("seals", [Reason("not_yours", sentence)])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
