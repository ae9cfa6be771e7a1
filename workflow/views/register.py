"""Everything that the seat may see, found again by what one remembers of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflow import context, registers
from workflow.views.base import seated


@require_safe
@seated
def register(request: Any) -> HttpResponse:
    """One page of the register, as the address narrows it."""
    own = context.proposes(request.actor)
    page = registers.register_of(request.actor, request.GET, unit=request.seat.unit, own=own, now=request.now)
    return render(request, "register/page.html", {"page": page, "filter_form": page.form, "own": own})
