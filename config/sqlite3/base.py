"""SQLite as an office may rely on it: a write-ahead log, or no connection at all."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base, features

NO_LOG = "The database file {name} cannot keep a write-ahead log: put BANGVANG_VAR on a local, writable disk."


class DatabaseFeatures(features.DatabaseFeatures):
    """Since 3.32 SQLite takes 32,766 parameters; Django still splits at 999."""

    max_query_params = 32_000


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper; foreign keys are on, writers wait their turn (IMMEDIATE, timeout)."""

    features_class = DatabaseFeatures

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if journal not in {"wal", "memory"}:
            connection.close()
            raise ImproperlyConfigured(NO_LOG.format(name=self.settings_dict["NAME"]))
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection
