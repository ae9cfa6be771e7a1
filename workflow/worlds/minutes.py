"""Papers that prove: small real files for a world's dossiers, drawn from their own figures."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from dossiers.kinds import EvidenceKind
from dossiers.models import Dossier
from dossiers.pdf import fonts, styles
from dossiers.pdf.layout import Part, centred, paragraph, printed
from dossiers.pdf.text import Text

HEADINGS = {
    "minutes": "BIÊN BẢN HỌP BÌNH XÉT",
    "report": "BÁO CÁO THÀNH TÍCH",
    "initiative": "GIẤY CHỨNG NHẬN SÁNG KIẾN",
    "rating": "KẾT QUẢ XẾP LOẠI",
    "other": "GIẤY TỜ KÈM THEO",
}


def pdf_of(kind: str, dossier: Dossier, row: dict[str, Any]) -> bytes:
    """One page about the dossier's nominee, from the script's own entries."""
    award, nominee = dossier.award_type.name, dossier.nominee.name
    lines = [f"Đề nghị: {award} – {nominee}.", *_lines(row, kind)]
    fonts.register()
    story = [
        centred(Text.of(dossier.unit.name.upper()), styles.ABOUT),
        centred(Text.of(HEADINGS[kind]), styles.KIND),
        *(paragraph(Text.of(line).markup, styles.BODY) for line in lines),
    ]
    title, unit = Text.of(f"{HEADINGS[kind]} – {nominee}"), Text.of(dossier.unit.name)
    return printed(story, parts=(Part(kind, draft=False),), title=title, author=unit, subject=Text.of(award))


def png(seed: int, *, width: int = 420, height: int = 594) -> bytes:
    """A grey page with lines of “writing”: what a phone makes of a sheet of paper."""
    rows = b"".join(b"\x00" + _line(y, seed, width) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _line(y: int, seed: int, width: int) -> bytes:
    written = 60 <= y <= 520 and y % 18 < 3
    end = width - 50 - (y * 7 + seed * 31) % 90
    return bytes(90 if written and 40 < x < end and (x * 3 + y + seed) % 11 else 238 for x in range(width))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _lines(row: dict[str, Any], kind: str) -> list[str]:
    """What the paper says, from the dossier's own entries."""
    if kind != EvidenceKind.MINUTES:
        return [row["deed"]]
    yes, everybody = row["votes"]
    return [
        f"Số người dự họp: {everybody}. Số người đồng ý: {yes}.",
        row["deed"],
        "Biên bản được thông qua tại cuộc họp, có chữ ký của chủ trì và thư ký.",
    ]
