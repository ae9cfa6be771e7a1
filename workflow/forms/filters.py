"""What narrows a list: in the address, so that it can be kept and sent on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dossiers.content import tidy
from dossiers.models import Dossier, RouteStage
from dossiers.states import CLOSED, OPEN, State
from roles.models import Tier

LONGEST_SEARCH = 100


class SearchField(forms.CharField):
    """Words to look for, as they are stored: NFC, and nothing that no database takes."""

    def __init__(self) -> None:
        hint = _("gõ có dấu hoặc không dấu")
        widget = forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_SEARCH, "placeholder": hint})
        super().__init__(label=_("Tìm tên, đơn vị, hình thức, mã hồ sơ, số quyết định"), required=False, widget=widget)

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
        return any(self.value(name) for name in self.fields if name not in ("xem", "sort"))


class WorkFilter(Filter):
    """Text, unit and state within one view of the work list."""

    def __init__(self, data: Mapping[str, str], *, units: Sequence[tuple[Any, str]], view: str) -> None:
        super().__init__(data)
        states = CLOSED if view == "done" else OPEN
        self.fields["unit"] = choice(_("Đơn vị"), _("Tất cả đơn vị"), units)
        self.fields["state"] = choice(_("Bước"), _("Tất cả các bước"), [(s.value, s.label) for s in states])
        self.fields["xem"] = forms.CharField(required=False, initial=view, widget=forms.HiddenInput())


class RegisterFilter(Filter):
    """Text, and everything by which the dossiers that the seat may see are told apart."""

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        units: Sequence[tuple[Any, str]],
        awards: Sequence[tuple[Any, str]],
        years: Sequence[int],
        seasons: Sequence[tuple[Any, str]] = (),
    ) -> None:
        super().__init__(data)
        if units:
            self.fields["unit"] = choice(_("Đơn vị"), _("Tất cả đơn vị"), units)
        self.fields["award"] = choice(_("Hình thức"), _("Tất cả hình thức"), awards)
        self.fields["state"] = choice(_("Bước"), _("Tất cả các bước"), State.choices)
        self.fields["year"] = choice(_("Năm xét"), _("Mọi năm"), [(year, year) for year in years])
        if seasons:
            self.fields["season"] = choice(_("Đợt xét"), _("Mọi đợt"), seasons)
        self.fields["level"] = choice(_("Cấp quyết định"), _("Mọi cấp"), Tier.choices[1:])
        self.fields["late"] = choice(_("Hạn"), _("Mọi hạn"), [("1", _("Quá hạn"))])
        self.fields["sort"] = choice(_("Xếp theo"), _("Mới nhất trước"), SORTS)

    @property
    def rest(self) -> list[forms.BoundField]:
        """What narrows beside the words."""
        return [field for field in self.visible_fields() if field.name != "q"]

    @property
    def narrows_more(self) -> bool:
        """Whether something is chosen beside the words."""
        return any(self.value(field.name) for field in self.rest)

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """What narrows now: the name of each, and how it is said."""
        chosen = [(name, self.value(name)) for name in self.fields if name != "sort"]
        return [(name, self._said(name, value)) for name, value in chosen if value]

    def _said(self, name: str, value: str) -> str:
        if name == "q":
            return f"“{value}”"
        field: Any = self.fields[name]
        label = next(str(label) for key, label in field.choices if str(key) == value)
        return label if name == "late" else f"{field.label}: {label}"


#: the orders of the register beside the newest first
SORTS = [("old", _("Cũ nhất trước")), ("due", _("Gần đến hạn trước"))]
COLUMNS = {"unit": "unit_id", "award": "award_type_id", "state": "state", "year": "year", "season": "season_id"}


def narrowed(rows: QuerySet[Dossier], form: Filter) -> QuerySet[Dossier]:
    """The rows that fit everything chosen from the lists; the words are another matter."""
    chosen = {column: form.value(name) for name, column in COLUMNS.items() if form.value(name)}
    return rows.filter(**chosen)


def decided_at(level: str) -> Q:
    """Papers whose route ends at that level."""
    last = RouteStage.objects.filter(route=OuterRef("route"), tier=level, following=None)
    return Q(Exists(last)) if level else Q()


def overdue(late: str, now: datetime) -> Q:
    """Open papers whose time is over."""
    return Q(state__in=OPEN, due_at__lt=now) if late else Q()
