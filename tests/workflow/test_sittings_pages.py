"""The council's pages: what they show, to whom, for how many statements, and how they take a count."""

from __future__ import annotations

import time

import pytest
import time_machine
from django.urls import reverse

from dossiers.states import State
from tests.house import COUNCIL
from workflow import sittings
from workflow.models import Sitting
from workflow.views.sittings import PULSE_AGE

#: session, person, seats, rights, and the two counters of the frame together
FRAME = 5


@pytest.fixture
def opened(house):
    """A sitting of the commune's council with so many items, everybody there."""

    def opened(items: int = 1) -> Sitting:
        for number in range(items):
            house.walk(house.draft("LDTT", name=f"Trần Thị Nhàn {number}"), State.COUNCIL)
        secretary = house.actor("commune.secretary")
        council = house.units["commune-council"]
        sitting = sittings.open_sitting(council=council, actor=secretary, now=house.later())
        sittings.all_present(sitting.pk, actor=secretary, now=house.later())
        return Sitting.objects.get(pk=sitting.pk)

    return opened


def address(name: str, sitting: Sitting, *more: int) -> str:
    return reverse(f"workflow:{name}", args=[sitting.pk, *more])


def pulse_of(page) -> str:
    return page.context["pulse_url"]


def count(sitting: Sitting, yes: int) -> dict[str, object]:
    figures = {"issued": COUNCIL, "returned": COUNCIL, "yes": yes, "no": COUNCIL - yes, "invalid": 0}
    return {"version": sitting.version, **figures}


@pytest.mark.parametrize("items", [1, 6])
def test_a_sittings_page_takes_the_same_statements_for_any_number_of_items(
    enter, opened, items, django_assert_num_queries
):
    sitting, client = opened(items), enter("commune.secretary")

    with django_assert_num_queries(FRAME + 7):
        page = client.get(address("sitting", sitting))

    assert page.status_code == 200
    assert page.content.decode().count("Trần Thị Nhàn") >= items


def test_the_paper_that_is_voted_on_says_what_its_rule_finds(enter, opened):
    page = enter("commune.secretary").get(address("sitting", opened(2)))

    found = [(finding.kind, finding.rule) for finding in page.context["findings"]]

    assert found == [
        ("met", "Dành cho cá nhân, tập thể, hộ gia đình."),
        ("met", "Thành tích có số liệu."),
        ("met", "Quá nửa số người dự họp đồng ý."),
    ]
    assert "Đối chiếu tiêu chuẩn: 3 đạt · 0 chưa rõ · 0 không đạt" in page.content.decode()


@pytest.mark.parametrize("items", [1, 6])
def test_the_list_of_sittings_takes_the_same_statements(enter, opened, items, django_assert_num_queries):
    opened(items)
    client = enter("commune.secretary")

    with django_assert_num_queries(FRAME + 3):
        page = client.get(reverse("workflow:sittings"))

    assert "Vào phiên họp đang mở" in page.content.decode()


def test_a_pulse_of_an_unchanged_sitting_is_204_in_one_statement(enter, opened, django_assert_num_queries):
    sitting, client = opened(), enter("commune.secretary")
    url = pulse_of(client.get(address("sitting", sitting)))

    with django_assert_num_queries(1):
        answer = client.get(url, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (204, b"")


def test_a_pulse_of_a_changed_sitting_renews_the_page_in_one_statement(house, enter, opened, django_assert_num_queries):
    sitting, client = opened(), enter("commune.secretary")
    url = pulse_of(client.get(address("sitting", sitting) + "?muc=7"))
    member = sitting.members.first()
    sittings.mark_presence(
        sitting.pk, member.pk, there=False, actor=house.actor("commune.secretary"), now=house.later()
    )

    with django_assert_num_queries(1):
        answer = client.get(url, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert f'hx-get="{address("sitting", sitting)}?muc=7"' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "htmx", "status"),
    [("", False, 302), ("?token=x", False, 302), ("", True, 286), ("?token=x", True, 286)],
)
def test_a_pulse_without_a_good_token_is_sent_to_sign_in_or_stops(
    client, opened, query, htmx, status, django_assert_num_queries
):
    url = address("pulse", opened()) + query

    with django_assert_num_queries(0):
        answer = client.get(url, headers={"HX-Request": "true"} if htmx else {})

    assert answer.status_code == status


