"""Which tests a run selects: by the database that it stands on; and no test is skipped."""

from __future__ import annotations

import pytest
from django.db import connection

ONLY_ON = {"postgres": "postgresql", "sqlite": "sqlite", "journey": "sqlite"}


def _belongs(item: pytest.Item) -> bool:
    """True unless the test is marked for the other database."""
    return all(connection.vendor == vendor for mark, vendor in ONLY_ON.items() if item.get_closest_marker(mark))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other database: selected there, never skipped here."""
    elsewhere = [item for item in items if not _belongs(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if _belongs(item)]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test would be a proof that nobody has seen: it fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        reporter.write_line("Tests were skipped: select them by a mark instead.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
