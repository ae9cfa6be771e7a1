"""Entries as people type them: days in many spellings, several files in one place."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from dossiers import intake
from dossiers.days import birth_text, read_day

LARGEST = 2**63 - 1


def whole(text: str) -> int:
    """The number, if a column of the database could hold it; else ValueError."""
    number = int(text)
    if abs(number) > LARGEST:
        raise ValueError(text[:40])
    return number


class DayField(forms.CharField):
    """A day of the calendar, kept as ISO text; ``today`` is given by the form."""

    today: date = date.max
    year_alone = False

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "w-date", "inputmode": "numeric", "data-date": True, "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return self.kept(read_day(text, today=self.today, year_alone=self.year_alone)) if text else ""

    def kept(self, day: date | int) -> str:
        assert isinstance(day, date)
        return day.isoformat()

    def shown(self, kept: str) -> str:
        """The kept text as a person reads it."""
        try:
            return f"{date.fromisoformat(kept):%d/%m/%Y}"
        except ValueError:
            return kept


class BirthField(DayField):
    """A day of birth as dd/mm/yyyy, or the year alone."""

    year_alone = True

    def kept(self, day: date | int) -> str:
        return birth_text(day, today=self.today)


class ManyFiles(forms.FileInput):
    """One control, several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class PapersField(forms.FileField):
    """Several papers of one kind; the form looks at each, so that a broken one costs no other."""

    def __init__(self, **options: Any) -> None:
        widget = ManyFiles(attrs={"accept": intake.ACCEPT, "multiple": True})
        super().__init__(widget=widget, required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data
