"""Everything that the seat may see, found again by what one remembers of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workflow import context, registers, saved_views
from workflow.saved_views import Views
from workflow.views.base import seated


@require_safe
@seated
def register(request: Any) -> HttpResponse:
    """One page of the register, as the address narrows it; a bare address opens the view that was chosen for it."""
    views = saved_views.of(request.user.pk)
    if not request.GET and views.first:
        return redirect(f"{reverse('workflow:register')}?{views.first}")
    own = context.proposes(request.actor)
    page = registers.register_of(request.actor, request.GET, unit=request.seat.unit, own=own, now=request.now)
    address = saved_views.address_of(request.GET)
    shown = {
        "page": page,
        "filter_form": page.form,
        "own": own,
        "views": _pills(views, address),
        "keep_url": _keep_url(views, address),
        "whole_url": registers.WHOLE,
        "appraises": bool(context.codenames(request.actor) & {"appraise", "administer"}),
    }
    return render(request, "register/page.html", shown)


def _pills(views: Views, address: str) -> list[dict[str, Any]]:
    """All, and each of the person's own; nothing where none was saved."""
    if not views.standing:
        return []
    whole = {"label": _("Mọi hồ sơ"), "url": registers.WHOLE, "current": not address}
    return [
        whole,
        *({"label": v.name, "url": f"?{v.address}", "current": v.address == address} for v in views.standing),
    ]


def _keep_url(views: Views, address: str) -> str:
    """Where this filter can be kept; nowhere when it is kept, or when there is none."""
    if not address or views.named(address):
        return ""
    return f"{reverse('workflow:saved_views')}?{address}"
