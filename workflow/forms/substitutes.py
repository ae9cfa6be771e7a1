"""The form that names a substitute: who, from when to when, on what paper, how far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.models import AwardType
from roles.models import PROPOSER_KINDS, Seat, Unit
from roles.scopes import AWARD, UNIT
from roles.substitutes import Appointment, Choice
from workflow.forms.fields import DayField

SCOPE = ("awards", "units")


class SubstituteForm(forms.Form):
    who = forms.ChoiceField(label=gettext_lazy("Người thay"), widget=forms.RadioSelect())
    since = DayField(label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Sớm nhất là hôm nay."))
    until = DayField(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Sau ngày này việc thay tự kết thúc; về sớm thì bấm kết thúc."),
    )
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=250,
        help_text=gettext_lazy("Số, ngày văn bản phân công hoặc ủy quyền."),
        widget=forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"}),
    )
    awards = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ với danh hiệu, hình thức"),
        required=False,
        help_text=gettext_lazy("Không chọn là mọi danh hiệu, hình thức."),
        widget=forms.CheckboxSelectMultiple(),
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ với hồ sơ của đơn vị"),
        required=False,
        help_text=gettext_lazy("Không chọn là mọi đơn vị."),
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, data: Any = None, *, principal: Seat, choices: Sequence[Choice], today: date) -> None:
        super().__init__(data, initial={"since": f"{today:%d/%m/%Y}"})
        for name in ("since", "until"):
            self.fields[name].today = today  # type: ignore[attr-defined]
        self.fields["who"].choices = [(choice.key, _words(choice)) for choice in choices]  # type: ignore[attr-defined]
        self._offer("awards", list(AwardType.objects.values_list("code", "name")))
        self._offer("units", _units(principal))

    def _offer(self, name: str, pairs: list[tuple[str, str]]) -> None:
        """One choice is no limit: then the question is not asked."""
        self.fields[name].choices = pairs  # type: ignore[attr-defined]
        if len(pairs) < 2:
            del self.fields[name]

    @property
    def whole(self) -> list[forms.BoundField]:
        """What is always asked."""
        return [field for field in self.visible_fields() if field.name not in SCOPE]

    @property
    def part(self) -> list[forms.BoundField]:
        """What is asked of whoever hands over a part of the work."""
        return [field for field in self.visible_fields() if field.name in SCOPE]

    def appointment(self) -> Appointment:
        """What was asked, as the act takes it."""
        entries = self.cleaned_data
        form, _colon, through = entries["who"].partition(":")
        return Appointment(
            through=int(through),
            form=form,
            since=date.fromisoformat(entries["since"]),
            until=date.fromisoformat(entries["until"]),
            basis=entries["basis"],
            scope=[AWARD + code for code in entries.get("awards", ())]
            + [UNIT + code for code in entries.get("units", ())],
        )


def _words(choice: Choice) -> str:
    """“KT. · bà X|Phó Chủ tịch; cần kiểm tra”: the form, the person, and how well the rule was read."""
    hint = f"{choice.seat.label}, {choice.seat.unit.short_name}"
    mark = "" if choice.rule.verified else _("quy định: %(mark)s") % {"mark": choice.rule.get_mark_display()}
    name = _("%(form)s %(who)s") % {"form": choice.form + ".", "who": choice.seat.person.addressed}
    return f"{name}|{'; '.join(part for part in (hint, mark) if part)}"


def _units(principal: Seat) -> list[tuple[str, str]]:
    """The proposing units below the principal's authority; a unit's own head has but one."""
    if "propose" in principal.role.codenames:
        return []
    rows = Unit.objects.filter(parent=principal.unit.parent_id, kind__in=PROPOSER_KINDS)
    return list(rows.order_by("position", "pk").values_list("code", "short_name"))
