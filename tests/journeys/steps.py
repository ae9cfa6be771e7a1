"""What each seat does with its pages, as steps that a journey is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.journeys.seat import Seat

#: three people whose names try the fonts: stacked marks, Đ, every tone
NOMINEES = ["Nguyễn Thị Ngọc Ễnh", "Đỗ Quỳnh Hương", "Vũ Đăng Khoẵn"]
MEN = {"Vũ Đăng Khoẵn"}
AWARD = "Chiến sĩ thi đua cơ sở"
MINUTES = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
DEED = (
    "Vận động 46 hộ góp 182 triệu đồng làm 1,4 km đường hoa. "
    "Hướng dẫn 12 hộ ghép cành vải lai chín sớm; 9 hộ đã có quả bói. "
    "Gương mẫu về đạo đức, lối sống."
)


@dataclass
class Level:
    """One level of government: the accounts of its officer, secretary and chair."""

    officer: str
    secretary: str
    chair: str


def level(place: str) -> Level:
    return Level(f"canbo.{place}", f"thuky.{place}", f"chutich.{place}")


def year_of(world: dict[str, Any]) -> int:
    return datetime.fromisoformat(world["clock"]).year


def nominate(head: Seat, name: str, *, looking: bool = False) -> None:
    """The form of twelve entries, looked through once more, and handed in."""
    year = year_of(head.office.world)
    head.go("/").follow("Đề nghị khen thưởng")
    head.fill("Họ và tên", name).fill("Ngày sinh", "2-9-79").choose("Nam" if name in MEN else "Nữ")
    head.fill("Nghề nghiệp, chức vụ", "Nông dân").page.get_by_role("radio", name=AWARD).first.check()
    head.fill("Thành tích từ ngày", f"01/01/{year}").fill("đến ngày", f"31/10/{year}")
    head.page.get_by_label("Thành tích", exact=True).fill(DEED)
    head.fill("Số người đồng ý", "42").fill("trên số người dự họp", "45")
    head.attach("Biên bản họp bình xét", name="biên bản.pdf", text=MINUTES)
    look(head, "nominate", looking)
    head.press("Xem lại rồi nộp")
    look(head, "check", looking)
    head.press("Nộp hồ sơ")


def look(seat: Seat, name: str, looking: bool) -> None:
    if looking:
        seat.look(name)


def open_row(seat: Seat, name: str) -> None:
    """From the work list to the dossier."""
    seat.click(seat.go("/viec/").page.get_by_role("link", name=name).first)


def ask_for_more(officer: Seat, name: str, *, missing: str) -> None:
    """The commune's officer gives it back with a list."""
    open_row(officer, name)
    officer.look("dossier-officer")
    officer.follow("Yêu cầu bổ sung")
    officer.page.get_by_role("textbox").first.fill(missing)
    officer.look("give-back").press("Yêu cầu bổ sung")


def complete(head: Seat, name: str, *, asked: str) -> None:
    """The head reads what is asked, adds it, and hands it in again."""
    head.go("/")
    assert asked in head.text
    head.look("home-village-head").follow("Bổ sung hồ sơ")
    head.page.get_by_label("Thành tích", exact=True).fill(DEED + " Năm nay không có đơn thư khiếu nại.")
    head.press("Xem lại rồi nộp").press("Nộp hồ sơ")


def refer(officer: Seat, name: str) -> None:
    """The officer has checked it."""
    open_row(officer, name)
    act(officer, "Chuyển hồ sơ")


def refer_together(officer: Seat) -> None:
    """The officer has checked them all: ticked, looked at once more, sent on with one press."""
    boxes = officer.go("/viec/").page.locator("[data-pick]")
    boxes.first.press("Space")
    boxes.last.click(modifiers=["Shift"])
    assert officer.page.locator("[data-bulk] [data-count]").inner_text() == str(boxes.count())
    officer.look("many-worklist").press("Chuyển…")
    officer.look("many-preview").press("Chuyển")
    officer.look("many-result")
    assert "Đã thực hiện cả" in officer.text


def act(seat: Seat, name: str) -> None:
    """Press what the page offers, and once more if it asks."""
    button = seat.page.get_by_role("button", name=name).or_(seat.page.get_by_role("link", name=name)).first
    seat.click(button)
    again = seat.page.locator("form[method=post] button.button").filter(has_text=name)
    if "/viec/" in seat.page.url and again.count():
        seat.click(again.first)


def sit(secretary: Seat, *, looking: bool = False) -> None:
    """A whole sitting: everybody there, everybody in favour, concluded."""
    secretary.go("/phien-hop/")
    look(secretary, "sittings", looking)
    secretary.press("Mở phiên họp").page.get_by_role("button", name="Tất cả có mặt").first.click()
    secretary.page.wait_for_function("!document.body.innerText.includes('Tất cả có mặt')")
    secretary.page.reload()
    members = secretary.page.locator(".presence > li").count()
    look(secretary, "sitting", looking)
    while secretary.page.get_by_label("Phát ra", exact=True).count():
        for label in ("Phát ra", "Thu về", "Đồng ý"):
            secretary.page.get_by_label(label, exact=True).fill(str(members))
        for label in ("Không", "Không hợp lệ"):
            secretary.page.get_by_label(label, exact=True).fill("0")
        done = secretary.page.locator("form button.button", has_text="Ghi").first
        if "Ghi lại" in done.inner_text():
            break
        secretary.click(done)
    look(secretary, "sitting-counted", looking)
    secretary.press("Kết thúc phiên")
    look(secretary, "sitting-concluded", looking)


def forward(chair: Seat, *, looking: bool = False) -> None:
    """The chair signs everything upward that the level above decides."""
    chair.go("/quyet-dinh/cho-ky/")
    pick_all(chair)
    look(chair, "forward", looking)
    chair.press("Ký trình cấp trên")


def pick_all(seat: Seat) -> None:
    for box in seat.page.locator("main input[type=checkbox]").all():
        box.check()


def sign(chair: Seat) -> None:
    """Draft, read, sign."""
    chair.go("/quyet-dinh/cho-ky/").look("waiting")
    pick_all(chair)
    chair.press("Xem quyết định rồi ký")
    if chair.page.get_by_role("link", name="Ký quyết định").count():
        chair.look("decision-draft").follow("Ký quyết định")
    chair.look("sign").press("Ký quyết định")


def download(seat: Seat) -> bytes:
    """The decision as it came down."""
    with seat.page.expect_download() as waiting:
        seat.page.get_by_role("link", name="PDF").or_(seat.page.get_by_role("link", name="Tải")).first.click()
    with open(waiting.value.path(), "rb") as file:
        return file.read()
