"""Danh sách trích ngang handed out: of one tờ trình, or of what the register's filter finds."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from dossiers.sheets import listing
from roles.templatetags.face import vndate
from workflow import context, gate_places, listings, registers, searching, selectors
from workflow.calendar import office_day
from workflow.views.base import seated
from workflow.views.lists import handed_out


@seated
@require_safe
def register(request: Any) -> HttpResponse:
    """Everything that the register's address finds, as one list."""
    own = context.proposes(request.actor)
    rows = registers.every(request.actor, request.GET, unit=request.seat.unit, own=own, now=request.now)
    return _list(request, rows.order_by("unit__position", "award_type__position", "pk"), "")


@seated
@require_safe
def batch(request: Any, pk: int) -> HttpResponse:
    """What came together in one tờ trình."""
    place = gate_places.of_batch(request.actor, pk)
    if place is None or place.batch is None:
        raise Http404
    came = gate_places.came_with(request.actor, place.batch)
    return _list(request, came.order_by("award_type__position", "pk"), place.subject)


def _list(request: Any, rows: Any, subject: str) -> HttpResponse:
    dossiers = selectors.as_seen(rows.select_related(*listings.NEIGHBOURS))[: listings.MOST]
    mine = set(searching.own_units(request.actor))
    today = office_day(request.now)
    data = listing.listing(
        listings.lines(dossiers, mine),
        office=request.seat.unit.name.upper(),
        subject=subject or request.seat.unit.name,
        note=f"Lập ngày {vndate(request.now)}",
    )
    return handed_out(data, f"Trich-ngang-{today:%Y%m%d}.xlsx")
