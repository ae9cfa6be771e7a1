"""The ten states, the groups one speaks of, and which right works on which desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("Đang lập")
    INTAKE = "intake", _("Chờ thẩm định")
    COUNCIL = "council", _("Hội đồng đang xét")
    SIGNING = "signing", _("Chờ ký")
    RETURNED = "returned", _("Yêu cầu bổ sung")
    AWARDED = "awarded", _("Đã khen thưởng")
    DECLINED = "declined", _("Không khen thưởng")
    REPLACED = "replaced", _("Chuyển hình thức khen")
    WITHDRAWN = "withdrawn", _("Đã rút")
    REVOKED = "revoked", _("Đã hủy")


WITH_UNIT = [State.DRAFT, State.RETURNED]
REVIEWING = [State.INTAKE, State.COUNCIL, State.SIGNING]
OPEN = [*WITH_UNIT, *REVIEWING]
CLOSED = [State.AWARDED, State.DECLINED, State.REPLACED, State.WITHDRAWN, State.REVOKED]

#: the codename that does the work of a desk
DESK_RIGHT = {
    State.DRAFT: "propose",
    State.RETURNED: "propose",
    State.INTAKE: "appraise",
    State.COUNCIL: "minute",
    State.SIGNING: "sign",
}
