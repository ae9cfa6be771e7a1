"""What every script stands on: the virtual environment, the machine's packages, stamps of work done."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "dev", "proofs")}
PROOFS = VENV / "proofs"
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def say(text: str) -> None:
    print(text, flush=True)


def stop(sentence: str) -> NoReturn:
    """End here, with one sentence that says what to do."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(1)


def run(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Carry out one step; a step that fails is the end."""
    words = [str(word) for word in command]
    code = subprocess.run(words, cwd=ROOT, env={**os.environ, **(env or {})}, check=False).returncode
    if code:
        stop(f"This step failed ({code}): {' '.join(words)}")


def run_quietly(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """The same, heard only when it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=ROOT, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        stop(f"{done.stdout}{done.stderr}\nThis step failed ({done.returncode}): {' '.join(words)}")


def on_signals(handler: object) -> None:
    """Ctrl-C and SIGTERM, also where a shell started us with SIGINT ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)  # type: ignore[arg-type]


def end_on_signals() -> None:
    """Leave through every ``finally`` when told to stop."""

    def leave(number: int, frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    on_signals(leave)


def dying_with_us(command: Sequence[str | Path], number: str = "TERM") -> list[str]:
    """The command so that it ends even where we are killed outright (Linux)."""
    guard = ["setpriv", "--pdeathsig", number, "--"] if shutil.which("setpriv") else []
    return [*guard, *map(str, command)]


# The machine's packages


def need(program: str, package: str) -> None:
    """Have this program: from Debian's package where we may install it, else say which."""
    if not shutil.which(program):
        install(package)


def install(package: str) -> None:
    """One package of the distribution, if we are root and apt is here."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop(f"This machine lacks the package {package}: install it (apt-get install {package}) and try again.")
    say(f"Installing {package} …")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run_quietly("apt-get", "update", "-qq", env=quiet)
    run_quietly("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, env=quiet)


# The virtual environment


def venv(lock: str) -> None:
    """Have ``.venv`` exactly as the lock says; two starts at once wait for each other."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- the one place that an older Python reaches
        stop("Bảng Vàng needs Python 3.11 or newer: install the package python3 of Debian 12 or newer.")
    with held(LOCKS["runtime"]):
        if not _stands(lock):
            _build(lock)


def _stands(lock: str) -> bool:
    stamp = VENV / f"stamp-{lock}"
    return stamp.is_file() and stamp.read_text() == digest([LOCKS[lock]]) and PYTHON.exists()


def _build(lock: str) -> None:
    say("Building .venv …")
    if not (PYTHON.exists() and _pip_works()):
        _make()
    _install(PYTHON, lock)
    for name in {lock, "runtime"}:  # the larger lock holds the smaller one
        (VENV / f"stamp-{name}").write_text(digest([LOCKS[name]]))


def proofs() -> Path:
    """Have the large environment of the slow proofs, kept apart from ours; its Python."""
    python, stamp = PROOFS / "bin" / "python", PROOFS / "stamp"
    with held(LOCKS["proofs"]):
        if not (stamp.is_file() and stamp.read_text() == digest([LOCKS["proofs"]])):
            say("Building .venv/proofs …")
            run_quietly(PYTHON, "-m", "venv", "--clear", PROOFS)
            _install(python, "proofs")
            stamp.write_text(digest([LOCKS["proofs"]]))
    return python


def _install(python: Path, lock: str) -> None:
    run_quietly(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCKS[lock], env=QUIET)


def _make() -> None:
    """A fresh environment; Debian keeps what it needs for that in a package of its own."""
    probe = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    if probe.returncode:
        install("python3-venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def _pip_works() -> bool:
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Be the only process that holds this file."""
    with file.open() as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# Stamps: a step is done again when what it was made from has changed


def digest(files: Iterable[Path], *words: str) -> str:
    """One hash over these files and words."""
    total = hashlib.sha256("\0".join(words).encode())
    for file in sorted(files):
        total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def under(*folders: str, pattern: str = "*") -> list[Path]:
    """Every file below these folders of the project."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(pattern))
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]
