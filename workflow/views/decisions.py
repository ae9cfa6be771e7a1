"""What waits for a signature, one decision, its paper, and the register of those signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.models import Dossier
from roles.models import Unit
from workflow import decisions, papers, prizes, set_findings, signatures
from workflow.calendar import office_day
from workflow.engine import Outcome
from workflow.forms.decisions import RegisterFilter, picked
from workflow.models import Decision
from workflow.views import signing
from workflow.views.base import seated
from workflow.views.posted import number

PAGE_SIZE = 50
NEIGHBOURS = (
    "award_type",
    "body__parent",
    "drafted_by__person",
    "regime",
    "signed_by__person",
    "signed_by__role",
    "signed_by__acting_for__role",
)


@seated
@require_GET
def index(request: Any) -> HttpResponse:
    """The register: signed decisions, newest first, and the drafts that one prepares or signs."""
    form = RegisterFilter(request.GET or None, **signing.choices(request.actor))
    rows = signing.register(request.actor).filter(**form.chosen)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "page_query": f"{query.urlencode()}&" if query else "",
        "drafts": list(signing.drafts(request.actor)),
        "form": form,
        "prepares": signing.prepares(request.actor),
    }
    return render(request, "decisions/index.html", context)


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: Any) -> HttpResponse:
    """What lies before the chair: to be decided here, to go up, or stuck."""
    if request.method == "POST":
        return _picked(request)
    return render(request, "decisions/waiting.html", {"desk": signing.desk(request.actor)})


def _picked(request: Any) -> HttpResponse:
    """Draft a decision for the picked dossiers, or send them up."""
    picks = picked(request.POST.getlist("pick"))
    if not picks:
        messages.warning(request, _("Chưa chọn hồ sơ nào; đánh dấu hồ sơ rồi bấm lại."))
        return redirect("workflow:waiting")
    if request.POST.get("do") == "forward":
        _tell(request, signatures.forward(picks, actor=request.actor, now=request.now))
        return redirect("workflow:waiting")
    body = get_object_or_404(Unit, pk=number(request, "body"))
    drafted = decisions.draft(body=body, dossier_ids=list(picks), actor=request.actor, now=request.now)
    return redirect("workflow:decision", pk=drafted.pk)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    """How many went up, and for each of the others why not."""
    if outcome.moved:
        messages.success(request, _("Đã ký trình %(n)d hồ sơ lên cấp trên.") % {"n": len(outcome.moved)})
    named = Dossier.objects.select_related("nominee").in_bulk(outcome.refused) if outcome.refused else {}
    for dossier, why in outcome.refused.items():
        words = {"name": named[dossier].nominee.addressed, "why": why}
        messages.warning(request, _("Chưa trình được hồ sơ %(name)s: %(why)s") % words)


@seated
@require_GET
def decision(request: Any, pk: int) -> HttpResponse:
    """What one decision says, for whom, and what may be done with it."""
    found = _seen(request, pk)
    return render(request, "decisions/decision.html", _context(request, found))


def _seen(request: Any, pk: int) -> Decision:
    return get_object_or_404(signing.seen(request.actor).select_related(*NEIGHBOURS), pk=pk)


def _context(request: Any, found: Decision) -> dict[str, Any]:
    rows = Dossier.objects.filter(decision_line__decision=found).order_by("decision_line__position", "pk")
    is_draft = found.status == Decision.Status.DRAFT
    listed = signing.cases(rows, request.actor) if is_draft else _signed_cases(rows)
    dossiers = [case.dossier for case in listed]
    paid = prizes.told(found, dossiers, on=office_day(found.signed_at or request.now))
    return {
        "decision": found,
        "is_draft": is_draft,
        "cases": listed,
        "stuck": signing.stuck(listed),
        "facts": signing.facts(found, dossiers, signer=_signer(request, found), paid=paid),
        "expected": signing.expected_number(found) if is_draft else "",
        "may_sign": is_draft and request.actor.holds("sign", found.body_id),
        "may_draft": is_draft and signing.may_draft(request.actor, found.body),
        "crumbs": _crumbs(found),
    }


def _signed_cases(rows: Any) -> list[signing.Case]:
    neighbours = ("nominee", "unit", "award_type", "revision")
    return [signing.Case(dossier, "", "") for dossier in rows.select_related(*neighbours)]


def _signer(request: Any, found: Decision) -> str:
    seat = found.signed_by or papers.signer(found.body, on=request.now.date())
    if seat is None:
        return found.body.name
    return f"{seat.person.full_name}, {seat.label}" + (f" ({seat.signs_as})" if seat.acting_for else "")


def _crumbs(found: Decision, *more: str) -> list[dict[str, str]]:
    signed = found.status == Decision.Status.SIGNED
    first = (_("Quyết định"), "workflow:decisions") if signed else (_("Chờ ký"), "workflow:waiting")
    here = found.reference if signed else _("Dự thảo")
    address = reverse("workflow:decision", args=[found.pk])
    crumbs = [{"label": first[0], "url": reverse(first[1])}, {"label": here, "url": address}]
    return [*crumbs, *({"label": label, "url": ""} for label in more)]


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Any, pk: int) -> HttpResponse:
    """The chair reads what will be said, and signs it."""
    found = _seen(request, pk)
    if request.method == "POST":
        return _signed(request, found)
    if found.status == Decision.Status.SIGNED:
        return redirect("workflow:decision", pk=found.pk)
    decisions.check_signable(found, request.actor, found.version)
    context = _context(request, found)
    findings = set_findings.over([case.dossier for case in context["cases"]], on=office_day(request.now))
    more = {
        "findings": set_findings.shown(findings),
        "stopping": set_findings.stopping(findings),
        "crumbs": _crumbs(found, _("Ký")),
    }
    return render(request, "decisions/sign.html", context | more)


def _signed(request: Any, found: Decision) -> HttpResponse:
    rows = Dossier.objects.filter(decision_line__decision=found).select_related("nominee", "revision", "unit")
    listed = rows.order_by("decision_line__position", "pk")
    set_findings.require_none_stops(list(listed), verb="award", on=office_day(request.now))
    signed = decisions.sign(found.pk, version=number(request), actor=request.actor, now=request.now)
    messages.success(request, _("Đã ký Quyết định số %(reference)s.") % {"reference": signed.reference})
    return redirect("workflow:decision", pk=signed.pk)


@seated
@require_POST
def drop(request: Any, pk: int) -> HttpResponse:
    """Throw a draft away; its dossiers wait again."""
    found = _seen(request, pk)
    decisions.drop_draft(found.pk, actor=request.actor, version=number(request))
    messages.success(request, _("Đã bỏ dự thảo; các hồ sơ trở lại danh sách chờ ký."))
    return redirect("workflow:waiting")


@seated
@require_GET
def pdf(request: Any, pk: int) -> HttpResponse:
    """The paper, with the draft mark until it is signed."""
    found = _seen(request, pk)
    response = HttpResponse(papers.decision_pdf(found, on=request.now.date()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{papers.file_name(found)}"'
    return response
