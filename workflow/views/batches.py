"""One tờ trình: what came together, where each of it is now, and what holds all of it."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roles.templatetags.face import vndate
from workflow import gate_hold, gate_places, story
from workflow.gate_places import Place
from workflow.gate_steps import OPENING
from workflow.models import Gate
from workflow.views import papers
from workflow.views.base import seated

#: as many lines as the page shows; a round of thousands is read in the register
SHOWN = 200


@seated
@require_safe
def batch(request: Any, pk: int) -> HttpResponse:
    """The whole page."""
    place = gate_places.of_batch(request.actor, pk)
    if place is None or place.batch is None:
        raise Http404
    came = gate_places.came_with(request.actor, place.batch)
    lines = came.select_related(*gate_hold.NEIGHBOURS).order_by("award_type__position", "pk")
    context = {
        "place": place,
        "lines": [_line(dossier, place) for dossier in lines[:SHOWN]],
        "count": came.count(),
        "gates": gates_of(Gate.objects.filter(batch=place.batch), place),
        "opening": opening(place),
        "crumbs": [papers.home_crumb(request), {"label": _("Hồ sơ"), "url": reverse("workflow:register")},
                   {"label": place.subject}],
    }  # fmt: skip
    return render(request, "gates/batch.html", context)


def _line(dossier: Any, place: Place) -> dict[str, Any]:
    """One paper, where it is, and whether the batch's gate still holds it."""
    return {
        "name": story.subject(dossier),
        "url": reverse("workflow:dossier", args=[dossier.code]),
        "award": dossier.award_type.name,
        "unit": dossier.unit.name,
        "state": dossier.state,
        "label": dossier.get_state_display(),
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
