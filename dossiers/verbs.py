"""The words of each verb: its button, its history sentence, its icon, and what it needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Verb:
    """How a move is spoken of; ``needs`` are the entries its form must bring."""

    name: Promise
    button: Promise
    past: Promise
    follows: Promise
    icon: str
    needs: tuple[str, ...] = ()
    grave: bool = False


VERBS: dict[str, Verb] = {
    "submit": Verb(_("Nộp"), _("Nộp hồ sơ"), _("nộp hồ sơ"), _("Xã nhận và thẩm định."), "send"),
    "recall": Verb(
        _("Lấy lại"),
        _("Lấy lại hồ sơ"),
        _("lấy lại hồ sơ"),
        _("Được khi nơi nhận chưa nhận xử lý."),
        "back",
    ),
    "refer": Verb(
        _("Chuyển"),
        _("Chuyển hồ sơ"),
        _("thẩm định xong và chuyển hồ sơ"),
        _("Chuyển Hội đồng, hoặc thẳng Chủ tịch nếu cấp này không có Hội đồng."),
        "forward",
    ),
    "propose_refusal": Verb(
        _("Đề nghị không khen"),
        _("Đề nghị không khen thưởng…"),
        _("đề nghị không khen thưởng"),
        _("Trình Chủ tịch quyết định, phải chọn căn cứ."),
        "decline",
        ("ground", "reason"),
        grave=True,
    ),
    "recheck": Verb(
        _("Yêu cầu thẩm định lại"),
        _("Thẩm định lại…"),
        _("yêu cầu thẩm định lại"),
        _("Trả về người thẩm định cùng cấp."),
        "back",
        ("reason",),
    ),
    "give_back": Verb(
        _("Yêu cầu bổ sung"),
        _("Yêu cầu bổ sung…"),
        _("yêu cầu bổ sung"),
        _("Trả về đơn vị, kèm điều còn thiếu."),
        "back",
        ("missing",),
    ),
    "send_down": Verb(
        _("Trả cấp dưới"),
        _("Trả cấp dưới…"),
        _("trả về cấp dưới"),
        _("Trả về người thẩm định của cấp dưới liền kề."),
        "back",
        ("reason",),
    ),
    "defer": Verb(
        _("Hoãn"),
        _("Hoãn sang phiên sau…"),
        _("hoãn sang phiên sau"),
        _("Hồ sơ ở lại Hội đồng, vào phiên họp sau."),
        "clock",
        ("reason", "next_sitting"),
    ),
    "recommend": Verb(
        _("Thông qua"),
        _("Ghi Hội đồng thông qua"),
        _("ghi Hội đồng thông qua và chuyển hồ sơ"),
        _("Chuyển Chủ tịch khi kết thúc phiên họp."),
        "council",
    ),
    "replace": Verb(
        _("Chuyển hình thức"),
        _("Chuyển hình thức khen…"),
        _("chuyển hình thức khen"),
        _("Mở hồ sơ mới cho hình thức khác, biểu quyết riêng."),
        "replace",
        ("award", "resolution"),
    ),
    "decline": Verb(
        _("Không khen"),
        _("Không khen thưởng…"),
        _("kết luận không khen thưởng"),
        _("Kết thúc hồ sơ; báo đơn vị và người được đề nghị."),
        "decline",
        ("reason",),
        grave=True,
    ),
    "forward": Verb(
        _("Trình cấp trên"),
        _("Ký trình cấp trên"),
        _("ký trình cấp trên"),
        _("Hồ sơ vào tờ trình gửi cấp trên."),
        "forward",
    ),
    "award": Verb(
        _("Khen thưởng"),
        _("Ký quyết định khen thưởng"),
        _("ký quyết định khen thưởng"),
        _("Số quyết định được cấp khi ký."),
        "award",
    ),
    "withdraw": Verb(
        _("Rút"),
        _("Rút hồ sơ…"),
        _("rút hồ sơ"),
        _("Kết thúc hồ sơ; mùa sau đề nghị lại được."),
        "withdraw",
        (),
        grave=True,
    ),
    "reroute": Verb(
        _("Chuyển tuyến"),
        _("Chuyển tuyến trình…"),
        _("chuyển tuyến trình"),
        _("Theo văn bản sắp xếp đơn vị."),
        "route",
        ("stage", "document"),
    ),
    "revoke": Verb(
        _("Hủy khen thưởng"),
        _("Hủy khen thưởng…"),
        _("hủy khen thưởng"),
        _("Theo kết luận hoặc bản án; số quyết định không dùng lại."),
        "revoke",
        ("document",),
        grave=True,
    ),
}

#: Events that are no person's verb.
OTHER_EVENTS = {"open": _("lập hồ sơ"), "succeed": _("tiếp nhận từ đơn vị cũ")}

#: The four grounds of a refusal.
GROUNDS = {
    "target": _("không đúng đối tượng"),
    "criteria": _("không đủ tiêu chuẩn"),
    "papers": _("không đủ hồ sơ"),
    "violation": _("vi phạm pháp luật"),
}

#: what a form's entries are called when one is lacking
ENTRIES = {
    "ground": _("căn cứ từ chối"),
    "reason": _("lý do"),
    "missing": _("những điều còn thiếu"),
    "next_sitting": _("phiên họp sau"),
    "award": _("danh hiệu hoặc hình thức khác"),
    "resolution": _("nghị quyết của phiên họp"),
    "request": _("đơn của đơn vị"),
    "stage": _("cấp tiếp nhận"),
    "document": _("văn bản"),
    "until": _("ngày kết thúc"),
    "note": _("nội dung"),
    "places": _("nơi công khai"),
    "asked": _("cơ quan được xin ý kiến"),
    "closing_document": _("văn bản cho xem xét tiếp"),
    "outcome": _("kết quả xác minh"),
}
