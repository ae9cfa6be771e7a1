"""Both databases run under the limits that an office needs."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from config.sqlite3.base import DatabaseWrapper


def one(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_keeps_a_log_watches_its_keys_and_waits() -> None:
    assert one("PRAGMA journal_mode") == "wal"
    assert one("PRAGMA foreign_keys") == 1
    assert one("PRAGMA busy_timeout") == 20_000
    assert connection.features.max_query_params == 32_000


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_takes_the_write_lock_when_a_transaction_begins(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(3) as seen, transaction.atomic():
        one("SELECT 1")

    assert seen.captured_queries[0]["sql"] == "BEGIN IMMEDIATE"


@pytest.mark.sqlite
def test_sqlite_without_a_log_refuses_to_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    class Share:
        def execute(self, statement: str) -> Share:
            return self

        def fetchone(self) -> tuple[str]:
            return ("delete",)

        def close(self) -> None:
            pass

    monkeypatch.setattr("django.db.backends.sqlite3.base.DatabaseWrapper.get_new_connection", lambda *args: Share())

    with pytest.raises(ImproperlyConfigured, match="write-ahead log"):
        DatabaseWrapper({"NAME": "x"}).get_new_connection({})


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_gives_up_in_time() -> None:
    assert one("SHOW lock_timeout") == "5s"
    assert one("SHOW statement_timeout") == "30s"
    assert one("SHOW idle_in_transaction_session_timeout") == "1min"
