"""Logs as JSON lines that say which request and which user, and never whose papers."""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
user_id: ContextVar[str] = ContextVar("user_id", default="")

FIELDS = ("method", "path", "status", "ms", "verb", "dossier", "outcome")


class JsonFormatter(logging.Formatter):
    """One line a record; of an exception its class and its places, not its words."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id.get(),
            "user": user_id.get(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        line |= _fault(record)
        return json.dumps({key: value for key, value in line.items() if value != ""}, ensure_ascii=False, default=str)


def _fault(record: logging.LogRecord) -> dict[str, Any]:
    """Where it failed. A database's own words carry values, so they stay out."""
    if not record.exc_info or record.exc_info[0] is None:
        return {}
    kind, _, trace = record.exc_info
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return {"exception": f"{kind.__module__}.{kind.__qualname__}", "places": places}


def configuration(level: str) -> dict[str, Any]:
    """Everything to standard error, through the one formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": level, "propagate": False},
            "django.server": {"handlers": ["stderr"], "level": level, "propagate": False},
            "fontTools": {"level": "WARNING"},
        },
    }
