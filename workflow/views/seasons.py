"""Rounds of awards as their keepers see them: listed, entered, copied forward, and which units are late."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.models import Season
from dossiers.moves import Reason
from dossiers.seasons import a_year_later
from roles.models import Unit
from workflow import seasons
from workflow.calendar import office_day
from workflow.forms.seasons import SeasonForm
from workflow.refusals import NotNow, NotYours
from workflow.views import papers
from workflow.views.base import seated


@seated
@require_safe
def index(request: Any) -> HttpResponse:
    """All rounds that the seat keeps, the latest deadline first."""
    _require_keeper(request)
    day = office_day(request.now)
    rows = [
        {"season": row, "open": row.is_open(day), "late": row.due_on < day} for row in seasons.kept_by(request.actor)
    ]
    return _page(request, "seasons/index.html", {"rows": rows})


def _require_keeper(request: Any) -> None:
    if not seasons.authorities_of(request.actor):
        sentence = _("Đợt xét do người thẩm định hoặc người quản trị của xã lập.")
        raise NotYours("season", [Reason("not_yours", sentence)])


def _page(request: Any, template: str, context: dict[str, Any], *crumbs: dict[str, str]) -> HttpResponse:
    first = {"label": _("Đợt xét"), "url": reverse("workflow:seasons")}
    status = 422 if "form" in context and context["form"].errors else 200
    trail = [papers.home_crumb(request), first, *crumbs]
    return render(request, template, {**context, "crumbs": trail}, status=status)


def _own(request: Any, pk: int) -> Season:
    return get_object_or_404(seasons.kept_by(request.actor), pk=pk)


@seated
@require_safe
def season(request: Any, pk: int) -> HttpResponse:
    """One round: which units have nothing in, which are late, which came in time."""
    found = _own(request, pk)
    rows = seasons.standings(found, on=office_day(request.now))
    counts = {status: sum(row.status == status for row in rows) for status in seasons.ORDER}
    figures = [
        {"label": seasons.WORDS[status], "value": n, "key": status == seasons.NOTHING} for status, n in counts.items()
    ]
    context = {"season": found, "rows": rows, "figures": figures, "copied": hasattr(found, "next")}
    return _page(request, "seasons/season.html", context, {"label": found.name})


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Any, pk: int | None = None) -> HttpResponse:
    """A round is entered, or mended."""
    _require_keeper(request)
    found = _own(request, pk) if pk else None
    places = list(Unit.objects.filter(pk__in=seasons.authorities_of(request.actor)))
    form = SeasonForm(request.POST or None, today=office_day(request.now), authorities=places, season=found)
    if form.is_bound and form.is_valid():
        kept = form.saved()
        seasons.adopt(kept, now=request.now)
        messages.success(request, _("Đã lưu đợt “%(name)s”.") % {"name": kept.name})
        return redirect("workflow:season", pk=kept.pk)
    return _page(
        request, "seasons/write.html", {"form": form, "season": found}, {"label": found.name if found else _("Đợt mới")}
    )


@seated
@require_POST
def copy(request: Any, pk: int) -> HttpResponse:
    """The same round a year later, to be looked at before it is relied on."""
    later = _copied(_own(request, pk))
    messages.success(request, _("Đã lập đợt “%(name)s”. Xem lại ngày và ghi căn cứ của năm ấy.") % {"name": later.name})
    return redirect("workflow:season_edit", pk=later.pk)


@transaction.atomic
def _copied(season: Season) -> Season:
    """The later round, made once however often the button is pressed."""
    list(Season.objects.select_for_update().filter(pk=season.pk).values_list("pk"))
    copied = Season.objects.filter(follows=season).exists()
    later = a_year_later(season)
    if copied or Season.objects.filter(receiver=season.receiver_id, name=later.name).exists():
        sentence = _("Đợt này đã có đợt của năm sau; mở đợt ấy rồi sửa.")
        raise NotNow("season", [Reason("not_now", sentence)])
    later.save()
    return later


@seated
@require_safe
def file(request: Any, pk: int) -> HttpResponse:
    """The list of units as a file."""
    found = _own(request, pk)
    text = seasons.table(seasons.standings(found, on=office_day(request.now)))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = slugify(found.name.lower().replace("đ", "d"))
    answer["Content-Disposition"] = f'attachment; filename="Dot-xet-{name}.csv"'
    return answer
