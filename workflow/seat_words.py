"""What a seat to which no paper comes is for, and where its person should look."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roles.policies import Actor


@dataclass(frozen=True)
class Words:
    """One sentence for what the seat does, one for where to look, and the way there."""

    does: Promise
    look: Promise
    view: str
    label: Promise

    @property
    def url(self) -> str:
        return reverse(f"workflow:{self.view}")


WORDS = {
    "vote": Words(
        _("Thành viên Hội đồng xét và bỏ phiếu tại phiên họp; hồ sơ không chờ riêng từng thành viên."),
        _("Khi thư ký mở phiên họp, mở trang phiên họp để xem danh sách và kết quả từng hồ sơ."),
        "sittings",
        _("Xem phiên họp"),
    ),
    "stamp": Words(
        _("Văn thư đóng dấu và phát hành quyết định đã ký; số quyết định do hệ thống cấp khi ký."),
        _("Quyết định đã ký nằm ở trang Quyết định, kèm bản in."),
        "decisions",
        _("Xem quyết định"),
    ),
    "pay": Words(
        _("Kế toán chi tiền thưởng theo quyết định đã ký."),
        _("Danh sách được thưởng nằm ở từng quyết định."),
        "decisions",
        _("Xem quyết định"),
    ),
    "read": Words(
        _("Vị trí này xem, kiểm tra hồ sơ của các đơn vị thuộc phạm vi; không chuyển hồ sơ."),
        _("Mọi hồ sơ đã nộp nằm ở trang Hồ sơ, kèm lịch sử từng bước."),
        "register",
        _("Xem hồ sơ"),
    ),
    "administer": Words(
        _("Người quản trị giữ đơn vị, vị trí, tài khoản và các dòng luật; không xét hồ sơ."),
        _("Các dòng luật nằm ở trang Luật, đơn vị ở trang Sắp xếp đơn vị; tài khoản lập bằng lệnh trên máy chủ."),
        "law",
        _("Xem các dòng luật"),
    ),
}
NOTHING = Words(
    _("Vị trí này chưa được giao quyền nào trong hồ sơ khen thưởng."),
    _("Hỏi người quản trị ở cuối trang nếu lẽ ra phải có việc ở đây."),
    "notices",
    _("Xem thông báo"),
)


def of(actor: Actor) -> Words:
    """The words for the first right that the seat gives."""
    given = {right.codename for right in actor.rights}
    return next((words for codename, words in WORDS.items() if codename in given), NOTHING)
