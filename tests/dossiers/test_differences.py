"""Two versions word by word."""

import pytest

from dossiers.differences import GONE, NEW, SAME, Piece, Row, apart, rows


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("72 trong 74", "73 trong 74", [(GONE, "72 "), (SAME, "trong 74")], [(NEW, "73 "), (SAME, "trong 74")]),
        ("Trồng vải", "Trồng vải lai", [(SAME, "Trồng vải")], [(SAME, "Trồng vải "), (NEW, "lai")]),
        ("Trồng vải lai", "Trồng lai", [(SAME, "Trồng "), (GONE, "vải "), (SAME, "lai")], [(SAME, "Trồng lai")]),
        ("Trồng vải.", "Trồng\nvải.", [(SAME, "Trồng vải.")], [(SAME, "Trồng\nvải.")]),
        ("", "Mới", [], [(NEW, "Mới")]),
        ("Cũ", "", [(GONE, "Cũ")], []),
        ("", "", [], []),
    ],
)
def test_what_stayed_what_went_and_what_came(before, after, left, right):
    assert apart(before, after) == ([Piece(*p) for p in left], [Piece(*p) for p in right])


@pytest.mark.parametrize(("before", "after"), [("a b c d", "d c b a"), ("x " * 300, "y x " * 300), ("", "a\n\nb")])
def test_the_pieces_of_a_side_are_its_text(before, after):
    left, right = apart(before, after)

    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (before, after)


def test_entries_that_stayed_are_named_and_only_the_others_are_laid_side_by_side():
    before = {"Tên": "Bà Thơm", "Thành tích": "46 cụ", "Giấy tờ": "", "Ngày sinh": ""}
    after = {"Tên": "Bà Thơm", "Thành tích": "48 cụ", "Giấy tờ": "biên bản.pdf", "Ngày sinh": ""}

    assert rows(before, after) == (
        [
            Row("Thành tích", [Piece(GONE, "46 "), Piece(SAME, "cụ")], [Piece(NEW, "48 "), Piece(SAME, "cụ")]),
            Row("Giấy tờ", [], [Piece(NEW, "biên bản.pdf")]),
        ],
        ["Tên"],
    )
