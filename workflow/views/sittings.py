"""The council's pages: its sittings, one sitting, and the pulse that tells when it has changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers import findings
from dossiers.content import tidy
from dossiers.criteria import rows
from dossiers.models import Dossier
from dossiers.moves import Reason
from roles.models import Unit
from workflow import calendar, sittings
from workflow.engine import Outcome
from workflow.forms.sittings import DeferForm, OpeningForm
from workflow.models import Item, Sitting
from workflow.refusals import NotNow, NotYours, Stale
from workflow.views import agenda
from workflow.views.base import View, seated
from workflow.views.posted import number

PULSE_SALT = "workflow.sitting.pulse"
PULSE_AGE = 12 * 60 * 60  # seconds: as long as a session may last
STOP_POLLING = 286


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Any) -> HttpResponse:
    """The sittings one may read, what waits for the next one, and the button that opens it."""
    if request.method == "POST":
        return _open(request)
    found = list(agenda.listed(request.actor)[:50])
    context = {
        "sittings": found,
        "going_on": next((row for row in found if row.concluded_at is None), None),
        "waiting": list(agenda.waiting(request.actor)),
        "councils": agenda.may_open(request.actor),
        "form": OpeningForm(),
        "sits": bool(agenda.councils(request.actor)),
    }
    return render(request, "sittings/index.html", context)


def _open(request: Any) -> HttpResponse:
    own = agenda.councils(request.actor)
    council = get_object_or_404(Unit, pk=number(request, "council"), pk__in=own)
    place = tidy(request.POST.get("place", ""))[:120]
    opened = sittings.open_sitting(council=council, actor=request.actor, now=request.now, place=place)
    return redirect("workflow:sitting", pk=opened.pk)


@seated
@require_GET
def sitting(request: Any, pk: int) -> HttpResponse:
    """One sitting: what is voted on now, who is there, what has been done."""
    return _page(request, _readable(request, pk))


def _readable(request: Any, pk: int) -> Sitting:
    rows = agenda.readable(request.actor).select_related("council", "opened_by__person", "opened_by__role")
    return get_object_or_404(rows, pk=pk)


def _page(request: Any, found: Sitting, *, chosen: int | None = None, form: Any = None, **extra: Any) -> HttpResponse:
    chosen = chosen or _chosen(request)
    page = agenda.agenda(found, request.actor, now=request.now, chosen=chosen)
    context = {
        "page": page,
        "sitting": found,
        "form": form or page.form(),
        **_examined(page.current),
        "pulse_url": _pulse_url(request, found, chosen) if page.is_open else "",
        "chosen": chosen or "",
        "crumbs": _crumbs(found),
        "side_label": _("Thành viên"),
    }
    return render(request, "sittings/sitting.html", context, **extra)


def _examined(line: agenda.Line | None) -> dict[str, Any]:
    """What the criteria say of the paper that is voted on."""
    if line is None:
        return {}
    paper = line.dossier
    prefetch_related_objects([paper], "evidences", "award_type__rules")
    rule = next((row for row in paper.award_type.rules.all() if row.regime_id == paper.regime_id), None)
    papers = {evidence.kind for evidence in paper.evidences.all() if evidence.removed_at is None}
    content = paper.revision.content if paper.revision else {}
    found = findings.of_dossier(paper, rule, content=content, papers=papers, book=rows.current())
    return {"findings": found, "tally": findings.tally(found)}


def _chosen(request: HttpRequest) -> int | None:
    """The item that the reader has picked, carried along by whatever renews the page."""
    asked = request.GET.get("muc", "") or request.POST.get("muc", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None


def _crumbs(found: Sitting, *more: str) -> list[dict[str, str]]:
    day = f"{calendar.office_day(found.opened_at):%d/%m/%Y}"
    here = {"label": day, "url": reverse("workflow:sitting", args=[found.pk])}
    return [{"label": _("Phiên họp"), "url": reverse("workflow:sittings")}, here, *({"label": label} for label in more)]


# The pulse


def _pulse_url(request: Any, found: Sitting, chosen: int | None) -> str:
    token = signing.dumps([found.pk, request.user.pk], salt=PULSE_SALT)
    query = urlencode({"version": found.version, "token": token, "muc": chosen or ""})
    return f"{reverse('workflow:pulse', args=[found.pk])}?{query}"


def _address(request: HttpRequest, pk: int) -> str:
    """The sitting's page, at the item that the reader has picked."""
    chosen = _chosen(request)
    return reverse("workflow:sitting", args=[pk]) + (f"?muc={chosen}" if chosen else "")


def sessionless(view: View) -> View:
    """Tell the middleware that neither session nor person need be read."""
    view.sessionless = True  # type: ignore[attr-defined]
    return login_not_required(view)


@sessionless  # the token is the proof
@require_GET
def pulse(request: HttpRequest, pk: int) -> HttpResponse:
    """204 while the sitting is as the page saw it, else a fragment that renews the page; one statement."""
    if not _knows(request.GET.get("token", ""), pk):
        return _stranger(request)
    version = Sitting.objects.filter(pk=pk).values_list("version", flat=True).first()
    if version is None:
        raise Http404
    if str(version) == request.GET.get("version"):
        return HttpResponse(status=204)
    return HttpResponse(render_to_string("sittings/renew.html", {"url": _address(request, pk)}))


