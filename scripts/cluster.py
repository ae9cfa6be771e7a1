"""A PostgreSQL cluster of its own for one run: in a temporary folder, on a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import ground

DISK = "/tmp"  # noqa: S108 -- mkdtemp makes a private folder below
ROOM = 2 * 1024**3
LOCALE = ("--locale=C.UTF-8", "--encoding=UTF8")
OURS = {"shared_buffers": "128MB", "max_connections": "60", "listen_addresses": "", "timezone": "UTC"}
#: what a throw-away may lose: the tests' ground, never the measurements' (an office waits for its disk)
CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """The DATABASE_URL of a running cluster; whatever happens, it is stopped and its folder removed."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="bangvang-pg-", dir=DISK if durable else _place()))
    server = None
    try:
        _give(folder)
        _as_user([programs / "initdb", "-D", folder / "data", "-U", "bangvang", "-A", "trust", "-N", *LOCALE], folder)
        server = _start(programs, folder, OURS if durable else OURS | CARELESS)
        _wait(programs, folder, server)
        yield f"postgres://bangvang@/bangvang?host={folder}"
    finally:
        if server:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _place() -> str:
    """In memory where there is room, else on the disk; a socket's path must be short."""
    memory = Path("/dev/shm")  # noqa: S108 -- mkdtemp makes a private folder below
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return str(memory) if roomy else DISK


def _programs() -> Path:
    """Where the newest server's programs are; installed when there are none and we may."""
    if not _installed():
        ground.install("postgresql")
    return _installed()[-1]


def _installed() -> list[Path]:
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    folders = sorted((path.parent for path in found), key=lambda folder: int(folder.parent.name))
    return folders or ([Path(on_path).parent] if on_path else [])


def _owner() -> pwd.struct_passwd | None:
    """Whom the server runs as: ourselves, but never root."""
    if os.geteuid() != 0:
        return None
    names = [entry.pw_name for entry in pwd.getpwall()]
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _give(folder: Path) -> None:
    if owner := _owner():
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _identity() -> dict[str, object]:
    owner = _owner()
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def _as_user(command: list[Path | str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_identity())  # type: ignore[call-overload]
    if done.returncode:
        ground.stop(f"The throw-away PostgreSQL could not be made: {done.stderr.strip()}")


def _start(programs: Path, folder: Path, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """The server as our child, out of reach of the terminal's Ctrl-C; it dies with us at the latest."""
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            ground.dying_with_us(command, "INT"),
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **_identity(),
        )


def _wait(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            ground.stop(f"The throw-away PostgreSQL did not start: {(folder / 'log').read_text()[-500:]}")
        time.sleep(0.1)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; by force when it takes its time."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
