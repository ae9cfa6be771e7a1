"""`manage.py succeed`: it says what would happen, and does it only when it is told to."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from dossiers.states import State
from roles.models import Succession, Unit
from tests.house import NOW

BASIS = ["--on", "2024-11-27", "--basis", "Nghị quyết số 5"]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The office clock stands in the house's year."""
    monkeypatch.setattr("config.clock.now", lambda: NOW)


def succeed(*words):
    """What the command prints."""
    out = io.StringIO()
    call_command("succeed", *words, stdout=out)
    return out.getvalue().splitlines()


def test_without_accept_it_only_says_what_would_happen(house):
    house.walk(house.draft(), State.COUNCIL)

    said = succeed("--merge", "village", "--into", "hamlet", *BASIS)

    assert said == [
        "Đơn vị kết thúc:",
        "  Village → Hamlet",
        "Hồ sơ chuyển theo:",
        "  1 hồ sơ “Hội đồng đang xét”: vẫn ở Commune Council; đơn vị đề nghị: Village → Hamlet",
        "Vị trí kết thúc:",
        "  Người village.head thôi head, Village",
        "  Người village.clerk thôi clerk, Village",
        "Chưa thực hiện gì; thêm --accept để thực hiện.",
    ]
    assert Succession.objects.count() == 0


def test_with_accept_it_is_done_and_said(house):
    house.draft()

    said = succeed("--merge", "village", "--into", "hamlet", *BASIS, "--accept")

    assert said[-1] == "1 đơn vị đã kết thúc, 1 hồ sơ đã chuyển sang nơi kế thừa."
    assert str(Unit.objects.get(code="village").until) == "2024-11-26"


def test_a_second_time_it_says_that_it_was_done(house):
    succeed("--dissolve", "village", *BASIS, "--accept")

    said = succeed("--dissolve", "village", *BASIS, "--accept")

    assert said[-1] == "Kế hoạch này đã thực hiện trước đó; chuyển thêm 0 hồ sơ đến muộn."


def test_empty_desks_of_the_heir_are_named(house):
    said = succeed("--dissolve", "village", *BASIS)

    assert said[said.index("Bàn chưa có người:") + 1] == "  Chưa có người đứng đầu ở Commune Office"


def test_a_plan_may_be_a_file(house, tmp_path):
    file = tmp_path / "plan.json"
    passings = [{"unit": "village", "heirs": ["hamlet"]}]
    file.write_text(json.dumps({"on": "2024-11-27", "basis": "NQ 5", "passings": passings}))

    succeed(str(file), "--accept")

    assert list(Succession.objects.values_list("unit__code", "successor__code", "basis")) == [
        ("village", "hamlet", "NQ 5")
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Cho một tệp kế hoạch"),
        (["--merge", "village", "--split", "hamlet", "--into", "x"], "Cho một tệp kế hoạch"),
        (["--merge", "village"], "Thiếu --into"),
        (["--merge", "village", "--into", "hamlet", "--on", "mai", "--basis", "NQ"], "Không đọc được kế hoạch"),
        (["--merge", "village", "--into", "hamlet", "--on", "2024-11-27"], "cần có văn bản"),
        (["--merge", "village", "--into", "hamlet", "--on", "2030-01-01", "--basis", "NQ"], "Chưa đến ngày"),
        (["nowhere.json"], "Không đọc được nowhere.json"),
    ],
)
def test_what_cannot_be_is_one_sentence(house, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        succeed(*words)
