"""After a refusal: what happened meanwhile, why, who can, and the person's own words, kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dossiers.models import Dossier
from dossiers.moves import why_not
from dossiers.verbs import VERBS
from workflow import context, selectors, story
from workflow.facts import gathered, settle_facts
from workflow.forms.moves import FORMS
from workflow.forms.nomination import NominationForm
from workflow.refusals import NotYours, Refused, Stale

#: acts on a dossier that are no moves, as a heading names them
OTHER_ACTS = {
    "open": pgettext_lazy("act", "lập hồ sơ"),
    "edit": gettext_lazy("ghi bài"),
    "discard": gettext_lazy("xóa bản nháp"),
    "claim": gettext_lazy("nhận xử lý"),
    "declare": gettext_lazy("khai báo có liên quan"),
    "substitute": gettext_lazy("kết thúc việc thay"),
    "seals": gettext_lazy("xem niêm phong"),
    "open_gate": gettext_lazy("mở hoặc đóng việc phải chờ"),
}
OWN_FORMS: dict[str, type[forms.Form]] = {"edit": NominationForm, "open": NominationForm}


def told(request: Any, refused: Refused) -> dict[str, Any]:
    """What the page of the refusal says; for a stranger, nothing of any dossier."""
    found: dict[str, Any] = {"refusal": _refusal(refused), "advice": "", "kept": _kept(request, refused.verb)}
    if not request.user.is_authenticated or not getattr(request, "seat", None):
        return found
    dossier = _dossier(request)
    if dossier is None:
        return found
    url = reverse("workflow:dossier", args=[dossier.code])
    found |= {"back_url": url, "fresh_url": url, "back_label": _("Xem hồ sơ"), "subject": story.subject(dossier)}
    found["crumbs"] = [_home(request), {"label": found["subject"], "url": url}, {"label": _("Chưa ghi được")}]
    return found | _meanwhile(request, dossier, refused) if isinstance(refused, Stale) else found


def _home(request: Any) -> dict[str, str]:
    link = context.links_of(request.actor, request.seat.unit)[0]
    return {"label": link.label, "url": reverse(f"workflow:{link.view}")}


def _refusal(refused: Refused) -> dict[str, str]:
    heading = _("Việc của người khác: %(act)s") if isinstance(refused, NotYours) else _("Chưa ghi được: %(act)s")
    act = _button(refused.verb)
    return {"what": heading % {"act": act} if act else "", "why": str(refused)}


def _button(verb: str) -> str:
    """The act as the button that was pressed names it."""
    return str(VERBS[verb].button).rstrip("…") if verb in VERBS else story.begun(_name(verb))


def _name(verb: str) -> str:
    if verb in VERBS:
        return str(VERBS[verb].name).lower()
    return str(OTHER_ACTS.get(verb, ""))


def _dossier(request: Any) -> Dossier | None:
    """The dossier of the address, if the seat still sees it."""
    code = request.resolver_match.kwargs.get("code") if request.resolver_match else None
    if code is None:
        return None
    dossier = gathered(selectors.visible_to(request.actor).filter(code=code)).first()
    if dossier is not None:
        settle_facts([dossier])
    return dossier


def _meanwhile(request: Any, dossier: Dossier, stale: Stale) -> dict[str, Any]:
    """What others did after the page was drawn, and the same act once more where it still can be."""
    events = story.since_version(dossier.pk, stale.seen)
    found: dict[str, Any] = {
        "stale": True,
        "events": story.lines(events),
        "advice": story.where_now(dossier),
        "did": _button(stale.verb),
        "tried_at": request.now,
    }
    if stale.verb not in FORMS or why_not(dossier, stale.verb, request.actor):
        return found
    words = {name: text for name, text in request.POST.items() if name not in ("csrfmiddlewaretoken", "version")}
    return found | {
        "again_url": reverse("workflow:act", args=[dossier.code, stale.verb]),
        "again_label": _("Vẫn %(verb)s, với lời này…") % {"verb": _name(stale.verb)},
        "again_fields": [{"name": name, "value": text} for name, text in [*words.items(), ("ask", "1")]],
    }


def _kept(request: Any, verb: str) -> list[dict[str, str]]:
    """The words that were typed, under the names of their fields."""
    form: Any = FORMS.get(verb) or OWN_FORMS.get(verb)
    if form is None or request.method != "POST":
        return []
    return [
        {"label": str(field.label), "text": text}
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and (text := request.POST.get(name, "").strip())
    ]
