"""Dossiers with their neighbours and what lies above them: many by a query of the day, one by words that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BigAutoField, IntegerField, Model, QuerySet

from dossiers.models import Dossier
from roles.worded import Hole, Worded
from workflow.facts import NEIGHBOURS, asked, content_type

#: what the rules and the settling of a move read; a receipt and a replacement ask for all.
#: PostgreSQL's planner takes three times as long over eleven neighbours as over six.
CLOSE = ("holder", "revision", "stage__following", "stage__previous", "unit")
WIDE = {"submit", "replace"}


def locked(ids: Sequence[int], verb: str) -> list[Dossier]:
    """The rows alone are locked, in key order; then they are read with their neighbours."""
    neighbours = NEIGHBOURS if verb in WIDE else CLOSE
    if len(ids) == 1:
        LOCK.ask(dossier=ids[0])
        return _tree(neighbours).read(dossier=ids[0], content_type=content_type().pk)
    lock = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    list(lock.values_list("pk"))
    return _tree(neighbours).read_many(ids, content_type=content_type().pk)


@dataclass(frozen=True)
class Branch:
    """A neighbour on its way from the dossier: where its columns stand in a row, and whose relation it is."""

    path: str
    model: type[Model]
    relation: Any
    first: int

    @property
    def parent(self) -> str:
        return self.path.rpartition("__")[0]

    @cached_property
    def names(self) -> list[str]:
        return [field.attname for field in self.model._meta.concrete_fields]

    @property
    def columns(self) -> list[str]:
        return [f"{self.path}__{name}" if self.path else name for name in self.names]

    def made(self, row: Sequence[Any]) -> Any:
        """The neighbour in this row, or none; its key comes first."""
        values = row[self.first : self.first + len(self.names)]
        return None if values[0] is None else self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)


class Tree:
    """What ``select_related`` reads, from a statement whose words are kept."""

    def __init__(self, model: type[Model], neighbours: Sequence[str]) -> None:
        self.model, self.neighbours = model, neighbours
        self.statement = Worded(lambda: self._rows(pk=Hole("dossier", BigAutoField())))

    @cached_property
    def branches(self) -> list[Branch]:
        """The dossier itself, then every neighbour after its parent."""
        found, first = [Branch("", self.model, None, 0)], len(self.model._meta.concrete_fields)
        models = {"": self.model}
        for path in _with_parents(self.neighbours):
            parent, _, name = path.rpartition("__")
            relation = models[parent]._meta.get_field(name)
            models[path] = _model(relation)
            found.append(Branch(path, models[path], relation, first))
            first += len(found[-1].names)
        return found

    def _rows(self, **which: Any) -> QuerySet[Any, Any]:
        columns = [column for branch in self.branches for column in branch.columns]
        rows = self.model._default_manager.filter(**which).order_by("pk")
        return rows.annotate(**self.above).values_list(*columns, *self.above)

    @cached_property
    def above(self) -> dict[str, Any]:
        return asked(Hole("content_type", IntegerField()))

    def read(self, **values: Any) -> list[Any]:
        return [self._grown(row, {}) for row in self.statement.ask(**values)]

    def read_many(self, keys: Sequence[int], **values: Any) -> list[Any]:
        """In the order of their keys; what many have as a neighbour is made once."""
        known: dict[tuple[str, Any], Any] = {}
        rows = Worded(lambda: self._rows(pk__in=keys)).ask(**values)
        return [self._grown(row, known) for row in rows]

    def _grown(self, row: Sequence[Any], known: dict[tuple[str, Any], Any]) -> Any:
        made: dict[str, Any] = {}
        for branch in self.branches:
            place = (branch.path, row[branch.first])
            if place not in known:
                known[place] = branch.made(row)
            made[branch.path] = known[place]
            if branch.path and made.get(branch.parent) is not None:
                _tie(branch.relation, made[branch.parent], made[branch.path])
        last = self.branches[-1]
        for name, value in zip(self.above, row[last.first + len(last.names) :], strict=True):
            setattr(made[""], name, value)
        return made[""]


def _model(relation: Any) -> type[Model]:
    model: type[Model] = relation.related_model
    return model


def _with_parents(paths: Sequence[str]) -> Iterator[str]:
    seen = set()
    for path in paths:
        parts = path.split("__")
        for length in range(1, len(parts) + 1):
            step = "__".join(parts[:length])
            if step not in seen:
                seen.add(step)
                yield step


def _tie(relation: Any, parent: Any, child: Any) -> None:
    """Both ends know each other, so that neither asks again."""
    relation.set_cached_value(parent, child)
    if child is not None and relation.auto_created:
        relation.field.set_cached_value(child, parent)


def _lock() -> QuerySet[Any, Any]:
    rows = Dossier.objects.select_for_update(of=("self",)).filter(pk=Hole("dossier", BigAutoField()))
    return rows.values_list("pk")


LOCK = Worded(_lock)


@cache
def _tree(neighbours: tuple[str, ...]) -> Tree:
    return Tree(Dossier, neighbours)
