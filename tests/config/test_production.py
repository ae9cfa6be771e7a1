"""A production installation, as its own process sees its settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = [
    "DEBUG",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "LANGUAGE_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "ALLOWED_HOSTS",
    "BANGVANG_NOW",
    "BANGVANG_WORLD",
    "EMAIL_BACKEND",
    "EMAIL_TIMEOUT",
]
PRINT = f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"


def settings_of(folder: Path, **outside: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BANGVANG_", "DATABASE_"))}
    environment = {**clean, "DJANGO_SETTINGS_MODULE": "config.settings", "BANGVANG_VAR": str(folder), **outside}
    return subprocess.run(
        [sys.executable, "-c", PRINT], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def values(folder: Path, **outside: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(settings_of(folder, **outside).stdout)
    return found


def test_nothing_set_is_strict(tmp_path: Path) -> None:
    found = values(tmp_path)

    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == []
    assert found["SESSION_COOKIE_NAME"] == "__Host-session"
    assert found["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert found["LANGUAGE_COOKIE_NAME"] == "__Host-language"
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is found["SECURE_SSL_REDIRECT"] is True
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["EMAIL_TIMEOUT"] == 10


@pytest.mark.parametrize(
    "outside", [{"BANGVANG_NOW": "2024-11-27T08:00"}, {"BANGVANG_INSECURE_HTTP": "1"}, {"BANGVANG_WORLD": "2024"}]
)
def test_production_refuses_what_is_for_a_demo(tmp_path: Path, outside: dict[str, str]) -> None:
    done = settings_of(tmp_path, **outside)

    assert done.returncode != 0
    assert "for a demo only" in done.stderr


def test_a_demo_is_found_again_by_its_folder_alone(tmp_path: Path) -> None:
    lines = ["BANGVANG_DEMO=1", "BANGVANG_INSECURE_HTTP=1", "BANGVANG_WORLD=2024", "BANGVANG_NOW=2024-11-27T08:00"]
    (tmp_path / "demo.env").write_text("\n".join(lines))

    found = values(tmp_path)

    assert (found["BANGVANG_WORLD"], found["BANGVANG_NOW"]) == ("2024", "2024-11-27T08:00")
    assert found["SESSION_COOKIE_NAME"].startswith("demo-")
    assert "console" in found["EMAIL_BACKEND"]
    assert values(tmp_path, BANGVANG_NOW="2025-01-01T08:00")["BANGVANG_NOW"] == "2025-01-01T08:00"


def test_two_demos_on_one_machine_keep_their_cookies_apart(tmp_path: Path) -> None:
    demo = {"BANGVANG_DEMO": "1", "BANGVANG_INSECURE_HTTP": "1"}

    names = {values(tmp_path / name, **demo)["SESSION_COOKIE_NAME"] for name in ("one", "two")}

    assert len(names) == 2
