"""The floors hold, and a breach of them is seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.code import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
HOUSE = {
    "config/__init__.py": "import workflow.flows",
    "workflow/__init__.py": "",
    "workflow/flows.py": "import viewflow",
    "dossiers/__init__.py": "",
    "dossiers/fsm.py": "import django_fsm",
    "dossiers/pdf/__init__.py": "import reportlab",
    "dossiers/sheets/__init__.py": "import openpyxl",
    "dossiers/models/__init__.py": "import roles.grants",
    "roles/__init__.py": "",
    "roles/grants.py": "import guardian",
}
BREACHES = {
    "roles/__init__.py": "import workflow.flows",
    "dossiers/__init__.py": "import viewflow",
    "workflow/__init__.py": "import guardian",
    "config/__init__.py": "import reportlab",
    "dossiers/models/__init__.py": "import django_fsm",
    "workflow/flows.py": "import openpyxl",
}


def lint(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The contracts, read against a small house."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_the_house_as_designed_keeps_every_contract(tmp_path: Path) -> None:
    assert lint(tmp_path, HOUSE).returncode == 0


@pytest.mark.parametrize("file", BREACHES)
def test_a_breach_of_a_floor_is_found(file: str, tmp_path: Path) -> None:
    done = lint(tmp_path, {**HOUSE, file: BREACHES[file]})

    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