def test_a_pulse_token_serves_one_sitting_for_half_a_day(enter, opened, time_machine_at):
    sitting, client = opened(), enter("commune.secretary")
    url = pulse_of(client.get(address("sitting", sitting)))
    elsewhere = url.replace(f"/{sitting.pk}/", f"/{sitting.pk + 1}/")

    with time_machine_at(PULSE_AGE + 1):
        late = client.get(url, headers={"HX-Request": "true"})

    assert late.status_code == 286
    assert client.get(elsewhere, headers={"HX-Request": "true"}).status_code == 286


@pytest.fixture
def time_machine_at():
    """The real clock so many seconds later."""
    return lambda seconds: time_machine.travel(time.time() + seconds, tick=False)


def test_the_threshold_stands_on_the_page_before_the_vote(enter, opened):
    page = enter("commune.secretary").get(address("sitting", opened())).content.decode()

    assert "Cần <strong>3 phiếu đồng ý</strong> trong 5 (quá 50% số thành viên có mặt; quy chế của Hội đồng)" in page
    assert "Chưa kết thúc được" in page


def test_a_law_is_cited_only_from_a_verified_row_and_an_item_out_of_reach_is_told(house, enter):
    dossier = house.walk(house.draft("CSTDCS"), State.INTAKE, stage=2)
    house.act("refer", dossier, "district.officer")
    secretary = house.actor("district.secretary")
    sitting = sittings.open_sitting(council=house.units["district-council"], actor=secretary, now=house.later())
    for member in sitting.members.all()[:3]:
        sittings.mark_presence(sitting.pk, member.pk, there=True, actor=secretary, now=house.later())

    page = enter("district.secretary").get(address("sitting", sitting)).content.decode()

    assert "Điều 30 khoản 7 Nghị định 98/2023/NĐ-CP" in page
    assert "Chưa đủ số để họp." in page
    assert "Mục 1 chưa thể đạt với số người đang có mặt." in page
    assert "hiện nhiều nhất 3" in page


def test_a_count_is_taken_and_the_verdict_told(enter, opened):
    sitting, client = opened(2), enter("commune.secretary")
    item = sitting.items.first()

    answer = client.post(address("record", sitting, item.pk), count(sitting, 4), follow=True)

    item.refresh_from_db()
    assert (item.outcome, answer.redirect_chain) == ("passed", [(address("sitting", sitting), 302)])
    assert "Đã ghi mục 1, Bà Trần Thị Nhàn 0: Thông qua (4 đồng ý, 1 không)." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"yes": ""}, 422, "Đồng ý: ghi số phiếu, không có thì ghi 0."),
        ({"yes": "năm"}, 422, "Đồng ý: ghi bằng chữ số, ví dụ 7."),
        ({"yes": "2"}, 422, "Thu về 5 phiếu, nhưng đồng ý, không và không hợp lệ cộng lại là 3."),
        ({"issued": "9"}, 409, "phát ra nhiều hơn số người có mặt (5)"),
        ({"version": "0"}, 409, "Phiên họp vừa thay đổi sau khi trang này được mở"),
    ],
)
def test_a_refused_count_comes_back_with_what_was_typed(enter, opened, changes, status, words):
    sitting, client = opened(), enter("commune.secretary")
    item = sitting.items.get()

    answer = client.post(address("record", sitting, item.pk), count(sitting, 4) | changes)

    page = answer.content.decode()
    item.refresh_from_db()
    assert (answer.status_code, item.outcome) == (status, "open")
    assert words in page
    assert f'name="no" value="{COUNCIL - 4}"' in page


def test_a_result_is_corrected_while_the_sitting_is_open(enter, opened):
    sitting, client = opened(), enter("commune.secretary")
    item = sitting.items.get()
    client.post(address("record", sitting, item.pk), count(sitting, 4))

    page = client.get(address("sitting", sitting) + f"?muc={item.pk}").content.decode()
    client.post(address("record", sitting, item.pk), count(Sitting.objects.get(), 1))

    item.refresh_from_db()
    assert "Sửa kết quả" in page
    assert 'name="yes" value="4"' in page
    assert item.outcome == "failed"


