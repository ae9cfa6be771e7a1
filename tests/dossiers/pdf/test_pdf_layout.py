"""Lines under words are measured by the words."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from dossiers.pdf import fonts, styles
from dossiers.pdf.layout import titled
from dossiers.pdf.text import Text


@pytest.mark.parametrize(
    ("words", "last_line"),
    [
        ("HUYỆN PHÙ CỪ", "HUYỆN PHÙ CỪ"),
        ("A & B <C>", "A & B <C>"),
        (
            "Về việc tặng Giấy khen và công nhận danh hiệu “Lao động tiên tiến” năm 2024",
            "danh hiệu “Lao động tiên tiến” năm 2024",
        ),
    ],
)
def test_the_line_under_a_title_is_two_fifths_of_its_last_line(words: str, last_line: str) -> None:
    fonts.register()

    *_, line = titled([Text.of(words)], styles.ABOUT)

    assert line.width == pytest.approx(0.4 * stringWidth(last_line, fonts.BOLD, 14))
