"""Somebody who has never been here: a nomination on a phone, on a line that breaks, beside another hand."""

import re

import pytest

from tests.journeys.office import open_office
from tests.journeys.seat import WIDTHS
from tests.journeys.steps import DEED, MINUTES, open_row

pytestmark = pytest.mark.journey

SIGNED_IN_WITH = 2  # name and password
MOST_FIELDS = 12
ASKED = """
() => [...new Set([...document.querySelectorAll("#nomination [name]")]
  .filter((field) => field.type !== "hidden" && field.closest(".field")?.checkVisibility())
  .map((field) => field.name))]
"""
NOTHING_IS_SAVED = re.compile(r"/luu/$|/de-nghi/$")
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('bangvang:'))"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One empty office for these walks: they leave each other's papers alone."""
    office = open_office("2024", tmp_path_factory.mktemp("office-first"))
    yield office
    office.close()


@pytest.fixture
def head(office, take_seat):
    """A village head with a phone."""
    seat = take_seat(office, "truongthon.cuphu")
    seat.page.set_viewport_size(WIDTHS["390"])
    return seat


def status(seat):
    return seat.page.locator("[data-saved]")


def says(seat, text):
    seat.page.locator(f"[data-saved]:has-text('{text}')").wait_for()


def type_deed(seat, text):
    """Written, and the hand leaves the entry."""
    box = seat.page.get_by_label("Thành tích", exact=True)
    box.fill(text)
    box.blur()


def look_at_the_phone(seat, where):
    seat.complaints += seat.violations(f"{where} at 390")


def test_a_first_nomination_takes_at_most_twelve_entries_and_reaches_the_commune(office, head, take_seat):
    head.follow("Đề nghị khen thưởng")
    look_at_the_phone(head, "empty form")
    asked = head.page.evaluate(ASKED)
    by_hand = [
        head.fill("Họ và tên", "Trịnh Thị Xuyến"),
        head.fill("Ngày sinh", "1979"),
        head.choose("Nữ"),
        head.choose("Lao động tiên tiến"),
        type_deed(head, DEED),
        head.fill("Số người đồng ý", "42"),
        head.fill("trên số người dự họp", "45"),
        head.attach("Biên bản họp bình xét", name="biên bản.pdf", text=MINUTES),
    ]
    says(head, "Đã lưu nháp")
    look_at_the_phone(head, "filled form")
    head.press("Xem lại rồi nộp")
    look_at_the_phone(head, "check")
    head.press("Nộp hồ sơ")
    look_at_the_phone(head, "handed in")

    officer = take_seat(office, "canbo.xa")
    open_row(officer, "Trịnh Thị Xuyến")

    assert len(asked) <= MOST_FIELDS, asked
    assert len(by_hand) + SIGNED_IN_WITH <= MOST_FIELDS
    assert "Chờ thẩm định" in officer.text
    assert head.page.evaluate(KEPT) == []


def test_what_is_typed_while_the_line_is_down_arrives_when_it_is_back(head):
    head.go("/de-nghi/").fill("Họ và tên", "Đỗ Văn Lãm")
    type_deed(head, "Trồng 3 sào vải lai.")
    says(head, "Đã lưu nháp")
    line = head.page.context

    line.set_offline(True)
    type_deed(head, "Trồng 3 sào vải lai, thu 2 tấn.")
    says(head, "Mất kết nối")
    line.set_offline(False)
    says(head, "Đã lưu nháp")
    head.page.reload()

    assert head.page.get_by_label("Thành tích", exact=True).input_value() == "Trồng 3 sào vải lai, thu 2 tấn."
    assert head.page.evaluate(KEPT) == []
    head.complaints.clear()  # the browser itself reports the broken line


def test_what_a_crash_cut_off_is_offered_back_and_sign_out_leaves_nothing(head):
    head.go("/de-nghi/").fill("Họ và tên", "Vũ Thị Mận")
    type_deed(head, "Nuôi 12 đàn ong.")
    says(head, "Đã lưu nháp")
    line = head.page.context

    line.route(NOTHING_IS_SAVED, lambda route: route.abort())
    type_deed(head, "Nuôi 12 đàn ong, thu 90 lít mật.")
    says(head, "Mất kết nối")
    head.page.reload()
    line.unroute(NOTHING_IS_SAVED)
    offer = head.page.locator("[data-kept]")
    told = offer.inner_text()
    look_at_the_phone(head, "offered back")
    head.page.get_by_role("button", name="Lấy lại bài đó").click()
    says(head, "Đã lưu nháp")
    head.page.reload()

    assert "Khác với bài trên trang ở: Thành tích." in told
    assert head.page.get_by_label("Thành tích", exact=True).input_value() == "Nuôi 12 đàn ong, thu 90 lít mật."

    line.route(NOTHING_IS_SAVED, lambda route: route.abort())
    type_deed(head, "Nuôi 13 đàn ong.")
    says(head, "Mất kết nối")
    before = head.page.evaluate(KEPT)
    head.page.evaluate("() => document.querySelector('form[data-sign-out]').requestSubmit()")
    head.page.get_by_label("Mật khẩu", exact=True).wait_for()

    assert (len(before), head.page.evaluate(KEPT)) == (1, [])
    head.complaints.clear()  # the browser itself reports the broken line


def test_two_hands_on_one_paper_see_each_other_and_write_over_nothing(office, head, take_seat):
    clerk = take_seat(office, "nguoilap.cuphu")
    head.go("/de-nghi/").fill("Họ và tên", "Hoàng Thị Lụa")
    type_deed(head, "Bài của trưởng thôn.")
    says(head, "Đã lưu nháp")
    address = head.page.url

    clerk.page.goto(address)
    type_deed(clerk, "Bài của người soạn, có 5 hộ.")
    says(clerk, "Đã lưu nháp")
    type_deed(head, "Bài của trưởng thôn, viết tiếp.")
    says(head, "Chưa lưu được")
    trouble = head.page.locator("#autosave-trouble").inner_text()
    look_at_the_phone(head, "two hands")
    head.follow("Mở bài đang có trên hệ thống")

    assert "Bài này đã được sửa ở trang hoặc máy khác" in trouble
    assert head.page.get_by_label("Thành tích", exact=True).input_value() == "Bài của người soạn, có 5 hộ."
    assert "Khác với bài trên trang ở: Thành tích." in head.page.locator("[data-kept]").inner_text()
    head.complaints.clear()  # the browser itself reports the 409
