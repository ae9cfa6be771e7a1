"""A decision prints as an office would sign it."""

import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest

from dossiers.pdf.decision import render
from dossiers.pdf.papers import Article, SignatureBlock
from tests.dossiers.pdf.reading import (
    fonts_embedded,
    information,
    outside_the_text,
    overlaps,
    pages,
)
from tests.dossiers.pdf.samples import DECISION, DRAFT

FIRST_PAGE = """\
CHỦ TỊCH ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN PHÙ CỪ Độc lập - Tự do - Hạnh phúc
Số: 1523/QĐ-UBND Phù Cừ, ngày 27 tháng 11 năm 2024
QUYẾT ĐỊNH
Về việc tặng Giấy khen và công nhận
danh hiệu “Lao động tiên tiến” năm 2024
CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN PHÙ CỪ
Căn cứ Luật Tổ chức chính quyền địa phương;
Căn cứ Luật Thi đua, khen thưởng;
Căn cứ Quy chế thi đua, khen thưởng của tỉnh Hưng Yên;
Theo đề nghị của Trưởng phòng Nội vụ huyện Phù Cừ tại Tờ trình số
86/TTr-NV ngày 25 tháng 11 năm 2024.
QUYẾT ĐỊNH:
Điều 1. Tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện cho 01 tập thể,
01 hộ gia đình và công nhận danh hiệu “Lao động tiên tiến” cho 01 cá nhân đã có
thành tích xuất sắc trong phong trào thi đua năm 2024 (có danh sách kèm theo).
Điều 2. Tiền thưởng kèm theo được trích từ Quỹ thi đua, khen thưởng của
huyện.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Hội
đồng nhân dân và Ủy ban nhân dân huyện, Trưởng phòng Nội vụ, Chủ tịch Ủy ban
nhân dân xã Tam Đa và các tập thể, hộ gia đình, cá nhân có tên trong danh sách
chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận: CHỦ TỊCH
- Như Điều 3;
- Ban Thi đua - Khen thưởng tỉnh (để báo
cáo);
- Lưu: VT, NV (05b).
Đỗ Quang Thưởng"""


def test_the_page_reads_from_heading_to_name() -> None:
    paper = render(replace(DECISION, annex=None))

    assert pages(paper) == [FIRST_PAGE]


def test_decomposed_words_print_composed() -> None:
    pasted = replace(
        DECISION,
        about=unicodedata.normalize("NFD", DECISION.about),
        grounds=tuple(unicodedata.normalize("NFD", ground) for ground in DECISION.grounds),
        annex=None,
    )

    paper = render(pasted)

    assert pages(paper) == [FIRST_PAGE]


def test_a_draft_leaves_room_for_the_number_and_says_so_on_each_page() -> None:
    paper = render(DRAFT)

    marks = [page.splitlines()[0] for page in pages(paper)]
    assert (marks, "Số: /QĐ-UBND" in pages(paper)[0], "1523/" in pages(paper)[0]) == (
        ["BẢN DỰ THẢO", "BẢN DỰ THẢO"],
        True,
        False,
    )


def test_a_paper_without_a_number_is_a_draft() -> None:
    assert render(replace(DECISION, number=None)) == render(replace(DECISION, draft=True))


def test_markup_written_by_people_prints_as_letters() -> None:
    hostile = '<img src="/bia.png"/> A & B <b>đậm</b>'
    decision = replace(
        DECISION,
        grounds=(hostile,),
        signature=SignatureBlock(lines=(hostile,), name=hostile),
        annex=None,
    )

    page = pages(render(decision))[0].replace("\n", " ")

    assert page.count(hostile) == 3


def test_the_same_decision_gives_the_same_bytes() -> None:
    assert render(DECISION) == render(DECISION)


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "import sys; from dossiers.pdf.decision import render;"
        "from tests.dossiers.pdf.samples import DECISION;"
        "sys.stdout.buffer.write(render(DECISION))"
    )

    elsewhere = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert elsewhere.stdout == render(DECISION)


def test_the_file_says_what_it_is() -> None:
    said = information(render(DECISION))

    kept = {name: said[name] for name in ("Title", "Author", "Creator", "Pages", "Page size")}
    assert kept == {
        "Title": f"QUYẾT ĐỊNH 1523/QĐ-UBND {DECISION.about}",
        "Author": "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN PHÙ CỪ",
        "Creator": "Bảng Vàng",
        "Pages": "2",
        "Page size": "595.276 x 841.89 pts (A4)",
    }


def test_the_file_names_its_language() -> None:
    assert b"/Lang (vi)" in render(DECISION)


def test_every_font_is_embedded() -> None:
    embedded = fonts_embedded(render(DRAFT))

    assert embedded == {
        "LiberationSerif": "yes",
        "LiberationSerif-Bold": "yes",
        "LiberationSerif-Italic": "yes",
        "LiberationSerif-BoldItalic": "yes",
    }


@pytest.mark.parametrize("fillers", range(0, 26, 2))
def test_the_signature_shares_a_page_with_the_end_of_the_last_article(fillers: int) -> None:
    filler = ("Các đơn vị thực hiện theo kế hoạch.",) * (fillers + 1)
    first, _, last = DECISION.articles
    middle = Article(label="Điều 2.", paragraphs=filler)

    paper = render(replace(DECISION, articles=(first, middle, last), annex=None))

    signed = [page for page in pages(paper) if "Đỗ Quang Thưởng" in page]
    assert [page.count("thi hành Quyết định này./.") for page in signed] == [1]


def test_page_numbers_start_on_the_second_page() -> None:
    long = Article(label="Điều 2.", paragraphs=("Thực hiện theo kế hoạch.",) * 90)

    paper = render(replace(DECISION, articles=(long, DECISION.articles[2]), annex=None))

    heads = [page.splitlines()[0] for page in pages(paper)]
    assert heads == [FIRST_PAGE.splitlines()[0], "2", "3", "4"]


def test_long_words_and_long_names_stay_inside_the_margins() -> None:
    unbroken = "Đ" * 300
    decision = replace(
        DECISION,
        heading=replace(DECISION.heading, parent=unbroken),
        about=unbroken,
        grounds=(unbroken,),
        recipients=(unbroken,),
        articles=(Article(label="Điều 1.", paragraphs=(unbroken, unbroken)),),
        signature=SignatureBlock(lines=(unbroken[:90],), name="Công Tằng Tôn Nữ " * 12),
    )

    paper = render(decision)

    assert (outside_the_text(paper), overlaps(paper)) == ([], [])


def test_an_article_longer_than_a_page_still_prints_whole() -> None:
    endless = "Thực hiện theo kế hoạch của năm. " * 300
    decision = replace(DECISION, articles=(Article(label="Điều 1.", paragraphs=(endless,)),), annex=None)

    printed = " ".join(" ".join(pages(render(decision))).split())

    assert printed.count("Thực hiện") == 300


def test_more_recipients_than_a_page_holds_still_print() -> None:
    recipients = tuple(f"Đơn vị {place}" for place in range(100))

    printed = "\n".join(pages(render(replace(DECISION, recipients=recipients, annex=None))))

    assert (printed.count("- Đơn vị"), printed.count("Đỗ Quang Thưởng")) == (100, 1)


def test_the_dataclasses_do_not_load_the_pdf_library() -> None:
    script = "import sys, dossiers.pdf.papers; print('reportlab' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)

    assert loaded.stdout == "False\n"