def _knows(token: str, pk: int) -> bool:
    try:
        sitting_id, _person = signing.loads(token, salt=PULSE_SALT, max_age=PULSE_AGE)
    except (signing.BadSignature, ValueError):
        return False
    return bool(sitting_id == pk)


def _stranger(request: HttpRequest) -> HttpResponse:
    """A page that has grown too old stops asking; anybody else is sent to sign in."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=STOP_POLLING)
    return redirect_to_login(reverse("workflow:sittings"))


# What the secretary does


@seated
@require_POST
def presence(request: Any, pk: int) -> HttpResponse:
    """Somebody came or left, or all are here; a second press changes nothing, so no version is asked."""
    found = _readable(request, pk)
    if request.POST.get("all"):
        sittings.all_present(found.pk, actor=request.actor, now=request.now)
    else:
        there = request.POST.get("there") == "1"
        member = number(request, "member")
        sittings.mark_presence(found.pk, member, there=there, actor=request.actor, now=request.now)
    return redirect(_address(request, found.pk))


@seated
@require_POST
def record(request: Any, pk: int, item: int) -> HttpResponse:
    """The count of one item; what is impossible or out of date comes back with what was typed."""
    found, version = _readable(request, pk), number(request)
    page = agenda.agenda(found, request.actor, now=request.now, chosen=item)
    form = page.form(request.POST)
    if form is None or page.current is None or page.current.item.pk != item:
        raise NotNow("sitting", [_gone()])
    if not form.is_valid():
        return _page(request, found, chosen=item, form=form, status=422)
    try:
        told = sittings.record(found.pk, item, form.ballots, actor=request.actor, now=request.now, version=version)
    except NotYours:
        raise
    except (Stale, NotNow) as why:
        form.add_error(None, str(why))
        return _page(request, _readable(request, pk), chosen=item, form=form, status=409)
    _tell_verdict(request, agenda.Line(told, ()))
    return redirect("workflow:sitting", pk=found.pk)


def _gone() -> Reason:
    return Reason("not_now", _("Mục này không còn trong chương trình nên chưa ghi được; mở lại phiên họp."))


def _tell_verdict(request: HttpRequest, line: agenda.Line) -> None:
    tell = messages.success if line.passed else messages.warning
    words = {"n": line.number, "name": line.name, "verdict": line.item.get_outcome_display(), "count": line.counted}
    tell(request, _("Đã ghi mục %(n)d, %(name)s: %(verdict)s (%(count)s).") % words)


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def defer(request: Any, pk: int, item: int) -> HttpResponse:
    """Why an item is left, and until when."""
    found = _readable(request, pk)
    rows = found.items.select_related("dossier__nominee", "dossier__award_type")
    line = get_object_or_404(rows, pk=item, outcome__in=sittings.DEFERRABLE)
    form = DeferForm(request.POST or None, today=request.now.date())
    if request.method == "POST" and form.is_valid():
        return _deferred(request, found, line, form.cleaned_data)
    context = {"sitting": found, "item": line, "form": form, "crumbs": _crumbs(found, pgettext("button", "Hoãn"))}
    return render(request, "sittings/defer.html", context, status=422 if form.errors else 200)


def _deferred(request: Any, found: Sitting, item: Item, typed: dict[str, Any]) -> HttpResponse:
    sittings.defer(
        found.pk,
        item.pk,
        reason=typed["reason"],
        next_sitting=typed["next_sitting"].isoformat(),
        actor=request.actor,
        now=request.now,
        version=number(request),
    )
    words = {"n": item.position, "name": item.dossier.nominee.addressed}
    messages.success(request, _("Đã hoãn mục %(n)d, %(name)s, sang phiên họp sau.") % words)
    return redirect("workflow:sitting", pk=found.pk)


@seated
@require_POST
def conclude(request: Any, pk: int) -> HttpResponse:
    """Close the sitting and say what went to the chair and what did not."""
    found = _readable(request, pk)
    outcome = sittings.conclude(found.pk, actor=request.actor, now=request.now, version=number(request))
    _tell_outcome(request, outcome)
    return redirect("workflow:sitting", pk=found.pk)


def _tell_outcome(request: HttpRequest, outcome: Outcome) -> None:
    n = len(outcome.moved)
    messages.success(request, _("Đã kết thúc phiên họp; %(n)d hồ sơ đã chuyển Chủ tịch.") % {"n": n})
    named = Dossier.objects.select_related("nominee").in_bulk(outcome.refused) if outcome.refused else {}
    stays = _(
        "Chưa chuyển được hồ sơ %(name)s: %(why)s Kết quả đã ghi được giữ; hồ sơ ở lại Hội đồng, vào phiên họp sau."
    )
    for dossier, why in outcome.refused.items():
        messages.warning(request, stays % {"name": named[dossier].nominee.addressed, "why": why})
