"""The rules that a refusal may name, each in a few words: a closed list, by the names of conditions and hands."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULES: dict[str, Promise] = {
    # where the paper stands
    "step": _("mỗi bước chỉ có những việc của bước ấy"),
    "closed": _("hồ sơ đã kết thúc thì không xử lý nữa"),
    # whose hand it must be
    "desk": _("nơi nào giữ hồ sơ, nơi ấy xử lý"),
    "desk, not the author": _("nơi giữ hồ sơ thẩm định, người lập hồ sơ không tự thẩm định"),
    "unit head": _("đơn vị nào đề nghị, đơn vị ấy nộp"),
    "who sent it": _("ai trình hồ sơ lên, người ấy mới lấy lại được"),
    "unit head; at signing the chair": _("đơn vị đề nghị rút hồ sơ của mình; đã tới bước ký thì Chủ tịch cho rút"),
    "chair": _("nơi nào quyết định khen thưởng, nơi ấy hủy"),
    "officer of the holder or its successor": _("cơ quan thẩm định cùng cấp, hoặc cơ quan kế thừa, chuyển tuyến"),
    "own case": _("không ai xử lý việc của chính mình hoặc của người liên quan"),
    "who signs": _("người có thẩm quyền của cấp quyết định ký"),
    # what must be so before
    "complete": _("hồ sơ nộp lên phải đủ"),
    "gates closed": _("việc phải chờ xong rồi mới chuyển"),
    "passed verdict on this revision": _("Hội đồng thông qua đúng nội dung này rồi mới trình ký"),
    "failed verdict on this revision": _("Hội đồng chỉ kết thúc hồ sơ mà mình không thông qua"),
    "not voted on yet": _("đơn vị tự rút được khi Hội đồng chưa biểu quyết"),
    "desk not yet claimed": _("chỉ lấy lại được khi nơi nhận chưa xử lý"),
    "last stage": _("cấp quyết định mới khen thưởng"),
    "not the last stage": _("cấp quyết định không trình lên nữa"),
    "first stage": _("cấp xét đầu tiên mới trả hồ sơ cho đơn vị"),
    "above the first stage": _("chỉ trả về cấp dưới khi có cấp dưới"),
    "no refusal proposed": _("có đề nghị không khen thưởng thì phải trả lời đề nghị ấy"),
    "signed decision": _("ký quyết định mới là khen thưởng"),
}


def named(rule: str) -> str:
    """The rule as a sentence of its own."""
    return str(_("Quy tắc: %(rule)s.") % {"rule": RULES[rule]})
