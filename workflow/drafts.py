"""Papers in the unit's hands: opened, written, and thrown away while nobody else has seen them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from viewflow.workflow.models import Process

from dossiers import content, hands, opening
from dossiers.models import AwardType, Dossier
from dossiers.moves import Reason
from dossiers.states import WITH_UNIT, State
from roles.models import Person, Unit
from roles.policies import Actor
from roles.worded import insert
from workflow import desks, rows, seasons
from workflow.facts import content_type
from workflow.models import Event
from workflow.refusals import NotNow, NotYours, Unknown

MAY_WRITE = ("propose", "edit")


@transaction.atomic
def open_draft(
    *,
    unit: Unit,
    actor: Actor,
    author: Person,
    award_type: AwardType,
    year: int,
    nominee: dict[str, Any],
    content_of: dict[str, Any],
    now: datetime,
    hand: str = "",
) -> Dossier:
    """A new dossier on the unit's own desk, with the first line of its ledger."""
    require_author(actor, unit, award_type)
    dossier = content.open_dossier(
        unit=unit,
        author=author,
        award_type=award_type,
        year=year,
        nominee=nominee,
        content=content_of,
        now=now,
        hand=hand,
    )
    seasons.choose(dossier, now=now)
    begin(dossier, actor=actor, now=now)
    return dossier


@transaction.atomic
def open_many(
    papers: Sequence[opening.Paper],
    *,
    unit: Unit,
    actor: Actor,
    author: Person,
    award_type: AwardType,
    year: int,
    now: datetime,
) -> list[Dossier]:
    """What ``open_draft`` does, for a whole list, in statements that do not grow with it."""
    require_author(actor, unit, award_type)
    season = seasons.fitting(unit, award_type.pk, now=now)
    dossiers = opening.open_many(
        papers, unit=unit, author=author, award_type=award_type, year=year, season=season, now=now
    )
    insert([rows.event(dossier, "open", None, actor, now, {}) for dossier in dossiers])
    desks.open_first_many(dossiers)
    return dossiers


def require_author(actor: Actor, unit: Unit, award_type: AwardType) -> None:
    """Who writes the unit's papers, and a substitute only those of the awards that were handed over."""
    require_writer(actor, unit)
    if not actor.scope.covers(award=award_type.pk, unit=unit.code):
        raise NotYours("open", [Reason("not_yours", hands.beyond(unit.name))])


def require_writer(actor: Actor, unit: Unit) -> None:
    """Only the unit's own people write its papers."""
    if not any(actor.holds(right, unit.pk) for right in MAY_WRITE):
        raise NotYours("open", [Reason("not_yours", _not_your_unit(unit))])


def begin(dossier: Dossier, *, actor: Actor, now: datetime, **evidence: Any) -> Event:
    """The opening event and the first desk of a dossier just made."""
    event = rows.event(dossier, "open", None, actor, now, evidence)
    event.save(force_insert=True)
    desks.open_first(dossier)
    return event


def _not_your_unit(unit: Unit) -> str:
    return _("Chỉ người của %(unit)s lập hồ sơ của đơn vị này.") % {"unit": unit.name}


@contextmanager
def writing(dossier_id: int, *, actor: Actor) -> Iterator[Dossier]:
    """The dossier under its lock, for a change of content by its own unit."""
    with transaction.atomic():
        list(Dossier.objects.select_for_update().filter(pk=dossier_id).values_list("pk"))
        dossier = (
            Dossier.objects.select_related("unit", "nominee", "revision", "award_type", "holder", "author")
            .filter(pk=dossier_id)
            .first()
        )
        if dossier is None:
            raise Unknown
        _check(dossier, actor)
        yield dossier


@contextmanager
def writing_many(ids: Iterable[int], *, actor: Actor) -> Iterator[list[Dossier]]:
    """The same for many, locked in one order; one that the actor may not write refuses all."""
    wanted = sorted(set(ids))
    with transaction.atomic():
        list(Dossier.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
        rows = Dossier.objects.select_related("unit", "nominee", "revision", "holder").filter(pk__in=wanted)
        dossiers = list(rows.order_by("pk"))
        if len(dossiers) != len(wanted):
            raise Unknown
        for dossier in dossiers:
            _check(dossier, actor)
            _require_scope(dossier, actor)
        yield dossiers


def _check(dossier: Dossier, actor: Actor) -> None:
    if not any(actor.holds(right, dossier.unit_id) for right in MAY_WRITE):
        raise NotYours("edit", [Reason("not_yours", _not_your_unit(dossier.unit))])
    if dossier.state not in WITH_UNIT:
        sentence = _("Hồ sơ đang ở %(holder)s nên chưa sửa được; đề nghị nơi đó yêu cầu bổ sung.") % {
            "holder": dossier.holder.name
        }
        raise NotNow("edit", [Reason("not_now", sentence)])


def _require_scope(dossier: Dossier, actor: Actor) -> None:
    """An acting seat writes only what it was given."""
    if not hands.in_scope(dossier, actor):
        raise NotYours("edit", [Reason("not_yours", hands.beyond(dossier.unit.name))])


def discard(dossier_id: int, *, actor: Actor) -> None:
    """Delete a draft that was never submitted, and everything that hangs on it."""
    with writing(dossier_id, actor=actor) as dossier:
        if dossier.state != State.DRAFT or dossier.submitted_at is not None:
            sentence = _("Hồ sơ đã nộp thì không xóa được; rút hồ sơ thay vì xóa.")
            raise NotNow("discard", [Reason("not_now", sentence)])
        Process.objects.filter(artifact_content_type=content_type(), artifact_object_id=dossier.pk).delete()
        Event.objects.filter(dossier=dossier).delete()
        content.discard(dossier)
