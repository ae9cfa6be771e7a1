"""What several pages show of a dossier: its facts, its papers, and a second press told kindly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import pictures
from dossiers.kinds import EvidenceKind
from dossiers.models import Dossier, Evidence, Nominee
from dossiers.states import State
from dossiers.verbs import VERBS
from roles.policies import Actor
from roles.templatetags.face import vnsize, vntime
from workflow import context, story, wording
from workflow.drafts import MAY_WRITE
from workflow.models import Event
from workflow.refusals import Stale

LOOKS = {"application/pdf": "pdf", "image/jpeg": "image", "image/png": "image"}
ENDINGS = {"pdf": "PDF", "jpeg": "JPEG", "png": "PNG", "document": "DOCX", "sheet": "XLSX"}


def home_crumb(request: Any) -> dict[str, str]:
    """Where the menu of the seat begins."""
    link = context.links_of(request.actor, request.seat.unit)[0]
    return {"label": link.label, "url": reverse(f"workflow:{link.view}")}


def kept_as(dossier: Dossier | None) -> str:
    """Under which name the browser keeps what is being typed."""
    return f"nominate-{dossier.code if dossier else 'new'}"


def is_own(dossier: Dossier, actor: Actor) -> bool:
    """Whether the paper is the actor's own unit's: it shows as it is being written."""
    return any(actor.holds(right, dossier.unit_id) for right in MAY_WRITE)


def kinds(dossier: Dossier | None) -> list[str]:
    """The kind of each paper that is there."""
    return [paper.kind for paper in present(dossier)]


def present(dossier: Dossier | None) -> list[Evidence]:
    """The papers that lie with the dossier now, read once."""
    if dossier is None:
        return []
    if not hasattr(dossier, "present"):
        dossier.present = list(dossier.evidences.filter(removed_at=None))
    found: list[Evidence] = dossier.present
    return found


def files(dossier: Dossier, papers: Iterable[Evidence], *, drop: bool = False) -> list[dict[str, Any]]:
    """The papers as rows of a list."""
    return [
        {
            "name": paper.name,
            "detail": ", ".join([str(paper.get_kind_display()), ending(paper), vnsize(paper.size)]),
            "kind": LOOKS.get(paper.media_type, "text"),
            "url": reverse("workflow:evidence_view", args=[dossier.code, paper.pk]),
            "thumb_url": _thumb(dossier, paper),
            "drop": paper.pk if drop else "",
        }
        for paper in papers
    ]


def _thumb(dossier: Dossier, paper: Evidence) -> str:
    """Where a small picture of a picture is."""
    if not pictures.can_be_shown(paper.media_type):
        return ""
    return reverse("workflow:evidence_picture", args=[dossier.code, paper.pk, "nho"])


def ending(paper: Evidence) -> str:
    """What kind of file it is, as its name ends."""
    last = paper.media_type.replace("/", ".").rpartition(".")[2]
    return ENDINGS.get(last, last.upper())


def groups(dossier: Dossier | None, form: Any) -> list[dict[str, Any]]:
    """The places for papers: the minutes, what the picked award asks for, and where something lies already."""
    here = present(dossier)
    places = [field.name for field in form.paper_fields]
    lying: dict[str, list[Evidence]] = {name: [] for name in places}
    for paper in here:
        lying[_place(paper, places)].append(paper)
    return [
        {"field": field, "files": files(dossier, lying[field.name], drop=True) if dossier else []}
        for field in form.paper_fields
        if field.name == EvidenceKind.MINUTES or field.name in form.asked_papers or lying[field.name]
    ]


def _place(paper: Evidence, places: list[str]) -> str:
    return paper.kind if paper.kind in places else EvidenceKind.MINUTES


def lacking(dossier: Dossier | None) -> Event | None:
    """Why the paper came back: the event with its checklist."""
    if dossier is None or dossier.state != State.RETURNED:
        return None
    return dossier.events.filter(verb="give_back").select_related("person", "seat__unit").order_by("-seq").first()


def checklist(dossier: Dossier | None, lacking: Event | None) -> list[tuple[str, bool]]:
    """What was missing, line by line, and whether the unit has since put such a paper with it."""
    if dossier is None or lacking is None:
        return []
    mended = {str(paper.get_kind_display()) for paper in present(dossier) if paper.added_at > lacking.at}
    return [(str(line), str(line) in mended) for line in lacking.evidence.get("missing", [])]


def seen(dossier: Dossier, actor: Actor) -> QuerySet[Evidence]:
    """The papers that the actor sees: the unit its own of now, others those of the frozen content."""
    rows = dossier.evidences.all()
    if is_own(dossier, actor):
        return rows.filter(removed_at=None)
    frozen = dossier.revisions.exclude(frozen_at=None).order_by("-number").values("frozen_at")[:1]
    there = rows.filter(added_at__lte=frozen)
    return there.filter(removed_at=None) | there.filter(removed_at__gt=frozen)


def show_as_seen(paper: Any) -> None:
    """Put before a reader from outside what the desks have seen, not what the unit is writing."""
    seen = paper.frozen or {}
    paper.shown = seen.get("content", {})
    if "nominee" in seen:
        paper.nominee = Nominee(unit_id=paper.unit_id, **seen["nominee"])


def facts(dossier: Dossier, *, change: str = "", content: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Who is proposed, for what, on whose vote."""
    written = content if content is not None else (dossier.revision.content if dossier.revision else {})
    rows = wording.entries(dossier.nominee, dossier.award_type.name, written)
    if not change:
        rows = [("name", rows[1][1], wording.who(dossier.nominee)), *rows[4:5], *rows[6:]]
    return [
        {"label": label, "value": value or _("chưa ghi"), "change_url": f"{change}#id_{name}" if change else ""}
        for name, label, value in rows
        if value or name not in ("born", "gender_0", "position", "facts")
    ]


def again_or_raise(request: Any, dossier: Dossier, stale: Stale, **evidence: Any) -> HttpResponse:
    """A second press of one's own is told as done; anything else is an older page."""
    events = story.since_version(stale.dossier_id, stale.seen)
    own = story.own_move(events, verb=stale.verb, person=request.user.pk, evidence=evidence)
    if own is None:
        raise stale
    words = {"who": story.pronoun(request.user), "at": vntime(own.at), "verb": str(VERBS[own.verb].name).lower()}
    messages.info(request, _("Việc này (%(verb)s) %(who)s đã làm lúc %(at)s; lần bấm sau không ghi gì thêm.") % words)
    return redirect("workflow:dossier", code=dossier.code)
