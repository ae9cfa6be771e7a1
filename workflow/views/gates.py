"""The pages of what holds a paper or a batch: opened, shown with all that was said, carried on and closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.moves import Reason
from workflow import gate_places, gate_rows, gates, story
from workflow.calendar import office_day
from workflow.forms import gates as forms
from workflow.gate_law import law_of
from workflow.gate_places import Place
from workflow.gate_steps import OPENING, STEPS, Step, held_words, opened_words
from workflow.models import Gate
from workflow.refusals import NotYours, Stale
from workflow.views import papers
from workflow.views.base import seated
from workflow.views.posted import number


@seated
def open_gate(request: Any, code: str, kind: str) -> HttpResponse:
    """What one paper has to wait for."""
    return _open(request, gate_places.of_dossier(request.actor, code=code), kind)


@seated
def open_batch_gate(request: Any, pk: int, kind: str) -> HttpResponse:
    """What all papers of one batch have to wait for."""
    return _open(request, gate_places.of_batch(request.actor, pk), kind)


def _open(request: Any, place: Place | None, kind: str) -> HttpResponse:
    if place is None or kind not in OPENING or (place.batch and kind == Gate.Kind.SUSPENSION):
        raise Http404
    if not place.may_open:
        _refuse(place)
    law = law_of(kind, place.dossiers, since=office_day(request.now))
    form = forms.OPENING[kind](request.POST or None, today=office_day(request.now), law=law)
    if request.method == "POST" and form.is_valid():
        gate = _opened(request, place, kind, form.cleaned_data)
        messages.success(request, opened_words(gate))
        return redirect(place.url)
    title, follows = OPENING[kind]
    words = {"title": str(title), "button": str(title), "consequence": f"{follows} {held_words(law.holds)}"}
    return _ask(request, place, form, version=place.version, back=place.url, **words)


def _opened(request: Any, place: Place, kind: str, entries: dict[str, Any]) -> Gate:
    hand = {"actor": request.actor, "now": request.now}
    if place.batch:
        return gates.open_on_batch(place.batch.pk, kind, **hand, **entries)
    return gates.open_gate(place.dossiers[0].pk, kind, version=number(request), **hand, **entries)


# One gate


@seated
@require_safe
def gate(request: Any, gate: int) -> HttpResponse:
    """All that was opened, said and answered, and what can be done now."""
    found, place = _found(request, gate)
    context = {
        "gate": found,
        "place": place,
        "acts": gate_rows.acts(found, place, today=office_day(request.now)),
        "rows": gate_rows.rows(found, place, today=office_day(request.now)),
        "facts": gate_rows.facts(found),
        "events": story.told_at_gate(found),
        "crumbs": _crumbs(request, place, gate_rows.title(found)),
        "title": gate_rows.title(found),
    }
    return render(request, "gates/page.html", context)


@seated
@require_safe
def posted(request: Any, gate: int) -> HttpResponse:
    """The list as it is put up: name, year of birth, unit, award, deed; nothing more of anybody."""
    found, place = _found(request, gate)
    if found.kind != Gate.Kind.POSTING:
        raise Http404
    context = {"gate": found, "place": place, "rows": gate_rows.posted(found, place)}
    return render(request, "gates/posted.html", context | {"crumbs": _crumbs(request, place, _("Bản niêm yết"))})


@seated
def step(request: Any, gate: int, act: str, row: int) -> HttpResponse:
    """One more thing at the gate: asked for on a page of its own, done once."""
    found, place = _found(request, gate)
    move = STEPS.get(act)
    if move is None or found.kind not in move.kinds or found.closed_at is not None:
        raise Http404
    _require_keeper(place)
    form = move.form(found, place, request.POST or None, today=office_day(request.now))
    if request.method == "POST" and form.is_valid():
        try:
            move.do(found.pk, row, form.cleaned_data, actor=request.actor, now=request.now, seen=number(request))
        except Stale as stale:
            messages.warning(request, str(stale))
        else:
            messages.success(request, str(move.done))
        return redirect(place.url if act == "close" else reverse("workflow:gate", args=[gate]))
    return _ask_step(request, found, place, move, row, form)


def _ask_step(request: Any, gate: Gate, place: Place, move: Step, row: int, form: Any) -> HttpResponse:
    words = {"title": str(move.title), "button": str(move.button), "consequence": gate_rows.spoken_of(gate, row)}
    seen = number(request) if form.is_bound else len(gate.acts.all())
    return _ask(request, place, form, version=seen, back=reverse("workflow:gate", args=[gate.pk]), **words)


def _found(request: Any, pk: int) -> tuple[Gate, Place]:
    """The gate and where it hangs, for those who may read what was said at it; 404 to all who do not see the paper."""
    found = gate_rows.whole(pk, request.actor.people)
    place = gate_places.of_gate(request.actor, found) if found else None
    if found is None or place is None:
        raise Http404
    if not place.may_read:
        _refuse(place)
    return found, place


def _require_keeper(place: Place) -> None:
    if not place.may_keep:
        _refuse(place)


def _refuse(place: Place) -> None:
    raise NotYours("open_gate", [Reason("not_yours", place.refusal)])


def _ask(request: Any, place: Place, form: Any, *, version: int | None, back: str, **words: str) -> HttpResponse:
    context = {
        **words,
        "place": place,
        "form": form,
        "version": number(request) if form.is_bound and version is not None else version,
        "action": request.path,
        "back_url": back,
        "crumbs": _crumbs(request, place, words["title"]),
    }
    return render(request, "gates/act.html", context)


def _crumbs(request: Any, place: Place, last: str) -> list[dict[str, str]]:
    return [papers.home_crumb(request), {"label": place.subject, "url": place.url}, {"label": last}]
