"""`make demo`: a whole Bảng Vàng on this machine, from nothing to a page that answers."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import ground
import messages

STARTS = {"2024": "2024-11-27T08:00:00+07:00", "2026": "2026-11-18T08:00:00+07:00"}
QUEUES = "default,mail,papers"
PATIENCE = 60  # seconds until the first page must answer
GRACE = 10  # seconds to end in order


@dataclass(frozen=True)
class Demo:
    """Where it lives, which world, which port."""

    port: int
    world: str
    folder: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "BANGVANG_VAR": str(self.folder), "PYTHONUNBUFFERED": "1"}


def asked_for() -> Demo:
    """What PORT, WORLD and BANGVANG_VAR say."""
    port, world = os.environ.get("PORT") or "8000", os.environ.get("WORLD") or "2024"
    if not port.isdigit() or not 0 < int(port) < 65536:
        ground.stop(f"PORT is a number from 1 to 65535, not “{port}”.")
    if world not in STARTS:
        ground.stop(f"WORLD is {' or '.join(STARTS)}, not “{world}”.")
    usual = ground.ROOT / "var" / ("" if world == "2024" else world)
    return Demo(int(port), world, Path(os.environ.get("BANGVANG_VAR") or usual).resolve())


def refuse_a_taken_port(port: int) -> None:
    """Say so before any work is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            ground.stop(f"Port {port} is taken or not allowed: choose another one, as in make demo PORT={port + 1}.")


def take_the_folder(demo: Demo) -> IO[str]:
    """One demo a folder, one world a folder; the open file is the lock."""
    demo.folder.mkdir(parents=True, exist_ok=True)
    lock = (demo.folder / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        ground.stop(f"A demo runs in {demo.folder} already: give this one its own folder with BANGVANG_VAR.")
    return lock


def write_settings(demo: Demo) -> None:
    """demo.env: with BANGVANG_VAR alone set, manage.py works on this demo."""
    file = demo.folder / "demo.env"
    values = {"DEMO": "1", "INSECURE_HTTP": "1", "WORLD": demo.world, "NOW": STARTS[demo.world]}
    values["SITE"] = demo.address.rstrip("/")
    text = "".join(f"BANGVANG_{name}={value}\n" for name, value in values.items())
    if file.exists() and f"BANGVANG_WORLD={demo.world}\n" not in file.read_text():
        ground.stop(f"{demo.folder} holds another world: give world {demo.world} its own folder with BANGVANG_VAR.")
    file.write_text(text)


# The ground: what must be there before anything starts


def prepare(demo: Demo) -> None:
    """Database, law, world, translations and static files, each only when its source has changed."""
    once(demo, "messages", ground.under("locale", pattern="*.po"), messages.compile_all)
    code = ground.under("roles", "dossiers", "workflow", pattern="[0-9]*.py")
    once(demo, "migrate", [*code, ground.LOCKS["runtime"]], lambda: manage(demo, "migrate", "--verbosity=0"))
    once(demo, "law", ground.under("fixtures"), lambda: manage(demo, "load_law"))
    once(demo, "world", ground.under("fixtures"), lambda: manage(demo, "load_world", demo.world))
    collect = ["collectstatic", "--noinput", "--clear", "--verbosity=0"]
    once(demo, "static", [*ground.under("static"), ground.LOCKS["runtime"]], lambda: manage(demo, *collect))


def once(demo: Demo, step: str, sources: list[Path], work: Callable[[], Any]) -> None:
    """Do a step, and not again before its sources or its database have changed."""
    stamp = demo.folder / "stamps" / step
    if stamp.is_file() and stamp.read_text() == ground.digest(sources, identity(demo)):
        return
    ground.say(f"Preparing: {step} …")
    work()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(ground.digest(sources, identity(demo)))


def identity(demo: Demo) -> str:
    """Which database this is: a deleted file takes its stamps with it."""
    file = demo.folder / "bangvang.sqlite3"
    return os.environ.get("DATABASE_URL") or (str(file.stat().st_ino) if file.exists() else "none")


def manage(demo: Demo, *words: str) -> None:
    ground.run(ground.PYTHON, "manage.py", *words, env=demo.environment)


# The processes: the web, one worker, the tick


def commands(demo: Demo) -> dict[str, list[str]]:
    """What runs, by name."""
    python = str(ground.PYTHON)
    web = f"-m gunicorn config.wsgi --bind 127.0.0.1:{demo.port} --workers 2 --threads 4 --graceful-timeout 5"
    return {
        "web": [python, *web.split(), "--no-control-socket", "--log-level", "warning"],
        "worker": [python, "manage.py", "db_worker", "--queue-name", QUEUES, "--no-reload"],
        "tick": [python, "manage.py", "tick", "--every", "60"],
    }


class Household:
    """The processes that we started, and nobody else's."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """One process in its own group, with its own log; it dies with us even if we are killed."""
        logs = self.demo.folder / "logs"
        logs.mkdir(exist_ok=True)
        with (logs / f"{name}.log").open("ab") as log, (logs / f"{name}.out").open("ab") as out:
            self.running[name] = subprocess.Popen(
                ground.dying_with_us(commands(self.demo)[name]),
                cwd=ground.ROOT,
                env=self.demo.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                start_new_session=True,
            )

    def watch(self) -> None:
        """Start again what fell over; without the web there is no demo."""
        while True:
            time.sleep(1)
            for name in [name for name, process in self.running.items() if process.poll() is not None]:
                if name == "web":
                    ground.stop(f"The web server ended; {self.demo.folder}/logs/web.log says why.")
                self.start(name)

    def end(self) -> None:
        """Everything ends: in order first, by force after a while."""
        for process in self.running.values():
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + GRACE
        while any(process.poll() is None for process in self.running.values()) and time.monotonic() < until:
            time.sleep(0.05)
        for process in self.running.values():
            _signal(process, signal.SIGKILL)
            process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """To the whole group, which may outlive its first process."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def wait_for(demo: Demo, household: Household) -> None:
    """True afterwards: a page has come back."""
    until = time.monotonic() + PATIENCE
    while not answers(f"{demo.address}health/live"):
        if household.running["web"].poll() is not None or time.monotonic() > until:
            ground.stop(f"The web server did not answer; {demo.folder}/logs/web.log says why.")
        time.sleep(0.1)


def answers(address: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(address, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def greet(demo: Demo) -> None:
    manage(demo, "accounts")
    ground.say(f"\nBảng Vàng, world {demo.world}: {demo.address}")
    ground.say(f"Logs and e-mail: {demo.folder}/logs   ·   Ctrl-C ends everything.")


def main() -> None:
    demo = asked_for()
    refuse_a_taken_port(demo.port)
    ground.end_on_signals()
    lock = take_the_folder(demo)
    write_settings(demo)
    ground.venv("runtime")
    prepare(demo)
    household = Household(demo)
    try:
        for name in commands(demo):
            household.start(name)
        wait_for(demo, household)
        greet(demo)
        household.watch()
    finally:
        ground.on_signals(signal.SIG_IGN)
        household.end()
        lock.close()


if __name__ == "__main__":
    sys.exit(main())
