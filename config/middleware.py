"""What every request passes: an id, headers, the idle limit, the language, the office clock."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils import translation

from config import clock, logs

GetResponse = Callable[[HttpRequest], HttpResponse]
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
STEP = 60  # seconds: how exactly the idle limit is kept, so that reading a page writes nothing
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

access = logging.getLogger("bangvang.access")


class RequestIdMiddleware:
    """Name the request, in the log and in the answer, and log how it went."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        logs.request_id.set(request.id)
        logs.user_id.set("")
        begun = time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        _log(request, response, time.monotonic() - begun)
        return response


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    line = {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round(seconds * 1000),
    }
    access.info("request", extra=line)


class ContentSecurityPolicyMiddleware:
    """Let a page use what comes from here, and nothing written into it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class PrivateMiddleware:
    """No cache on the way keeps a page, unless the page itself says for how long."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class LanguageMiddleware(LocaleMiddleware):
    """The language that the person chose, else Vietnamese: a foreign browser chooses nothing."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(known)
        request.LANGUAGE_CODE = translation.get_language()


class IdleMiddleware:
    """Sign out who was away for half an hour, and everyone after half a day; real time."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _comes_with_session(request) and SESSION_KEY in request.session:
            _watch(request, time.time())
        return self.get_response(request)


def _comes_with_session(request: HttpRequest) -> bool:
    """Whether a session came, to an address that asks for one: a sitting's pulse reads none."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and not _is_sessionless(request)


def _is_sessionless(request: HttpRequest) -> bool:
    """Whether the address says of itself that it reads no session."""
    try:
        return getattr(resolve(request.path_info).func, "sessionless", False)
    except Resolver404:
        return False


def _watch(request: HttpRequest, moment: float) -> None:
    session = request.session
    begun, seen = session.setdefault("begun", moment), session.get("seen", moment)
    if moment - seen > settings.SESSION_IDLE or moment - begun > settings.SESSION_COOKIE_AGE:
        session.flush()
        return
    logs.user_id.set(str(session[SESSION_KEY]))
    if "seen" not in session or moment - seen > STEP:
        session["seen"] = moment


class DoorMiddleware(LoginRequiredMiddleware):
    """Send strangers to sign in; where no session is read, do not even look who comes."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        if getattr(view_func, "sessionless", False):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class OfficeClockMiddleware:
    """Give the request ``now``, read once, so that one page has one time."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.now = clock.now()  # a plain moment: it is handed on to the database
        return self.get_response(request)
