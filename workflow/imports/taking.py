"""A list taken in: the right rows or all of them, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import opening
from dossiers.models import Dossier
from dossiers.moves import Reason
from dossiers.opening import Correction, Paper
from roles.models import Person, Unit
from roles.policies import Actor
from workflow import drafts
from workflow.imports.plan import CHANGED, NEW, WRONG, Line, Purpose, Read, digest, plan
from workflow.refusals import NotNow


class Changed(Exception):
    """The list would no longer do what was shown; nothing was done."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__("changed")
        self.lines = lines


@dataclass
class Taken:
    """What became of the list."""

    lines: list[Line]
    opened: list[Dossier] = field(default_factory=list)
    corrected: list[Dossier] = field(default_factory=list)


@transaction.atomic
def take(
    found: Read,
    purpose: Purpose,
    *,
    actor: Actor,
    author: Person,
    now: datetime,
    whole: bool = False,
    expected: str | None = None,
) -> Taken:
    """New rows become drafts and changed ones correct theirs; ``whole`` takes nothing where one row is wrong."""
    drafts.require_author(actor, purpose.unit, purpose.award_type)
    _alone(purpose.unit)
    lines = plan(found, purpose)
    if expected is not None and digest(lines) != expected:
        raise Changed(lines)
    if whole and any(line.outcome == WRONG for line in lines):
        raise NotNow("open", [Reason("not_now", _("Còn dòng sai nên chưa nhập dòng nào. Sửa tệp rồi gửi lại."))])
    return Taken(lines, _open(lines, purpose, actor, author, now), _correct(lines, purpose, now))


def _alone(unit: Unit) -> None:
    """Two lists of one unit wait for each other: else both would find nothing there."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit.pk).values_list("pk"))


def _open(lines: Sequence[Line], purpose: Purpose, actor: Actor, author: Person, now: datetime) -> list[Dossier]:
    new = [line for line in lines if line.outcome == NEW]
    dossiers = drafts.open_many(
        [Paper(line.entry.nominee, line.entry.content) for line in new],
        unit=purpose.unit,
        actor=actor,
        author=author,
        award_type=purpose.award_type,
        year=purpose.year,
        now=now,
    )
    for line, dossier in zip(new, dossiers, strict=True):
        line.dossier = dossier
    return dossiers


def _correct(lines: Sequence[Line], purpose: Purpose, now: datetime) -> list[Dossier]:
    """The drafts under their locks; one that went on meanwhile is no longer what was planned."""
    changed = [line for line in lines if line.outcome == CHANGED and line.dossier]
    seen = {line.dossier.pk: line.dossier.version for line in changed if line.dossier}
    rows = Dossier.objects.select_for_update().filter(pk__in=seen).order_by("pk")
    if changed and dict(rows.values_list("pk", "version")) != seen:
        raise Changed(list(lines))
    corrections = [Correction(line.dossier, line.nominee, line.content) for line in changed if line.dossier]
    opening.correct_many(corrections, unit=purpose.unit, now=now)
    return [correction.dossier for correction in corrections]
