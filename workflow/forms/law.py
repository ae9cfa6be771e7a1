"""What an administrator may change of a row of law, typed as people type it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.amendments import OF_EVERY_ROW
from dossiers.catalogue import Kind
from dossiers.law_words import LEVELS
from roles.templatetags.face import vnnumber
from workflow.forms.fields import DayField

WRITTEN = [
    ("yes", gettext_lazy("được tính")),
    ("no", gettext_lazy("không tính")),
    ("council", gettext_lazy("theo quy chế của Hội đồng")),
]
BALLOT = [
    ("secret", gettext_lazy("bỏ phiếu kín")),
    ("ballot", gettext_lazy("bỏ phiếu")),
    ("council", gettext_lazy("theo quy chế của Hội đồng")),
]
#: columns whose words the model does not know
CHOICES = {"written": (gettext_lazy("ý kiến bằng văn bản"), WRITTEN), "ballot": (gettext_lazy("cách bỏ phiếu"), BALLOT)}
MOST = 2**31 - 1


class WholeField(forms.CharField):
    """A whole number, grouped as people group it: 2.530.000."""

    def clean(self, value: Any) -> int | None:
        digits = "".join(c for c in super().clean(value) if c not in ". \xa0")
        if not digits and not self.required:
            return None
        if not (digits.isascii() and digits.isdigit()) or int(digits) > MOST:
            raise ValidationError(_("Ghi một số, ví dụ 80 hoặc 2.530.000."), code="number")
        return int(digits)


class RateField(forms.CharField):
    """A decimal with a comma or a point."""

    def clean(self, value: Any) -> Decimal:
        try:
            found = Decimal(super().clean(value).strip().replace(",", "."))
        except InvalidOperation as wrong:
            raise ValidationError(_("Ghi một số, ví dụ 0,3 hoặc 1,5."), code="number") from wrong
        if not (found.is_finite() and 0 <= found < 10_000) or found != round(found, 3):
            raise ValidationError(_("Ghi một số từ 0, không quá ba chữ số sau dấu phẩy."), code="number")
        return found


class LawRowForm(forms.Form):
    """The columns of one row, from when it is to hold, and why."""

    def __init__(self, data: Any = None, *, kind: Kind, row: Any, today: date) -> None:
        super().__init__(data)
        self.levels = {f"level_{name}": name for name in LEVELS if name in getattr(row, "params", {})}
        self.params = getattr(row, "params", {})
        for name, level in self.levels.items():
            label = str(LEVELS[level])
            self.fields[name] = RateField(label=label[:1].upper() + label[1:], widget=_few("decimal"))
            self.fields[name].initial = vnnumber(self.params[level])
        for name in (*kind.editable, *OF_EVERY_ROW):
            if name == "params":
                continue
            self.fields[name] = _field(kind.model._meta.get_field(name))
            self.fields[name].initial = _initial(getattr(row, name))
        if kind.followed:
            self.fields["since"] = DayField(
                label=_("Áp dụng từ ngày"),
                required=False,
                help_text=_("Để trống: sửa ngay dòng này. Ghi ngày: dòng này hết hiệu lực hôm trước, dòng mới thay."),
            )
        self.fields["reason"] = forms.CharField(
            label=_("Lý do sửa"),
            max_length=250,
            help_text=_("Văn bản nào, ai đối chiếu; ghi vào sổ sửa luật."),
            error_messages={"required": _("Ghi lý do sửa, ví dụ số và ngày của văn bản.")},
            widget=forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"}),
        )
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today

    def values(self) -> dict[str, Any]:
        """The columns as they were typed."""
        apart = {"since", "reason", *self.levels}
        said = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        levels = {level: _number(self.cleaned_data[name]) for name, level in self.levels.items()}
        params = {"params": {**self.params, **levels}} if levels else {}
        return {**said, **params, "until": _day(said["until"])}

    @property
    def since(self) -> date | None:
        return _day(self.cleaned_data.get("since", ""))


def _number(value: Decimal) -> int | float:
    """As a criterion's parameters keep it."""
    return int(value) if value == int(value) else float(value)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _initial(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return vnnumber(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _field(column: Any) -> forms.Field:
    label, choices = CHOICES.get(column.name, (column.verbose_name, column.choices))
    usual: dict[str, Any] = {"label": str(label)[:1].upper() + str(label)[1:], "required": not column.blank}
    if isinstance(column, models.DateField):
        return DayField(**usual)
    if choices:
        return forms.ChoiceField(choices=[*([("", "–")] if column.blank else []), *choices], **usual)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(label=usual["label"], required=False)
    if isinstance(column, models.DecimalField):
        return RateField(widget=_few("decimal"), **usual)
    if isinstance(column, models.IntegerField):
        return WholeField(widget=_few("numeric"), **usual)
    return _text(column, usual)


def _few(mode: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "w-date", "inputmode": mode, "autocomplete": "off"})


def _text(column: Any, usual: dict[str, Any]) -> forms.CharField:
    long = isinstance(column, models.TextField)
    widget = forms.Textarea(attrs={"rows": 5, "class": "w-all"}) if long else forms.TextInput(attrs={"class": "w-all"})
    return forms.CharField(max_length=column.max_length, widget=widget, **usual)
