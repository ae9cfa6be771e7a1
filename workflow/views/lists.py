"""A list of nominations, or of past decisions: template, file, columns, look, take in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.intake import plain_name
from dossiers.models import AwardType
from dossiers.moves import Reason
from dossiers.offers import Offer, offers
from dossiers.sheets import template
from dossiers.sheets.writing import MEDIA_TYPE
from workflow import context, drafts
from workflow.calendar import office_day
from workflow.forms.lists import BringForm, ColumnsForm
from workflow.imports import acts, columns, told, work
from workflow.imports.acts import WORKING, State
from workflow.models import ListImport
from workflow.refusals import NotYours
from workflow.views import papers
from workflow.views.base import seated

#: htmx ends its asking at this status
LAST_PICTURE = 286
#: so many of one's lists are named
LISTED = 10
PAGES = {State.COLUMNS: "columns", State.LOOKING: "progress", State.TAKING: "progress", State.SHOWN: "shown"}
Purpose = ListImport.Purpose


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Any) -> HttpResponse:
    """The template, and the file."""
    drafts.require_writer(request.actor, request.seat.unit)
    found = offers(request.seat.unit, on=office_day(request.now))
    return _begin(request, found, Purpose.NOMINATIONS, "sheets/begin.html")


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def begin_history(request: Any) -> HttpResponse:
    """Past decisions: only whoever appraises or administers says what is history."""
    if not context.codenames(request.actor) & {"appraise", "administer"}:
        sentence = _("Chỉ người thẩm định hoặc người quản trị nạp lịch sử khen thưởng.")
        raise NotYours("open", [Reason("not_yours", sentence)])
    return _begin(request, None, Purpose.HISTORY, "sheets/begin_history.html")


def _begin(request: Any, found: Sequence[Offer] | None, purpose: str, page: str) -> HttpResponse:
    form = BringForm(
        request.POST or None, request.FILES or None, offers=found, initial={"year": office_day(request.now).year}
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("workflow:list", brought=_brought(request, form, purpose).pk)
        except work.TOLD as why:
            form.add_error("file", str(why))
    more = {"form": form, "offers": found or [], "before": _before(request, purpose), "unit": request.seat.unit}
    return render(request, page, more | {"crumbs": _crumbs(request, purpose)})


def _brought(request: Any, form: BringForm, purpose: str) -> ListImport:
    file = form.cleaned_data["file"]
    code = form.cleaned_data.get("award")
    return acts.bring(
        file.read(),
        plain_name(file.name),
        unit=request.seat.unit,
        award_type=AwardType.objects.get(pk=code) if code else None,
        year=form.cleaned_data["year"],
        actor=request.actor,
        now=request.now,
        purpose=purpose,
    )


def _before(request: Any, purpose: str) -> list[dict[str, Any]]:
    rows = acts.own(request.actor).filter(purpose=purpose).defer("file", "lines", "table")[:LISTED]
    return [
        {"title": row.name, "url": told.address(row), "at": row.created_at, "words": row.get_state_display()}
        for row in rows
    ]


@seated
@require_GET
def blank(request: Any, code: str) -> HttpResponse:
    """The template for one award."""
    unit, today = request.seat.unit, office_day(request.now)
    drafts.require_writer(request.actor, unit)
    offer = next((offer for offer in offers(unit, on=today) if offer.award.pk == code), None)
    if offer is None:
        raise Http404
    targets = offer.rule.targets if offer.rule else []
    data = template.template(award=offer.award.name, unit=unit.name, year=today.year, targets=targets)
    return handed_out(data, f"Mau-danh-sach-{code}-{today.year}.xlsx")


def handed_out(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved."""
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


# One list


