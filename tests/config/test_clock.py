"""The office clock starts where it was told, runs on, and survives a restart."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from config import clock

START = "2024-11-27T08:00:00+07:00"
REAL = datetime(2026, 11, 20, 10, tzinfo=clock.OFFICE)


@pytest.fixture(autouse=True)
def _forget() -> None:
    clock._shift.cache_clear()


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    settings.BANGVANG_NOW, settings.BANGVANG_VAR = START, tmp_path
    return tmp_path


def test_without_a_start_it_is_the_real_time_of_the_office() -> None:
    with time_machine.travel(REAL, tick=False):
        assert clock.now() == REAL
        assert clock.now().utcoffset() == timedelta(hours=7)


def test_it_starts_where_it_was_told_and_runs_on_over_a_restart(folder: Path) -> None:
    with time_machine.travel(REAL, tick=False) as real:
        assert clock.now() == clock.read_start(START)
        real.shift(timedelta(hours=3))
        clock._shift.cache_clear()

        assert clock.now() == clock.read_start(START) + timedelta(hours=3)


def test_another_start_sets_it_anew(folder: Path, settings) -> None:  # type: ignore[no-untyped-def]
    with time_machine.travel(REAL, tick=False):
        clock.now()
        settings.BANGVANG_NOW = "2026-11-18T08:00"

        assert clock.now() == datetime(2026, 11, 18, 8, tzinfo=clock.OFFICE)
        assert [path.name for path in folder.iterdir()] == ["clock.json"]
