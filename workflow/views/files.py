"""Papers of a dossier: handed out as downloads, to those who see them."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from workflow.views import papers
from workflow.views.base import seated, visible


@seated
@require_safe
def evidence(request: Any, code: str, pk: int) -> Any:
    """One file, always to be saved and never to be shown by the browser as a page."""
    paper = papers.seen(visible(request, code), request.actor).filter(pk=pk).first()
    if paper is None:
        raise Http404
    try:
        content = paper.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(content, as_attachment=True, filename=paper.name, content_type=paper.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
