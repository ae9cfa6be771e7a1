"""Keys that the installation makes for itself, once, readable to its own user only."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path


def key_at(path: Path) -> str:
    """The key in this file, made when there is none; whoever comes first wins."""
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # 0600 by itself
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its key counts
    finally:
        os.unlink(draft)
