"""A whole office for one journey: its own folder, its own server, nothing shared."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@dataclass
class Office:
    """A running server over a world without dossiers."""

    world: dict[str, Any]
    folder: Path
    port: int
    server: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def name_of(self, username: str) -> str:
        return next(row["full_name"] for row in self.world["people"] if row["username"] == username)

    def manage(self, *words: str) -> str:
        """What a management command on this office prints."""
        return manage(self.folder, *words)

    def close(self) -> None:
        os.killpg(self.server.pid, signal.SIGTERM)
        self.server.wait(20)


def open_office(world: str, folder: Path, *, lived_in: bool = False) -> Office:
    """Units, seats, accounts and law, on request its dossiers; then the server, once it answers."""
    rows = json.loads((ROOT / "fixtures" / "demo" / f"{world}.json").read_text(encoding="utf-8"))
    settings = {"DEMO": "1", "INSECURE_HTTP": "1", "WORLD": world, "NOW": rows["clock"]}
    (folder / "demo.env").write_text("".join(f"BANGVANG_{name}={value}\n" for name, value in settings.items()))
    people = ["load_world", world] if lived_in else ["load_world", world, "--empty"]
    for words in (["migrate", "-v0"], ["load_law"], people, ["collectstatic", "--noinput", "-v0"]):
        manage(folder, *words)
    port = _free_port()
    office = Office(rows, folder, port, _serve(folder, port))
    _wait_for(office)
    return office


def manage(folder: Path, *words: str) -> str:
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=_environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _environment(folder: Path) -> dict[str, str]:
    """The folder alone says which installation it is."""
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("BANGVANG_", "DATABASE_URL", "DJANGO_"))}
    return {**outside, "BANGVANG_VAR": str(folder)}


def _serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    words = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port} --workers 2 --threads 4 --log-level warning"
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, *words.split(), "--no-control-socket"],
            cwd=ROOT,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(office: Office) -> None:
    until = time.monotonic() + PATIENCE
    while not _answers(f"{office.address}/health/live"):
        assert office.server.poll() is None, (office.folder / "server.log").read_text()
        assert time.monotonic() < until, "the server did not answer"
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
