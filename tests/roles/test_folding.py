"""What is compared and searched is the same however it was typed."""

import unicodedata

import pytest

from roles.folding import folded, spelled


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


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Hòa", [("hoa", "\u0300hoa")]),
        ("Hoà", [("hoa", "\u0300hoa")]),  # the tone on the other vowel
        (unicodedata.normalize("NFD", "Hòa"), [("hoa", "\u0300hoa")]),
        ("hoa", [("hoa", "hoa")]),
        ("Đường  ĐỖ", [("duong", "\u0300đương"), ("do", "\u0303đô")]),
        ("Ðỗ", [("do", "\u0303đô")]),  # an eth that looks like Đ
        ("01/QĐ-UBND", [("01", "01"), ("qd", "qđ"), ("ubnd", "ubnd")]),
        ("a_b%c'd\"", [("a", "a"), ("b", "b"), ("c", "c"), ("d", "d")]),
        ("½ №5 ﬁ", [("1", "1"), ("2", "2"), ("no5", "no5"), ("fi", "fi")]),
        ("% _ ' \u0301 …", []),
    ],
)
def test_a_word_is_spelled_folded_and_with_its_marks(typed, words):
    assert spelled(typed) == words
