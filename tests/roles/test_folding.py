"""What is compared and searched is the same however it was typed."""

import unicodedata

import pytest

from roles.folding import folded


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Đỗ Thị Hòa", "do thi hoa"),
        (unicodedata.normalize("NFD", "Đỗ Thị Hòa"), "do thi hoa"),
        ("Đỗ Thị Hoà", "do thi hoa"),  # the tone on the other vowel
        ("  ĐỖ   THỊ\tHÒA ", "do thi hoa"),
        ("Ðỗ Thị Hòa", "do thi hoa"),  # an eth that looks like Đ
        ("do thi hoa", "do thi hoa"),
        ("Nguyễn Văn A.", "nguyen van a"),
        ("01/QĐ-UBND", "01 qd ubnd"),
        ("", ""),
    ],
)
def test_however_it_was_typed(typed, compared):
    assert folded(typed) == compared
