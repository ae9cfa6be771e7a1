"""What the administrator says of units that end: which, into what, since when, by which document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roles.models import PROPOSER_KINDS, Unit
from workflow.forms.fields import DayField

WRONG = {
    "required": gettext_lazy("Chọn ít nhất một đơn vị."),
    "invalid_choice": gettext_lazy("Chọn đơn vị trong danh sách."),
}


def _boxes(label: Any, hint: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple()
    words = {"label": label, "help_text": hint, "required": required}
    return forms.MultipleChoiceField(widget=widget, error_messages=WRONG, **words)


class SuccessionForm(forms.Form):
    """One heir merges or dissolves; with a second one, the unit is split."""

    units = _boxes(
        gettext_lazy("Đơn vị kết thúc"),
        gettext_lazy("Nhiều đơn vị là hợp nhất. Một Ủy ban nhân dân kết thúc thì các cơ quan của nó theo cùng."),
    )
    heir = forms.ChoiceField(label=gettext_lazy("Nơi kế thừa"), error_messages=WRONG)
    second = forms.ChoiceField(
        label=gettext_lazy("Nơi kế thừa thứ hai"),
        required=False,
        help_text=gettext_lazy("Chỉ khi chia tách; xem trước rồi chọn đơn vị nào về đâu."),
    )
    to_second = _boxes(
        gettext_lazy("Về nơi thứ hai"),
        gettext_lazy("Chỉ khi chia tách: đơn vị nào về nơi thứ hai; còn lại về nơi thứ nhất."),
        required=False,
    )
    on = DayField(label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Ngày đầu của nơi kế thừa, ví dụ 01/07/2025."))
    basis = forms.CharField(
        label=gettext_lazy("Văn bản"),
        help_text=gettext_lazy("Số, ngày nghị quyết hoặc quyết định sắp xếp."),
        max_length=250,
        widget=forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, units: Sequence[Unit], today: date) -> None:
        super().__init__(data)
        named = [(unit.code, unit.name) for unit in units]
        nobody = [("", _("chọn một đơn vị"))]
        self.fields["on"].today = today  # type: ignore[attr-defined]
        self._offer("units", named)
        self._offer("heir", nobody + named)
        self._offer("second", [("", _("không chia tách")), *named])
        if not (data and data.get("second")):
            del self.fields["to_second"]
            return
        self._offer("to_second", [(unit.code, unit.name) for unit in units if unit.kind in PROPOSER_KINDS])

    def _offer(self, field: str, choices: list[tuple[str, str]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def plan(self) -> dict[str, Any]:
        """The plan as a file would say it."""
        said = self.cleaned_data
        heirs = [said["heir"], *filter(None, [said["second"]])]
        shares = dict.fromkeys(said.get("to_second", []), said["second"])
        passings = [{"unit": code, "heirs": heirs, "shares": shares} for code in said["units"]]
        return {"on": said["on"], "basis": said["basis"], "passings": passings}
