"""A round of awards as the officer enters it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.models import AwardType, Season
from roles.models import PROPOSER_KINDS, Unit, UnitKind
from workflow.forms.fields import DayField
from workflow.forms.gates import DatedForm

DAYS = ("opens_on", "due_on", "closes_on")


def _line(label: Any, hint: Any = "", *, required: bool = True, length: int = 200) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=length, widget=widget)


def _several(label: Any, hint: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple())


class SeasonForm(DatedForm):
    """Name, days, and for whom; what is not ticked narrows nothing."""

    receiver = forms.ChoiceField(label=gettext_lazy("Nơi nhận"))
    name = _line(gettext_lazy("Tên đợt"), gettext_lazy("Ví dụ: Tổng kết năm 2024; Năm học 2023–2024."))
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=Season.Kind.choices, widget=forms.RadioSelect(attrs={"data-across": True})
    )
    opens_on = DayField(label=gettext_lazy("Nhận từ ngày"))
    due_on = DayField(label=gettext_lazy("Hạn nộp"))
    closes_on = DayField(
        label=gettext_lazy("Còn nhận muộn đến"),
        help_text=gettext_lazy("Bỏ trống thì hồ sơ muộn vẫn được nhận, và được ghi là muộn."),
        required=False,
    )
    unit_kinds = _several(gettext_lazy("Dành cho"), gettext_lazy("Không chọn là mọi đơn vị."))
    awards = _several(gettext_lazy("Danh hiệu, hình thức"), gettext_lazy("Không chọn là tất cả."))
    basis = _line(gettext_lazy("Căn cứ"), gettext_lazy("Văn bản đặt ra hạn này."), required=False, length=250)

    def __init__(
        self, data: Any = None, *, today: date, authorities: Sequence[Unit], season: Season | None = None
    ) -> None:
        super().__init__(data, today=today, initial=_shown(season) if season else {})
        self.season = season
        kinds = [kind for kind in PROPOSER_KINDS if kind != UnitKind.OFFICE]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "receiver": [(unit.pk, unit.name) for unit in authorities],
            "unit_kinds": [(kind.value, kind.label) for kind in kinds],
            "awards": list(AwardType.objects.values_list("code", "name")),
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]
        if len(authorities) == 1:
            self.initial.setdefault("receiver", authorities[0].pk)
            self.fields["receiver"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, due, closes = (cleaned.get(name) or "" for name in DAYS)
        if opens and due and due < opens:
            self.add_error("due_on", _("Hạn nộp đứng trước ngày bắt đầu nhận. Xem lại hai ngày."))
        if due and closes and closes < due:
            self.add_error("closes_on", _("Ngày thôi nhận đứng trước hạn nộp. Xem lại hai ngày."))
        self._check_name(cleaned)
        return cleaned

    def _check_name(self, cleaned: dict[str, Any]) -> None:
        same = Season.objects.filter(receiver=cleaned.get("receiver") or None, name=cleaned.get("name"))
        if set(same.values_list("pk", flat=True)) - {self.season.pk if self.season else None}:
            self.add_error("name", _("Đã có một đợt tên này. Đặt tên khác, ví dụ thêm năm."))

    def saved(self) -> Season:
        """The round as it was entered."""
        season = self.season or Season()
        values = dict(self.cleaned_data)
        season.receiver_id = int(values.pop("receiver"))
        for name in DAYS:
            values[name] = self.day(name)
        for name, value in values.items():
            setattr(season, name, value)
        season.save()
        return season


def _shown(season: Season) -> dict[str, Any]:
    days = {name: getattr(season, name) for name in DAYS}
    typed = {name: f"{day:%d/%m/%Y}" if day else "" for name, day in days.items()}
    kept = ("name", "kind", "unit_kinds", "awards", "basis")
    return {"receiver": season.receiver_id, **typed, **{name: getattr(season, name) for name in kept}}
