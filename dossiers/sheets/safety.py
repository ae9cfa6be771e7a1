"""Whether a file that somebody brings may be opened as a spreadsheet at all: told by its bytes, before it is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO

from django.utils.translation import gettext as _

from dossiers.intake import CONTENT_TYPES, MEMBERS, UNPACKED, extension

LARGEST = 10_000_000
#: a package that unpacks to more than this, so many times its own size, was made to choke its reader
SUSPICIOUS, RATIO = 20_000_000, 150
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MARKUP = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<", re.DOTALL)
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
XML = (".xml", ".rels", ".vml")
CHUNK = 1 << 20

XLSX, CSV = "xlsx", "csv"


class Unreadable(Exception):
    """The file is no list that can be read; the sentence says why, and what to do."""


def look(data: bytes, name: str) -> str:
    """What the file is, ``xlsx`` or ``csv``; or the reason why it is not opened."""
    if not data:
        raise Unreadable(_("Tệp “%(name)s” rỗng. Chọn lại tệp.") % {"name": name})
    if len(data) > LARGEST:
        raise Unreadable(
            _("Tệp “%(name)s” lớn hơn 10 MB nên không nhận. Bỏ ảnh trong tệp, hoặc tách danh sách.") % {"name": name}
        )
    if data.startswith(b"PK\x03\x04"):
        _check_package(data, name)
        return XLSX
    if data.startswith(OLE):
        raise _old_or_locked(data, name)
    return _text(data, name)


def _old_or_locked(data: bytes, name: str) -> Unreadable:
    if ENCRYPTED in data:
        return Unreadable(_("Tệp “%(name)s” có mật khẩu. Bỏ mật khẩu rồi gửi.") % {"name": name})
    return Unreadable(
        _("Tệp “%(name)s” là Excel đời cũ (.xls). Mở bằng Excel, lưu lại thành .xlsx rồi gửi.") % {"name": name}
    )


def _text(data: bytes, name: str) -> str:
    """Text with commas is a list only where its name says so: else it was something else once."""
    if MARKUP.match(data[:200]) or data.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
        raise Unreadable(
            _("Tệp “%(name)s” là trang web, không phải bảng tính. Mở bằng Excel, lưu lại thành .xlsx rồi gửi.")
            % {"name": name}
        )
    if extension(name) not in ("csv", "txt") or (b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise Unreadable(
            _("Tệp “%(name)s” không phải bảng tính .xlsx. Mở bằng Excel, lưu lại thành .xlsx rồi gửi.") % {"name": name}
        )
    return CSV


# What a package holds


def _check_package(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            _check_members(members, len(data), name)
            _check_parts(package, members, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError) as fault:
        raise broken(name) from fault


def broken(name: str) -> Unreadable:
    return Unreadable(
        _("Tệp “%(name)s” bị hỏng hoặc chưa trọn. Mở bằng Excel, lưu lại thành .xlsx rồi gửi.") % {"name": name}
    )


def _check_members(members: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(_("Tệp “%(name)s” có mật khẩu. Bỏ mật khẩu rồi gửi.") % {"name": name})
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS or unpacked > UNPACKED or (unpacked > SUSPICIOUS and unpacked > RATIO * packed):
        raise Unreadable(
            _("Tệp “%(name)s” bung ra quá lớn nên không nhận. Chép riêng danh sách sang tệp mới rồi gửi.")
            % {"name": name}
        )
    if any(_leads_away(member.filename) for member in members):
        raise Unreadable(
            _("Tệp “%(name)s” có phần mang tên lạ nên không nhận. Chép danh sách sang tệp mới rồi gửi.")
            % {"name": name}
        )


def _leads_away(part: str) -> bool:
    """Whether the name of a part points out of the package; nothing is ever unpacked by name, and none is needed."""
    return part.startswith(("/", "\\")) or ":" in part or ".." in re.split(r"[/\\]", part)


def _check_parts(package: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> None:
    names = {member.filename for member in members}
    types = package.read(CONTENT_TYPES).lower() if CONTENT_TYPES in names else b""
    if any(part.lower().endswith("vbaproject.bin") for part in names) or b"macroenabled" in types:
        raise Unreadable(_("Tệp “%(name)s” có macro nên không nhận. Lưu lại thành .xlsx rồi gửi.") % {"name": name})
    if b"spreadsheetml.sheet.main" not in types:
        raise Unreadable(
            _("Tệp “%(name)s” không phải bảng tính .xlsx. Mở bằng Excel, lưu lại thành .xlsx rồi gửi.") % {"name": name}
        )
    if any(_declares(package, member) for member in members if member.filename.lower().endswith(XML)):
        raise Unreadable(
            _("Tệp “%(name)s” có khai báo lạ bên trong nên không nhận. Chép danh sách sang tệp mới rồi gửi.")
            % {"name": name}
        )


def _declares(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part declares entities: no spreadsheet needs any; the bytes are read through, so breaks show too."""
    tail = b""
    with package.open(member) as part:
        for chunk in _chunks(part):
            plain = chunk.replace(b"\x00", b"")  # UTF-16 says the same with zeros between
            if DECLARATION.search(tail + plain):
                return True
            tail = plain[-16:]
    return False


def _chunks(part: IO[bytes]) -> Iterable[bytes]:
    while chunk := part.read(CHUNK):
        yield chunk
