"""`manage.py match_people`: pairs in, verdicts out, by the very function of the guard."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from dossiers.likeness import Someone, compare
from tests.dossiers.people_pairs import pairs

HEADER = "a_name,a_birth,a_unit,b_name,b_birth,b_unit"
PAIR = "Nguyễn Văn An,12/03/1980,Thôn Cự Phú,N.V. An,1980,thôn cự phú"


def told(tmp_path, text, *, encoding="utf-8"):
    file, out = tmp_path / "pairs.csv", io.StringIO()
    file.write_bytes(text.encode(encoding))
    call_command("match_people", str(file), stdout=out)
    return list(csv.reader(io.StringIO(out.getvalue())))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_line_for_each_pair_with_or_without_a_mark_at_the_beginning(tmp_path, encoding, ending):
    text = ending.join([HEADER, PAIR, ",,,,,", '"Trần, Thị Hoa",,,Lê Văn Tám,1950,', ""])

    assert told(tmp_path, text, encoding=encoding) == [
        ["verdict", "score", "reason"],
        ["same", "100", "Họ tên khớp nhau, một bên viết tắt; cùng năm sinh 1980; cùng đơn vị."],
        ["different", "0", "Họ tên khác nhau."],
        ["different", "0", "Họ tên khác nhau."],
    ]


def test_it_is_the_function_of_the_guard(tmp_path):
    cases = pairs(50, seed=5)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER.split(","))
    writer.writerows([*(one.name, one.birth, one.unit), *(two.name, two.birth, two.unit)] for one, two in both(cases))

    verdicts = [line[0] for line in told(tmp_path, out.getvalue())[1:]]

    assert verdicts == [compare(case.a, case.b).verdict for case in cases]


def both(cases):
    return [(case.a, case.b) for case in cases]


@pytest.mark.parametrize(
    ("text", "encoding", "sentence"),
    [
        ("", "utf-8", "phải là " + HEADER),
        ("name,birth\nA,B\n", "utf-8", "phải là " + HEADER),
        (f"{HEADER}\nNguyễn Văn An,1980\n", "utf-8", "có 2 cột, cần 6."),
        (f"{HEADER}\n{PAIR}\n", "utf-16", "cần một tệp CSV mã UTF-8."),
        (f'{HEADER}\n"không đóng ngoặc', "utf-8", "cần một tệp CSV mã UTF-8."),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_two(tmp_path, text, encoding, sentence):
    with pytest.raises(CommandError) as refused:
        told(tmp_path, text, encoding=encoding)

    assert (refused.value.returncode, str(refused.value).endswith((sentence, sentence + "."))) == (2, True)


def test_no_file_is_one_sentence_and_exit_two(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("match_people", str(tmp_path / "none.csv"))

    assert refused.value.returncode == 2


def test_people_without_a_name_are_nobody():
    assert compare(Someone(""), Someone("")).verdict == "different"
