"""What narrows a list: in the address, so that it can be kept and sent on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dossiers.content import tidy
from dossiers.models import Dossier
from dossiers.states import CLOSED, OPEN, State

LONGEST_SEARCH = 100


class SearchField(forms.CharField):
    """Words to look for, as they are stored: NFC, and nothing that no database takes."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_SEARCH})
        super().__init__(label=_("Tìm tên, đơn vị, mã hồ sơ"), required=False, widget=widget)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")[:LONGEST_SEARCH]


def choice(label: Any, every: Any, choices: Iterable[tuple[Any, Any]]) -> forms.ChoiceField:
    """A list to choose from that begins with all."""
    return forms.ChoiceField(label=label, required=False, choices=[("", every), *choices])


class Filter(forms.Form):
    """An unknown value narrows nothing: addresses are typed, kept and sent on."""

    q = SearchField()

    def value(self, name: str) -> Any:
        """What was chosen, if it is one of the choices."""
        self.is_valid()
        return self.cleaned_data.get(name, "")

    @property
    def narrows(self) -> bool:
        return any(self.value(name) for name in self.fields if name != "xem")


class WorkFilter(Filter):
    """Text, unit and state within one view of the work list."""

    def __init__(self, data: Mapping[str, str], *, units: Sequence[tuple[int, str]], view: str) -> None:
        super().__init__(data)
        states = CLOSED if view == "done" else OPEN
        self.fields["unit"] = choice(_("Đơn vị"), _("Tất cả đơn vị"), units)
        self.fields["state"] = choice(_("Bước"), _("Tất cả các bước"), [(s.value, s.label) for s in states])
        self.fields["xem"] = forms.CharField(required=False, initial=view, widget=forms.HiddenInput())


class RegisterFilter(Filter):
    """Text, unit, award, state and year over everything the seat may see."""

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        units: Sequence[tuple[int, str]],
        awards: Sequence[tuple[str, str]],
        years: Sequence[int],
    ) -> None:
        super().__init__(data)
        if units:
            self.fields["unit"] = choice(_("Đơn vị"), _("Tất cả đơn vị"), units)
        self.fields["award"] = choice(_("Hình thức"), _("Tất cả hình thức"), awards)
        self.fields["state"] = choice(_("Bước"), _("Tất cả các bước"), State.choices)
        self.fields["year"] = choice(_("Năm xét"), _("Mọi năm"), [(year, year) for year in years])


COLUMNS = {"unit": "unit_id", "award": "award_type_id", "state": "state", "year": "year"}


def narrowed(rows: QuerySet[Dossier], form: Filter) -> QuerySet[Dossier]:
    """The rows that fit everything chosen."""
    chosen = {column: form.value(name) for name, column in COLUMNS.items() if form.value(name)}
    return rows.filter(_says(form.value("q")), **chosen)


def _says(words: str) -> Q:
    """Every word, in the name, the unit or the code."""
    found = Q()
    for word in words.split():
        found &= Q(nominee__name__icontains=word) | Q(unit__name__icontains=word) | Q(code__icontains=word)
    return found
