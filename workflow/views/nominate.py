"""The nomination page: begun, written, kept at every step, checked and handed in."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers import content
from dossiers.complete import Dues, papers_due
from dossiers.content import tidy
from dossiers.criteria import rows
from dossiers.findings import UNKNOWN, Finding
from dossiers.kinds import EvidenceKind
from dossiers.models import Dossier
from dossiers.moves import Reason, why_not
from dossiers.offers import Offer, offers
from dossiers.passages import Reader, copies
from dossiers.remarks import remarks
from dossiers.states import WITH_UNIT, State
from roles.models import Unit
from workflow import drafts, engine, story, writing
from workflow.calendar import office_day
from workflow.forms.facts import Standard
from workflow.forms.nomination import NominationForm, kept_text
from workflow.refusals import NotYours, Refused, Stale, refusal
from workflow.selectors import visible_to
from workflow.views import papers
from workflow.views.base import seated, visible
from workflow.views.posted import number


@seated
def begin(request: Any) -> HttpResponse:
    """An empty page; the first thing typed begins the draft."""
    unit = request.seat.unit
    _require_writer(request, unit)
    if not _offered(request, unit, None):
        return render(request, "nominate/closed.html", {"unit": unit, "crumbs": _crumbs(request)}, status=409)
    if request.method != "POST":
        return _page(request, _form(request, unit), None)
    form = _typed(request, unit)
    try:
        dossier = writing.begin(form.entries(), form.uploads, unit=unit, **_hand(request), now=request.now)
    except Refused as why:
        return _trouble(request, why)
    return _answer(request, form, dossier)


@seated
def write(request: Any, code: str) -> HttpResponse:
    """A draft, or a paper that came back to be completed."""
    dossier = visible(request, code)
    if _is_gone(request, dossier):
        return _to_where_it_is(request, dossier)
    _require_own(request, dossier)
    if request.method != "POST":
        return _page(request, _kept(request, dossier), dossier)
    if "drop" in request.POST:
        _save(request, dossier)
        writing.drop(dossier.pk, number(request, "drop"), version=number(request), actor=request.actor, now=request.now)
        return redirect(f"{reverse('workflow:write', args=[code])}#papers")
    form = _save(request, dossier)
    return _answer(request, form, _own(request, code))


@seated
@require_POST
def autosave(request: Any, code: str) -> HttpResponse:
    """What was typed so far is kept; the answer is what can be said about it."""
    dossier = _own(request, code)
    try:
        form = _save(request, dossier)
    except Refused as why:
        return _trouble(request, why)
    return _answer(request, form, dossier)


@seated
def check(request: Any, code: str) -> HttpResponse:
    """Everything once more, and the one button that hands it in."""
    dossier = visible(request, code)
    if request.method == "POST":
        return _submit(request, dossier)
    if _is_gone(request, dossier):
        return _to_where_it_is(request, dossier)
    _require_own(request, dossier)
    form = _kept(request, dossier, bound=True)
    if not form.is_valid():
        return _page(request, form, dossier, refused=True)
    prefetch_related_objects([dossier], "evidences", "award_type__rules")
    context = {
        "dossier": dossier,
        "facts": papers.facts(dossier, change=reverse("workflow:write", args=[code])),
        "findings": [
            finding for found in _findings(request, form, dossier).values() for finding in found if finding.rule
        ],
        "dues": _dues(form),
        "files": papers.files(dossier, papers.present(dossier)),
        "read": _read_through(dossier),
        "kept_as": papers.kept_as(dossier),
        "barred": why_not(dossier, "submit", request.actor),
        "crumbs": _crumbs(request, dossier, _("Xem lại rồi nộp")),
    }
    return render(request, "nominate/check.html", context)


def _read_through(dossier: Dossier) -> str:
    """A mark of exactly what stands on the page: somebody may write on while it is being read."""
    return content.digest(content.photograph(dossier, dossier.evidences.all()))


def _submit(request: Any, dossier: Dossier) -> HttpResponse:
    try:
        if request.POST.get("read") != _read_through(dossier) and not why_not(dossier, "submit", request.actor):
            raise Stale("submit", dossier_id=dossier.pk, seen=number(request), current=dossier.version)
        event = engine.perform(
            "submit", dossier_id=dossier.pk, actor=request.actor, version=number(request), now=request.now
        )
    except Stale as stale:
        return papers.again_or_raise(request, dossier, stale)
    messages.success(request, story.done(event))
    return redirect("workflow:dossier", code=dossier.code)


@seated
def discard(request: Any, code: str) -> HttpResponse:
    """A draft that nobody else has seen is thrown away, after a question."""
    dossier = _own(request, code)
    if request.method == "POST":
        drafts.discard(dossier.pk, actor=request.actor)
        messages.success(request, _("Đã xóa bản nháp %(subject)s.") % {"subject": story.subject(dossier)})
        return redirect("workflow:home")
    return render(
        request, "nominate/discard.html", {"dossier": dossier, "crumbs": _crumbs(request, dossier, _("Xóa bản nháp"))}
    )


# what the page is made of


def _require_writer(request: Any, unit: Unit) -> None:
    if not any(request.actor.holds(right, unit.pk) for right in drafts.MAY_WRITE):
        sentence = _("Chỉ người đứng đầu hoặc người soạn hồ sơ của một đơn vị lập được hồ sơ đề nghị.")
        raise NotYours("open", [Reason("not_yours", sentence)])


def _is_gone(request: Any, dossier: Dossier) -> bool:
    return request.method != "POST" and dossier.state not in WITH_UNIT


def _to_where_it_is(request: Any, dossier: Dossier) -> HttpResponse:
    """Whoever walks back into a paper that has been handed in is told where it is now."""
    messages.info(request, story.where_now(dossier))
    return redirect("workflow:dossier", code=dossier.code)


def _own(request: Any, code: str) -> Dossier:
    """A paper that the seat may write on now."""
    dossier = visible(request, code)
    _require_own(request, dossier)
    return dossier


def _require_own(request: Any, dossier: Dossier) -> None:
    if _is_gone(request, dossier):
        raise refusal("edit", [Reason("not_now", story.where_now(dossier))])
    _require_writer(request, dossier.unit)


def _offered(request: Any, unit: Unit, dossier: Dossier | None) -> list[Offer]:
    """What the unit may propose; law and route of a received dossier stay, and so does its own award."""
    day = office_day(request.now)
    if dossier and dossier.submitted_at:
        found = offers(unit, on=day, regime=dossier.regime_id, route=dossier.route_id)
    else:
        found = offers(unit, on=day)
    if dossier and all(offer.award.pk != dossier.award_type_id for offer in found):
        found.append(Offer(dossier.award_type, None))
    return found


def _form(request: Any, unit: Unit, dossier: Dossier | None = None, **given: Any) -> NominationForm:
    return NominationForm(
        offers=_offered(request, unit, dossier),
        today=office_day(request.now),
        papers=papers.kinds(dossier),
        standard=_standard(request, unit, dossier),
        **given,
    )


def _standard(request: Any, unit: Unit, dossier: Dossier | None) -> Standard:
    """By which rows the unit's nominations are examined; a received paper keeps its law."""
    gathered: Any = dossier if hasattr(dossier, "law") else None  # a draft just begun was not read with its law
    book = rows.book(gathered.law) if gathered else rows.current()
    year = dossier.year if dossier else request.now.year
    regime = dossier.regime_id if dossier and dossier.submitted_at else ""
    return Standard(book, unit.lineage, unit.kind, year, regime)


