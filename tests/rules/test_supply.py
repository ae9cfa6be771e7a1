"""What we build on: locked by hash, named in NOTICE, under licences that go with ours, and no address anywhere."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.metadata import distribution

import pytest

from tests.rules.code import ROOT

FREE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|0BSD|PSF|Python Software Foundation|HPND|CMU|MPL|LGPL|AGPL|Unlicense|CC0)", re.IGNORECASE
)
CLOSED = re.compile(r"proprietary|commercial|non-?free", re.IGNORECASE)
LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE | re.IGNORECASE)
ADDRESS = re.compile(r"https?://|file://|--(?:extra-)?index-url|--find-links|--trusted-host")
HOMES = re.compile(r"(?<![\w.])/(?:home|root|Users|opt|work|mnt)/\w")
TEXT = (".py", ".md", ".toml", ".txt", ".in", ".json", ".html", ".css", ".js", ".sh", ".po", ".cfg", "Makefile", "run")


def locked(name: str) -> dict[str, str]:
    return dict(LOCKED.findall((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")))


def licence(name: str) -> str:
    """All that a distribution says about its licence."""
    data = distribution(name).metadata
    named = [data.get("License-Expression") or "", (data.get("License") or "")[:200]]
    return " ".join([*named, *(line for line in data.get_all("Classifier") or [] if line.startswith("License"))])


@pytest.mark.parametrize("name", sorted(locked("runtime")))
def test_each_dependency_is_free_and_named(name: str) -> None:
    said = licence(name)

    assert FREE.search(said), f"{name}: {said}"
    assert not CLOSED.search(said.replace("Viewflow", "")), f"{name}: {said}"
    assert re.search(rf"\b{re.escape(name)}\b", (ROOT / "NOTICE").read_text(encoding="utf-8"), re.IGNORECASE)


def test_the_programs_that_only_share_a_name_are_absent() -> None:
    assert {"viewflow", "django-fsm"} & {*locked("runtime"), *locked("dev"), *locked("proofs")} == set()


def test_both_locks_agree_and_every_package_has_its_hash() -> None:
    runtime, dev = locked("runtime"), locked("dev")

    assert {name: dev.get(name) for name in runtime} == runtime
    for name in ("runtime", "dev", "proofs"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)
        assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_no_lock_names_an_address() -> None:
    npm = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))

    for name in ("runtime.in", "runtime.txt", "dev.in", "dev.txt", "proofs.in", "proofs.txt"):
        assert not ADDRESS.search((ROOT / "requirements" / name).read_text(encoding="utf-8"))
    assert [name for name, entry in npm["packages"].items() if "resolved" in entry] == []
    assert [name for name, entry in npm["packages"].items() if name and "integrity" not in entry] == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    files = [ROOT / name for name in listed if name.endswith(TEXT) and (ROOT / name).is_file()]

    assert [str(file) for file in files if HOMES.search(file.read_text(encoding="utf-8"))] == []
