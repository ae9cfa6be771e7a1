"""A person's saved filters of the register: kept, renamed, thrown away and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.content import tidy
from roles.folding import folded
from roles.models import Person
from workflow.forms.filters import LONGEST_SEARCH
from workflow.models import SavedView

MOST = 20
#: what an address of the register says, beside where on its length one is
SAID = ("q", "unit", "award", "state", "year", "season", "level", "late", "sort")


class CannotKeep(Exception):
    """Why it was not done, in a sentence with a way out."""


class Gone(Exception):
    """The person has no such view: it never was, or it is another's; both are the same."""


@dataclass(frozen=True)
class Views:
    """All of a person's views, read once: those that stand, and the one that was just deleted."""

    standing: list[SavedView]
    deleted: SavedView | None

    @property
    def first(self) -> str:
        """The address that opens the register; empty where it opens whole."""
        return next((view.address for view in self.standing if view.opens_first), "")

    def named(self, address: str) -> SavedView | None:
        """The view of that address."""
        return next((view for view in self.standing if view.address == address), None)


def of(person: int) -> Views:
    """One statement."""
    rows = list(SavedView.objects.filter(person=person))
    deleted = [row for row in rows if row.deleted_at]
    standing = sorted((row for row in rows if not row.deleted_at), key=lambda row: row.folded)
    return Views(standing, deleted[-1] if deleted else None)


def address_of(query: Mapping[str, str]) -> str:
    """What the address narrows and how it sorts, always in the same order, without where on its length one is."""
    said = {name: tidy(str(query.get(name, "")))[:LONGEST_SEARCH] for name in SAID}
    return urlencode({name: value for name, value in said.items() if value})


def query_of(address: str) -> dict[str, str]:
    """The address taken apart again."""
    return dict(parse_qsl(address))


# The acts, each under the lock of the person whose views they are


def keep(person: int, name: str, address: str) -> SavedView:
    """A new view; at most so many, each under a name of its own."""

    def act() -> SavedView:
        _check_room(person)
        _check_name(person, name)
        return SavedView.objects.create(person_id=person, name=name, folded=folded(name), address=address)

    return _locked(person, act)


def rename(person: int, pk: int, name: str) -> SavedView:
    """Under another name; its address stays."""

    def act() -> SavedView:
        view = _standing(person, pk)
        _check_name(person, name, but=pk)
        view.name, view.folded = name, folded(name)
        view.save(update_fields=["name", "folded"])
        return view

    return _locked(person, act)


def delete(person: int, pk: int, *, now: datetime) -> SavedView:
    """Out of sight; what was deleted before it can no longer come back."""

    def act() -> SavedView:
        view = _standing(person, pk)
        SavedView.objects.filter(person=person, deleted_at__isnull=False).delete()
        view.deleted_at, view.opens_first = now, False
        view.save(update_fields=["deleted_at", "opens_first"])
        return view

    return _locked(person, act)


def bring_back(person: int, pk: int) -> SavedView:
    """What was deleted last stands again, if there is room and nobody took its name."""

    def act() -> SavedView:
        view = SavedView.objects.filter(person=person, pk=pk, deleted_at__isnull=False).first()
        if view is None:
            raise Gone
        _check_room(person)
        _check_name(person, view.name)
        view.deleted_at = None
        view.save(update_fields=["deleted_at"])
        return view

    return _locked(person, act)


def open_first(person: int, pk: int, *, first: bool) -> SavedView:
    """Make the view the one that opens the register, or let the register open whole again."""

    def act() -> SavedView:
        view = _standing(person, pk)
        SavedView.objects.filter(person=person, opens_first=True).update(opens_first=False)
        view.opens_first = first
        view.save(update_fields=["opens_first"])
        return view

    return _locked(person, act)


@transaction.atomic
def _locked(person: int, act: Callable[[], SavedView]) -> SavedView:
    """One act at a time on a person's views: two windows cannot make the twenty-first."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk"))
    return act()


def _standing(person: int, pk: int) -> SavedView:
    view = SavedView.objects.filter(person=person, pk=pk, deleted_at=None).first()
    if view is None:
        raise Gone
    return view


def _check_room(person: int) -> None:
    if SavedView.objects.filter(person=person, deleted_at=None).count() >= MOST:
        raise CannotKeep(_("Đã lưu %(most)d bộ lọc, nhiều nhất có thể. Xóa một bộ lọc rồi lưu.") % {"most": MOST})


def _check_name(person: int, name: str, *, but: int | None = None) -> None:
    """Names that differ only in marks or case are one name to whoever reads them."""
    same = SavedView.objects.filter(person=person, folded=folded(name), deleted_at=None)
    if taken := next((view for view in same if view.pk != but), None):
        raise CannotKeep(_("Đã có bộ lọc tên “%(name)s”. Chọn tên khác.") % {"name": taken.name})
