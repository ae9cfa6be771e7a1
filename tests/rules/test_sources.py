"""Whoever meets a source's key on a page of law can look it up."""

import re

from django.conf import settings

KEY = re.compile(r"\b[SU]\d{1,2}\b")


def named():
    """The keys of the page; “S1–S5” names five."""
    page = (settings.BASE_DIR / "docs" / "sources.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("|")]
    spans = [KEY.findall(cell) for cell in cells]
    return {f"{keys[0][0]}{n}" for keys in spans if keys for n in range(int(keys[0][1:]), int(keys[-1][1:]) + 1)}


def used():
    """The keys that rows of law lean on."""
    rows = [file.read_text(encoding="utf-8") for file in (settings.BASE_DIR / "fixtures").glob("*.json")]
    return {key for text in rows for source in re.findall(r'"source": "([^"]*)"', text) for key in KEY.findall(source)}


def test_every_source_that_a_row_leans_on_is_told():
    assert used() - named() == set()
    assert len(used()) > 30
