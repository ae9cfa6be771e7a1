"""The list behind a decision keeps its header, its count and its people over many pages."""

import re
from dataclasses import replace

import pytest

from dossiers.pdf.decision import render
from dossiers.pdf.papers import Annex, AnnexGroup
from tests.dossiers.pdf.reading import outside_the_text, overlaps, pages
from tests.dossiers.pdf.samples import DECISION, PEOPLE, annex, many

HEADER = """\
Hình thức khen
STT Họ và tên (tên tập thể) Chức vụ, đơn vị (địa chỉ)
thưởng"""

TITLES = """\
Phụ lục
DANH SÁCH TẬP THỂ, HỘ GIA ĐÌNH, CÁ NHÂN
ĐƯỢC KHEN THƯỞNG NĂM 2024
(Kèm theo Quyết định số 1523/QĐ-UBND ngày 27 tháng 11 năm 2024
của Chủ tịch Ủy ban nhân dân huyện Phù Cừ)"""

NAMES = tuple(
    f"{family} {middle} {given}"
    for family in ("Nguyễn", "Trần", "Đặng", "Vũ", "Bùi")
    for middle in ("Thị", "Hữu", "Đức", "Quỳnh")
    for given in ("Ẩn", "Đường", "Hưởng", "Nghĩa", "Tuyết", "Thùy", "Ước", "Ỷ", "Khuê", "Quyền")
)


def annex_pages(listed: Annex) -> list[str]:
    return pages(render(replace(DECISION, annex=listed)))[1:]


def test_one_person_is_a_list_of_one() -> None:
    one = annex(AnnexGroup(title="", rows=PEOPLE))

    printed = annex_pages(one)

    row = "1 Nguyễn Thị Bích Ngọc Giáo viên, Trường Tiểu học Tam Đa Lao động tiên tiến"
    assert printed == [f"{TITLES}\n{HEADER}\n{row}"]


def test_three_groups_print_in_their_order_under_one_count() -> None:
    printed = pages(render(DECISION))[1:]

    assert printed == [
        f"""\
{TITLES}
{HEADER}
I. TẬP THỂ
1 Thôn Tam Đa Xã Tam Đa Giấy khen
II. HỘ GIA ĐÌNH
2 Hộ ông Đặng Hữu Phước Thôn Cự Phú, xã Tam Đa Giấy khen
III. CÁ NHÂN
3 Nguyễn Thị Bích Ngọc Giáo viên, Trường Tiểu học Tam Đa Lao động tiên tiến
Tổng cộng: 01 tập thể, 01 hộ gia đình, 01 cá nhân."""
    ]


def test_two_hundred_people_are_all_there_in_order() -> None:
    printed = "\n".join(annex_pages(many(NAMES)))

    rows = re.findall(r"^(\d+) (.+) Công chức, xã Tam Đa Lao động tiên tiến$", printed, re.M)
    assert rows == [(str(place), name) for place, name in enumerate(NAMES, start=1)]


def test_the_header_repeats_and_each_page_but_the_first_counts() -> None:
    printed = annex_pages(many(NAMES))

    heads = [page[: page.index("\nthưởng") + 7] for page in printed]
    later = [f"{page}\n{HEADER}" for page in range(2, len(printed) + 1)]
    assert (len(printed) > 3, heads) == (True, [f"{TITLES}\n{HEADER}", *later])


@pytest.mark.parametrize("people", range(24, 34))
def test_neither_group_title_nor_total_stands_without_a_row(people: int) -> None:
    rows = tuple((f"Người {place}", "Xã Tam Đa", "Giấy khen") for place in range(people))
    groups = (AnnexGroup(title="ĐẦU", rows=rows), AnnexGroup(title="SAU", rows=rows))

    printed = annex_pages(annex(*groups, total="Tổng cộng."))

    ends = [page.splitlines()[-1] for page in printed]
    totals = [page.splitlines()[-2] for page in printed if page.endswith("Tổng cộng.")]
    assert ("SAU" in ends, [total.split()[0] for total in totals]) == (False, [str(people * 2)])


def test_long_cells_stay_in_their_columns() -> None:
    rows = (
        ("Đ" * 200, "Công Tằng Tôn Nữ " * 20, "Lao động tiên tiến " * 10),
        ("NguyễnThịBíchNgọc" * 9, "x" * 150, "Giấy khen"),
    )

    paper = render(replace(DECISION, annex=annex(AnnexGroup(title="Đ" * 150, rows=rows))))

    assert (outside_the_text(paper), overlaps(paper)) == ([], [])


def test_a_cell_longer_than_a_page_goes_over_the_page() -> None:
    deed = "Có thành tích tốt. " * 400
    long = annex(AnnexGroup(title="CÁ NHÂN", rows=(("Vũ Thị Ẩn", deed, "Giấy khen"),)))

    paper = render(replace(DECISION, annex=long))

    printed = pages(paper)[1:]
    assert (" ".join(printed).split().count("tốt."), outside_the_text(paper)) == (400, [])
    assert [page.count("STT") for page in printed] == [1] * len(printed)


def test_rows_of_some_lines_move_whole_under_one_header_a_page() -> None:
    deed = "Có thành tích tốt. " * 12
    rows = tuple((f"Người-{place}", deed, "Giấy khen") for place in range(20))

    printed = annex_pages(annex(AnnexGroup(title="CÁ NHÂN", rows=rows)))

    whole = [page.count("tốt.") == 12 * page.count("Người-") for page in printed]
    headers = [page.count("STT") for page in printed]
    assert (len(printed) > 2, set(whole), set(headers)) == (True, {True}, {1})


def test_markup_in_a_row_prints_as_letters() -> None:
    hostile = ("<b>Lan</b>", "Ấp A & Thôn B", "<i/>")

    printed = annex_pages(annex(AnnexGroup(title="<u>NHÓM</u>", rows=(hostile,))))

    assert printed == [f"{TITLES}\n{HEADER}\n<u>NHÓM</u>\n1 <b>Lan</b> Ấp A & Thôn B <i/>"]


def test_a_group_without_rows_prints_no_title() -> None:
    empty = AnnexGroup(title="II. HỘ GIA ĐÌNH", rows=())

    printed = annex_pages(annex(AnnexGroup(title="", rows=PEOPLE), empty))

    assert printed == annex_pages(annex(AnnexGroup(title="", rows=PEOPLE)))


def test_a_row_that_does_not_fit_the_columns_is_refused() -> None:
    short = AnnexGroup(title="", rows=(("Vũ Thị Ẩn",),))

    with pytest.raises(ValueError, match="1 cells for 3 columns"):
        annex(short)
