"""Moves that happen on another page: the council's at its sitting, the award at its decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Elsewhere:
    """Where a move is made, and how that is said on the dossier's page."""

    route: str
    where: Promise
    label: Promise

    def told(self, act: dict[str, Any]) -> dict[str, Any]:
        """The act as a sentence with a link, never as a button."""
        why = act["why"] or str(self.where)
        then = str(self.where) if act["why"] else ""
        link = {"url": reverse(self.route), "url_label": str(self.label)}
        return {
            "allowed": False,
            "why": why,
            "then": then,
            **(link if "not_yours" not in act["kinds"] else {"url": ""}),
        }


ELSEWHERE = {
    "recommend": Elsewhere(
        "workflow:sittings", _("Ghi ở phiên họp: kết thúc phiên thì mục đã thông qua tự chuyển."), _("Mở phiên họp")
    ),
    "award": Elsewhere(
        "workflow:waiting", _("Làm ở quyết định: ký quyết định thì mọi hồ sơ trong đó được khen."), _("Xem chờ ký")
    ),
}
