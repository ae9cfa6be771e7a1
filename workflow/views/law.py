"""The law as pages: everybody reads it; an administrator edits a row, sees what changes, and confirms with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dossiers import amendments
from dossiers.amendments import Amendment, Unfit
from dossiers.catalogue import Kind
from dossiers.models import AwardType, LawEdit
from dossiers.moves import Reason
from workflow import law_pages
from workflow.calendar import office_day
from workflow.forms.law import LawRowForm
from workflow.law_pages import ADDRESSES, KIND_AT
from workflow.refusals import NotYours
from workflow.views.base import seated

#: as many lines of the record as one page shows
PAGE_SIZE = 50


@seated
@require_safe
def index(request: Any) -> HttpResponse:
    """Kinds, awards, and what wants attention."""
    page = law_pages.index_of(today=office_day(request.now))
    return render(request, "law/index.html", {"page": page})


@seated
@require_safe
def kind(request: Any, address: str) -> HttpResponse:
    """All rows of one kind."""
    found = _kind(address)
    groups = law_pages.kind_groups(found, today=office_day(request.now))
    title = found.title[:1].upper() + found.title[1:]
    context = {"title": title, "groups": groups, "may_edit": _may_edit(request), "crumbs": _crumbs((title, ""))}
    return render(request, "law/kind.html", context)


@seated
@require_safe
def award(request: Any, code: str) -> HttpResponse:
    """One award under each law."""
    found = get_object_or_404(AwardType, pk=code)
    sections = law_pages.sections(found, today=office_day(request.now))
    context = {"award": found, "sections": sections, "may_edit": _may_edit(request)}
    return render(request, "law/award.html", context | {"crumbs": _crumbs((found.name, ""))})


@seated
@require_safe
def compared(request: Any, code: str) -> HttpResponse:
    """What has changed for one award, law by law."""
    found = get_object_or_404(AwardType, pk=code)
    here = (found.name, reverse("workflow:law_award", args=[found.pk]))
    crumbs = _crumbs(here, (_("Điều gì đã đổi"), ""))
    return render(request, "law/compared.html", {"award": found, "crumbs": crumbs, **law_pages.compared(found)})


@seated
@require_safe
def record(request: Any) -> HttpResponse:
    """Every edit, newest first."""
    rows = LawEdit.objects.select_related("person", "seat__role", "seat__unit").order_by("-seq")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = law_pages.record(page.object_list)
    context = {"page": page, "page_query": "", "lines": lines, "crumbs": _crumbs((_("Sổ sửa luật"), ""))}
    return render(request, "law/record.html", context)


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any, address: str, key: int) -> HttpResponse:
    """Ask, show what would change, do it."""
    found = _kind(address)
    _require_administrator(request)
    row = None if found.fixed else found.rows().filter(pk=key).first()
    if row is None:
        raise Http404
    form = LawRowForm(request.POST or None, kind=found, row=row, today=office_day(request.now))
    outcome = _outcome(request, found, key, form) if form.is_bound and form.is_valid() else None
    if outcome is not None and outcome.done:
        messages.success(request, _("Đã sửa dòng luật và ghi vào sổ sửa luật."))
        return redirect("workflow:law_kind", address)
    return render(request, "law/edit.html", _edit_context(request, found, row, form, outcome))


def _edit_context(request: Any, kind: Kind, row: Any, form: LawRowForm, outcome: Any) -> dict[str, Any]:
    title = kind.title[:1].upper() + kind.title[1:]
    way = (title, reverse("workflow:law_kind", args=[ADDRESSES[kind.code]]))
    return {
        "form": form,
        "line": law_pages.line(kind, row, today=office_day(request.now)),
        "award": row.award_type if getattr(row, "award_type_id", None) else None,
        "regime": getattr(row, "regime_id", ""),
        "kind_title": title,
        "outcome": outcome,
        "changes": law_pages.changes(kind, row, outcome) if outcome else [],
        "follows": law_pages.what_follows(outcome) if outcome else [],
        "kept": [(name, value) for name in form.fields for value in request.POST.getlist(name)] if outcome else [],
        "crumbs": _crumbs(way, (_("Sửa dòng"), "")),
    }


def _outcome(request: Any, kind: Kind, key: int, form: LawRowForm) -> amendments.Outcome | None:
    """What the change would do, or has done; where it cannot be, the form says why."""
    wanted = Amendment(kind, str(key), form.values(), form.since)
    expected = request.POST.get("seen", "") if "accept" in request.POST else None
    reason = form.cleaned_data["reason"]
    try:
        return amendments.carry_out(wanted, actor=request.actor, now=request.now, reason=reason, expected=expected)
    except Unfit as wrong:
        for sentence in wrong.sentences:
            form.add_error(None, sentence)
        return None


def _kind(address: str) -> Kind:
    if address not in KIND_AT:
        raise Http404
    return KIND_AT[address]


def _may_edit(request: Any) -> bool:
    return bool(request.actor.units("administer"))


def _require_administrator(request: Any) -> None:
    if not _may_edit(request):
        sentence = _("Sửa các dòng luật thuộc người quản trị; ai cũng xem được ở trang Luật.")
        raise NotYours("law", [Reason("not_yours", sentence)])


def _crumbs(*way: tuple[str, str]) -> list[dict[str, str]]:
    first = {"label": _("Luật"), "url": reverse("workflow:law")}
    return [first, *({"label": label, "url": url} for label, url in way)]
