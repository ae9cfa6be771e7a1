"""Whether two writings are one person: the office's spellings, the namesakes, and the figures on labelled pairs."""

from __future__ import annotations

import pytest

from dossiers.likeness import Deed, Someone, compare, same_deed
from tests.dossiers.people_pairs import pairs

AN = ("Nguyễn Văn An", "12/03/1980", "Thôn Cự Phú")
HOA = ("Trần Thị Hòa", "05/09/1975", "Thôn Cự Phú")

VERDICTS = [
    # one person, however it is written
    (HOA, ("Trần Thị Hoà", "05/09/1975", "Thôn Cự Phú"), "same"),
    (HOA, ("TRAN THI HOA", "05/09/1975", "THON CU PHU"), "same"),
    (HOA, ("Tra\u0302\u0300n Thi\u0323 Ho\u0300a", "5/9/1975", "Tho\u0302n Cự Phú"), "same"),
    (HOA, ("  Bà  Trần   Thị Hòa (chi hội trưởng)", "1975", "thôn Cự Phú, xã Tam Đa"), "same"),
    (HOA, ("TranThiHoa", "05/09/1975", "Thôn Cự Phú"), "same"),
    (HOA, ("Traanf Thij Hoaf", "05/09/1975", "Thôn Cự Phú"), "same"),
    (HOA, ("Trần Thị Hòa", "05/09/1975", "Trường Mầm non Tam Đa"), "same"),
    (HOA, ("Trần Thị Hòa", "", "Thôn Cự Phú"), "same"),
    (HOA, ("Trần Thị Hòaa", "05/09/1975", "Thôn Cự Phú"), "same"),
    (HOA, ("Trầm Thị Hòa", "05/09/1975", "Thôn Cự Phú"), "same"),
    (AN, ("N.V. An", "12/03/1980", "Thôn Cự Phú"), "same"),
    (AN, ("N. V. An", "1980", "Thôn Cự Phú"), "same"),
    (AN, ("Ng. Văn An", "12/03/1980", "Thôn Ngũ Phúc"), "same"),
    (AN, ("NV An", "12-03-1980", "Cự Phú"), "same"),
    (AN, ("An Nguyễn Văn", "12/03/1980", "Thôn Cự Phú"), "same"),
    (("Đỗ Đình Đạt", "1980", "TDP 5"), ("Dỗ Dình Dạt", "1980", "Tổ dân phố số 5"), "same"),
    (("Đỗ Đình Đạt", "1980", "TDP 5"), ("Ðỗ Ðình Ðạt", "1980", "TDP 5"), "same"),
    (("Lý Thị Mỹ", "1980", "Xóm 3"), ("Lí Thị Mĩ", "1980", "Xóm 3"), "same"),
    (("Chu Văn An", "1980", "Xóm 3"), ("Chu Văn An", "1980", "Xóm 3"), "same"),
    (("Trần Thị Thu Hà", "01/02/1980", "Xóm 3"), ("Trần Thu Hà", "01/02/1980", "Xóm 3"), "same"),
    (("Hộ ông Lê Văn Tám", "", "Xóm 3"), ("Hộ gia đình ông Lê Văn Tám", "", "Xóm 3"), "same"),
    (("Chi hội Nông dân thôn Cự Phú", "", "x"), ("CHI HỘI NÔNG DÂN THÔN CỰ PHÚ", "", "x"), "same"),
    # a person should look
    (AN, ("Nguyễn Văn An", "", "Thôn Ngũ Phúc"), "perhaps"),
    (("Nguyễn Văn An", "", "Thôn Cự Phú"), ("Nguyễn Văn An", "", "Thôn Ngũ Phúc"), "perhaps"),
    (AN, ("Nguyễn Văn An", "03/12/1980", "Thôn Cự Phú"), "perhaps"),
    (AN, ("Nguyễn Văn An", "01/01/1980", "Thôn Cự Phú"), "perhaps"),
    (AN, ("Nguyễn Văn Ân", "12/03/1980", "Thôn Cự Phú"), "perhaps"),
    (AN, ("Nguyễn Hữu An", "12/03/1980", "Thôn Cự Phú"), "perhaps"),
    (HOA, ("Trần Thị Hoa", "05/09/1975", "Thôn Cự Phú"), "perhaps"),
    (HOA, ("Trần Thị Hoan", "05/09/1975", "Thôn Cự Phú"), "perhaps"),
    (("Nguyễn Văn Hùng", "1980", "Thôn Cự Phú"), ("Nguyễn Văn Hùng", "1980", "Thôn Ngũ Phúc"), "perhaps"),
    # two people
    (AN, ("Nguyễn Văn An", "13/04/1980", "Thôn Cự Phú"), "different"),
    (AN, ("Nguyễn Văn An", "1981", "Thôn Cự Phú"), "different"),
    (AN, ("N.V. An", "12/03/1955", "Thôn Cự Phú"), "different"),
    (AN, ("Nguyễn Thị An", "12/03/1980", "Thôn Cự Phú"), "different"),
    (AN, ("Nguyễn Văn Bình", "12/03/1980", "Thôn Cự Phú"), "different"),
    (AN, ("Trần Văn An", "12/03/1980", "Thôn Cự Phú"), "different"),
    (AN, ("T.V. An", "12/03/1980", "Thôn Cự Phú"), "different"),
    (HOA, ("Trần Thị Hoan", "1975", "Thôn Cự Phú"), "different"),
    (HOA, ("Trần Thị Hoa", "05/09/1975", "Thôn Ngũ Phúc"), "different"),
    (("Nguyen Van Hoan", "1980", "Xóm 3"), ("Nguyen Van Hoa", "1980", "Xóm 3"), "different"),
    (("Tổ dân phố số 5", "", "x"), ("Tổ dân phố số 6", "", "x"), "different"),
    (("", "", ""), ("", "", ""), "different"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "verdict"), VERDICTS)
