"""What is picked for a decision, and what the register is narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy

from workflow.forms.fields import whole


def picked(values: Iterable[str]) -> dict[int, int]:
    """Dossier → the version that the page showed, from boxes valued “12:5”."""
    try:
        pairs = [value.split(":") for value in values]
        return {whole(dossier): whole(version) for dossier, version in pairs}
    except ValueError as why:
        raise BadRequest from why


class RegisterFilter(forms.Form):
    """Year, award and body, of what one may see."""

    award = forms.ChoiceField(label=gettext_lazy("Danh hiệu, hình thức"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), required=False, coerce=int)
    body = forms.TypedChoiceField(label=gettext_lazy("Nơi ký"), required=False, coerce=int)

    def __init__(self, *args: Any, years: Any, awards: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", gettext_lazy("Tất cả"))]
        for name, choices in (("year", years), ("award", awards), ("body", bodies)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*every, *choices]

    @property
    def chosen(self) -> dict[str, Any]:
        """The conditions that were chosen and exist."""
        if not self.is_bound:
            return {}
        self.is_valid()
        lookups = {"year": "number_year", "award": "award_type", "body": "body"}
        return {lookups[name]: value for name, value in self.cleaned_data.items() if value}
