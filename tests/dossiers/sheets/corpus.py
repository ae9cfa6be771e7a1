"""The lists that the import has been tried with: each file, and what must come of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from tests.dossiers.sheets.making import (
    HEAD,
    LAN,
    MACRO_BOOK,
    NHAN,
    PEOPLE,
    THU,
    book,
    csv_of,
    package,
    sheet_xml,
    with_sheet,
)

#: what each row of PEOPLE must come to
WHO = {"Trần Thị Nhàn": ("1979", "f"), "Đào Văn Thụ": ("02/09/1965", "m"), "Trịnh Thị Lan": ("05/03/1988", "f")}
GOOD = [("Trần Thị Nhàn", "1979", "f"), ("Đào Văn Thụ", "02/09/1965", "m"), ("Trịnh Thị Lan", "05/03/1988", "f")]
FORMULA = "Ô này là công thức nên không đọc. Chép lại bằng “Dán giá trị”, hoặc gõ thẳng nội dung."
ANOTHER = (
    "Danh sách này để đề nghị “Lao động tiên tiến”, mà ô này ghi “Chiến sĩ thi đua cơ sở”. "
    "Chuyển dòng sang danh sách khác."
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Case(NamedTuple):
    """A file, and the rows that come of it: a triple where it is right, else column and sentence; or a refusal."""

    make: Callable[[], bytes]
    expected: dict[int, Any] | str
    name: str = "danh-sach.xlsx"


def right(first: int = 2) -> dict[int, Any]:
    return dict(enumerate(GOOD, start=first))


def table(*rows: Any, head: Any = HEAD, **more: Any) -> Callable[[], bytes]:
    return partial(book, [head, *rows], **more)


def changed(row: list[Any], **cells: Any) -> list[Any]:
    """The row with other cells, by the letters of their columns."""
    made = list(row)
    for letter, value in cells.items():
        made["ABCDEFG".index(letter)] = value
    return made


def one(message: str, column: str, **cells: Any) -> Case:
    """A right row, and one with a wrong cell."""
    return Case(table(NHAN, changed(THU, **cells)), {2: GOOD[0], 3: [(column, message)]})


def columns(*letters: str) -> list[list[Any]]:
    return [[row["ABCDEFG".index(letter)] for letter in letters] for row in (HEAD, *PEOPLE)]


NFD = partial(unicodedata.normalize, "NFD")
SIGNED = [["", "", "", "", "", "Tam Đa, ngày 27 tháng 11 năm 2024"], ["", "NGƯỜI LẬP", "", "", "", "TRƯỞNG THÔN"]]
TWO_LINES = [
    ["STT", "Họ và tên", "Năm sinh", None, "Chức vụ", "Thành tích tóm tắt", "Kết quả bình xét (phiếu)"],
    [None, None, "Nam", "Nữ", None, None, None],
]
BORN_IN_TWO = [
    [1, "Trần Thị Nhàn", None, 1979, "Nông dân", "Trồng vải lai.", "42/45"],
    [2, "Đào Văn Thụ", "02/09/1965", None, "Trưởng thôn", "Làm đường.", "45/45"],
    [3, "Trịnh Thị Lan", None, "5-3-88", "Văn thư", "Số hóa.", "40/45"],
]
MERGED = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:G2"]
BOMB = '<!DOCTYPE b [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refused(words: str) -> str:
    return f"Tệp “danh-sach.xlsx” {words}"


RESAVE = "Mở bằng Excel, lưu lại thành .xlsx rồi gửi."
RIGHT: dict[str, Case] = {
    "a plain list": Case(table(*PEOPLE), right()),
    "title lines above the table": Case(
        partial(
            book,
            [["THÔN CỰ PHÚ"], ["DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG NĂM 2024"], [], HEAD, *PEOPLE],
            merge=["A1:G1", "A2:G2"],
        ),
        right(5),
    ),
    "two lines of titles, Nam and Nữ below Năm sinh": Case(
        partial(book, [*TWO_LINES, *BORN_IN_TWO], merge=MERGED), right(3)
    ),
    "two lines of titles that nobody merged": Case(partial(book, [*TWO_LINES, *BORN_IN_TWO]), right(3)),
    "the columns are numbered below their titles": Case(table([1, 2, 3, 4, 5, 6, 7], *PEOPLE), right(3)),
    "columns in another order": Case(partial(book, columns("G", "F", "D", "C", "B")), right()),
    "titles without marks": Case(
        table(*PEOPLE, head=["TT", "HO TEN", "NGAY SINH", "GIOI TINH", "CHUC VU", "THANH TICH", "PHIEU"]), right()
    ),
    "titles with slips of the keyboard": Case(
        table(
            *PEOPLE, head=["STT", "Họ và tênn", "Nămm sinh", "Giới tính", "Chức vụụ", "Thành tich", "Kết quả bình xet"]
        ),
        right(),
    ),
    "titles in NFD": Case(table(*PEOPLE, head=[NFD(title) for title in HEAD]), right()),
    "names in NFD": Case(table(*[changed(row, B=NFD(row[1])) for row in PEOPLE]), right()),
    "a title over two columns of the name": Case(
        partial(
            book,
            [
                ["STT", "Họ và tên", None, "Năm sinh", "Giới tính"],
                [1, "Trần Thị", "Nhàn", 1979, "Nữ"],
                [2, "Đào Văn", "Thụ", "02/09/1965", "Nam"],
                [3, "Trịnh Thị", "Lan", "5-3-88", "Nữ"],
            ],
            merge=["B1:C1"],
        ),
        right(),
    ),
    "Họ đệm and Tên apart": Case(
        partial(
            book,
            [
                ["STT", "Họ đệm", "Tên", "Năm sinh", "Giới tính"],
                [1, "Trần Thị", "Nhàn", 1979, "Nữ"],
                [2, "Đào Văn", "Thụ", "02/09/1965", "Nam"],
                [3, "Trịnh Thị", "Lan", "5-3-88", "Nữ"],
            ],
        ),
        right(),
    ),
    "dates in five manners": Case(
        table(
            changed(NHAN, C=datetime(1979, 9, 2)),  # noqa: DTZ001 -- Excel's days have no zone
            changed(THU, C=28_000),
            changed(LAN, C="2.9.1979"),
            [4, "Vũ Thị Hiền", "'1990", "Nữ"],
            [5, "Lê Văn Quý", "9/1984", "Nam"],
            formats={"C2": "dd/mm/yyyy"},
        ),
        {
            2: ("Trần Thị Nhàn", "02/09/1979", "f"),
            3: ("Đào Văn Thụ", "28/08/1976", "m"),
            4: ("Trịnh Thị Lan", "02/09/1979", "f"),
            5: ("Vũ Thị Hiền", "1990", "f"),
            6: ("Lê Văn Quý", "1984", "m"),
        },
    ),
    "a cross in the column of the sex": Case(
        partial(
            book,
            [
                ["TT", "Họ tên", "Nam", "Nữ", "Ngày sinh"],
                [1, "Trần Thị Nhàn", None, "x", 1979],
                [2, "Đào Văn Thụ", "X", None, "02/09/1965"],
                [3, "Trịnh Thị Lan", None, "x", "5-3-88"],
            ],
        ),
        right(),
    ),
    "a form of address before the name": Case(
        partial(book, [["Họ và tên", "Năm sinh"], ["Bà Trần Thị Nhàn", 1979], ["Ông Đào Văn Thụ", 1965]]),
        {2: ("Trần Thị Nhàn", "1979", "f"), 3: ("Đào Văn Thụ", "1965", "m")},
    ),
    "names in capitals": Case(table(changed(NHAN, B="TRẦN THỊ NHÀN")), {2: GOOD[0]}),
    "blank lines between": Case(
        partial(book, [HEAD, NHAN, [], [], THU, [], LAN]), {2: GOOD[0], 5: GOOD[1], 7: GOOD[2]}
    ),
    "a line of totals below": Case(table(*PEOPLE, ["", "Tổng cộng: 03 người"]), right()),
    "totals worked out": Case(table(*PEOPLE, ["Cộng", "=COUNTA(B2:B4)"]), right()),
    "signatures below": Case(table(*PEOPLE, [], *SIGNED, [], ["", "Đào Thị Hà", "", "", "", "Đào Văn Thụ"]), right()),
    "the numbers are worked out": Case(
        table(*[changed(row, A=f"=ROW()-{n}") for n, row in enumerate(PEOPLE)]), right()
    ),
    "titles once more on the second page": Case(table(NHAN, THU, HEAD, LAN), {2: GOOD[0], 3: GOOD[1], 5: GOOD[2]}),
    "a hidden sheet": Case(
        table(*PEOPLE, changes=[with_sheet("Ẩn", [HEAD, changed(NHAN, B="Người Ẩn")], state="hidden", first=True)]),
        right(),
    ),
    "a cover sheet before the list": Case(
        table(*PEOPLE, changes=[with_sheet("Bìa", [["UBND XÃ TAM ĐA"], ["Năm", 2024]], first=True)]), right()
    ),
    "the example of the template": Case(table([0, "Ví dụ: Nguyễn Văn A", 1980, "Nam"], *PEOPLE), right(3)),
    "collectives and persons under headings": Case(
        partial(
            book,
            [
                ["STT", "Họ và tên (tên tập thể)", "Năm sinh", "Giới tính"],
                ["I", "TẬP THỂ"],
                [1, "Chi hội Phụ nữ thôn Cự Phú"],
                ["II", "CÁ NHÂN"],
                [1, "Trần Thị Nhàn", 1979, "Nữ"],
            ],
        ),
        {3: ("Chi hội Phụ nữ thôn Cự Phú", "", ""), 5: GOOD[0]},
    ),
    "200 columns": Case(
        partial(book, [[*HEAD, *[f"Cột {n}" for n in range(193)]], *[[*row, *range(193)] for row in PEOPLE]]), right()
    ),
    "names that fold into totals, headings and signatures": Case(
        partial(
            book,
            [["Họ và tên"], ["Tống Công Minh"], ["Hồ Thị Lan"], ["Trịnh Thu Kỳ"], ["Hộ bà Lan"], ["Chu Tích Dương"]],
        ),
        {
            2: ("Tống Công Minh", "", ""),
            3: ("Hồ Thị Lan", "", ""),
            4: ("Trịnh Thu Kỳ", "", ""),
            5: ("Hộ bà Lan", "", ""),
            6: ("Chu Tích Dương", "", ""),
        },
    ),
    "headings of parts in several manners": Case(
        partial(
            book,
            [
                ["TT", "Họ tên, tên tập thể", "Năm sinh"],
                ["A", "Tập thể: 01"],
                [1, "Trường Mầm non Tam Đa"],
                ["", "CÁ NHÂN ĐƯỢC ĐỀ NGHỊ"],
                [1, "Trần Thị Nhàn", 1979],
                ["III. Hộ gia đình"],
                [1, "Hộ ông Đào Văn Thụ"],
            ],
        ),
        {
            3: ("Trường Mầm non Tam Đa", "", ""),
            5: ("Trần Thị Nhàn", "1979", ""),
            7: ("Hộ ông Đào Văn Thụ", "", ""),
        },
    ),
    "text that begins with a dash": Case(table(changed(NHAN, F="- Trồng vải lai\n- Thu 3,2 tấn")), {2: GOOD[0]}),
    "votes that Excel took for a day": Case(
        table(changed(NHAN, G=datetime(2024, 12, 5))),  # noqa: DTZ001 -- Excel's days have no zone
        {2: GOOD[0]},
    ),
    "a size that is not true": Case(lambda: package(sheet_xml([HEAD, *PEOPLE], size='<dimension ref="A1"/>')), right()),
    "text with commas": Case(lambda: csv_of([HEAD[:5], *[row[:5] for row in PEOPLE]]), right(), "danh-sach.csv"),
    "text with semicolons, as Excel saves Unicode": Case(
        lambda: csv_of([HEAD, *PEOPLE], encoding="utf-16-le", delimiter="\t", mark=b"\xff\xfe"),
        right(),
        "danh-sach.txt",
    ),
    "titles and no row": Case(table(), {}),
}
WRONG: dict[str, Case] = {
    "no name": one("Dòng này chưa có tên. Ghi họ và tên, hoặc tên tập thể, hộ.", "Họ và tên", B=None),
    "a number for a name": one("Ô tên chỉ có số hoặc ngày. Ghi họ và tên, hoặc tên tập thể, hộ.", "Họ và tên", B=12),
    "a name too long": one("Nội dung dài 201 ký tự, quá 200 ký tự. Rút gọn lại.", "Họ và tên", B="á" * 201),
    "no such day": one(
        "Ngày 31/02/1979 không có trong lịch vì tháng 2 năm 1979 có 28 ngày. Xem lại căn cước, hoặc chỉ ghi 1979.",
        "Năm sinh",
        C="31/02/1979",
    ),
    "born tomorrow": one("Ngày 28/11/2024 không thể là ngày sinh. Xem lại căn cước.", "Năm sinh", C=date(2024, 11, 28)),
    "no sex": one("“Khác” không phải giới tính. Ghi Nam hoặc Nữ.", "Giới tính", D="Khác"),
    "more votes than people": one(
        "46 phiếu đồng ý nhiều hơn 45 người dự họp. Xem lại biên bản.", "Kết quả bình xét", G="46/45"
    ),
    "only a percentage": one("“93,3%” không đọc ra số phiếu. Ghi như 42/45.", "Kết quả bình xét", G="93,3%"),
    "a formula": one(FORMULA, "Họ và tên", B='="Đào"&" Văn Thụ"'),
    "a formula that starts a program": one(FORMULA, "Chức vụ", E="=cmd|'/c calc'!A1"),
    "a formula written as text": Case(
        table(NHAN, THU, texts={"F3": "=HYPERLINK(A1)"}), {2: GOOD[0], 3: [("Thành tích tóm tắt", FORMULA)]}
    ),
    "an error of Excel": one("Ô này đang báo lỗi #REF!. Gõ thẳng nội dung vào ô.", "Chức vụ", E="#REF!"),
    "a formula in text with commas": Case(
        lambda: csv_of([HEAD[:2], NHAN[:2], [2, "=1+1"]]),
        {2: ("Trần Thị Nhàn", "", ""), 3: [("Họ và tên", FORMULA)]},
        "danh-sach.csv",
    ),
    "the same person twice": Case(
        table(NHAN, THU, changed(NHAN, A=3, B="TRAN THI NHAN")),
        {
            2: GOOD[0],
            3: GOOD[1],
            4: [("Họ và tên", "Trùng với dòng 2: cùng tên, cùng năm sinh. Bỏ một dòng, hoặc ghi đủ ngày sinh.")],
        },
    ),
    "another award": Case(
        partial(
            book,
            [["Họ và tên", "Danh hiệu đề nghị"], ["Trần Thị Nhàn", "LĐTT"], ["Đào Văn Thụ", "Chiến sĩ thi đua cơ sở"]],
        ),
        {
            2: ("Trần Thị Nhàn", "", ""),
            3: [
                (
                    "Danh hiệu đề nghị",
                    ANOTHER,
                )
            ],
        },
    ),
    "a collective for an award of persons": Case(
        partial(book, [["Tên tập thể"], ["Chi hội Phụ nữ thôn Cự Phú"]]),
        {
            2: [
                (
                    "Tên tập thể",
                    "“Lao động tiên tiến” không dành cho tập thể. Bỏ dòng này, hoặc đề nghị hình thức khác.",
                )
            ]
        },
    ),
}
REFUSED: dict[str, Case] = {
    "empty": Case(lambda: b"", refused("rỗng. Chọn lại tệp.")),
    "an empty sheet": Case(partial(book, []), refused("không có dòng nào. Chọn lại tệp.")),
    "no titles": Case(
        partial(book, [["Kính gửi: UBND xã"], ["Thôn xin báo cáo", "như sau"]]),
        refused("không có dòng tiêu đề với cột “Họ và tên” hoặc “Tên tập thể”. Dùng tệp mẫu."),
    ),
    "cut off half-way": Case(lambda: table(*PEOPLE)()[:2500], refused(f"bị hỏng hoặc chưa trọn. {RESAVE}")),
    "a broken part": Case(lambda: package("<worksheet><sheetData><row"), refused(f"bị hỏng hoặc chưa trọn. {RESAVE}")),
    "a web page that is called xlsx": Case(
        lambda: b"<html><table><tr><td>STT</td></tr></table></html>",
        refused(f"là trang web, không phải bảng tính. {RESAVE}"),
    ),
    "text that is called xlsx": Case(lambda: csv_of([HEAD, *PEOPLE]), refused(f"không phải bảng tính .xlsx. {RESAVE}")),
    "a picture": Case(lambda: b"\x89PNG\r\n\x1a\n....", refused(f"không phải bảng tính .xlsx. {RESAVE}")),
    "a document of Word": Case(
        lambda: package(sheet_xml([]), main="application/vnd.openxmlformats-officedocument.wordprocessingml.main+xml"),
        refused(f"không phải bảng tính .xlsx. {RESAVE}"),
    ),
    "old Excel": Case(lambda: OLE + bytes(600), refused(f"là Excel đời cũ (.xls). {RESAVE}")),
    "a password": Case(
        lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), refused("có mật khẩu. Bỏ mật khẩu rồi gửi.")
    ),
    "macros": Case(
        lambda: package(sheet_xml([HEAD, *PEOPLE]), parts={"xl/vbaProject.bin": b"macro"}),
        refused("có macro nên không nhận. Lưu lại thành .xlsx rồi gửi."),
    ),
    "macros under another name": Case(
        lambda: package(sheet_xml([HEAD, *PEOPLE]), main=MACRO_BOOK),
        refused("có macro nên không nhận. Lưu lại thành .xlsx rồi gửi."),
    ),
    "a zip bomb": Case(
        lambda: package(sheet_xml([HEAD]), parts={"xl/media/a.bin": bytes(30_000_000)}),
        refused("bung ra quá lớn nên không nhận. Chép riêng danh sách sang tệp mới rồi gửi."),
    ),
    "thousands of parts": Case(
        lambda: package(sheet_xml([HEAD]), parts={f"xl/p{n}.bin": b"" for n in range(5001)}),
        refused("bung ra quá lớn nên không nhận. Chép riêng danh sách sang tệp mới rồi gửi."),
    ),
    "an entity bomb": Case(
        lambda: package(sheet_xml([HEAD, *PEOPLE], declared=BOMB)),
        refused("có khai báo lạ bên trong nên không nhận. Chép danh sách sang tệp mới rồi gửi."),
    ),
    "an outside entity": Case(
        lambda: package(sheet_xml([HEAD], declared='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>')),
        refused("có khai báo lạ bên trong nên không nhận. Chép danh sách sang tệp mới rồi gửi."),
    ),
    "names that lead out of the package": Case(
        lambda: package(sheet_xml([HEAD, *PEOPLE]), parts={"../../../tmp/x.xml": b"x"}),
        refused("có phần mang tên lạ nên không nhận. Chép danh sách sang tệp mới rồi gửi."),
    ),
    "100,000 rows": Case(
        lambda: package(sheet_xml([["Họ và tên"], *([f"Người {n}"] for n in range(100_000))])),
        "Trang tính “Sheet1” có hơn 5.000 dòng. Tách thành nhiều tệp, mỗi tệp không quá 5.000 dòng.",
    ),
    "202 columns": Case(
        partial(book, [[*HEAD, *[f"Cột {n}" for n in range(195)]], NHAN]),
        "Trang tính “Danh sách” có hơn 200 cột. Chỉ giữ các cột của danh sách rồi gửi.",
    ),
    "letters of Windows-1258": Case(
        lambda: "STT,Họ tên\r\n1,Đào Thị Hà".encode("utf-16-le").replace(b"\x00", b"") + b"\xd0\xe2",
        "Tệp “danh-sach.csv” không phải chữ Unicode (UTF-8). Mở bằng Excel, lưu lại thành .xlsx rồi gửi.",
        "danh-sach.csv",
    ),
    "a font of the nineties": Case(
        partial(book, [["STT", "Hä vµ tªn", "N¨m sinh"], [1, "TrÇn ThÞ Nhµn", 1979], [2, "§µo V¨n Thô", 1965]]),
        refused("dùng phông chữ cũ (TCVN3 hoặc VNI). Chuyển sang Unicode rồi gửi."),
    ),
    "larger than ten megabytes": Case(
        lambda: bytes(10_000_001), refused("lớn hơn 10 MB nên không nhận. Bỏ ảnh trong tệp, hoặc tách danh sách.")
    ),
}
CORPUS = {**RIGHT, **WRONG, **REFUSED}
