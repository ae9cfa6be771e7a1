"""Whether this process lives, and whether it is ready to serve; neither tells a version."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

FREE_SHARE = 0.10
CLOCK_SECONDS = 5


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _clock() -> bool:
    """The database's clock and ours agree; the embedded database has ours."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        (seconds,) = cursor.fetchone()
    return abs(float(seconds) - time.time()) < CLOCK_SECONDS


def _media() -> bool:
    return os.access(settings.MEDIA_ROOT, os.W_OK)


def _disk() -> bool:
    usage = shutil.disk_usage(settings.BANGVANG_VAR)
    return usage.free > usage.total * FREE_SHARE


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "clock": _clock,
    "media": _media,
    "disk": _disk,
}


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (Error, OSError):
        return False


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; the database is not asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Each thing that serving needs, and 503 while one of them is missing."""
    found = {name: _passes(check) for name, check in CHECKS.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)
