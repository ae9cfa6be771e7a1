"""Which exception becomes which answer: the one map, and the pages that need no database."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from workflow import aftermath
from workflow.engine import PlanChanged
from workflow.refusals import NotYours, Refused, Stale, Unknown

logger = logging.getLogger("bangvang.answers")
LAST_RESORT = "<!doctype html><html lang=vi><meta charset=utf-8><title>Lỗi</title><p>Hệ thống gặp lỗi.</p>"


@dataclass(frozen=True)
class Answer:
    """A status and the page that says it."""

    status: int
    template: str
    alone: bool = False  # drawn without request, person or database
    retry_after: int = 0  # seconds


# The first class that fits counts: the narrower stands above the wider.
TABLE: list[tuple[type[Exception], Answer]] = [
    (Stale, Answer(409, "errors/409.html")),
    (PlanChanged, Answer(409, "errors/409.html")),
    (NotYours, Answer(403, "errors/403.html")),
    (Refused, Answer(409, "errors/refused.html")),
    (Unknown, Answer(404, "errors/404.html")),
    (RequestDataTooBig, Answer(413, "errors/413.html")),
    (OperationalError, Answer(503, "errors/503.html", alone=True, retry_after=10)),
    (InterfaceError, Answer(503, "errors/503.html", alone=True, retry_after=10)),
]
BROKEN = Answer(500, "errors/500.html", alone=True)


def answer_to(exception: BaseException | None) -> Answer | None:
    """The line of the table that fits."""
    return next((answer for kind, answer in TABLE if isinstance(exception, kind)), None)


class AnswersMiddleware:
    """Turn what a view raised into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        answer = answer_to(exception)
        if answer and answer.status >= 500:  # a refusal is daily business, a database that is away is not
            logger.error("answered %s", answer.status, exc_info=exception)
        return page(request, answer, exception) if answer else None


def page(request: HttpRequest, answer: Answer, exception: BaseException | None = None) -> HttpResponse:
    """The page of an answer."""
    context = {} if answer.alone else _context(request, exception)
    text = render_to_string(answer.template, context, request=None if answer.alone else request)
    response = HttpResponse(text, status=answer.status)
    if answer.retry_after:
        response["Retry-After"] = str(answer.retry_after)
    return response


def _context(request: Any, exception: BaseException | None) -> dict[str, Any]:
    """What the templates of refusals ask for, and how to find it in the log."""
    found = aftermath.told(request, exception) if isinstance(exception, Refused) else {}
    return {**found, "reference": getattr(request, "id", "")[:8]}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Too large, or not to be read."""
    return page(request, answer_to(exception) or Answer(400, "errors/400.html"), exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return defaults.permission_denied(request, exception, template_name="errors/403.html")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what is not there and for what may not be seen."""
    return page(request, Answer(404, "errors/404.html"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Also what failed outside a view lands here: a database that is away stays a 503."""
    exception = sys.exc_info()[1]
    try:
        return page(request, answer_to(exception) or BROKEN, exception)
    except Exception:
        logger.exception("the error page failed")
        return HttpResponse(LAST_RESORT, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was open too long, or a form that came from elsewhere."""
    text = render_to_string("errors/csrf.html", {"no_cookie": not request.COOKIES}, request=request)
    return HttpResponse(text, status=403)