def _kept(request: Any, dossier: Dossier, *, bound: bool = False) -> NominationForm:
    """The form as it was last kept."""
    text = kept_text(dossier)
    return _form(request, dossier.unit, dossier, **({"data": text} if bound else {"kept": text}))


def _typed(request: Any, unit: Unit, dossier: Dossier | None = None) -> NominationForm:
    """The form as it was just typed, looked through."""
    form = _form(request, unit, dossier, data=request.POST, files=request.FILES)
    form.is_valid()
    return form


def _save(request: Any, dossier: Dossier) -> NominationForm:
    form = _typed(request, dossier.unit, dossier)
    version = number(request)
    writing.save(dossier.pk, form.entries(), form.uploads, version=version, **_hand(request), now=request.now)
    return form


def _hand(request: Any) -> dict[str, Any]:
    words = {name: tidy(request.POST.get(name, "")) for name in ("page", "drawn_with")}
    page = writing.Page(words["page"][:32], words["drawn_with"][:64])
    return {"actor": request.actor, "author": request.user, "page": page}


def _trouble(request: Any, why: Refused) -> HttpResponse:
    """Whoever writes on is told beside the form; a page that was sent whole gets the page of the refusal."""
    if not request.headers.get("HX-Request"):
        raise why
    return render(request, "nominate/trouble.html", {"why": why, "code": getattr(why, "code", "")}, status=409)


