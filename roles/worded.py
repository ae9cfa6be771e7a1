"""Statements put into words once: for the few that every move asks, where wording costs more than answering."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Expression, Field, Model, QuerySet


class Hole(Expression):
    """A place in a statement; its value is given each time the statement is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        """The value as this database wants it."""
        return self.output_field.get_db_prep_value(values[self.name], connection, prepared=False)


@dataclass(frozen=True)
class _Words:
    """A statement in one database's words, and how its columns become Python's values."""

    sql: str
    params: tuple[Any, ...]
    converters: dict[int, Any]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any], connection: Any) -> _Words:
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return cls(sql, tuple(params), compiler.get_converters([column for column, *_ in compiler.select]))


class Worded:
    """A list of values with holes. Whatever it filters must be in its builder: nothing can be chained behind it."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self._words: dict[str, _Words] = {}

    def ask(self, **values: Any) -> list[list[Any]]:
        """The rows for these values; the holes are filled as parameters, never as text."""
        connection = connections[DEFAULT_DB_ALIAS]
        words = self._words_in(connection)
        params = [part.filled(values, connection) if isinstance(part, Hole) else part for part in words.params]
        with connection.cursor() as cursor:
            cursor.execute(words.sql, params)
            rows = [list(row) for row in cursor.fetchall()]
        for place, (converters, expression) in words.converters.items():
            for row in rows:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
        return rows

    def _words_in(self, connection: Any) -> _Words:
        """Two threads may word it at once; they word it alike."""
        if connection.vendor not in self._words:
            self._words[connection.vendor] = _Words.of(self.build(), connection)
        return self._words[connection.vendor]


def holes(name: str, count: int, field: Field[Any, Any]) -> list[Hole]:
    """So many places of one kind, for ``__in``; as many values fill them."""
    return [Hole(f"{name}{n}", field) for n in range(count)]


def numbered(name: str, values: Iterable[Any]) -> dict[str, Any]:
    """The values that fill such places."""
    return {f"{name}{n}": value for n, value in enumerate(values)}


def insert(rows: Sequence[Model]) -> None:
    """What ``bulk_create`` writes, without wording each value apart; keys that the database makes come back."""
    connection = connections[DEFAULT_DB_ALIAS]
    for first in range(0, len(rows), BATCH):
        _insert(rows[first : first + BATCH], connection)


#: rows of one INSERT; their values stay far below what SQLite takes
BATCH = 1000


def _insert(rows: Sequence[Model], connection: Any) -> None:
    meta, quote = rows[0]._meta, connection.ops.quote_name
    own = meta.pk.column if isinstance(meta.pk, AutoField) else None
    fields = [field for field in meta.concrete_fields if field.column != own]
    columns = ", ".join(quote(field.column) for field in fields)
    source, values = _laid(fields, rows, connection)
    back = f" RETURNING {quote(own)}" if own else ""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(meta.db_table)} ({columns}) {source}{back}", values)
        keys = cursor.fetchall() if own else []
    for row, (key,) in zip(rows, keys, strict=False):
        row.pk = key
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _laid(fields: Sequence[Field[Any, Any]], rows: Sequence[Model], connection: Any) -> tuple[str, list[Any]]:
    """The rows as an INSERT takes them: many as arrays where the database has such, else value by value."""
    columns = [list(_column(field, rows, connection)) for field in fields]
    if connection.vendor == "postgresql" and len(rows) > 1:
        kinds = [str(field.db_type(connection)).partition("(")[0] for field in fields]
        return f"SELECT * FROM UNNEST({', '.join(f'(%s)::{kind}[]' for kind in kinds)})", columns  # noqa: S608
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    return f"VALUES {places}", [value for row in zip(*columns, strict=True) for value in row]


def _column(field: Field[Any, Any], rows: Iterable[Model], connection: Any) -> Iterator[Any]:
    """One column as the database wants it; the rows of one act mostly say the same."""
    last, ready = object(), None
    for row in rows:
        value = field.pre_save(row, True)
        if value is not last:
            last, ready = value, field.get_db_prep_save(value, connection)
        yield ready
