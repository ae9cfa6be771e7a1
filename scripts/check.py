"""`make check`: everything that can be said about the code without running it for long."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import ground
import messages

PROGRAMS = {"git": "git", "xgettext": "gettext"}
BIN = ground.VENV / "bin"
STRICT = [str(ground.PYTHON), "-W", "error"]
STEPS: dict[str, list[str]] = {
    "format": [f"{BIN}/ruff", "format", "--check", "--quiet", "."],
    "lint": [f"{BIN}/ruff", "check", "--quiet", "."],
    "types": [f"{BIN}/mypy"],
    "import contracts": [f"{BIN}/lint-imports"],
    "migrations": [*STRICT, "manage.py", "makemigrations", "--check", "--dry-run"],
    "production settings": [*STRICT, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "messages": [str(ground.PYTHON), "scripts/drift.py"],
    "rules": [str(ground.PYTHON), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/rules"],
}


def environment(folder: Path) -> dict[str, str]:
    """A production installation of its own: no demo, nothing of this machine's settings."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("BANGVANG_", "DATABASE_URL"))}
    return {**outside, "BANGVANG_VAR": str(folder), "BANGVANG_HOSTS": "bangvang.example"}


def carried_out(step: str, folder: Path) -> tuple[int, str]:
    """One step: its exit code and all that it printed."""
    place = folder / step.replace(" ", "-")
    place.mkdir()
    done = subprocess.run(
        STEPS[step],
        cwd=ground.ROOT,
        env=environment(place),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def report(step: str, code: int, text: str) -> None:
    ground.say(f"{'ok    ' if code == 0 else 'FAILED'} {step}")
    if code:
        ground.say(text.rstrip() + "\n")


def main() -> int:
    ground.end_on_signals()
    begun = time.monotonic()
    ground.venv("dev")
    for program, package in PROGRAMS.items():
        ground.need(program, package)
    messages.compile_all()
    with tempfile.TemporaryDirectory(prefix="bangvang-check-") as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda step: (step, *carried_out(step, Path(name))), STEPS)
        codes = []
        for step, code, text in results:
            report(step, code, text)
            codes.append(code)
    ground.say(f"{time.monotonic() - begun:.0f} s")
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