def _list(request: Any, pk: UUID) -> ListImport:
    """The list, if it is this person's on this seat; else it is as if it were not."""
    found = acts.own(request.actor).select_related("unit", "award_type", "seat", "person").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Any, brought: UUID) -> HttpResponse:
    """The list as it stands: its columns, at work, shown, or taken in."""
    found = _list(request, brought)
    if found.state == State.COLUMNS or (found.state == State.SHOWN and "cot" in request.GET):
        return _columns(request, found)
    if found.state in WORKING:
        return _page(request, "sheets/progress.html", found, {"job": told.job(found)})
    if found.state == State.SHOWN:
        return _shown(request, found)
    return _page(request, "sheets/done.html", found, _result(request, found))


def _columns(request: Any, found: ListImport) -> HttpResponse:
    grids = acts.grids_of(found)
    shown = columns.shown(grids, columns.unpacked(found.table))
    past = found.purpose == Purpose.HISTORY
    form = ColumnsForm(request.POST or None, shown=shown, past=past, today=office_day(request.now))
    if request.method == "POST" and form.is_valid():
        if acts.understand(found, form.meanings(), form.period_days()):
            work.step(found.pk, State.LOOKING, now=request.now)
        else:
            work.ring()
        return redirect("workflow:list", brought=found.pk)
    return _page(request, "sheets/columns.html", found, {"form": form, "rows": found.total})


def _shown(request: Any, found: ListImport) -> HttpResponse:
    more = {
        "figures": told.figures(found),
        "lines": told.lines(found, request.GET),
        "button": told.button(found),
        "willing": told.willing(found),
        "wrong": found.counts["error"],
        "background": found.total > acts.AT_ONCE,
    }
    return _page(request, "sheets/shown.html", found, more)


def _result(request: Any, found: ListImport) -> dict[str, Any]:
    if found.state == State.FAILED:
        return {"ended": told.ended(found)}
    return {"ended": told.ended(found), "figures": told.figures(found), "lines": told.lines(found, request.GET)}


def _page(request: Any, page: str, found: ListImport, more: dict[str, Any]) -> HttpResponse:
    shared = {
        "brought": found,
        "past": found.purpose == Purpose.HISTORY,
        "crumbs": _crumbs(request, found.purpose, found.name),
    }
    return render(request, page, shared | more)


def _crumbs(request: Any, purpose: str, last: str = "") -> list[dict[str, str]]:
    past = purpose == Purpose.HISTORY
    label = _("Nạp lịch sử khen thưởng") if past else _("Nhập danh sách từ Excel")
    view = "workflow:history_lists" if past else "workflow:lists"
    own = {"label": label, "url": reverse(view)} if last else {"label": label}
    return [papers.home_crumb(request), own, *([{"label": last}] if last else [])]


@seated
@require_POST
def take(request: Any, brought: UUID) -> HttpResponse:
    """Take in what was shown; pressed again, the page says how it stands."""
    found = _list(request, brought)
    if told.willing(found) and acts.confirm(found):
        if found.total > acts.AT_ONCE:
            work.ring()
        else:
            work.step(found.pk, State.TAKING, now=request.now)
    return redirect("workflow:list", brought=brought)


@seated
@require_POST
def leave(request: Any, brought: UUID) -> HttpResponse:
    """Throw the list away: nothing of it is kept."""
    found = _list(request, brought)
    acts.leave(found)
    messages.success(request, _("Đã bỏ danh sách “%(name)s”; không có gì được nhập.") % {"name": found.name})
    return redirect("workflow:history_lists" if found.purpose == Purpose.HISTORY else "workflow:lists")


@seated
@require_GET
def pulse(request: Any, brought: UUID) -> HttpResponse:
    """How far it has come: a fragment, the last of which ends the asking."""
    found = _list(request, brought)
    status = 200 if found.state in WORKING else LAST_PICTURE
    return render(request, "components/progress.html", {"job": told.job(found)}, status=status)


@seated
@require_GET
def copy(request: Any, brought: UUID) -> HttpResponse:
    """The user's own file, each wrong cell marked."""
    found = _list(request, brought)
    if found.state != State.SHOWN:
        raise Http404
    stem = slugify(found.name.rpartition(".")[0].lower().replace("đ", "d")) or "danh-sach"
    return handed_out(acts.copy_of(found, told.words(found)), f"{stem}-danh-dau.xlsx")
