"""Rows of law of many kinds read at once: one statement, however many tables they stand in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from dossiers.catalogue import KINDS, Kind

#: the kinds that say something of an award
OF_AWARDS = ("awards", "criteria", "deciders", "quotas", "set_criteria", "votes", "gates", "money_rates", "time_limits")


def rows_for(award: str) -> list[Any]:
    """The rows that name the award, and those that hold for every award."""
    named = Q(award_type=award) | Q(award_type=None)
    return _together([(kind, kind.rows().filter(named)) for kind in map(KINDS.__getitem__, OF_AWARDS)])


def _together(shelves: Iterable[tuple[Kind, QuerySet[Any]]]) -> list[Any]:
    first, *others = (_packed(kind, rows) for kind, rows in shelves)
    return [_unpacked(KINDS[code].model, packed) for code, packed in first.union(*others, all=True)]


def _packed(kind: Kind, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Every column of each row as one value; what is no plain number travels as text."""
    columns = {field.attname: _value(field) for field in kind.model._meta.concrete_fields}
    return rows.order_by().values_list(Value(kind.code, TextField()), JSONObject(**columns))


def _value(field: models.Field[Any, Any]) -> Any:
    plain = isinstance(field, models.IntegerField | models.BooleanField | models.ForeignKey)
    return F(field.attname) if plain else Cast(field.attname, TextField())


def _unpacked(model: type[models.Model], packed: dict[str, Any]) -> Any:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: _read(fields[name], value) for name, value in packed.items()})


def _read(field: models.Field[Any, Any], value: Any) -> Any:
    if _is_json(field):
        return json.loads(value)
    return field.to_python(value)


def _is_json(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, JSONField)
