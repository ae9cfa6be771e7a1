"""A list taken in: compared, taken whole or in part, once however often, never by half."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from viewflow.workflow.models import Process, Task

from dossiers.models import AwardType, Dossier, Nominee, Revision
from dossiers.states import State
from tests.dossiers.sheets.making import HEAD, LAN, NHAN, PEOPLE, THU, book
from tests.workflow.test_budgets import Statements
from workflow import audit, drafts
from workflow.imports import plan, taking
from workflow.models import Event
from workflow.refusals import NotNow, NotYours

OUTCOMES = ("new", "same", "changed", "error")


def purpose(house, award="LDTT"):
    return plan.Purpose(house.units["village"], AwardType.objects.get(pk=award), 2024)


def found(house, rows, award="LDTT"):
    grids = plan.grids_of(book([HEAD, *rows]), "danh-sach.xlsx")
    return plan.read(grids, plan.table_of(grids, "danh-sach.xlsx"), purpose(house, award), today=house.now.date())


def take(house, rows, *, by="village.head", award="LDTT", **more):
    return taking.take(
        found(house, rows, award),
        purpose(house, award),
        actor=house.actor(by),
        author=house.seats[by].person,
        now=house.later(),
        **more,
    )


def outcomes(taken):
    return {line.row: line.outcome for line in taken.lines}


def kept():
    return {
        d.nominee.name: (d.nominee.born, d.nominee.gender, d.nominee.position, d.revision.content)
        for d in Dossier.objects.select_related("nominee", "revision")
    }


def tables():
    """How many rows each table of a dossier has."""
    return [model.objects.count() for model in (Dossier, Nominee, Revision, Event, Process, Task)]


def with_cell(row, place, value):
    return [*row[:place], value, *row[place + 1 :]]


def test_a_right_list_becomes_drafts_with_what_it_says(house):
    taken = take(house, PEOPLE)

    assert outcomes(taken) == {2: "new", 3: "new", 4: "new"}
    assert kept() == {
        "Trần Thị Nhàn": (
            "1979",
            "f",
            "Nông dân",
            {"deed": "Trồng vải lai, thu 3,2 tấn quả.", "votes_yes": 42, "votes_all": 45},
        ),
        "Đào Văn Thụ": (
            "02/09/1965",
            "m",
            "Trưởng thôn",
            {"deed": "Vận động 60 hộ làm đường.", "votes_yes": 45, "votes_all": 45},
        ),
        "Trịnh Thị Lan": (
            "05/03/1988",
            "f",
            "Văn thư",
            {"deed": "Số hóa 1.200 hồ sơ.", "votes_yes": 40, "votes_all": 45},
        ),
    }


def photograph(dossier):
    """Every column of a draft and of what hangs on it, but the keys."""
    left_out = {"id", "dossier", "nominee", "revision", "code", "process", "artifact_object_id", "hash", "previous"}
    parts = [
        Dossier.objects.get(pk=dossier.pk),
        dossier.nominee,
        dossier.revision,
        dossier.events.get(),
        Process.objects.get(artifact_object_id=dossier.pk),
        *Task.objects.filter(process__artifact_object_id=dossier.pk).order_by("pk"),
    ]
    return [
        {f.name: f.value_from_object(part) for f in part._meta.concrete_fields if f.name not in left_out}
        for part in parts
    ]


def test_a_list_opens_exactly_what_the_form_opens(house):
    [paper] = found(house, [NHAN]).entries
    hand = {"actor": house.actor("village.head"), "author": house.seats["village.head"].person, "now": house.now}
    one = drafts.open_draft(
        unit=house.units["village"],
        award_type=AwardType.objects.get(pk="LDTT"),
        year=2023,
        nominee=paper.nominee,
        content_of=paper.content,
        **hand,
    )

    [many] = taking.take(found(house, [NHAN]), purpose(house), **hand).opened

    many = Dossier.objects.select_related("nominee", "revision").get(pk=many.pk)
    one = Dossier.objects.select_related("nominee", "revision").get(pk=one.pk)
    [dossier, *rest] = photograph(one)
    assert photograph(many) == [{**dossier, "year": 2024}, *rest]
    assert (many.code, many.revision.dossier_id) == (f"TD-2024-{many.pk:04d}", many.pk)


def test_what_a_list_opened_goes_its_way_and_the_ledger_is_whole(house):
    first = take(house, [NHAN]).opened[0]
    Revision.objects.filter(dossier=first).update(content=FULL)

    house.walk(first, State.SIGNING)

    assert (house.fresh(first).state, audit.audit().faults) == (State.SIGNING, [])


def test_the_same_list_again_opens_nothing(house):
    take(house, PEOPLE)
    before = tables()

    assert outcomes(take(house, PEOPLE)) == {2: "same", 3: "same", 4: "same"}
    assert tables() == before


@pytest.mark.parametrize(
    ("place", "value", "column", "after"),
    [
        (1, "Trần Thị Nhãn", "name", "Trần Thị Nhãn"),
        (2, "02/09/1979", "born", "02/09/1979"),
        (2, 1980, "born", "1980"),
        (4, "Làm vườn", "position", "Làm vườn"),
        (5, "Trồng vải lai, thu 4 tấn quả.", "deed", "Trồng vải lai, thu 4 tấn quả."),
        (6, "43/45", "votes_yes", 43),
    ],
)
def test_a_corrected_cell_corrects_the_open_draft(house, place, value, column, after):
    take(house, PEOPLE)
    before = tables()

    taken = take(house, [with_cell(NHAN, place, value), THU, LAN])

    dossier = taken.corrected[0]
    row = Dossier.objects.select_related("nominee", "revision").get(pk=dossier.pk)
    assert outcomes(taken) == {2: "changed", 3: "same", 4: "same"}
    assert (getattr(row.nominee, column, None) or row.revision.content[column]) == after
    assert tables() == before


def test_somebody_else_of_the_same_name_is_somebody_else(house):
    take(house, [NHAN])

    taken = take(house, [with_cell(with_cell(NHAN, 2, 1990), 5, "Dạy học.")])

    assert outcomes(taken) == {2: "new"}


def test_what_was_submitted_stays_as_it_is(house):
    [dossier] = take(house, [NHAN]).opened
    Revision.objects.filter(dossier=dossier).update(content=FULL)
    house.act("submit", dossier, "village.head")

    same = take(house, [NHAN])
    other = take(house, [with_cell(NHAN, 4, "Làm vườn")])

    assert outcomes(same) == {2: "same"}
    assert [(f.title, f.message) for f in other.lines[0].faults] == [
        (
            "Chức vụ",
            f"Hồ sơ {dossier.code} đã nộp và đang khác dòng này, nên danh sách không sửa được. {WAY_OUT}",
        )
    ]


WAY_OUT = "Rút về hoặc chờ trả lại rồi sửa."
FULL = {
    "period_from": "2024-01-01",
    "period_to": "2024-11-30",
    "deed": "Trồng vải lai, thu 3,2 tấn quả.",
    "votes_yes": 42,
    "votes_all": 45,
}


def test_a_paper_that_came_back_is_corrected_on_a_copy(house):
    [dossier] = take(house, [NHAN]).opened
    Revision.objects.filter(dossier=dossier).update(content=FULL)
    house.act("submit", dossier, "village.head")
    house.act("give_back", dossier, "commune.officer", missing=["Nghề nghiệp."])

    taken = take(house, [with_cell(NHAN, 4, "Làm vườn")])

    assert outcomes(taken) == {2: "changed"}
    assert [(r.number, r.frozen_at is None) for r in dossier.revisions.all()] == [(1, False), (2, True)]


def test_the_right_rows_are_taken_and_the_wrong_one_is_left(house):
    taken = take(house, [NHAN, with_cell(THU, 2, "31/02/1965"), LAN])

    assert outcomes(taken) == {2: "new", 3: "error", 4: "new"}
    assert sorted(kept()) == ["Trần Thị Nhàn", "Trịnh Thị Lan"]


def test_all_or_nothing_takes_nothing_where_one_row_is_wrong(house):
    with pytest.raises(NotNow, match="Còn dòng sai nên chưa nhập dòng nào"):
        take(house, [NHAN, with_cell(THU, 2, "31/02/1965")], whole=True)

    assert tables() == [0, 0, 0, 0, 0, 0]


def test_nothing_is_half_imported_when_the_last_row_breaks_at_the_database(house):
    """A constraint that only the last row offends: the database itself refuses it."""
    take(house, [with_cell(NHAN, 5, "Cũ.")])
    before, then = tables(), kept()
    readable = found(house, [NHAN, THU, LAN])
    readable.entries[-1].nominee["gender"] = None  # what the column does not take

    with pytest.raises(DatabaseError):
        taking.take(
            readable,
            purpose(house),
            actor=house.actor("village.head"),
            author=house.seats["village.head"].person,
            now=house.later(),
        )

    assert (tables(), kept()) == (before, then)


@pytest.mark.parametrize("seat", ["hamlet.head", "commune.officer", "commune.administrator"])
def test_only_the_unit_itself_takes_its_list(house, seat):
    with pytest.raises(NotYours):
        take(house, PEOPLE, by=seat)

    assert tables() == [0, 0, 0, 0, 0, 0]


def test_a_list_that_would_do_something_else_by_now_does_nothing(house):
    shown = plan.digest(plan.plan(found(house, PEOPLE), purpose(house)))
    take(house, [NHAN])

    with pytest.raises(taking.Changed):
        take(house, PEOPLE, expected=shown)

    assert list(kept()) == ["Trần Thị Nhàn"]


#: statements that repeat with each further thousand rows: an INSERT a table
PARTS = 9


def people(count):
    return [[n, f"Người thứ {n}", 1950 + n % 50, "Nữ", "Nông dân", f"Thu {n} tấn quả.", "42/45"] for n in range(count)]


@pytest.mark.parametrize("count", [3, 300, pytest.param(5000, marks=pytest.mark.slow)])
def test_a_list_costs_the_same_statements_however_long(house, count):
    readable = found(house, people(count))
    actor, author = house.actor("village.head"), house.seats["village.head"].person

    with Statements() as statements:
        taking.take(readable, purpose(house), actor=actor, author=author, now=house.later())

    assert statements.count - PARTS * ((count - 1) // 1000) == 16


# the command


@pytest.fixture
def command(house, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: house.now)

    def run(rows, *more, unit="village", award="LDTT"):
        file = tmp_path / "danh-sach.xlsx"
        file.write_bytes(book([HEAD, *rows]) if isinstance(rows, list) else rows)
        call_command("import_nominations", str(file), "--unit", unit, "--award", award, *more)
        return json.loads(capsys.readouterr().out)

    return run


def test_the_command_only_looks_unless_it_is_told_to_accept(command):
    said = command([NHAN, with_cell(THU, 2, "31/02/1965")])

    assert said["rows"] == [
        {"row": 2, "outcome": "new", "errors": []},
        {
            "row": 3,
            "outcome": "error",
            "errors": [
                {
                    "column": "Năm sinh",
                    "message": "Ngày 31/02/1965 không có trong lịch vì tháng 2 năm 1965 có 28 ngày. "
                    "Xem lại căn cước, hoặc chỉ ghi 1965.",
                }
            ],
        },
    ]
    assert {name: said["summary"][name] for name in (*OUTCOMES, "accepted", "opened", "year")} == {
        "new": 1,
        "same": 0,
        "changed": 0,
        "error": 1,
        "accepted": "nothing",
        "opened": 0,
        "year": 2024,
    }
    assert tables() == [0, 0, 0, 0, 0, 0]


def test_the_command_takes_the_right_rows_and_says_what_it_left_out(command, house):
    said = command([NHAN, with_cell(THU, 2, "31/02/1965")], "--accept", "--year", "2023")

    dossier = Dossier.objects.select_related("nominee", "author").get()
    assert (dossier.nominee.name, dossier.year, dossier.author) == (
        "Trần Thị Nhàn",
        2023,
        house.seats["village.head"].person,
    )
    assert {name: said["summary"][name] for name in ("accepted", "opened", "left_out")} == {
        "accepted": "right rows",
        "opened": 1,
        "left_out": 1,
    }
    assert said["rows"][0] == {"row": 2, "outcome": "new", "errors": [], "dossier": dossier.code}


def test_the_command_may_take_all_or_nothing(command):
    said = command([NHAN, with_cell(THU, 2, "31/02/1965")], "--accept", "--all-or-nothing")

    assert (said["summary"]["accepted"], tables()) == ("nothing", [0, 0, 0, 0, 0, 0])


def test_somebody_named_may_propose(command, house):
    command([NHAN], "--accept", "--by", "village.clerk")

    assert Dossier.objects.get().author == house.seats["village.clerk"].person


@pytest.mark.parametrize(
    ("more", "places", "sentence"),
    [
        ([], {"unit": "mars"}, "Không có đơn vị nào mang mã “mars”."),
        ([], {"award": "NOBEL"}, "Không có danh hiệu, hình thức nào mang mã “NOBEL”."),
        (["--by", "nobody"], {}, "Village không có nobody lập hồ sơ hôm nay; thêm --by TÊN."),
        ([], {"unit": "commune"}, "Commune không có người đứng đầu lập hồ sơ hôm nay; thêm --by TÊN."),
    ],
)
def test_the_command_ends_with_two_and_one_sentence(command, more, places, sentence):
    with pytest.raises(CommandError) as ended:
        command([NHAN], *more, **places)

    assert (ended.value.returncode, str(ended.value)) == (2, sentence)


def test_a_file_that_is_no_list_ends_with_two(command):
    with pytest.raises(CommandError) as ended:
        command(b"%PDF-1.4")

    assert (ended.value.returncode, str(ended.value)) == (
        2,
        "Tệp “danh-sach.xlsx” không phải bảng tính .xlsx. Mở bằng Excel, lưu lại thành .xlsx rồi gửi.",
    )
