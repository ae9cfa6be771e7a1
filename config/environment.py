"""Values from the environment, with a demo's own file beneath them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}


def lines_of(path: Path) -> dict[str, str]:
    """The KEY=VALUE lines of a file; none where there is no file."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


class Environment:
    """What was set from outside; the real environment wins over the file."""

    def __init__(self, outside: Mapping[str, str], beneath: Mapping[str, str]) -> None:
        self.values = {**beneath, **outside}

    @classmethod
    def of(cls, file: Path) -> Environment:
        return cls(os.environ, lines_of(file))

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "") or default

    def words(self, name: str, default: str = "") -> list[str]:
        """A comma-separated value as a list, without empty words."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def flag(self, name: str) -> bool:
        value = self.text(name).lower()
        if value not in YES | NO:
            raise ImproperlyConfigured(f"{name} is 1 or 0, not “{value}”.")
        return value in YES

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            raise ImproperlyConfigured(f"{name} is a whole number, not “{value}”.")
        return int(value)
