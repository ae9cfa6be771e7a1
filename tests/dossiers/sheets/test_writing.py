"""What we hand out as spreadsheets: text stays text, titles are found again, wrong cells are marked."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from dossiers.models import AwardType
from dossiers.sheets import annotated, listing, template, writing
from dossiers.sheets.awards import Awards
from dossiers.sheets.entries import Asked
from tests.dossiers.sheets.corpus import RIGHT, WRONG
from tests.dossiers.sheets.making import HEAD, NHAN, THU, book, csv_of, with_sheet
from tests.house import TODAY
from workflow.imports import plan

LDTT = AwardType(code="LDTT", name="Lao động tiên tiến", short_name="Lao động tiên tiến")
SIGNED = [f"{sign}1+1" for sign in ("=", "+", "-", "@", "＝", "＋", "－", "＠")]
HIDDEN = ["\t=1+1", "\r=1+1", "\n=1+1", "=cmd|'/c calc'!A1", "=HYPERLINK(A1)", "\x00=1+1", "\x1f=1"]


def opened(data):
    return load_workbook(io.BytesIO(data))


def kinds(data):
    """The data types of all cells that hold something, in every sheet."""
    cells = (c for sheet in opened(data).worksheets for row in sheet.iter_rows() for c in row if c.value is not None)
    return {(cell.data_type, str(cell.value)[:1] == "=") for cell in cells}


@pytest.mark.parametrize("text", SIGNED + HIDDEN)
def test_text_that_begins_like_a_formula_is_read_again_as_text(text):
    made = Workbook()
    writing.put(made.active, 1, 1, text)

    cell = opened(writing.saved(made)).active["A1"]

    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.strip() == text.replace("\x00", "").replace("\x1f", "").strip()


def test_numbers_stay_numbers():
    made = Workbook()
    for column, value in enumerate([7, 2.5, 0, None, True], start=1):
        writing.put(made.active, 1, column, value)

    row = next(opened(writing.saved(made)).active.iter_rows())

    assert [(cell.value, cell.data_type) for cell in row] == [
        (7, "n"),
        (2.5, "n"),
        (0, "n"),
        (None, "n"),
        ("True", "s"),
    ]


def line(**more):
    said = dict.fromkeys(listing.Line.__dataclass_fields__, "")
    return listing.Line(**{**said, "kind": "cá nhân", **more})


def test_every_text_of_a_list_stays_text():
    evil = dict.fromkeys(listing.Line.__dataclass_fields__, "=1+1")

    data = listing.listing([listing.Line(**evil)], office="=1+1", subject="@x", note="＝1")

    assert {kind for kind, _formula in kinds(data)} == {"s", "n"}


def test_a_printed_list_has_the_columns_that_people_know():
    lines = [
        line(name="Trần Thị Nhàn", born="1979", gender="f", award="LĐTT", votes="42/45"),
        line(name="Đào Văn Thụ", born="02/09/1965", gender="m", award="LĐTT"),
        line(name="Chi hội Phụ nữ", kind="tập thể", award="TTLĐTT"),
    ]

    sheet = opened(listing.listing(lines, office="UBND xã", subject="Năm 2024", note="")).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert rows[0][:5] == ["STT", "Họ và tên (tên tập thể)", "Năm sinh", None, "Chức vụ, đơn vị (địa chỉ)"]
    assert rows[1][2:4] == ["Nam", "Nữ"]
    assert [row[:4] for row in rows[2:5]] == [
        [1, "Trần Thị Nhàn", None, "1979"],
        [2, "Đào Văn Thụ", "02/09/1965", None],
        [3, "Chi hội Phụ nữ", None, None],
    ]
    assert [row[0] for row in rows[6:]] == [
        "Tổng cộng: 3; trong đó cá nhân: 2, tập thể: 1; nữ: 1.",
        "Theo danh hiệu, hình thức: LĐTT: 2, TTLĐTT: 1.",
    ]


def test_a_printed_list_is_a4_across_with_its_titles_on_each_page():
    sheet = opened(listing.listing([], office="", subject="", note="")).active

    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToHeight, sheet.print_title_rows) == (
        "landscape",
        9,
        0,
        "$6:$7",
    )


# the template


def blank(targets):
    return template.template(award="Lao động tiên tiến", unit="Thôn Cự Phú", year=2024, targets=targets)


def read(data, name="mau.xlsx", targets=()):
    grids = plan.grids_of(data, name)
    table = plan.table_of(grids, name)
    return grids, plan.read_as(grids, table, Asked(LDTT, targets, Awards.of([LDTT]), TODAY))


@pytest.mark.parametrize("targets", [["individual"], ["collective"], ["household"], ["individual", "collective"], []])
def test_a_template_is_read_again_column_by_column_and_its_example_is_no_row(targets):
    _grids, found = read(blank(targets))

    assert (found.table.unused, found.entries) == ([], [])


def test_a_filled_template_is_right():
    made = opened(blank(["individual"]))
    sheet = made["Danh sách"]
    for column, text in enumerate(
        [1, "Trần Thị Nhàn", "1979", "Nữ", "Nông dân", "01/01/2024", "30/11/2024", "Trồng vải.", "42/45"], start=1
    ):
        sheet.cell(row=6, column=column).value = text

    _grids, found = read(writing.saved(made))

    [entry] = found.entries
    assert (entry.row, entry.faults) == (6, [])
    assert entry.nominee | entry.content == {
        "kind": "individual",
        "name": "Trần Thị Nhàn",
        "born": "1979",
        "gender": "f",
        "position": "Nông dân",
        "period_from": "2024-01-01",
        "period_to": "2024-11-30",
        "deed": "Trồng vải.",
        "votes_yes": 42,
        "votes_all": 45,
    }


def test_the_titles_of_a_template_are_locked_and_the_cells_below_are_free():
    sheet = opened(blank(["individual"]))["Danh sách"]

    assert (sheet.protection.sheet, sheet["B4"].protection.locked, sheet["B5"].protection.locked) == (True, True, False)
    assert sheet.column_dimensions["B"].protection.locked is False
    assert sheet["B4"].comment.text == "Viết như trong căn cước; tập thể, hộ thì ghi tên gọi đầy đủ. Bắt buộc."
    assert [(str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation] == [
        ("D5:D5005", "'Danh mục'!$D$1:$D$2")
    ]


def test_the_lists_to_choose_from_are_out_of_sight():
    made = opened(blank(["individual", "household"]))

    lists = made["Danh mục"]
    assert lists.sheet_state == "hidden"
    assert [[c.value for c in column if c.value] for column in lists.iter_cols() if any(c.value for c in column)] == [
        ["Cá nhân", "Hộ gia đình"],
        ["Nam", "Nữ"],
    ]


# the user's own file, marked


def marked(data, name="danh-sach.xlsx"):
    grids, found = read(data, name)
    remarks = [
        annotated.Remark(entry.row, "Sai" if entry.faults else "Mới", bool(entry.faults), entry.faults)
        for entry in found.entries
    ]
    return annotated.annotated(data, name, grids, found.table, remarks)


def test_a_wrong_cell_is_marked_in_the_users_own_file():
    wrong = [*THU[:2], "31/02/1965", *THU[3:]]

    sheet = opened(marked(book([["Thôn Cự Phú"], HEAD, NHAN, wrong]))).active

    sentence = (
        "Ngày 31/02/1965 không có trong lịch vì tháng 2 năm 1965 có 28 ngày. Xem lại căn cước, hoặc chỉ ghi 1965."
    )
    assert [sheet.cell(row=row, column=8).value for row in (2, 3, 4)] == [
        "Kết quả",
        "Mới",
        f"Sai\nNăm sinh: {sentence}",
    ]
    assert (sheet["C4"].value, sheet["C4"].fill.fgColor.rgb, sheet["C4"].comment.text) == (
        "31/02/1965",
        "FFFFD9D6",
        sentence,
    )
    assert (sheet["A1"].value, sheet["B3"].comment) == ("Thôn Cự Phú", None)


def test_a_marked_copy_works_nothing_out():
    rows = [HEAD, NHAN, ["=A2+1", "=1+1", None, None, "@SUM(1)"]]
    more = with_sheet("Khác", [["=1+1"]])

    data = marked(book(rows, texts={"F3": "=HYPERLINK(A1)"}, changes=[more]))

    assert {kind for kind, _formula in kinds(data)} == {"s", "n"}
    assert opened(data).active["B3"].value == "=1+1"


def test_text_with_commas_comes_back_as_a_workbook():
    sheet = opened(marked(csv_of([HEAD[:2], NHAN[:2], [2, "=1+1"]]), "danh-sach.csv")).active

    assert [[cell.value for cell in row[:2]] for row in sheet.iter_rows()] == [
        ["STT", "Họ và tên"],
        ["1", "Trần Thị Nhàn"],
        ["2", "=1+1"],
    ]
    assert sheet["B3"].data_type == "s"


def test_a_list_that_is_too_heavy_to_load_is_laid_anew(monkeypatch):
    monkeypatch.setattr(annotated, "HEAVY", 0)

    sheet = opened(marked(book([HEAD, NHAN]))).active

    assert [cell.value for cell in sheet[2]][:3] == [1, "Trần Thị Nhàn", 1979]
    assert sheet["H2"].value == "Mới"


@pytest.mark.parametrize("name", [*RIGHT, *WRONG])
def test_every_list_of_the_corpus_can_be_marked_and_read_again(name):
    case = {**RIGHT, **WRONG}[name]
    data = case.make()

    copy = marked(data, case.name)

    assert [e.row for e in read(copy)[1].entries] == [e.row for e in read(data, case.name)[1].entries]
    assert {kind for kind, _formula in kinds(copy)} <= {"s", "n", "d", "e"}
