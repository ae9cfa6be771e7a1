"""One dossier: where it is, who and for what, what happened, and what can be done now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import JSONField, OuterRef, Q, Subquery, Value, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers import complete, conflicts, findings
from dossiers.conditions import above_the_first_stage, not_the_last_stage, the_first_stage, the_last_stage
from dossiers.findings import Finding
from dossiers.models import Dossier, Revision
from dossiers.moves import Reason, possible_moves, why_not
from dossiers.passages import Copy, first_copy
from dossiers.remarks import remarks
from dossiers.states import REVIEWING, WITH_UNIT, State
from dossiers.verbs import VERBS
from roles.policies import Actor
from roles.templatetags.face import vnday
from workflow import claims, deadlines, declarations, gate_hold, regimes, selectors, story, timetable
from workflow.calendar import office_day
from workflow.dues import shown
from workflow.facts import claimed_desks, gathered, seen_gate, settle_facts
from workflow.forms.moves import FORMS, nothing_left
from workflow.gate_steps import OPENING
from workflow.models import Gate
from workflow.phases import phase
from workflow.views import papers, versions
from workflow.views.base import seated, visible
from workflow.views.elsewhere import ELSEWHERE
from workflow.views.posted import number

#: a move barred by these is not for this level at all: nobody looks for it here
WRONG_PLACE = (the_first_stage, above_the_first_stage, the_last_stage, not_the_last_stage)


@seated
def dossier(request: Any, code: str) -> HttpResponse:
    """The whole page."""
    paper = read(request.actor, code, office_day(request.now))
    waits = _settled(paper)
    events, stages = story.history(paper), story.stages_of(paper)
    own = papers.is_own(paper, request.actor)
    if not own:
        papers.show_as_seen(paper)
    context = {
        "dossier": paper,
        "own": own,
        "subject": story.subject(paper),
        "state_label": phase(paper) if own else paper.get_state_display(),
        "due": shown(paper, request.now, timetable.calendar_of(paper, timetable.at(paper.law))),
        "clock": deadlines.clock_of(paper, events),
        "route": story.route(paper, events, stages=stages, authorities=story.levels_above(paper.unit)),
        "facts": papers.facts(paper, content=None if own else paper.shown),
        "events": story.lines(events, waits),
        "acts": _acts(request, paper),
        "holding": _holding(request, paper),
        "gates": _gate_acts(request, paper, waits),
        "openings": _openings(request, paper, waits),
        "newer_law": paper.favoured if regimes.may_switch(paper, request.actor) else "",
        "declared": [] if own else declarations.told(paper),
        "may_declare": declarations.may_declare(paper, request.actor),
        "step": versions.latest(paper, own, events),
        **papers_and_findings(paper, own),
        "crumbs": _crumbs(request, paper),
    }
    return render(request, "dossier/page.html", context)


def read(actor: Actor, code: str, day: date) -> Any:
    """The dossier with all that one statement can bring, its papers and its rules; or 404."""
    seen = gathered(selectors.visible_to(actor).filter(code=code)).select_related("unit__parent__parent__parent")
    rows = seen.annotate(
        frozen=Subquery(_frozen().values("seen")[:1], output_field=JSONField()),
        frozen_on=Subquery(_frozen().values("frozen_at")[:1]),
        copied=_copied(actor),
        frozen_number=Subquery(_frozen().values("number")[:1]),
        frozen_before=Subquery(_frozen().values("seen")[1:2], output_field=JSONField()),
        frozen_before_on=Subquery(_frozen().values("frozen_at")[1:2]),
        frozen_before_number=Subquery(_frozen().values("number")[1:2]),
        worked_by=Subquery(claimed_desks().values("owner__full_name")[:1]),
        worked_by_id=Subquery(claimed_desks().values("owner")[:1]),
        worked_since=Subquery(claimed_desks().values("assigned")[:1]),
        favoured=Subquery(regimes.newer(day).filter(favours=OuterRef("regime")).values("name")[:1]),
    )
    paper = rows.first()
    if paper is None:
        raise Http404
    prefetch_related_objects([paper], "evidences", "award_type__rules")
    return paper


def _settled(paper: Any) -> list[Gate]:
    """The facts, with the gates that the history tells of anyway: read once."""
    waits = _gates(paper)
    paper.gated = False
    settle_facts([paper])
    open_gates = tuple(seen_gate(gate) for gate in waits if gate.closed_at is None)
    paper.facts = replace(paper.facts, gates=open_gates)
    return waits


def _frozen() -> Any:
    return Revision.objects.filter(dossier=OuterRef("pk"), frozen_at__isnull=False).order_by("-number")


def _gates(paper: Dossier) -> list[Gate]:
    """Everything that ran or runs beside the paper."""
    rows = Gate.objects.waiting().filter(Q(dossier=paper) | Q(batch__isnull=False, batch=paper.batch_id))
    return list(rows.select_related("opened_by", "closed_by").order_by("pk"))


# what was written, and what can be said about it


def papers_and_findings(paper: Any, own: bool, **memory: Any) -> dict[str, Any]:
    """What lies with the paper, and the criteria; ``memory`` is what the record knows, where it was asked."""
    there = [e for e in paper.evidences.all() if _is_there(e, paper, own)]
    rule = next((r for r in paper.award_type.rules.all() if r.regime_id == paper.regime_id), None)
    content = paper.revision.content if own else paper.shown
    found = findings.of_dossier(paper, rule, content=content, papers={e.kind for e in there}, **memory)
    found += _remarks(paper, content)
    needed = complete.required_evidence(paper)
    return {
        "files": papers.files(paper, there),
        "findings": found,
        "tally": findings.tally(found),
        "dues": complete.papers_due(needed, [e.kind for e in there]),
        "required": {"needed": len(needed), "here": len(set(needed) & {e.kind for e in there})},
    }


def _remarks(paper: Any, content: dict[str, Any]) -> list[Finding]:
    """What strikes the eye in the words; the statement of the dossier has looked for the same words elsewhere."""
    elsewhere = [Copy(**paper.copied)] if paper.copied else []
    written = {**content, "name": paper.nominee.name, "position": paper.nominee.position}
    return remarks(written, lambda _marks: elsewhere)


def _copied(actor: Actor) -> Any:
    """Whoever writes or judges is told of copies; an auditor reads what they made of it."""
    if actor.units("read"):
        return Value(None, output_field=JSONField())
    return first_copy([*actor.units("propose"), *actor.units("edit")], selectors.visible_to(actor))


def _is_there(evidence: Any, paper: Any, own: bool) -> bool:
    """A unit sees its papers of now; others those that lay with the content that was frozen."""
    if own or paper.frozen_on is None:
        return evidence.removed_at is None
    return evidence.added_at <= paper.frozen_on and not (evidence.removed_at and evidence.removed_at <= paper.frozen_on)


# what can be done


def _acts(request: Any, paper: Dossier) -> list[dict[str, Any]]:
    """The moves that leave the paper's state: open ones first, then barred ones with their reason."""
    unseen = paper.submitted_at is None
    fitting = [
        m.verb for m in possible_moves(paper) if not any(c in WRONG_PLACE and not c(paper) for c in m.conditions)
    ]
    acts = [_act(request, paper, verb) for verb in fitting if not (unseen and verb == "withdraw")]
    shown = [act for act in acts if act["allowed"] or _is_looked_for(act, paper)]
    for act in shown:
        act["primary"] = act["allowed"] and act["order"] == _next_step(paper)
    shown.sort(key=lambda act: (not act["allowed"], not act["primary"], act["grave"], act["order"]))
    first, last = _content_acts(request, paper)
    return [*first, *shown, *last]


