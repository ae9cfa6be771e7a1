"""`make test` and `make test-all`: the suite on both databases and the walks in the browser."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass

import ground
import messages
from cluster import cluster

PROGRAMS = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "xgettext": "gettext",
    "git": "git",
    "npm": "npm",
}
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Part:
    """One run of pytest: its name, which tests, on how many processes."""

    name: str
    marks: str
    processes: int
    #: the same tests as the part before, on the other database
    second: bool = False


PARTS = [
    Part("SQLite", "not journey", 2),
    Part("PostgreSQL", "not journey", 2, second=True),
    Part("journeys", "journey", 0),
]


def prepare() -> None:
    """True afterwards: nothing that a test asks for is missing."""
    ground.venv("dev")
    for program, package in PROGRAMS.items():
        ground.need(program, package)
    messages.compile_all()
    lock = ground.ROOT / "package-lock.json"
    stamp = ground.ROOT / "node_modules" / "stamp"
    if not stamp.is_file() or stamp.read_text() != ground.digest([lock]):
        ground.run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
        stamp.write_text(ground.digest([lock]))


def walk(part: Part, *, slow: bool, database: str, words: list[str]) -> int:
    """Run one part and say how it ended; a part without tests has failed."""
    ground.say(f"\n=== {part.name} ===")
    marks = part.marks if slow else f"{part.marks} and not slow" + (" and not once" if part.second else "")
    command = [str(ground.PYTHON), "-m", "pytest", "-q", "-m", marks, "-p", "no:cacheprovider", *words]
    if part.processes:
        command += ["-n", str(part.processes), "--dist", "worksteal"]
    environment = {**os.environ, "DATABASE_URL": database if part.name == "PostgreSQL" else ""}
    return subprocess.run(command, cwd=ground.ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def main() -> int:
    ground.end_on_signals()
    words = sys.argv[1:]
    slow = "--all" in words
    words = [word for word in words if word != "--all"]
    begun = time.monotonic()
    prepare()
    if slow:
        ground.proofs()
    with cluster() as database:
        codes = {part.name: walk(part, slow=slow, database=database, words=words) for part in PARTS}
    ground.say("")
    for name, code in codes.items():
        verdict = {0: "passed", NOTHING_COLLECTED: "found no test"}.get(code, f"failed ({code})")
        ground.say(f"{name}: {verdict}")
    ground.say(f"{time.monotonic() - begun:.0f} s")
    return int(any(codes.values()))


if __name__ == "__main__":
    sys.exit(main())