def test_the_verdict_is_the_same_from_either_side(a, b, verdict):
    one, other = Someone(*a), Someone(*b)

    assert (compare(one, other).verdict, compare(other, one).verdict) == (verdict, verdict)


def test_the_reason_says_what_was_compared():
    found = compare(Someone(*AN), Someone("N.V. An", "1980", "Thôn Ngũ Phúc"))

    assert found.reason == (
        "Họ tên khớp nhau, một bên viết tắt; cùng năm sinh 1980; khác đơn vị (Thôn Cự Phú; Thôn Ngũ Phúc)."
    )


def test_what_is_called_one_person_is_one_and_nearly_everybody_is_found():
    """Found is what is called “same”: “perhaps” counts neither as found nor as called."""
    judged = [(case.same, compare(case.a, case.b).verdict) for case in pairs(2400)]
    one = [verdict for same, verdict in judged if same]
    called = [same for same, verdict in judged if verdict == "same"]

    assert one.count("same") / len(one) >= 0.98
    assert called.count(True) / len(called) >= 0.98
    assert [verdict for _same, verdict in judged].count("perhaps") / len(judged) <= 0.06


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_the_figures_hold_for_other_pairs_too(seed):
    judged = [(case.same, compare(case.a, case.b).verdict) for case in pairs(4000, seed=seed)]
    one = [verdict for same, verdict in judged if same]
    called = [same for same, verdict in judged if verdict == "same"]

    assert (one.count("same") / len(one) >= 0.98, called.count(True) / len(called) >= 0.98) == (True, True)


DEED = "Chuyển 4 sào lúa sang trồng vải lai, thu 3,2 tấn quả, hướng dẫn 12 hộ cùng làm."


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (Deed(DEED, "2024-01-01", "2024-11-30"), Deed(DEED.upper(), "2024-06-01", "2024-12-31"), True),
        (Deed(DEED), Deed("Năm qua, ông đã " + DEED.lower() + " Được thôn biểu dương.", "2024-01-01", ""), True),
        (Deed(DEED, "2024-01-01", "2024-11-30"), Deed(DEED, "2022-01-01", "2022-12-31"), False),
        (Deed(DEED), Deed("Hiến 120 m² đất vườn để mở rộng đường thôn, vận động 8 hộ cùng hiến."), False),
        (Deed(""), Deed(""), False),
    ],
)
def test_a_deed_told_twice_is_noticed_within_its_period(a, b, same):
    assert same_deed(a, b) == same
