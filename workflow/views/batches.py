"""One tờ trình: what came together, where each of it is now, and what holds all of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.models import Batch
from roles.policies import Actor
from roles.templatetags.face import vndate
from workflow import gate_hold, gate_places, receipts, selectors, set_findings, story
from workflow.calendar import office_day
from workflow.drafts import MAY_WRITE
from workflow.gate_places import SENDING, Place
from workflow.gate_steps import OPENING
from workflow.models import Event, Gate
from workflow.views import papers
from workflow.views.base import seated

#: as many lines as the page shows; a round of thousands is read in the register
SHOWN = 200
#: as many tờ trình as one page lists
LISTED = 50


@seated
@require_safe
def index(request: Any) -> HttpResponse:
    """What the seat's unit has sent, and what was sent to its bodies."""
    actor = request.actor
    found = list(_of_seat(actor)[: LISTED + 1])
    context = {
        "sendings": _sendings(found[:LISTED]),
        "more": len(found) > LISTED,
        "writes": any(actor.units(right) for right in MAY_WRITE),
        "crumbs": [papers.home_crumb(request), {"label": _("Tờ trình")}],
    }
    return render(request, "tabling/index.html", context)


def _sendings(batches: list[Any]) -> list[dict[str, Any]]:
    """What was sent at once to one place stands in one line, though its routes differ."""
    found: dict[Any, dict[str, Any]] = {}
    for batch in batches:
        place = (batch.sender_id, batch.receiver_id, batch.sent_at)
        line = found.setdefault(place, {"first": batch, "batches": [], "lines": 0})
        line["batches"].append(batch)
        line["lines"] += batch.lines
    return list(found.values())


def _of_seat(actor: Actor) -> QuerySet[Batch]:
    """The newest first, with how many papers of each the seat sees; none of which it sees nothing."""
    places = {right.unit for right in actor.rights}
    seen = Event.objects.filter(batch=OuterRef("pk"), verb__in=SENDING, dossier__in=selectors.visible_to(actor))
    counted = seen.order_by().values("batch").annotate(n=Count("dossier", distinct=True)).values("n")
    rows = Batch.objects.filter(Q(sender__in=places) | Q(receiver__in=places)).annotate(lines=Subquery(counted))
    return rows.filter(lines__gt=0).select_related("sender", "receiver").order_by("-sent_at", "-pk")


@seated
@require_safe
def batch(request: Any, pk: int) -> HttpResponse:
    """The whole page."""
    came = gate_places.came_with(request.actor, pk)
    rows = (
        selectors.as_seen(came).select_related(*gate_hold.NEIGHBOURS, "revision").order_by("award_type__position", "pk")
    )
    found = list(rows[: SHOWN + 1])
    place = gate_places.of_batch(request.actor, pk, seen=True) if found else None
    if place is None or place.batch is None:
        raise Http404
    lines, more = found[:SHOWN], len(found) > SHOWN
    ways = _ways(lines, place.batch)
    context = {
        "place": place,
        "lines": [_line(dossier, place, request.actor) | ways.get(dossier.pk, {}) for dossier in lines],
        "count": came.count() if more else len(lines),
        "findings": [] if more else _findings(lines, place, office_day(request.now)),
        "gates": gates_of(Gate.objects.filter(batch=place.batch), place),
        "opening": opening(place),
        "crumbs": [papers.home_crumb(request), {"label": _("Hồ sơ"), "url": reverse("workflow:register")},
                   {"label": place.subject}],
    }  # fmt: skip
    return render(request, "gates/batch.html", context)


@seated
@require_safe
def receipt(request: Any, pk: int) -> HttpResponse:
    """Phiếu tiếp nhận và hẹn trả: of what came with the tờ trình and the seat sees."""
    found = receipts.sending_of(pk)
    dossiers = receipts.sent(found, selectors.visible_to(request.actor)) if found else []
    if not dossiers:
        raise Http404
    response = HttpResponse(receipts.pdf(found, dossiers), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{receipts.file_name(found[0])}"'
    return response


def _findings(lines: list[Any], place: Place, day: date) -> list[dict[str, Any]]:
    """The rules over what is still here, for who judges it."""
    held = {line.pk for line in place.dossiers}
    if not place.may_read or not held:
        return []
    return set_findings.shown(set_findings.over([line for line in lines if line.pk in held], on=day))


def _ways(lines: list[Any], batch: Batch) -> dict[int, dict[str, Any]]:
    """By paper: the tờ trình with which it came before this one, and that with which it went on; one statement."""
    rows = Event.objects.filter(dossier__in=[line.pk for line in lines], verb__in=SENDING, batch__isnull=False)
    sent: dict[int, list[Batch]] = {}
    for event in rows.select_related("batch").order_by("dossier", "seq"):
        sent.setdefault(event.dossier_id, []).append(event.batch)  # type: ignore[arg-type]
    return {dossier: _neighbours(found, batch) for dossier, found in sent.items()}


def _neighbours(sent: list[Batch], batch: Batch) -> dict[str, Any]:
    number = sent.index(batch)
    earlier = sent[number - 1] if number else None
    later = sent[-1] if number + 1 < len(sent) else None
    return {"earlier": _link(earlier), "later": _link(later)}


def _link(batch: Batch | None) -> dict[str, str] | None:
    if batch is None:
        return None
    return {"label": vndate(batch.sent_at), "url": reverse("workflow:batch", args=[batch.pk])}


def _line(dossier: Any, place: Place, actor: Actor) -> dict[str, Any]:
    """One paper, where it is, and whether the batch's gate still holds it."""
    return {
        "name": selectors.nominee_of(dossier, own=papers.is_own(dossier, actor)).addressed,
        "url": reverse("workflow:dossier", args=[dossier.code]),
        "award": dossier.award_type.name,
        "unit": dossier.unit.name,
        "state": dossier.state,
        "label": dossier.get_state_display(),
        "holder": dossier.holder.name,
        "held": dossier.pk in {line.pk for line in place.dossiers},
    }


def gates_of(rows: Any, place: Place) -> list[dict[str, Any]]:
    """What runs or ran beside the batch, the open ones first; read by those who may."""
    found = rows.order_by(F("closed_at").asc(nulls_first=True), "pk")
    return [
        {
            "label": story.begun(str(gate.get_kind_display())),
            "until": gate.until,
            "closed": vndate(gate.closed_at) if gate.closed_at else "",
            "note": "; ".join(text for text in (gate.places, gate.note) if text),
            "url": reverse("workflow:gate", args=[gate.pk]) if place.may_read else "",
        }
        for gate in found
    ]


def opening(place: Place) -> list[dict[str, str]]:
    """What an officer may open here; suspensions are for one paper."""
    if not place.may_keep or not place.dossiers:
        return []
    kinds = [kind for kind in OPENING if not (place.batch and kind == Gate.Kind.SUSPENSION)]
    return [{"label": str(OPENING[kind][0]), "url": place.opens(kind)} for kind in kinds]
