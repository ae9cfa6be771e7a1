"""Every sentence has its English, with the same places for names and numbers."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from django.conf import settings

sys.path.insert(0, str(Path(settings.BASE_DIR) / "scripts"))

import messages

ENTRIES = messages.read(Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po")
SENTENCES = [entry for entry in ENTRIES if entry.key]
PLACE = re.compile(r"%\(\w+\)[-+ #0]*\d*(?:\.\d+)?[a-z]|%%|\{\w+\}|</?\w+[^>]*>")
PLURALS = "nplurals=2; plural=(n != 1);"


def places(text: str) -> Counter[str]:
    """What the text leaves open, and how often."""
    return Counter(PLACE.findall(text))


def allowed(entry: messages.Entry, number: int) -> list[Counter[str]]:
    """One thing may be told as in the singular or the plural of the source."""
    return [places(text) for text in (entry.text, entry.plural if number else "") if text]


def test_places_are_found() -> None:
    assert places("%(n)02d of {x}, 5%% <b>%(who)s</b>") == Counter(["%(n)02d", "{x}", "%%", "<b>", "%(who)s", "</b>"])


def test_the_catalogue_counts_as_english_does() -> None:
    head = next(entry for entry in ENTRIES if not entry.key)
    assert PLURALS in head.value
    assert not head.fuzzy


def test_every_sentence_is_translated() -> None:
    assert SENTENCES
    assert not [entry.key for entry in SENTENCES if not entry.translated]


def test_plurals_have_both_forms() -> None:
    wanted = [(entry.key, {0, 1} if entry.plural else {0}) for entry in SENTENCES]
    assert not [key for (key, forms), entry in zip(wanted, SENTENCES, strict=True) if set(entry.forms) != forms]


def test_places_are_the_same() -> None:
    pairs = [(entry, number, text) for entry in SENTENCES for number, text in entry.forms.items()]
    assert not [text for entry, number, text in pairs if places(text) not in allowed(entry, number)]


def test_sentences_end_as_they_do_in_vietnamese() -> None:
    ends = [(entry.text, text) for entry in SENTENCES for text in entry.forms.values()]
    assert not [pair for pair in ends if pair[0].endswith(".") != pair[1].endswith(".")]


def test_nobody_shouts() -> None:
    assert not [text for entry in SENTENCES for text in entry.forms.values() if "!" in text]
