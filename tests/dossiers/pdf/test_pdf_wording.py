"""Numbers, days and lists are written as the office writes them."""

import datetime
from dataclasses import replace

import pytest

from dossiers.pdf.wording import closed, day_in_words, number_line
from tests.dossiers.pdf.samples import DECISION


@pytest.mark.parametrize(
    ("number", "draft", "line"),
    [
        ("1523", False, "Số:\u00a01523/QĐ-UBND"),
        ("7", False, "Số:\u00a007/QĐ-UBND"),
        ("07", False, "Số:\u00a007/QĐ-UBND"),
        ("7a", False, "Số:\u00a07a/QĐ-UBND"),
        (None, False, "Số:" + "\u00a0" * 9 + "/QĐ-UBND"),
        ("1523", True, "Số:" + "\u00a0" * 9 + "/QĐ-UBND"),
    ],
)
def test_a_number_is_written_or_leaves_room(number: str | None, draft: bool, line: str) -> None:
    assert number_line(replace(DECISION, number=number, draft=draft)) == line


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (datetime.date(2024, 11, 27), "ngày 27 tháng 11 năm 2024"),
        (datetime.date(2025, 1, 5), "ngày 05 tháng 01 năm 2025"),
        (datetime.date(2025, 2, 10), "ngày 10 tháng 02 năm 2025"),
        (datetime.date(2025, 3, 9), "ngày 09 tháng 3 năm 2025"),
        (None, f"ngày{' ' * 5}tháng{' ' * 5}năm{' ' * 8}".replace(" ", "\u00a0")),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero(date: datetime.date | None, words: str) -> None:
    assert day_in_words(date) == words


@pytest.mark.parametrize(
    ("items", "printed"),
    [
        ((), ()),
        (("một",), ("một.",)),
        (("một", "hai"), ("một;", "hai.")),
        (("một; ", "hai;", "ba."), ("một;", "hai;", "ba.")),
    ],
)
def test_items_end_with_semicolons_and_the_last_with_a_full_stop(
    items: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    assert closed(items) == printed
