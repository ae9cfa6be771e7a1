"""The rows of one table by their natural key: a row of a file is laid there as new, as a change, or is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from dossiers import law_log


class LawError(Exception):
    """The rows contradict themselves or the code; the sentence names the row."""


def laid(model: type[models.Model], rows: Iterable[dict[str, Any]], *key: str) -> Iterator[str]:
    """The rows of one file, each told as new, changed, the same or kept."""
    shelf = Shelf(model, *key)
    return (shelf.lay(row) for row in rows)


class Shelf:
    """The rows of one table by their natural key, read once."""

    def __init__(self, model: type[models.Model], *key: str) -> None:
        self.model = model
        self.key = [model._meta.get_field(name).attname for name in key]  # type: ignore[union-attr]
        self.rows = {tuple(getattr(row, name) for name in self.key): row for row in model._default_manager.all()}
        self.edited = law_log.edited(model)
        self.last: Any = None

    def lay(self, row: dict[str, Any]) -> str:
        """One row, found by its key: new, changed or the same; kept, where somebody here has edited it."""
        values = _columns(self.model, row)
        self.last = self.rows.get(tuple(values[name] for name in self.key))
        if self.last is None:
            self.last = _checked(self.model(**values))
            self.insert(self.last)
            return "new"
        different = {name: value for name, value in values.items() if getattr(self.last, name) != value}
        if different and str(self.last.pk) in self.edited:
            return "kept"
        for name, value in different.items():
            setattr(self.last, name, value)
        if different:
            _checked(self.last).save()
        return "changed" if different else "same"

    def insert(self, row: Any) -> None:
        """A row that was not there."""
        row.save(force_insert=True)


class Rack(Shelf):
    """A shelf of many rows: the new ones are written at once, when all have been laid."""

    def __init__(self, model: type[models.Model], *key: str) -> None:
        super().__init__(model, *key)
        self.fresh: list[Any] = []

    def insert(self, row: Any) -> None:
        self.fresh.append(row)

    def write(self) -> None:
        """All new rows in one go."""
        if self.fresh:
            self.model._default_manager.bulk_create(self.fresh)


def _columns(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    """The row's values as the columns keep them."""
    fields = {name: model._meta.get_field(name) for name in row}
    return {fields[name].attname: fields[name].to_python(value) for name, value in row.items()}  # type: ignore[union-attr]


def _checked(row: models.Model) -> models.Model:
    """The row, once its own columns have nothing against it."""
    for column in row._meta.concrete_fields:
        if column.choices and not column.has_default() and not getattr(row, column.attname):
            continue
        known = {value for value, _label in column.flatchoices}
        if known and getattr(row, column.attname) not in known:
            raise LawError(
                _("“%(value)s” không phải giá trị của %(column)s (%(row)s).")
                % {"value": getattr(row, column.attname), "column": column.name, "row": row}
            )
    return row
