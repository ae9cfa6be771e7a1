"""Papers of a dossier: handed out as downloads, and shown without being trusted, to those who see them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image

from dossiers import pictures
from dossiers.models import Dossier, Evidence
from roles.templatetags.face import vnsize
from workflow import story
from workflow.views import papers
from workflow.views.base import seated, visible

PDF = "application/pdf"
#: what an upload may do when the browser shows it: nothing, in an origin of its own, in our frame alone
CAGE = "sandbox; default-src 'none'; frame-ancestors 'self'"
FRAMED = settings.CONTENT_SECURITY_POLICY.replace("frame-src 'none'", "frame-src 'self'")


def _found(request: Any, code: str, pk: int) -> tuple[Dossier, Evidence]:
    """The paper, if the seat sees it; a paper whose bytes are gone is no page either."""
    dossier = visible(request, code)
    paper = papers.seen(dossier, request.actor).filter(pk=pk).first()
    if paper is None:
        raise Http404
    return dossier, paper


def _handed_out(paper: Evidence, **how: Any) -> Any:
    try:
        content = paper.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(content, filename=paper.name, content_type=paper.media_type, **how)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@seated
@require_safe
def evidence(request: Any, code: str, pk: int) -> Any:
    """One file, always to be saved and never to be shown by the browser as a page."""
    return _handed_out(_found(request, code, pk)[1], as_attachment=True)


@seated
@require_safe
def framed(request: Any, code: str, pk: int) -> Any:
    """A PDF for the frame of our own page: caged, whatever is in it."""
    paper = _found(request, code, pk)[1]
    if paper.media_type != PDF:
        raise Http404
    response = _handed_out(paper)
    response["Content-Security-Policy"] = CAGE
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@seated
@require_safe
def picture(request: Any, code: str, pk: int, size: str) -> HttpResponse:
    """A picture drawn anew: the bytes that somebody handed in are not what the browser reads."""
    paper = _found(request, code, pk)[1]
    if size not in pictures.SIZES or not pictures.can_be_shown(paper.media_type):
        raise Http404
    try:
        drawn = pictures.shown(paper, size)
    except (pictures.TooLarge, Image.DecompressionBombError, OSError, ValueError) as fault:
        raise Http404 from fault
    response = HttpResponse(drawn, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CAGE
    return response


@seated
@require_safe
def view(request: Any, code: str, pk: int) -> HttpResponse:
    """A look at one paper without saving it."""
    dossier, paper = _found(request, code, pk)
    where = {name: reverse(f"workflow:{name}", args=[code, pk]) for name in ("evidence", "evidence_frame")}
    is_picture = pictures.can_be_shown(paper.media_type)
    context = {
        "name": paper.name,
        "detail": ", ".join([str(paper.get_kind_display()), papers.ending(paper), vnsize(paper.size)]),
        "subject": story.subject(dossier),
        "url": where["evidence"],
        "picture": reverse("workflow:evidence_picture", args=[code, pk, "lon"]) if is_picture else "",
        "frame": where["evidence_frame"] if paper.media_type == PDF else "",
        "back": reverse("workflow:dossier", args=[code]),
        "crumbs": [
            papers.home_crumb(request),
            {"label": story.subject(dossier), "url": reverse("workflow:dossier", args=[code])},
            {"label": _("Xem giấy tờ")},
        ],
    }
    response = render(request, "dossier/paper.html", context)
    response["Content-Security-Policy"] = FRAMED
    return response