def test_a_failed_item_offers_the_three_ways_on(enter, opened):
    sitting, client = opened(), enter("commune.secretary")
    item = sitting.items.get()
    client.post(address("record", sitting, item.pk), count(sitting, 1))

    page = client.get(address("sitting", sitting)).content.decode()

    code = item.dossier.code
    assert reverse("workflow:act", args=[code, "decline"]) in page
    assert reverse("workflow:act", args=[code, "replace"]) in page
    assert address("defer", sitting, item.pk) in page


def test_presence_is_marked_and_a_second_press_changes_nothing(enter, opened):
    sitting, client = opened(), enter("commune.secretary")
    member = sitting.members.first()
    press = {"member": member.pk, "there": "0", "muc": "3"}

    answers = [client.post(address("presence", sitting), press) for _press in range(2)]

    member.refresh_from_db()
    assert not member.is_present
    assert {answer["Location"] for answer in answers} == {address("sitting", sitting) + "?muc=3"}
    assert Sitting.objects.get().version == sitting.version + 1


def test_an_item_is_left_for_a_day_that_comes(enter, opened):
    sitting, client = opened(), enter("commune.secretary")
    item = sitting.items.get()
    url = address("defer", sitting, item.pk)

    past = client.post(url, {"version": sitting.version, "reason": "Chờ xác minh.", "next_sitting": "06/12/2020"})
    done = client.post(url, {"version": sitting.version, "reason": "Chờ xác minh.", "next_sitting": "6-12-2999"})

    item.refresh_from_db()
    assert (past.status_code, done.status_code, item.outcome) == (422, 302, "deferred")
    assert "Ngày họp sau phải từ hôm nay" in past.content.decode()
    assert item.dossier.events.latest("seq").evidence["next_sitting"] == "2999-12-06"


def test_a_concluded_sitting_is_a_record_without_a_button(enter, opened):
    sitting, client = opened(), enter("commune.secretary")
    client.post(address("record", sitting, sitting.items.get().pk), count(sitting, 5))

    answer = client.post(address("conclude", sitting), {"version": sitting.version + 1}, follow=True)

    page = answer.content.decode()
    assert "Đã kết thúc phiên họp; 1 hồ sơ đã chuyển Chủ tịch." in page
    assert "5 trong 5, cần 3 (quy chế của Hội đồng: quá 50%)" in page
    assert "Chờ ký" in page
    assert "Rời phòng" not in page
    assert answer.context["pulse_url"] == ""


@pytest.mark.parametrize(
    ("seat", "before", "after"),
    [
        ("commune.secretary", 200, 200),
        ("commune.member1", 200, 200),
        ("commune.auditor", 200, 200),
        ("commune.chair", 404, 200),
        ("commune.officer", 404, 200),
        ("commune.accountant", 404, 404),
        ("village.head", 404, 404),
        ("district.secretary", 404, 404),
    ],
)
def test_who_reads_a_sitting(house, enter, opened, seat, before, after):
    sitting, client = opened(), enter(seat)
    url = address("sitting", sitting)

    found = client.get(url).status_code
    Sitting.objects.filter(pk=sitting.pk).update(concluded_at=house.later())

    assert (found, client.get(url).status_code) == (before, after)


def test_a_member_reads_without_a_form_and_may_not_write(enter, opened):
    sitting, client = opened(), enter("commune.member1")

    page = client.get(address("sitting", sitting)).content.decode()
    answer = client.post(address("record", sitting, sitting.items.get().pk), count(sitting, 5))

    assert "Ghi kết quả" not in page
    assert "Rời phòng" not in page
    assert answer.status_code == 403
    assert sitting.items.get().outcome == "open"


def test_the_secretary_opens_a_sitting_by_a_button(house, enter):
    house.walk(house.draft("LDTT"), State.COUNCIL)
    client = enter("commune.secretary")
    press = {"council": house.units["commune-council"].pk, "place": "Hội trường xã"}

    answers = [client.post(reverse("workflow:sittings"), press) for _press in range(2)]

    sitting = Sitting.objects.get()
    assert (answers[0]["Location"], answers[1].status_code) == (address("sitting", sitting), 409)
    assert (sitting.place, sitting.items.count()) == ("Hội trường xã", 1)
