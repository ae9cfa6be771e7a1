"""Our own modules, as the rules read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("config", "workflow", "dossiers", "roles")


def modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module below these folders but migrations, with its syntax tree."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))