def _answer(request: Any, form: NominationForm, dossier: Dossier) -> HttpResponse:
    """After keeping: words beside the fields, or the way on, or what is still wrong."""
    if request.headers.get("HX-Request"):
        return _said(request, form, dossier)
    wants_check = "check" in request.POST
    if form.is_valid() and wants_check:
        return redirect("workflow:check", code=dossier.code)
    if not wants_check and not form.forgive_missing().errors:
        messages.success(request, _("Đã lưu nháp hồ sơ: %(subject)s.") % {"subject": story.subject(dossier)})
        return redirect("workflow:home")
    return _page(request, form, dossier, refused=wants_check)


def _said(request: Any, form: NominationForm, dossier: Dossier) -> HttpResponse:
    form.forgive_missing()  # whoever is still writing is not told what is yet to come
    context = {
        "form": form,
        "findings": _brief(_findings(request, form, dossier)),
        "dues": _dues(form),
        "fresh_awards": request.POST.get("shown") != form.shown_awards,
        "fresh_facts": request.POST.get("facts_for", "") != form.facts_for,
        "fresh_papers": request.POST.get("asked", "") != ",".join(form.asked_papers),
        "groups": papers.groups(dossier, form),
    }
    response = HttpResponse(render_to_string("nominate/said.html", context))  # a fragment has no frame to count for
    response["HX-Replace-Url"] = reverse("workflow:write", args=[dossier.code])
    response["X-Kept"] = papers.kept_as(dossier)
    return response


def _page(request: Any, form: NominationForm, dossier: Dossier | None, *, refused: bool = False) -> HttpResponse:
    mistakes, lacking = len(form.errors) if form.is_bound else 0, papers.lacking(dossier)
    context = {
        "form": form,
        "dossier": dossier,
        "page_key": _key(request),
        "drawn_with": content.standing(dossier) if dossier else "",
        "kept_as": papers.kept_as(dossier),
        "findings": _brief(_findings(request, form, dossier)),
        "dues": _dues(form),
        "mistakes": mistakes,
        "refused": refused,
        "unit": dossier.unit if dossier else request.seat.unit,
        "groups": papers.groups(dossier, form),
        "lacking": lacking,
        "checklist": papers.checklist(dossier, lacking),
        "may_discard": dossier is not None and dossier.state == State.DRAFT and dossier.submitted_at is None,
        "crumbs": _crumbs(request, dossier),
    }
    return render(request, "nominate/form.html", context)


def _findings(request: Any, form: NominationForm, dossier: Dossier | None) -> dict[str, list[Finding]]:
    """Beside which entry stands what: the rules held against it, and what strikes the eye in its words."""
    told = form.findings()
    unit = dossier.unit_id if dossier else request.seat.unit_id
    year = dossier.year if dossier else request.now.year
    reader = Reader(unit, year, visible_to(request.actor), own=True, paper=dossier.pk if dossier else None)
    for remark in remarks(form.own_words, lambda marks: copies(marks, reader)):
        told.setdefault(remark.field, []).append(remark)
    return told


def _brief(told: dict[str, list[Finding]]) -> dict[str, list[Finding]]:
    """Beside the form: what is settled as it stands, what is open in one piece."""
    award = told.get("award", [])
    still_open = [finding for finding in award if finding.kind == UNKNOWN]
    if len(still_open) < 2:
        return told
    rule = _("%(n)d tiêu chuẩn chưa rõ; nộp vẫn được, người thẩm định đối chiếu.") % {"n": len(still_open)}
    settled = [finding for finding in award if finding.kind != UNKNOWN]
    return {**told, "award": [*settled, Finding(UNKNOWN, rule, " ".join(f.rule for f in still_open))]}


def _dues(form: NominationForm) -> Dues:
    """Which papers the picked award asks for, and which are here or on their way."""
    return papers_due(form.offer.papers if form.offer else [EvidenceKind.MINUTES], form.papers_here)


def _key(request: Any) -> str:
    """The page's own key; a page that comes back with its mistakes is still the same."""
    return tidy(request.POST.get("page", ""))[:32] or uuid.uuid4().hex


def _crumbs(request: Any, dossier: Dossier | None = None, last: str = "") -> list[dict[str, str]]:
    home = papers.home_crumb(request)
    if dossier is None:
        return [home, {"label": _("Đề nghị khen thưởng")}]
    own = {"label": story.subject(dossier), "url": reverse("workflow:dossier", args=[dossier.code])}
    return [home, own, {"label": last or _("Soạn hồ sơ")}]
