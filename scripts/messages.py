"""Translations: compile them without gettext's tools, and find what has drifted."""

from __future__ import annotations

import ast
import struct
from dataclasses import dataclass, field
from pathlib import Path

import ground

KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


@dataclass
class Entry:
    """One message: its key, its translations by number, whether somebody should look at it."""

    context: str = ""
    text: str = ""
    plural: str = ""
    forms: dict[int, str] = field(default_factory=dict)
    fuzzy: bool = False

    @property
    def key(self) -> str:
        """As the catalogue looks it up."""
        both = f"{self.text}\0{self.plural}" if self.plural else self.text
        return f"{self.context}\x04{both}" if self.context else both

    @property
    def value(self) -> str:
        return "\0".join(self.forms[number] for number in sorted(self.forms))

    @property
    def translated(self) -> bool:
        return bool(self.forms) and all(self.forms.values()) and not self.fuzzy


def read(path: Path) -> list[Entry]:
    """The entries of a .po file, obsolete ones left out."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    entries = [_entry(block) for block in blocks]
    return [entry for entry in entries if entry is not None]


def _entry(block: str) -> Entry | None:
    entry, current = Entry(), ""
    lines = [line for line in block.splitlines() if not line.startswith("#~")]
    for line in lines:
        if line.startswith("#,"):
            entry.fuzzy = "fuzzy" in line
        elif not line.startswith("#"):
            current = _take(entry, current, line)
    return entry if current else None


def _take(entry: Entry, current: str, line: str) -> str:
    """Add one line's text to the part of the entry that it belongs to."""
    keyword = next((word for word in KEYWORDS if line.startswith(word)), "")
    current = line.partition(" ")[0] if keyword else current
    text = ast.literal_eval(line[line.index('"') :])
    if current.startswith("msgstr"):
        number = int(current[7:-1] or 0) if "[" in current else 0
        entry.forms[number] = entry.forms.get(number, "") + text
    else:
        name = {"msgctxt": "context", "msgid": "text", "msgid_plural": "plural"}[current]
        setattr(entry, name, getattr(entry, name) + text)
    return current


def compiled(entries: list[Entry]) -> bytes:
    """The bytes of a .mo file."""
    pairs = sorted((entry.key.encode(), entry.value.encode()) for entry in entries if entry.translated)
    count, begin = len(pairs), 28
    offset = begin + 16 * count
    keys, values, data = [], [], b""
    for table, texts in ((keys, [key for key, _ in pairs]), (values, [value for _, value in pairs])):
        for text in texts:
            table += [len(text), offset + len(data)]
            data += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, begin, begin + 8 * count, 0, 0)
    return head + struct.pack(f"<{4 * count}I", *keys, *values) + data


def compile_all() -> None:
    """Every catalogue of the project, beside its source."""
    for path in ground.under("locale", pattern="*.po"):
        path.with_suffix(".mo").write_bytes(compiled(read(path)))


if __name__ == "__main__":
    compile_all()
