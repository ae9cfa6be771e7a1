"""What is seen in a report without knowing the case."""

import unicodedata

import pytest

from dossiers import prose

SENTENCE = "Vận động 46 hộ góp 182 triệu đồng làm 1,4 km đường hoa trong năm"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thu nhập xxx triệu đồng.", ["xxx"]),
        ("Đạt XXXX điểm", ["XXXX"]),
        ("Ông Nguyễn Văn A trồng vải.", ["Nguyễn Văn A"]),
        ("Bà Trần Thị B, thôn abc.", ["Trần Thị B", "abc"]),
        ("Ngày ... tháng ... năm 2024", ["..."]),
        ("Góp … triệu đồng", ["…"]),
        ("Họ tên: …………", ["…………"]),
        ("Sinh ngày ......... tại", ["........."]),
        ("Số phiếu ____ trên ____", ["____"]),
        ("Thu ??? tấn", ["???"]),
        ("Đạt [ghi rõ kết quả]", ["[ghi rõ kết quả]"]),
        ("Đạt […] và []", ["[…]", "[]"]),
        ("Sinh dd/mm/yyyy", ["dd/mm/yyyy"]),
        ("../../2024", ["../../2024"]),
        # what is no gap
        ("Trồng cam, bưởi, nhãn v.v... đều có quả.", []),
        ("Trồng cam, bưởi…", []),
        ("Theo tài liệu [1] và [12].", []),
        ("Ông Nguyễn Văn An, bà Lê Thị Á.", []),
        ("Dự án ABCD, xã Xuân Xá.", []),
        ("Thu 3.200.000 đồng. Được khen?", []),
        ("", []),
    ],
)
def test_a_place_left_to_be_filled_in_is_seen(text, found):
    assert prose.gaps(text) == found


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (f"{SENTENCE}. Gương mẫu.", [SENTENCE]),
        (f"- {SENTENCE};\n- {SENTENCE} 2024.", [SENTENCE, f"{SENTENCE} 2024"]),
        ("Năm nay gia đình thu được 3.2 tấn vải lai và bán cho thương lái.", [
            "Năm nay gia đình thu được 3.2 tấn vải lai và bán cho thương lái"]),
        ("Một hai ba bốn năm sáu bảy tám chín mười mười một.", ["Một hai ba bốn năm sáu bảy tám chín mười mười một"]),
        ("Một hai ba bốn năm sáu bảy tám chín mười thôi.", []),
    ],
)  # fmt: skip
def test_only_a_sentence_of_twelve_words_is_somebody_s_own(text, sentences):
    assert list(prose.sentences(text)) == sentences


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SENTENCE, True),
        (unicodedata.normalize("NFD", SENTENCE), True),
        (SENTENCE.upper().replace(" ", "  "), True),
        (SENTENCE.replace("góp", ", góp:"), True),
        (SENTENCE.replace("182", "183"), False),
        (f"{SENTENCE} qua", False),
    ],
)
def test_the_same_words_have_the_same_mark_however_they_are_typed(other, same):
    assert (prose.mark(SENTENCE) == prose.mark(other)) is same


@pytest.mark.parametrize(
    ("sentence", "beginning"),
    [
        ("Ngắn thôi", "Ngắn thôi"),
        (f"{SENTENCE} qua", "Vận động 46 hộ góp 182 triệu đồng làm 1,4 km đường hoa…"),
    ],
)
def test_a_long_sentence_is_told_by_its_beginning(sentence, beginning):
    assert prose.beginning(sentence) == beginning
