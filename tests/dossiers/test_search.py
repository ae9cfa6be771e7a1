"""What is typed into a search is taken apart without a database."""

import pytest

from dossiers.search import Asked, Term, asked, words_of

HOA = "\u0300hoa"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", Asked()),
        ("%_'\"\\ --", Asked()),
        ("hoa", Asked((Term("hoa", begun=True),))),
        ("Thị Hòa", Asked((Term("thi", "\u0323thi"), Term("hoa", HOA, begun=True)))),
        ("td-2024-0012", Asked(codes=("TD-2024-0012",))),
        ("TD-2024", Asked(codes=("TD-2024",))),
        ("số 07/qd-ubnd", Asked(references=((7, "QĐ-UBND"),))),
        ("quyết định 7/QĐ", Asked(references=((7, "QĐ"),))),
        ("Hoa 12/", Asked((Term("hoa"),), references=((12, ""),))),
        ("hoa hoa HOA", Asked((Term("hoa", begun=True),))),
    ],
)
def test_a_query_is_words_codes_and_numbers_of_decisions(typed, found):
    assert asked(typed) == found


def test_a_very_long_query_keeps_so_many_words():
    assert len(asked(" ".join(f"w{n}" for n in range(500))).terms) == 16


def test_a_query_without_marks_is_the_same_query():
    assert asked("Thị Hòa số 07/qd-ubnd TD-2024-1").unmarked == "TD-2024-1 7/QĐ-UBND thi hoa"


@pytest.mark.parametrize(
    ("typed", "name", "strict", "loose"),
    [
        ("hoa", "Lê Thị Hòa", True, True),
        ("hoa", "Lê Thị Hoa", True, True),
        ("Hòa", "Lê Thị Hoà", True, True),
        ("Hòa", "Lê Thị Hoa", False, True),
        ("Hóa", "Lê Thị Hòa", False, True),
        ("đ", "Đường", True, True),
        ("đ", "Dương", False, True),
        ("đư", "Đường", True, True),
        ("đư", "Đương", True, True),
        ("đừ", "Đường", True, True),
        ("đừ", "Đương", False, True),
        ("ho", "Lê Thị Hòa", True, True),  # only the last word may be begun
        ("le ho", "Lê Thị Hòa", True, True),
        ("le ho x", "Lê Thị Hòa", False, False),
        ("hoa le", "Lê Thị Hòa", True, True),
        ("hò thị", "Lê Thị Hòa", False, False),
        ("oa", "Lê Thị Hòa", False, False),
    ],
)
def test_marks_count_where_they_were_typed(typed, name, strict, loose):
    terms, words = asked(typed).terms, words_of(name)

    assert all(term.fits(words, strict=True) for term in terms) == strict
    assert all(term.fits(words, strict=False) for term in terms) == loose
