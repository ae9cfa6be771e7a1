"""One verb on many dossiers: choose, look, confirm, watch, read the result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.content import tidy
from dossiers.verbs import VERBS
from workflow import context
from workflow.bulk import acts, lists, told
from workflow.bulk.verbs import MANY
from workflow.bulk.work import WORKING
from workflow.calendar import office_day
from workflow.forms.fields import whole
from workflow.forms.filters import LONGEST_SEARCH
from workflow.forms.moves import FORMS, MoveForm, form_for
from workflow.models import BulkAct, BulkLine
from workflow.views.base import seated

#: what a work list's address may carry
KEPT = ("xem", "q", "unit", "state")
#: so many of one's acts are listed
LISTED = 50
#: htmx ends its asking at this status
LAST_PICTURE = 286


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Any) -> HttpResponse:
    """From the work list: foretell what was chosen. Asked without a choice: what one did before."""
    if request.method != "POST":
        return _index(request)
    verb, query = request.POST.get("verb", ""), _query(request.POST)
    if verb not in MANY:
        raise Http404
    choice = _choice(request, query)
    if not choice.versions:
        messages.warning(request, _("Chưa chọn hồ sơ nào nên chưa có gì để xem trước. Đánh dấu ít nhất một dòng."))
        return redirect(_worklist(query))
    act = acts.preview(verb, choice, actor=request.actor, now=request.now)
    return redirect("workflow:bulk", act=act.pk)


def _query(posted: Mapping[str, str]) -> dict[str, str]:
    """What the address said, as a database takes it."""
    said = {name: tidy(posted.get(name, ""))[:LONGEST_SEARCH] for name in KEPT}
    return {name: text for name, text in said.items() if text}


def _choice(request: Any, query: dict[str, str]) -> acts.Choice:
    if request.POST.get("all"):
        return acts.matching(request.actor, query)
    return acts.picked(request.actor, _numbers(request.POST.getlist("pick")), query)


def _numbers(texts: list[str]) -> list[int]:
    """The keys among the texts; what is none was not ours and picks nothing."""
    found = []
    for text in texts:
        try:
            found.append(whole(text))
        except ValueError:
            continue
    return found


def _worklist(query: Mapping[str, str]) -> str:
    return f"{reverse('workflow:worklist')}?{urlencode(query)}" if query else reverse("workflow:worklist")


def _index(request: Any) -> HttpResponse:
    rows = [
        {
            "title": told.act_on(act.verb, act.total),
            "url": lists.address(act),
            "at": act.confirmed_at or act.created_at,
            "words": told.state_words(act),
        }
        for act in acts.own(request.actor)[:LISTED]
    ]
    return render(request, "bulk/index.html", {"rows": rows, "crumbs": _crumbs(request, _("Làm cho nhiều hồ sơ"))})


# One act


def _act(request: Any, pk: UUID) -> BulkAct:
    """The act, if it is this person's on this seat; else it is as if it were not."""
    found = acts.own(request.actor).select_related("follows").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: Any, act: UUID) -> HttpResponse:
    """The act as it stands: to be confirmed, at work, or ended."""
    found = _act(request, act)
    if request.method == "POST":
        return _confirm(request, found)
    if found.state == BulkAct.State.OPEN:
        return _preview(request, found, _form(request, found) if found.willing else None)
    if found.state in WORKING:
        return _page(request, "bulk/progress.html", found, {"job": told.job(found)})
    return _page(request, "bulk/result.html", found, _result(request, found))


def _confirm(request: Any, act: BulkAct) -> HttpResponse:
    """Do it once; pressed again, or too late, the page says how the act stands."""
    if act.state != BulkAct.State.OPEN or not act.willing or acts.is_expired(act):
        return redirect("workflow:bulk", act=act.pk)
    form = _form(request, act, data=request.POST)
    if not form.is_valid():
        return _preview(request, act, form)
    shown = acts.confirm(act, form.evidence(), actor=request.actor, now=request.now)
    return redirect("workflow:bulk", act=shown.pk)


def _form(request: Any, act: BulkAct, data: Any = None) -> MoveForm:
    """The form of the verb, as on the page of one dossier; words that were typed before stand in it."""
    sample = acts.sample(act) if act.verb in FORMS else None
    form = form_for(act.verb, sample, today=office_day(request.now), data=data)  # type: ignore[arg-type]
    form.initial = {name: _typed(value) for name, value in act.evidence.items()}
    return form


def _typed(value: Any) -> Any:
    return "\n".join(value) if isinstance(value, list) else value


def _preview(request: Any, act: BulkAct, form: MoveForm | None) -> HttpResponse:
    more = {
        "form": form,
        "expired": acts.is_expired(act),
        "until": told.until(act),
        "figures": told.figures(act),
        "ways": told.ways(act),
        "refused": lists.some(act, BulkLine.Outcome.REFUSED) if act.refused else [],
        "willing": lists.some(act, BulkLine.Outcome.WILLING) if act.willing else [],
        "button": told.act_on(act.verb, act.willing),
        "words": VERBS[act.verb],
        "background": act.total > acts.AT_ONCE,
        "cap": acts.CAP,
    }
    return _page(request, "bulk/preview.html", act, more)


def _result(request: Any, act: BulkAct) -> dict[str, Any]:
    return _lines(request, act) | {"ended": told.ended(act), "figures": told.outcome_figures(act)}


def _lines(request: Any, act: BulkAct) -> dict[str, Any]:
    page = lists.page_of(act, request.GET)
    return {"page": page, "filter_form": page.form}


def _page(request: Any, template: str, act: BulkAct, more: dict[str, Any]) -> HttpResponse:
    shared = {
        "act": act,
        "title": told.heading(act),
        "back_url": _worklist(act.query),
        "crumbs": _crumbs(request, told.act_on(act.verb, act.total)),
    }
    return render(request, template, shared | more)


def _crumbs(request: Any, last: str) -> list[dict[str, str]]:
    link = context.links_of(request.actor, request.seat.unit)[0]
    return [{"label": link.label, "url": reverse(f"workflow:{link.view}")}, {"label": last}]


@seated
@require_GET
def lines(request: Any, act: UUID) -> HttpResponse:
    """All the lines of an act, whatever it has come to."""
    found = _act(request, act)
    return _page(request, "bulk/lines.html", found, _lines(request, found))


@seated
@require_GET
def pulse(request: Any, act: UUID) -> HttpResponse:
    """How far it has come: a fragment, the last of which ends the asking."""
    found = _act(request, act)
    status = 200 if found.state in WORKING else LAST_PICTURE
    return render(request, "components/progress.html", {"job": told.job(found)}, status=status)


@seated
@require_POST
def stop(request: Any, act: UUID) -> HttpResponse:
    """Between two chunks; if it has ended meanwhile, the page says so."""
    acts.stop(_act(request, act), now=request.now)
    return redirect("workflow:bulk", act=act)


@seated
@require_POST
def again(request: Any, act: UUID) -> HttpResponse:
    """A new preview of what is left."""
    fresh = acts.again(_act(request, act), actor=request.actor, now=request.now)
    return redirect("workflow:bulk", act=fresh.pk)


@seated
@require_GET
def file(request: Any, act: UUID) -> HttpResponse:
    """The lines as a table that Excel opens."""
    found = _act(request, act)
    answer = HttpResponse(lists.table(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{lists.file_name(found)}"'
    return answer
