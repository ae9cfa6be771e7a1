"""What a council's secretary types: where one meets, the count of an item, why one is left."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.models import Item
from workflow.sittings import Ballots


class OpeningForm(forms.Form):
    """Where the council meets."""

    place = forms.CharField(
        label=gettext_lazy("Địa điểm"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Ví dụ: Hội trường Ủy ban nhân dân xã."),
    )


class FigureField(forms.IntegerField):
    """A number of ballots: whole, not negative, and kept while the page around it is renewed."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        attrs = {"class": "w-few", "inputmode": "numeric", "autocomplete": "off", "hx-preserve": "true"}
        super().__init__(
            label=label,
            required=required,
            min_value=0,
            max_value=999,
            widget=forms.TextInput(attrs=attrs),
            error_messages={
                "required": format_lazy(gettext_lazy("{label}: ghi số phiếu, không có thì ghi 0."), label=label),
                "invalid": format_lazy(gettext_lazy("{label}: ghi bằng chữ số, ví dụ 7."), label=label),
            },
        )


class CountForm(forms.Form):
    """The count of one item; the sums are checked here, the rest by the sitting."""

    issued = FigureField(gettext_lazy("Phát ra"))
    returned = FigureField(gettext_lazy("Thu về"))
    yes = FigureField(gettext_lazy("Đồng ý"))
    no = FigureField(gettext_lazy("Không"))
    invalid = FigureField(gettext_lazy("Không hợp lệ"))
    written_yes = FigureField(gettext_lazy("Văn bản: đồng ý"), required=False)
    written_no = FigureField(gettext_lazy("Văn bản: không"), required=False)

    def __init__(self, data: Any = None, *, item: Item, absent: int) -> None:
        super().__init__(data, auto_id=f"muc-{item.pk}-%s", initial=_counted(item), use_required_attribute=False)
        if not absent:
            del self.fields["written_yes"], self.fields["written_no"]

    def clean(self) -> dict[str, Any]:
        figures = super().clean() or {}
        parts = [figures[name] for name in ("yes", "no", "invalid") if name in figures]
        if "returned" in figures and len(parts) == 3 and sum(parts) != figures["returned"]:
            self.add_error("returned", _sum_words(sum(parts), figures["returned"]))
        return figures

    @property
    def ballots(self) -> Ballots:
        """The figures as the sitting takes them."""
        return Ballots(**{name: number or 0 for name, number in self.cleaned_data.items()})


def _counted(item: Item) -> dict[str, int | None]:
    """What was counted before; on a fresh item only what is usually nought."""
    if item.recorded_at is None:
        return {"invalid": 0, "written_yes": 0, "written_no": 0}
    return {name: getattr(item, name) for name in CountForm.base_fields}


def _sum_words(parts: int, returned: int) -> str:
    return _("Thu về %(returned)d phiếu, nhưng đồng ý, không và không hợp lệ cộng lại là %(sum)d.") % {
        "returned": returned,
        "sum": parts,
    }


class DeferForm(forms.Form):
    """Why an item is left, and until when."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do hoãn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "data-max": "500"}),
        error_messages={"required": gettext_lazy("Ghi lý do hoãn: đơn vị đề nghị sẽ đọc lý do này.")},
    )
    next_sitting = forms.DateField(
        label=gettext_lazy("Phiên họp sau"),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        help_text=gettext_lazy("Ngày, tháng, năm; ví dụ 06/12/2024."),
        widget=forms.TextInput(
            attrs={"class": "w-date", "inputmode": "numeric", "data-date": "", "autocomplete": "off"}
        ),
        error_messages={
            "required": gettext_lazy("Ghi ngày họp sau."),
            "invalid": gettext_lazy("Ngày này không có trong lịch; ghi ngày, tháng, năm, ví dụ 06/12/2024."),
        },
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, use_required_attribute=False)
        self.today = today

    def clean_next_sitting(self) -> date:
        day: date = self.cleaned_data["next_sitting"]
        if day < self.today:
            raise forms.ValidationError(
                _("Ngày họp sau phải từ hôm nay, %(day)s, trở đi.") % {"day": f"{self.today:%d/%m/%Y}"}
            )
        return day
