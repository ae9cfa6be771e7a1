"""What ties me to this nominee: asked once, told to those who decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.models import Dossier
from dossiers.moves import Reason
from workflow import declarations, story
from workflow.forms.declarations import DeclarationForm
from workflow.refusals import NotYours
from workflow.views import papers
from workflow.views.base import seated, visible


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def declare(request: Any, code: str) -> HttpResponse:
    """The question and, once answered, what follows from it."""
    dossier = visible(request, code)
    if not declarations.may_declare(dossier, request.actor):
        raise NotYours("declare", [Reason("not_yours", _nothing_to_declare(dossier))])
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        declarations.declare(dossier.pk, actor=request.actor, now=request.now, **form.cleaned_data)
        messages.success(request, _said(dossier))
        return redirect("workflow:dossier", code=code)
    return render(request, "moves/act.html", _context(request, dossier, form))


def _nothing_to_declare(dossier: Dossier) -> str:
    words = {"holder": dossier.holder.name}
    return _("Chỉ người xử lý, ký hoặc bỏ phiếu mới khai báo, một lần, khi hồ sơ còn mở; hỏi %(holder)s.") % words


def _said(dossier: Dossier) -> str:
    return _("Đã ghi khai báo với hồ sơ: %(subject)s. Người khác của bàn ấy xử lý hồ sơ này.") % {
        "subject": story.subject(dossier)
    }


def _context(request: Any, dossier: Dossier, form: DeclarationForm) -> dict[str, Any]:
    title = _("Khai báo có liên quan")
    return {
        "dossier": dossier,
        "subject": story.subject(dossier),
        "title": title,
        "button": _("Khai báo"),
        "consequence": _("Khai báo được giữ lại cùng hồ sơ. Từ đó không xử lý, không bỏ phiếu với hồ sơ này."),
        "form": form,
        "action": reverse("workflow:declare", args=[dossier.code]),
        "version": "",
        "crumbs": [
            papers.home_crumb(request),
            {"label": story.subject(dossier), "url": reverse("workflow:dossier", args=[dossier.code])},
            {"label": title},
        ],
    }
