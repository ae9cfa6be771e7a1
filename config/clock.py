"""The office clock: real time, or a demo's time that starts elsewhere and runs on."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

OFFICE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """What time it is in the office; only edges ask, and hand the answer down."""
    return shift() + datetime.now(OFFICE)


def shift() -> timedelta:
    """How far the office clock stands from the real one: nothing but in a demo."""
    if not settings.BANGVANG_NOW:
        return timedelta()
    return _shift(settings.BANGVANG_NOW, settings.BANGVANG_VAR / "clock.json")


def read_start(text: str) -> datetime:
    """A moment as BANGVANG_NOW writes it; without a zone it is the office's."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(OFFICE) if moment.tzinfo else moment.replace(tzinfo=OFFICE)


@lru_cache
def _shift(start: str, file: Path) -> timedelta:
    pair = _remembered(file)
    if pair.get("office") != start:
        pair = _remember(file, start)
    return read_start(start) - datetime.fromisoformat(pair["real"])


def _remembered(file: Path) -> dict[str, str]:
    try:
        pair: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return pair


def _remember(file: Path, start: str) -> dict[str, str]:
    """Write when this office clock was started; of two processes the first one counts."""
    stale = _remembered(file)
    handle, draft = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump({"office": start, "real": datetime.now(OFFICE).isoformat()}, out)
    if stale:
        os.replace(draft, file)
        return _remembered(file)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
    return _remembered(file)
