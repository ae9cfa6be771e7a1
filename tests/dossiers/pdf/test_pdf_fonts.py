"""The shipped serif knows every Vietnamese letter, and a gap would be found."""

from pathlib import Path

import pytest

from dossiers.pdf import fonts


def test_vietnamese_has_134_marked_letters() -> None:
    letters = fonts.marked_letters()

    assert (len(letters), len(set(letters)), set("đĐằỷỶ") <= set(letters)) == (134, 134, True)


def test_every_face_has_every_letter() -> None:
    assert fonts.missing_letters() == {}


def test_a_lost_font_file_lacks_every_letter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(fonts.FILES, fonts.BOLD, tmp_path / "lost.ttf")

    missing = fonts.missing_letters()

    assert missing == {"lost.ttf": fonts.marked_letters() + "“”–…"}


def test_the_licence_lies_beside_the_fonts() -> None:
    names = sorted(path.name for path in fonts.FOLDER.iterdir())

    assert names == [
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-BoldItalic.ttf",
        "LiberationSerif-Italic.ttf",
        "LiberationSerif-Regular.ttf",
        "OFL.txt",
    ]
