"""Addresses that only these tests know: pages that fail in each way."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from config import urls
from workflow.refusals import NotNow, NotYours, Stale, Unknown

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

FAULTS = {
    "stale": Stale("forward", dossier_id=1, seen=1, current=2),
    "not-now": NotNow("forward", []),
    "not-yours": NotYours("forward", []),
    "unknown": Unknown(),
    "denied": PermissionDenied(),
    "away": OperationalError("password of Bà Lan"),
    "broken": ValueError("Bà Lan"),
}


@login_not_required
def fail(request: HttpRequest, fault: str) -> HttpResponse:
    raise FAULTS[fault]


@login_not_required
def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.now.tzinfo} {request.LANGUAGE_CODE}")  # type: ignore[attr-defined]


@login_not_required
def size(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.FILES['file'].size} {request.POST['title']}")


urlpatterns = [
    path("fail/<fault>", fail),
    path("plain", plain),
    path("size", size),
    path("", include("config.urls")),
]
