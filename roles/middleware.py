"""Which seat a signed-in person acts under on this request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from roles import policies
from roles.clock import now
from roles.models import Seat

SESSION_KEY = "seat"
NEIGHBOURS = ("role", "unit__parent", "acting_for__role", "acting_for__person", "through")


def seats_of(request: HttpRequest) -> list[Seat]:
    """The seats that the person holds today, first the one taken; one statement."""
    if not request.user.is_authenticated:
        return []
    today = now().date()
    held = Seat.objects.held(today).filter(person_id=request.user.pk)
    taken = request.session.get(SESSION_KEY)
    return sorted(held.select_related(*NEIGHBOURS), key=lambda seat: seat.pk != taken)


class SeatMiddleware:
    """Give the request ``seats``, ``seat`` and ``actor``; nothing is read until asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.seats = SimpleLazyObject(lambda: seats_of(request))
        request.seat = SimpleLazyObject(lambda: next(iter(request.seats), None))
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request: Any) -> policies.Actor | None:
    seat = next(iter(request.seats), None)
    return policies.actor_of(seat, on=now().date()) if seat else None
