"""DATABASE_URL as Django's database settings, with the limits that both engines need."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCK_WAIT = 5  # seconds until “someone is working on it”
CONNECTION_KEPT = 600


def database(url: str, *, file: Path, statement_seconds: int) -> dict[str, Any]:
    """One database: the embedded file where no address is given, else what it names."""
    if not url:
        return _sqlite(str(file))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(url, statement_seconds)
    raise ImproperlyConfigured("DATABASE_URL starts with postgres:// or sqlite:///.")


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "config.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 4 * LOCK_WAIT},
        "CONN_MAX_AGE": CONNECTION_KEPT,
    }


def _postgresql(url: str, statement_seconds: int) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    limits = {
        "lock_timeout": f"{LOCK_WAIT}s",
        "statement_timeout": f"{statement_seconds}s",
        "idle_in_transaction_session_timeout": f"{2 * statement_seconds}s",
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": {
            "connect_timeout": 2,
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
            **options,
        },
        "CONN_MAX_AGE": CONNECTION_KEPT,
        "CONN_HEALTH_CHECKS": True,
    }
