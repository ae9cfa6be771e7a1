"""The form that opens a gate: what runs beside the paper, until when, on which document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.forms.fields import DayField
from workflow.gates import NEEDS
from workflow.models import Gate

#: years ahead: a day beyond them is a slip of the finger, and the calendar ends somewhere
FURTHEST = 5


def _kinds() -> list[tuple[str, str]]:
    return [
        (Gate.Kind.POSTING, _("Công khai") + "|" + _("Niêm yết danh sách để lấy ý kiến, đến hết một ngày.")),
        (Gate.Kind.CONSULTATION, _("Xin ý kiến") + "|" + _("Chờ cơ quan liên quan trả lời.")),
        (Gate.Kind.SUSPENSION, _("Tạm dừng xem xét") + "|" + _("Khi có văn bản của cơ quan đang xác minh.")),
    ]


class GateForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Việc phải chờ"), choices=_kinds, widget=forms.RadioSelect())
    until = DayField(
        label=gettext_lazy("Đến hết ngày"), required=False, help_text=gettext_lazy("Công khai thì phải ghi ngày.")
    )
    note = forms.CharField(
        label=gettext_lazy("Nội dung"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Niêm yết ở đâu, hoặc xin ý kiến cơ quan nào."),
        widget=forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"}),
    )
    document = forms.CharField(
        label=gettext_lazy("Văn bản"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Tạm dừng thì phải ghi số, ngày văn bản."),
        widget=forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["until"].today = today  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        text = self.cleaned_data["until"]
        day = date.fromisoformat(text) if text else None
        if day and day < self.today:
            raise forms.ValidationError(_("Ngày %(day)s đã qua.") % {"day": f"{day:%d/%m/%Y}"})
        if day and day.year > self.today.year + FURTHEST:
            raise forms.ValidationError(_("Ngày %(day)s xa quá. Xem lại năm.") % {"day": f"{day:%d/%m/%Y}"})
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = {
            "until": _("Công khai đến hết ngày nào thì ghi ngày đó."),
            "note": _("Ghi cơ quan được xin ý kiến."),
            "document": _("Tạm dừng phải có văn bản; ghi số và ngày."),
        }
        for name in NEEDS.get(str(cleaned.get("kind")), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words[name])
        return cleaned
