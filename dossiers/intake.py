"""What a file that somebody hands in really is: told by its content, never by its name alone."""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image

from dossiers.content import Upload

MEGABYTE = 1_000_000
PIXELS = 40 * MEGABYTE
UNPACKED = 100 * MEGABYTE
MEMBERS = 5000
CONTENT_TYPES = "[Content_Types].xml"
TAIL = 2048  # bytes at the end in which a PDF closes

PDF, JPEG, PNG, DOCX, XLSX = "pdf", "jpeg", "png", "docx", "xlsx"
MEDIA_TYPES = {
    PDF: "application/pdf",
    JPEG: "image/jpeg",
    PNG: "image/png",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
EXTENSIONS = {"pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "docx": DOCX, "xlsx": XLSX}
ACCEPT = ",".join(f".{ending}" for ending in EXTENSIONS)


class Unfit(Exception):
    """The file is not taken; the sentence names it and says what would be."""


def look(file: Any, *, kind: str) -> Upload:
    """The file with its hash and its true type, or the reason why it is not taken."""
    name = plain_name(str(file.name or ""))
    _check_size(file.size or 0, name)
    file.seek(0)
    found = _recognised(file, name)
    _check_extension(name, found)
    sha256 = _hash(file)
    return Upload(kind=kind, name=name, file=file, sha256=sha256, size=file.size, media_type=MEDIA_TYPES[found])


def plain_name(name: str) -> str:
    """The last part of the name, without a path and without what cannot be seen."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    return seen[-150:] or _("tệp không tên")


def extension(name: str) -> str:
    """What the name claims to be."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _check_size(size: int, name: str) -> None:
    if size == 0:
        raise Unfit(_("Tệp “%(name)s” rỗng. Chọn lại tệp, hoặc chụp lại.") % {"name": name})
    if size > settings.UPLOAD_LIMIT:
        raise Unfit(
            _("Tệp “%(name)s” lớn hơn 20 MB. Chụp lại ở cỡ nhỏ hơn, hoặc tách thành nhiều tệp.") % {"name": name}
        )


def _recognised(file: BinaryIO, name: str) -> str:
    head = file.read(8)
    for magic, check in MAGIC:
        if head.startswith(magic):
            file.seek(0)
            return check(file, name)
    raise Unfit(
        _("Tệp “%(name)s” không phải PDF, JPEG, PNG, DOCX hay XLSX. Lưu lại thành một trong các loại đó rồi gửi.")
        % {"name": name}
    )


def _check_extension(name: str, found: str) -> None:
    claimed = extension(name)
    if EXTENSIONS.get(claimed) != found:
        raise Unfit(
            _("Tệp “%(name)s” có đuôi “%(ending)s” nhưng bên trong là %(found)s. Đổi lại đuôi tệp cho đúng rồi gửi.")
            % {"name": name, "ending": claimed, "found": found.upper()}
        )


def _broken(name: str) -> Unfit:
    return Unfit(_("Tệp “%(name)s” bị hỏng hoặc chưa trọn. Mở thử trên máy, rồi lưu hoặc chụp lại.") % {"name": name})


def _pdf(file: BinaryIO, name: str) -> str:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL))
    tail = file.read(TAIL)
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise _broken(name)
    return PDF


def _picture(format_: str) -> Callable[[BinaryIO, str], str]:
    def check(file: BinaryIO, name: str) -> str:
        try:
            _decode(file, format_.upper())
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise Unfit(
                _("Ảnh “%(name)s” quá lớn, quá 40 triệu điểm ảnh. Chụp lại ở cỡ nhỏ hơn.") % {"name": name}
            ) from bomb
        except Exception as fault:  # Pillow says what is broken in a dozen ways
            raise _broken(name) from fault
        return format_

    return check


def _decode(file: BinaryIO, format_: str) -> None:
    """Read the picture through to its end, a JPEG at an eighth of its size."""
    with Image.open(file, formats=[format_]) as image:
        if image.width * image.height > PIXELS:
            raise Image.DecompressionBombError
        if format_ == "PNG":
            image.verify()
        else:
            image.draft(image.mode, (image.width // 8, image.height // 8))
            image.load()


def _office(file: BinaryIO, name: str) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            members = package.infolist()
            has_macro = _has_macro(package, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as fault:
        raise _broken(name) from fault
    names = {member.filename for member in members}
    if has_macro:
        raise Unfit(_("Tệp “%(name)s” có macro nên không nhận. Lưu lại không kèm macro rồi gửi.") % {"name": name})
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise Unfit(
            _("Tệp “%(name)s” bung ra quá 100 MB nên không nhận. Giảm cỡ ảnh trong tệp rồi gửi.") % {"name": name}
        )
    if any(member.flag_bits & 1 for member in members):
        raise Unfit(_("Tệp “%(name)s” có mật khẩu. Bỏ mật khẩu rồi gửi.") % {"name": name})
    return _office_kind(names, name)


def _has_macro(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    """Whether a part is a macro, by its name or, under another name, by what the package says of it."""
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        return True
    types = next((member for member in members if member.filename == CONTENT_TYPES), None)
    if types is None or types.file_size > MEGABYTE or types.flag_bits & 1:
        return False
    told = package.read(types).lower()
    return b"vbaproject" in told or b"macroenabled" in told


def _office_kind(names: set[str], name: str) -> str:
    if CONTENT_TYPES in names and "word/document.xml" in names:
        return DOCX
    if CONTENT_TYPES in names and "xl/workbook.xml" in names:
        return XLSX
    raise Unfit(
        _("Tệp “%(name)s” không phải văn bản DOCX hay bảng tính XLSX. Lưu lại đúng loại rồi gửi.") % {"name": name}
    )


#: how each type begins, at the very first byte, and what else must hold
MAGIC: list[tuple[bytes, Callable[[BinaryIO, str], str]]] = [
    (b"%PDF-", _pdf),
    (b"\xff\xd8\xff", _picture(JPEG)),
    (b"\x89PNG\r\n\x1a\n", _picture(PNG)),
    (b"PK\x03\x04", _office),
]


def _hash(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1 << 16):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
