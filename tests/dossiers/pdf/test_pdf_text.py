"""What people wrote reaches the page as they read it, and nothing else does."""

import unicodedata

import pytest

from dossiers.pdf.text import Text, bold, joined


def test_decomposed_letters_are_composed() -> None:
    pasted = unicodedata.normalize("NFD", "Đỗ Quốc Việt, thôn Ngũ Lão")

    text = Text.of(pasted)

    assert text.plain == "Đỗ Quốc Việt, thôn Ngũ Lão"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("An\u202eBình\u202c", "AnBình"),
        ("An\u2066 Bình\u2069", "An Bình"),
        ("Tu\x00ấn\x1b[31m", "Tuấn[31m"),
        ("e\u200b\u0301", "é"),
        ("\ufeffLan", "Lan"),
        ("  một\n\n hai\tba\u2028bốn ", "một hai ba bốn"),
        ("số\u00a07", "số\u00a07"),
        ("nửa\ud800chữ", "nửachữ"),
    ],
)
def test_letters_without_a_shape_do_not_print(written: str, printed: str) -> None:
    assert Text.of(written).plain == printed


def test_no_way_of_making_a_text_leaves_it_unclean() -> None:
    assert Text("a\u202eb") == Text.of("ab")


def test_markup_in_a_text_is_only_letters() -> None:
    hostile = Text.of('<img src="/bia.png"/> A & B <b>đậm</b> &lt;')

    markup = hostile.markup

    assert markup == ('&lt;img src="/bia.png"/&gt; A &amp; B &lt;b&gt;đậm&lt;/b&gt; &amp;lt;')


def test_bold_words_run_into_the_next() -> None:
    label, words = Text.of("Điều 1."), Text.of("Tặng <Giấy khen>")

    markup = joined(bold(label), words.markup)

    assert markup == "<b>Điều 1.</b> Tặng &lt;Giấy khen&gt;"


def test_a_newline_starts_a_new_line_and_empty_lines_are_none() -> None:
    lines = Text.lines("CHỦ TỊCH ỦY BAN NHÂN DÂN \r\n\n  HUYỆN PHÙ CỪ\n")

    assert lines == (Text.of("CHỦ TỊCH ỦY BAN NHÂN DÂN"), Text.of("HUYỆN PHÙ CỪ"))
