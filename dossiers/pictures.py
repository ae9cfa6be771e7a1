"""Pictures as they may be shown: drawn anew from their points alone, small, and kept beside the originals."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from dossiers.models import Evidence

#: the longer side in points, by what the picture is for
SIZES = {"nho": 160, "lon": 1600}
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
#: a PNG is unpacked whole before it is made smaller
POINTS = {"JPEG": 40_000_000, "PNG": 20_000_000}
QUALITY = 82


class TooLarge(Exception):
    """The picture has more points than are unpacked for a look at it."""


def can_be_shown(media_type: str) -> bool:
    """Whether a file of the type is a picture that can be drawn anew."""
    return media_type in FORMATS


def shown(evidence: Evidence, size: str) -> bytes:
    """The picture in that size, drawn once and then kept by the hash of its original."""
    path = f"previews/{size}/{evidence.sha256}.jpg"
    if not default_storage.exists(path):
        with evidence.file.open("rb") as file:
            drawn = drawn_anew(cast(BinaryIO, file), FORMATS[evidence.media_type], SIZES[size])
        default_storage.save(path, ContentFile(drawn))
        return drawn
    with default_storage.open(path, "rb") as kept:
        return bytes(kept.read())


def drawn_anew(file: BinaryIO, format_: str, side: int) -> bytes:
    """A JPEG of at most that many points a side, without anything that the original said of itself."""
    with Image.open(file, formats=[format_]) as image:
        if image.width * image.height > POINTS[format_]:
            raise TooLarge
        image.draft("RGB", (side, side))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((side, side))
        return _as_jpeg(_on_white(upright))


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency: what is see-through is paper."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")


def _as_jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    Image.frombytes("RGB", image.size, image.tobytes()).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