def _content_acts(request: Any, paper: Dossier) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the unit does with its own words while they are in its hands: first write, last throw away."""
    if paper.state not in WITH_UNIT or not papers.is_own(paper, request.actor):
        return [], []
    label = _("Bổ sung hồ sơ") if paper.state == State.RETURNED else _("Soạn tiếp")
    write = {"allowed": True, "label": label, "url": reverse("workflow:write", args=[paper.code])}
    throw = {"allowed": True, "label": _("Xóa bản nháp"), "url": reverse("workflow:discard", args=[paper.code])}
    return [write], [] if paper.submitted_at else [throw | {"grave": True}]


def _act(request: Any, paper: Dossier, verb: str) -> dict[str, Any]:
    words, reasons = VERBS[verb], _reasons(request, paper, verb)
    act = {
        "label": str(words.button).rstrip("…"),
        "allowed": not reasons,
        "grave": words.grave,
        "order": list(VERBS).index(verb),
        "follows": " ".join((str(words.follows), conflicts.warning(paper, verb, request.actor))).strip(),
        "url": reverse("workflow:act", args=[paper.code, verb]),
        "kinds": {reason.kind for reason in reasons},
        "why": " ".join(reason.said for reason in reasons),
        "then": _from_when(paper, verb),
    }
    if verb in ELSEWHERE:
        return act | ELSEWHERE[verb].told(act)
    if verb == "submit":
        return act | {"url": reverse("workflow:check", args=[paper.code])}
    return act | {"post": verb not in FORMS and not words.grave, "version": paper.version}


def _reasons(request: Any, paper: Dossier, verb: str) -> tuple[Reason, ...]:
    """What bars the move: the moment, the hand, or that its form would have nothing to offer."""
    return why_not(paper, verb, request.actor) or nothing_left(verb, paper, today=office_day(request.now))


def _from_when(paper: Any, verb: str) -> str:
    """From which day a held move opens again, where the gate names its last day."""
    gate = paper.facts.gate_on(verb) if paper.facts else None
    if gate is None or gate.until is None:
        return ""
    day = vnday(timetable.at(paper.law).calendar(paper.holder.lineage).shift(gate.until, 1))
    return _("Từ %(day)s làm được, khi việc phải chờ đã đóng.") % {"day": day}


def _is_looked_for(act: dict[str, Any], paper: Dossier) -> bool:
    """A barred move is told to whom it would belong but for the moment, and the next step to everybody."""
    return act["kinds"] == {"not_now"} or act["order"] == _next_step(paper)


def _next_step(paper: Dossier) -> int:
    ahead = {
        State.DRAFT: "submit",
        State.RETURNED: "submit",
        State.INTAKE: "refer",
        State.COUNCIL: "recommend",
        State.SIGNING: "award" if paper.stage and paper.stage.is_last else "forward",
    }
    verb = ahead.get(State(paper.state))
    return list(VERBS).index(verb) if verb else -1


def _holding(request: Any, paper: Any) -> dict[str, Any]:
    """Who has the paper, and whether it can be taken or put back."""
    mine = paper.worked_by_id == request.user.pk
    may = claims.may_claim(paper, request.actor)
    return {
        "holder": paper.holder.name,
        "person": paper.worked_by,
        "mine": mine,
        "since": paper.worked_since,
        "may_claim": may and paper.worked_by_id is None,
        "may_release": may and mine,
        "open": paper.state in REVIEWING,
    }


def _gate_acts(request: Any, paper: Dossier, waits: list[Gate]) -> list[dict[str, Any]]:
    """What holds the paper; those who keep it or sign at its level read what was said."""
    reads = request.actor.holds_under("sign", {paper.holder.parent_id}) or gate_hold.may_keep(paper, request.actor)
    reads = reads and not conflicts.refusal(paper, "gate", request.actor)
    return [
        {
            "label": story.begun(str(gate.get_kind_display())),
            "until": gate.until,
            "note": "; ".join(text for text in (gate.places, gate.note, gate.document) if text),
            "url": reverse("workflow:gate", args=[gate.pk]) if reads else "",
        }
        for gate in waits
        if gate.closed_at is None
    ]


def _openings(request: Any, paper: Dossier, waits: list[Gate]) -> list[dict[str, str]]:
    """What an officer of the level may make the paper wait for, beside what it waits for already."""
    standing = {gate.kind for gate in waits if gate.dossier_id and gate.closed_at is None}
    if not gate_hold.may_open(paper, request.actor) or conflicts.refusal(paper, "gate", request.actor):
        return []
    return [
        {"label": str(title), "url": reverse("workflow:open_gate", args=[paper.code, kind])}
        for kind, (title, _follows) in OPENING.items()
        if kind not in standing
    ]


def _crumbs(request: Any, paper: Dossier) -> list[dict[str, str]]:
    return [
        papers.home_crumb(request),
        {"label": _("Hồ sơ"), "url": reverse("workflow:register")},
        {"label": story.subject(paper)},
    ]


# whose desk


@seated
@require_POST
def claim(request: Any, code: str) -> HttpResponse:
    """The person takes the desk."""
    paper = visible(request, code)
    claims.claim(paper.pk, actor=request.actor, version=number(request), now=request.now)
    words = {"who": story.begun(story.pronoun(request.user)), "subject": story.subject(paper)}
    messages.success(request, _("%(who)s đã nhận xử lý hồ sơ: %(subject)s.") % words)
    return redirect("workflow:dossier", code=code)


@seated
@require_POST
def release(request: Any, code: str) -> HttpResponse:
    """The desk is free again."""
    paper = visible(request, code)
    claims.release(paper.pk, actor=request.actor, version=number(request))
    messages.success(request, _("Đã nhả hồ sơ; người khác cùng bàn nhận xử lý được."))
    return redirect("workflow:dossier", code=code)
