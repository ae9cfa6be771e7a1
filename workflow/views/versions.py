"""Every version of a paper that the reader may see, each beside the one before."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import content
from dossiers.models import Dossier
from workflow import story
from workflow import versions as versions_of
from workflow.versions import Step, Version
from workflow.views import papers
from workflow.views.base import seated, visible


@seated
def index(request: Any, code: str) -> HttpResponse:
    """All steps; words that are still being written are shown to their own unit."""
    dossier: Any = visible(request, code)
    prefetch_related_objects([dossier], "evidences")
    own = papers.is_own(dossier, request.actor)
    known = _all(dossier, own=own)
    if not own:
        dossier.frozen = known[-1].seen if known else {}
        papers.show_as_seen(dossier)
    context = {
        "dossier": dossier,
        "subject": story.subject(dossier),
        "steps": versions_of.steps(dossier, known, story.history(dossier)),
        "crumbs": [
            papers.home_crumb(request),
            {"label": story.subject(dossier), "url": reverse("workflow:dossier", args=[code])},
            {"label": _("Các bản nội dung")},
        ],
    }
    return render(request, "dossier/versions.html", context)


def _all(dossier: Any, *, own: bool) -> list[Version]:
    rows = dossier.revisions.order_by("number")
    return [
        Version(row.number, row.seen if row.frozen_at else now(dossier), row.frozen_at)
        for row in rows
        if row.frozen_at or own
    ]


def now(dossier: Dossier) -> dict[str, Any]:
    """The words as they stand, as if they were handed in."""
    return content.photograph(dossier, dossier.evidences.all())


def latest(paper: Any, own: bool, events: list[Any]) -> Step | None:
    """The last step alone, from what the dossier's own statement has brought."""
    told = (
        (paper.frozen_before_number, paper.frozen_before, paper.frozen_before_on),
        (paper.frozen_number, paper.frozen, paper.frozen_on),
    )
    frozen = [Version(*columns) for columns in told if columns[0]]
    open_one = own and paper.revision is not None and paper.revision.frozen_at is None
    known = [*frozen, Version(paper.revision.number, now(paper), None)] if open_one else frozen
    return versions_of.step(paper, known[-2], known[-1], events=events) if len(known) > 1 else None
