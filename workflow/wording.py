"""What was written on a paper, entry by entry, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from dossiers.kinds import Target
from dossiers.models import Nominee
from workflow.forms import facts
from workflow.forms.fields import DayField


def entries(nominee: Nominee, award: str, written: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The name of each entry on the form, its label, and what was written; empty where nothing was."""
    return [
        ("kind", _("Đối tượng"), str(Target(nominee.kind).label).capitalize()),
        ("name", _("Họ và tên") if nominee.kind == Target.INDIVIDUAL else _("Tên"), nominee.name),
        ("born", _("Ngày sinh"), nominee.born),
        ("gender_0", _("Giới tính"), str(nominee.get_gender_display()).capitalize()),
        ("position", _("Nghề nghiệp, chức vụ"), nominee.position),
        ("award_0", _("Danh hiệu hoặc hình thức"), award),
        ("period_from", _("Thời gian thành tích"), period(written)),
        ("deed", _("Thành tích"), str(written.get("deed") or "")),
        ("votes_yes", _("Bình xét ở đơn vị"), votes(written)),
        ("facts", _("Đơn vị xác nhận"), facts.told(written.get("facts") or {})),
    ]


def who(nominee: Nominee) -> str:
    """Name, sex and birth in one line."""
    born = _("sinh %(day)s") % {"day": nominee.born} if nominee.born else ""
    return ", ".join(text for text in (nominee.name, str(nominee.get_gender_display()), born) if text)


def period(written: Mapping[str, Any]) -> str:
    """From when until when."""
    days = [DayField().shown(str(written.get(name) or "")) for name in ("period_from", "period_to")]
    return _("%(first)s đến %(last)s") % {"first": days[0], "last": days[1]} if all(days) else ""


def votes(written: Mapping[str, Any]) -> str:
    """How many of how many agreed."""
    yes, everybody = written.get("votes_yes"), written.get("votes_all")
    if not isinstance(yes, int) or not isinstance(everybody, int):
        return ""
    return _("%(yes)d trong %(all)d người đồng ý") % {"yes": yes, "all": everybody}
