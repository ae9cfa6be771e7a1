"""What a person should know, and what is asked of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from workflow import inbox
from workflow.views.base import seated


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def index(request: Any) -> HttpResponse:
    """The notices; a POST marks one or all as read, and may go on to the dossier."""
    if request.method == "POST":
        return _mark(request)
    page = inbox.inbox_of(request.user.pk, before=request.GET.get("truoc", ""))
    return render(request, "notices/page.html", {"page": page})


def _mark(request: Any) -> HttpResponse:
    wanted = request.POST.get("notice", "")
    notice = inbox.mark_read(request.user.pk, notice=wanted, now=request.now)
    if wanted and notice is None:
        raise Http404
    if notice and "open" in request.POST:
        return redirect("workflow:dossier", code=notice.dossier.code) if notice.dossier else redirect("workflow:home")
    return redirect("workflow:notices")
