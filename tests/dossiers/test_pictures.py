"""Pictures that people hand in, drawn anew before anybody sees them."""

from io import BytesIO

import pytest
from PIL import Image

from dossiers import pictures

SECRET = b"<script>alert(1)</script>"


def a_picture(format_, size, mode="RGB", **saved):
    out = BytesIO()
    Image.new(mode, size, 0).save(out, format_, **saved)
    out.write(SECRET)
    out.seek(0)
    return out


@pytest.mark.parametrize(
    ("format_", "mode", "size", "drawn"),
    [
        ("JPEG", "RGB", (3000, 1500), (160, 80)),
        ("JPEG", "L", (40, 20), (40, 20)),
        ("PNG", "RGBA", (200, 400), (80, 160)),
        ("PNG", "P", (320, 320), (160, 160)),
        ("PNG", "1", (320, 160), (160, 80)),
    ],
)
def test_a_picture_is_drawn_anew_small_and_without_what_was_hidden_in_it(format_, mode, size, drawn):
    found = pictures.drawn_anew(a_picture(format_, size, mode), format_, 160)

    image = Image.open(BytesIO(found))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", drawn)
    assert SECRET not in found
    assert "exif" not in image.info


def test_what_is_see_through_is_paper():
    found = pictures.drawn_anew(a_picture("PNG", (8, 8), "RGBA"), "PNG", 160)

    assert Image.open(BytesIO(found)).getpixel((4, 4)) == (255, 255, 255)


def test_a_picture_that_lies_on_its_side_is_put_upright():
    lying = Image.new("RGB", (40, 20)).getexif()
    lying[0x0112] = 6

    found = pictures.drawn_anew(a_picture("JPEG", (40, 20), exif=lying), "JPEG", 160)

    assert Image.open(BytesIO(found)).size == (20, 40)


def test_a_picture_of_too_many_points_is_not_unpacked(monkeypatch):
    monkeypatch.setitem(pictures.POINTS, "PNG", 99)

    with pytest.raises(pictures.TooLarge):
        pictures.drawn_anew(a_picture("PNG", (10, 10)), "PNG", 160)


@pytest.mark.parametrize(
    ("media_type", "shown"),
    [("image/png", True), ("image/jpeg", True), ("image/svg+xml", False), ("application/pdf", False), ("", False)],
)
def test_only_pictures_that_we_can_draw_are_shown(media_type, shown):
    assert pictures.can_be_shown(media_type) is shown
