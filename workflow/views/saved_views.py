"""The filters that a person keeps: saved, opened, renamed, thrown away and brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.moves import Reason
from workflow import context, registers, saved_views
from workflow.forms.saved_views import NameForm
from workflow.models import SavedView
from workflow.refusals import NotNow
from workflow.saved_views import CannotKeep, Gone
from workflow.views.base import seated


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Any) -> HttpResponse:
    """All of them; a POST keeps the filter that the page was opened with."""
    posted = request.method == "POST"
    address = saved_views.address_of(request.POST if posted else request.GET)
    form = NameForm(request.POST if posted else None)
    if posted and address and form.is_valid() and (view := _kept(request, form, address)):
        messages.success(request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": view.name})
        return redirect(register_at(view.address))
    views = saved_views.of(request.user.pk)
    told = registers.telling(request.seat.unit, own=context.proposes(request.actor), now=request.now)
    context_of = {
        "form": form if address and not views.named(address) else None,
        "kept": saved_views.query_of(address),
        "words": told(saved_views.query_of(address)),
        "lines": [_line(view, told(saved_views.query_of(view.address))) for view in views.standing],
        "deleted": views.deleted,
        "most": saved_views.MOST,
        "crumbs": _crumbs(_("Bộ lọc đã lưu")),
    }
    return render(request, "register/views.html", context_of)


def _kept(request: Any, form: NameForm, address: str) -> SavedView | None:
    """The new view, or the refusal at the entry that would have to change."""
    try:
        return saved_views.keep(request.user.pk, form.cleaned_data["name"], address)
    except CannotKeep as why:
        form.add_error("name", str(why))
        return None


def _line(view: SavedView, words: str) -> dict[str, Any]:
    return {"view": view, "url": register_at(view.address), "words": words}


def register_at(address: str) -> str:
    """Where the register shows that."""
    return f"{reverse('workflow:register')}?{address}"


def _crumbs(*last: str) -> list[dict[str, str]]:
    links = [{"label": _("Hồ sơ"), "url": reverse("workflow:register") + registers.WHOLE}]
    return links + [{"label": label} for label in last]


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: Any, pk: int) -> HttpResponse:
    """Another name for one of them."""
    view = next((one for one in saved_views.of(request.user.pk).standing if one.pk == pk), None)
    if view is None:
        raise Http404
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": view.name})
    if request.method == "POST" and form.is_valid() and _renamed(request, form, pk):
        messages.success(request, _("Đã đổi tên thành “%(name)s”.") % {"name": form.cleaned_data["name"]})
        return redirect("workflow:saved_views")
    shown = {"form": form, "view": view, "crumbs": _crumbs(_("Đổi tên bộ lọc"))}
    return render(request, "register/rename.html", shown)


def _renamed(request: Any, form: NameForm, pk: int) -> bool:
    try:
        saved_views.rename(request.user.pk, pk, form.cleaned_data["name"])
    except CannotKeep as why:
        form.add_error("name", str(why))
        return False
    return True


Act = Callable[[Any, int], SavedView]
#: each act of one press, and how it is told
ACTS: dict[str, tuple[Act, Any]] = {
    "xoa": (
        lambda request, pk: saved_views.delete(request.user.pk, pk, now=request.now),
        gettext_lazy("Đã xóa bộ lọc “%(name)s”. Lấy lại được ở trang này cho tới khi xóa bộ lọc khác."),
    ),
    "lay-lai": (
        lambda request, pk: saved_views.bring_back(request.user.pk, pk),
        gettext_lazy("Đã lấy lại bộ lọc “%(name)s”."),
    ),
    "mo-dau": (
        lambda request, pk: saved_views.open_first(request.user.pk, pk, first=True),
        gettext_lazy("Từ nay trang Hồ sơ mở ra với bộ lọc “%(name)s”."),
    ),
    "thoi-mo-dau": (
        lambda request, pk: saved_views.open_first(request.user.pk, pk, first=False),
        gettext_lazy("Trang Hồ sơ lại mở ra với mọi hồ sơ, không với bộ lọc “%(name)s” nữa."),
    ),
}


@seated
@require_POST
def act(request: Any, pk: int, act: str) -> HttpResponse:
    """One press on one of them."""
    if act not in ACTS:
        raise Http404
    do, told = ACTS[act]
    try:
        view = do(request, pk)
    except Gone as gone:
        raise Http404 from gone
    except CannotKeep as why:
        raise NotNow("saved_view", [Reason("not_now", str(why))]) from why
    messages.success(request, str(told) % {"name": view.name})
    return redirect("workflow:saved_views")
