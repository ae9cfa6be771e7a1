"""Forms of a list on its way in: the file, and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.offers import Offer
from dossiers.sheets.titles import FIELDS, PAST
from workflow.forms.fields import DayField
from workflow.imports import columns
from workflow.imports.columns import Shown

ACCEPT = ".xlsx,.csv"


class BringForm(forms.Form):
    """A file, for which award, of which year."""

    award = forms.ChoiceField(label=gettext_lazy("Danh hiệu, hình thức"))
    year = forms.IntegerField(
        label=gettext_lazy("Năm xét"),
        min_value=1990,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "w-few", "inputmode": "numeric", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy("Excel (.xlsx), đến 5.000 dòng, 10 MB. Cột theo thứ tự nào cũng được."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, offers: Sequence[Offer] | None, **more: Any) -> None:
        super().__init__(*args, **more)
        if offers is None:  # past decisions name the award in each row
            del self.fields["award"]
        else:
            self.fields["award"].choices = [(offer.award.pk, offer.award.name) for offer in offers]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["required"] = _("Ô này chưa điền.")
        self.fields["file"].error_messages["required"] = _("Chưa chọn tệp.")


class ColumnsForm(forms.Form):
    """One choice a column; and the period of rows that name none."""

    period_from = DayField(label=gettext_lazy("Thành tích từ ngày"), required=False)
    period_to = DayField(label=gettext_lazy("đến ngày"), required=False)

    def __init__(self, *args: Any, shown: Sequence[Shown], past: bool, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.columns, self.past = list(shown), past
        for column in shown:
            self.fields[_name(column.column)] = self._choice(column)
        if past or any(column.field == "period_from" for column in shown):
            del self.fields["period_from"], self.fields["period_to"]
        for name in ("period_from", "period_to"):
            if name in self.fields:
                self.fields[name].today = today  # type: ignore[attr-defined]

    def _choice(self, column: Shown) -> forms.ChoiceField:
        choices = [("", _("Không dùng cột này")), *FIELDS.items(), *(PAST.items() if self.past else ())]
        return forms.ChoiceField(label=column.title, choices=choices, required=False, initial=column.field)

    @property
    def rows(self) -> list[tuple[Shown, Any]]:
        """Each column with its choice, as the page draws them."""
        return [(column, self[_name(column.column)]) for column in self.columns]

    @property
    def period(self) -> list[Any]:
        return [self[name] for name in ("period_from", "period_to") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for sentence in columns.faults(self.meanings()):
            self.add_error(None, sentence)
        if cleaned.get("period_from", "") > (cleaned.get("period_to") or "9"):
            self.add_error("period_to", _("Ngày cuối đứng trước ngày đầu. Xem lại hai ngày."))
        return cleaned

    def meanings(self) -> Mapping[int, str]:
        return {column.column: self.cleaned_data.get(_name(column.column), "") for column in self.columns}

    def period_days(self) -> list[str]:
        return [self.cleaned_data.get(name, "") for name in ("period_from", "period_to")]


def _name(column: int) -> str:
    return f"column-{column}"
