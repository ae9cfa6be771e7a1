"""Whether every sentence in the code is in the English catalogue, translated; --write refreshes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import ground
import messages

CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
FOLDERS = ("config", "roles", "dossiers", "workflow", "templates", "locale")
COMMAND = ["makemessages", "--locale=en", "--no-obsolete", "--add-location=file", "--no-wrap", "--verbosity=0"]


def gather(root: Path) -> None:
    """Let Django read every sentence below this folder into its catalogue."""
    (root / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.testing", "PYTHONPATH": str(ground.ROOT)}
    command = [str(ground.PYTHON), "-m", "django", *COMMAND]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        ground.stop(done.stderr)


def found_in_code() -> set[str]:
    """The keys as the code has them now, read in a copy."""
    with tempfile.TemporaryDirectory(prefix="bangvang-drift-") as name:
        root = Path(name)
        for folder in FOLDERS:
            if (ground.ROOT / folder).is_dir():
                shutil.copytree(ground.ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
        (root / CATALOGUE).unlink(missing_ok=True)
        gather(root)
        return {entry.key for entry in messages.read(root / CATALOGUE)} - {""}


def complaints() -> list[str]:
    """What is missing, left over, or not translated."""
    known = messages.read(ground.ROOT / CATALOGUE) if (ground.ROOT / CATALOGUE).is_file() else []
    keys, code = {entry.key for entry in known} - {""}, found_in_code()
    waiting = {entry.key for entry in known if entry.key and not entry.translated}
    return [
        *(f"not in the catalogue: {key}" for key in sorted(code - keys)),
        *(f"no longer in the code: {key}" for key in sorted(keys - code)),
        *(f"not translated: {key}" for key in sorted(waiting & code)),
    ]


def main() -> int:
    if "--write" in sys.argv:
        gather(ground.ROOT)
    lines = complaints()
    for line in lines[:40]:
        ground.say(line)
    if lines:
        ground.say(f"{len(lines)} messages want attention: make messages, then translate {CATALOGUE}.")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
