"""A world read from fixtures/demo and laid into an empty house, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import law
from dossiers.models import Dossier, Season
from roles import grants
from roles.models import Unit
from workflow import calendar
from workflow.worlds import people, script

Say = Callable[[str], None]


class WorldError(Exception):
    """The world cannot be laid here; the sentence says why."""


@dataclass
class Loaded:
    """What a load found or made."""

    fresh: bool
    units: int = 0
    people: int = 0
    dossiers: int = 0


def read(name: str) -> dict[str, Any]:
    """The world's file, with its clock as a moment."""
    file = settings.BASE_DIR / "fixtures" / "demo" / f"{name}.json"
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in file.parent.glob("*.json")))
        raise WorldError(_("Không có bản dùng thử “%(name)s”; có: %(known)s.") % {"name": name, "known": known})
    world: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    world["clock"] = datetime.fromisoformat(world["clock"])
    return world


def _past(name: str) -> dict[str, Any]:
    """What lies behind the world's own story: finished dossiers, and units that are no more."""
    file = settings.BASE_DIR / "fixtures" / "demo" / "past" / f"{name}.json"
    past: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return past


def loaded() -> dict[str, Any] | None:
    """The world whose places and people stand in this database, if one does."""
    for file in sorted((settings.BASE_DIR / "fixtures" / "demo").glob("*.json")):
        world = read(file.stem)
        if people.stand(world):
            return world
    return None


@transaction.atomic
def load(name: str, *, empty: bool, say: Say = print) -> Loaded:
    """Law, units, people, seats and grants; then, unless it shall be empty, the walks."""
    world, present = read(name), loaded()
    if present is None and Unit.objects.exists():
        raise WorldError(_("Cơ sở dữ liệu này đã có đơn vị; chỉ nạp bản dùng thử vào nơi còn trống."))
    if present is not None and present["world"] != world["world"]:
        raise WorldError(_("Nơi này đã có bản dùng thử %(other)s.") % {"other": present["world"]})
    if present is not None and (empty or Dossier.objects.exists()):
        return Loaded(False)
    law.load()
    if "law" in world:
        law.add(world["law"])
    if present is None:
        _settle_people(world, say)
        _settle_seasons(world)
    if not empty:
        script.play(_lived(world, _past(name)), say)
        grants.redraw(today=calendar.office_day(world["clock"]))  # what was drawn for days gone by
    return Loaded(True, Unit.objects.count(), len(world["people"]), Dossier.objects.count())


def _lived(world: dict[str, Any], past: dict[str, Any]) -> dict[str, Any]:
    """The world with its past: places that ended stand while their story is played."""
    people.settle_past(past.get("units", []), past.get("seats", []))
    return {**world, **{part: past[part] + world[part] for part in ("dossiers", "script")}}


def _settle_people(world: dict[str, Any], say: Say) -> None:
    say(_("Đang lập đơn vị, người dùng và vị trí…"))
    people.settle(world)
    grants.redraw(today=calendar.office_day(world["clock"]))


def _settle_seasons(world: dict[str, Any]) -> None:
    """The rounds of the world's authorities; its papers go into them as they are opened."""
    for row in world.get("seasons", []):
        Season.objects.create(**{**row, "receiver": Unit.objects.get(code=row["receiver"])})
