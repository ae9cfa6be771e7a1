"""The form of a declaration: what ties one to the nominee, in one's own words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from dossiers.conflicts import Relation


class DeclarationForm(forms.Form):
    relation = forms.ChoiceField(
        label=gettext_lazy("Quan hệ với người được đề nghị"), choices=Relation.choices, widget=forms.RadioSelect()
    )
    reason = forms.CharField(
        label=gettext_lazy("Nói rõ thêm"),
        max_length=250,
        help_text=gettext_lazy("Một câu, để người khác hiểu vì sao không tham gia."),
        widget=forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"}),
    )
