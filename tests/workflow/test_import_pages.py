"""The pages of a list: template, file, columns, look, taken in, left."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from dossiers.models import Dossier, PastAward
from roles.models import Seat
from tests.dossiers.sheets.making import HEAD, LAN, NHAN, PEOPLE, THU, book
from tests.workflow.test_budgets import Statements
from tests.workflow.test_import_lists import people, with_cell
from workflow.imports import acts, work
from workflow.models import KnownColumn, ListImport

BEGIN = reverse("workflow:lists")
HISTORY = reverse("workflow:history_lists")
WRONG_DAY = with_cell(THU, 2, "31/02/1965")


def sent(client, rows, *, url=BEGIN, head=HEAD, **entries):
    file = SimpleUploadedFile("danh sách.xlsx", book([head, *rows]) if isinstance(rows, list) else rows)
    return client.post(url, {"award": "LDTT", "year": "2024", "file": file, **entries})


def brought():
    return ListImport.objects.get()


def page(client, view="list"):
    return client.get(reverse(f"workflow:{view}", args=[brought().pk]))


def press(client, view="list", **entries):
    return client.post(reverse(f"workflow:{view}", args=[brought().pk]), entries)


def understood(client, **changes):
    """The columns as the page offers them, with changes."""
    form = page(client).context["form"]
    fields = {bound.html_name: bound.initial or "" for _column, bound in form.rows}
    return press(client, **{**fields, **changes})


def names():
    return sorted(Dossier.objects.values_list("nominee__name", flat=True))


def test_a_list_is_walked_from_the_file_to_the_drafts(sign_in):
    head = sign_in("village.head")

    sent(head, [NHAN, WRONG_DAY, LAN])
    understood(head, period_from="1/1/2024", period_to="30/11/2024")
    looked = page(head)
    none_yet = names()
    press(head, "list_take")

    assert "Nhập 2 dòng đúng, bỏ 1 dòng sai" in looked.content.decode()
    assert none_yet == []
    assert names() == ["Trần Thị Nhàn", "Trịnh Thị Lan"]
    assert {d.revision.content["period_from"] for d in Dossier.objects.select_related("revision")} == {"2024-01-01"}
    assert "Đã nhập 2 dòng; 1 dòng sai chưa nhập." in page(head).content.decode()
    assert (brought().state, bytes(brought().file)) == ("done", b"")


def test_the_template_of_an_award_is_handed_out(sign_in):
    answer = sign_in("village.head").get(reverse("workflow:list_template", args=["LDTT"]))

    assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["Danh sách", "Danh mục"]


def test_a_file_that_is_no_list_is_told_at_its_field(sign_in):
    answer = sent(sign_in("village.head"), b"%PDF-1.4")

    assert answer.context["form"].errors["file"] == [
        "Tệp “danh sách.xlsx” không phải bảng tính .xlsx. Mở bằng Excel, lưu lại thành .xlsx rồi gửi."
    ]
    assert not ListImport.objects.exists()


def test_a_person_says_what_a_column_is_and_the_unit_remembers(sign_in):
    head = sign_in("village.head")
    strange = ["STT", "Họ và tên", "Năm ra đời", "Giới tính", "Chức vụ", "Việc tốt", "Bình bầu"]
    sent(head, PEOPLE, head=strange)
    before = [column.field for column, _choice in page(head).context["form"].rows]

    understood(head, **{"column-3": "born", "column-6": "deed", "column-7": "votes"})
    press(head, "list_leave")
    sent(head, PEOPLE, head=strange)

    after = [column.field for column, _choice in page(head).context["form"].rows]
    assert before == ["number", "name", "", "gender", "position", "", ""]
    assert after == ["number", "name", "born", "gender", "position", "deed", "votes"]
    assert KnownColumn.objects.filter(title="nam ra doi").values_list("field", flat=True).get() == "born"


def test_columns_without_names_are_told_and_nothing_is_looked_at(sign_in):
    head = sign_in("village.head")
    sent(head, PEOPLE)

    answer = understood(head, **{"column-2": "", "column-3": "deed"})

    assert answer.context["form"].non_field_errors() == [
        "Chưa cột nào là “Họ và tên (tên tập thể, hộ)”. Chọn cho cột chứa tên.",
        "“Thành tích tóm tắt” được chọn cho hai cột. Giữ một cột.",
    ]
    assert brought().state == "columns"


def test_titles_that_nobody_knows_are_a_person_s_to_say(sign_in):
    head = sign_in("village.head")
    sent(head, [["Trần Thị Nhàn", "x"]], head=["Cột một", "Cột hai"])

    understood(head, **{"column-1": "name"})
    press(head, "list_take")

    assert names() == ["Trần Thị Nhàn"]


def test_a_wrong_cell_comes_back_marked(sign_in):
    head = sign_in("village.head")
    sent(head, [NHAN, WRONG_DAY])
    understood(head)

    answer = page(head, "list_copy")

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''danh-sach-danh-dau.xlsx"
    assert (sheet["H2"].value, sheet["H3"].value.split("\n")[0]) == ("Sẽ lập hồ sơ nháp", "Sai, không nhập")
    assert (sheet["C3"].fill.fgColor.rgb, sheet["C3"].comment is not None) == ("FFFFD9D6", True)


def test_an_abandoned_list_leaves_nothing(sign_in):
    head = sign_in("village.head")
    sent(head, PEOPLE)
    understood(head)

    press(head, "list_leave")

    assert (names(), ListImport.objects.count()) == ([], 0)


def test_a_list_that_nobody_came_back_to_is_swept(sign_in):
    head = sign_in("village.head")
    sent(head, PEOPLE)

    kept = acts.sweep(timezone.now())
    swept = acts.sweep(timezone.now() + acts.LIFE)

    assert (kept, swept, ListImport.objects.count()) == (0, 1, 0)


def test_what_would_do_something_else_by_now_is_shown_again(sign_in, house):
    head = sign_in("village.head")
    sent(head, PEOPLE)
    understood(head)
    house.draft("LDTT", name="Trần Thị Nhàn")

    press(head, "list_take")

    assert names() == ["Trần Thị Nhàn"]
    assert "Hồ sơ đã thay đổi từ lần xem trước nên chưa nhập gì." in page(head).content.decode()


def test_pressed_twice_it_is_taken_once(sign_in):
    head = sign_in("village.head")
    sent(head, PEOPLE)
    understood(head)

    press(head, "list_take")
    press(head, "list_take")

    assert len(names()) == 3


@pytest.mark.parametrize("view", ["list", "list_copy", "list_pulse"])
def test_a_list_of_somebody_else_is_as_if_it_were_not(sign_in, view):
    sent(sign_in("village.head"), PEOPLE)

    assert page(sign_in("village.clerk"), view).status_code == 404


@pytest.mark.parametrize(("seat", "url"), [("commune.officer", BEGIN), ("village.head", HISTORY)])
def test_who_may_not_is_told_so(sign_in, seat, url):
    assert sign_in(seat).get(url).status_code == 403


def test_a_long_list_is_the_work_of_the_background(sign_in, house):
    head = sign_in("village.head")
    sent(head, people(201))
    understood(head)
    looking = page(head).context["job"]

    work.work(lambda: house.now)
    shown = brought().state
    press(head, "list_take")
    taking = (brought().state, len(names()))
    work.work(lambda: house.now)

    assert (looking["title"], looking["running"]) == ("Đang đối chiếu 201 dòng", True)
    assert (shown, taking) == ("shown", ("taking", 0))
    assert (brought().state, len(names())) == ("done", 201)
    assert page(head, "list_pulse").status_code == 286


def test_a_worker_that_breaks_takes_nothing_and_says_so(sign_in, house):
    head = sign_in("village.head")
    sent(head, people(201))
    understood(head)
    work.work(lambda: house.now)
    press(head, "list_take")
    Seat.objects.filter(pk=house.seats["village.head"].pk).update(role="auditor")
    ListImport.objects.update(file=b"broken")

    work.work(lambda: house.now)

    assert (brought().state, names()) == ("failed", [])
    assert "Hệ thống gặp lỗi nên dừng lại; chưa nhập dòng nào." in page(head).content.decode()


@pytest.mark.parametrize("count", [3, 150])
def test_the_page_of_a_list_costs_the_same_however_long(sign_in, count):
    head = sign_in("village.head")
    sent(head, people(count))
    understood(head)

    with Statements() as statements:
        page(head)

    assert statements.count == 7


# the history

PAST_HEAD = ["STT", "Họ và tên", "Năm sinh", "Danh hiệu", "Năm khen", "Số quyết định", "Ngày quyết định", "Đơn vị"]


def test_past_decisions_become_history_once_however_often_they_are_loaded(sign_in):
    officer = sign_in("commune.officer")
    rows = [
        [1, "Trần Thị Nhàn", 1979, "Danh hiệu LDTT", 2022, "12/QĐ-UBND", "20/12/2022", "Village"],
        [2, "Đào Văn Thụ", 1965, "Giấy khen", "", "15/QĐ-UBND", "05/01/2023", "Thôn cũ"],
        [3, "Trịnh Thị Lan", 1988, "", 2021, "", "", ""],
    ]
    for _time in range(2):
        sent(officer, rows, url=HISTORY, head=PAST_HEAD)
        row = ListImport.objects.latest("created_at", "pk")
        form = officer.get(reverse("workflow:list", args=[row.pk])).context["form"]
        fields = {bound.html_name: bound.initial or "" for _column, bound in form.rows}
        officer.post(reverse("workflow:list", args=[row.pk]), fields)
        officer.post(reverse("workflow:list_take", args=[row.pk]))
        ListImport.objects.all().delete()

    assert list(
        PastAward.objects.order_by("year").values_list(
            "name", "award_type", "award_name", "year", "decision", "unit__code", "unit_name"
        )
    ) == [
        ("Trần Thị Nhàn", "LDTT", "Danh hiệu LDTT", 2022, "12/QĐ-UBND", "village", "Village"),
        ("Đào Văn Thụ", None, "Giấy khen", 2023, "15/QĐ-UBND", None, "Thôn cũ"),
    ]


# danh sách trích ngang


def listed(answer):
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row[1:8]] for row in sheet.iter_rows(min_row=8) if isinstance(row[0].value, int)]


ROW = [
    "Trần Thị Nhàn",
    None,
    "1979",
    "village",
    "LDTT",
    "Chuyển 4 sào lúa sang trồng vải lai, thu 3,2 tấn quả.",
    "42/45 (93,3%)",
]


def test_the_register_is_handed_out_as_people_print_it(sign_in, house):
    house.draft("LDTT")
    house.draft("CSTDCS", name="Đào Văn Thụ")

    answer = sign_in("village.head").get(reverse("workflow:register_list"), {"award": "LDTT"})

    assert listed(answer) == [ROW]
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''Trich-ngang-20241127.xlsx"


def test_a_batch_is_handed_out_to_those_who_see_it(sign_in, house):
    dossier = house.draft("LDTT")
    house.act("submit", dossier, "village.head")
    address = reverse("workflow:batch_list", args=[house.fresh(dossier).batch_id])

    assert listed(sign_in("commune.officer").get(address)) == [ROW]
    assert sign_in("hamlet.head").get(address).status_code == 404
