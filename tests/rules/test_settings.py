"""Every setting that is read is documented, and every one that is documented is read."""

from __future__ import annotations

import re

from tests.rules.code import ROOT

NAME = re.compile(r"\b(?:BANGVANG_[A-Z_]+|DATABASE_URL)\b")
READ = re.compile(r"env(?:iron)?\.(?:text|words|flag|number|get)\(\s*\"([A-Z_]+)\"")
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_the_page_and_the_settings_name_the_same_values() -> None:
    read = set(READ.findall((ROOT / "config" / "settings.py").read_text(encoding="utf-8")))
    rows = ROW.findall((ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))

    assert sorted(rows) == sorted(read)


def test_the_environment_is_read_in_the_settings_alone() -> None:
    """Elsewhere a value comes from ``settings``; the test settings set what they need."""
    readers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("config", "roles", "dossiers", "workflow")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))
    }

    assert readers == {"config/settings.py", "config/environment.py", "config/testing.py", "config/wsgi.py"}
