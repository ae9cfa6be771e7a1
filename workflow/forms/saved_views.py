"""The name under which a filter is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.content import tidy
from roles.folding import folded


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Tên bộ lọc"),
        max_length=60,
        help_text=gettext_lazy("Ví dụ: Quá hạn của các trường."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self) -> Any:
        """One line that has letters in it."""
        name = " ".join(tidy(self.cleaned_data["name"]).split())
        if not folded(name):
            raise forms.ValidationError(_("Ghi tên có ít nhất một chữ cái hoặc chữ số."))
        return name
