"""The world's script, played through the engine."""

from __future__ import annotations

from typing import Any


def play(world: dict[str, Any], say: Any) -> None:
    """Nothing yet."""
