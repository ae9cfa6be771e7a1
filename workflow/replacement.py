"""Another form of commendation: the council's resolution opens a dossier of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dossiers import content, routing, search
from dossiers.models import AwardType, Declaration, Dossier, Evidence, Nominee, Revision, RouteStage
from dossiers.moves import Reason
from dossiers.states import State
from roles.policies import Actor
from workflow import calendar, drafts, engine, settling, sittings, timetable
from workflow.models import Item, Sitting
from workflow.refusals import NotNow


def replace(step: settling.Step, actor: Actor, now: datetime) -> None:
    """What follows a replacement: the item is settled, the other form stands on the agenda."""
    old = step.dossier
    new = open_replacement(old, award=step.evidence["award"], actor=actor, now=now)
    agenda = Item.objects.filter(dossier=old, sitting__concluded_at=None)
    agenda.update(outcome=Item.Outcome.REPLACED)
    if sitting := Sitting.objects.filter(council=old.holder, concluded_at=None).first():
        sittings.add_items(sitting, [new])


def lock_the_sitting(dossier_ids: Sequence[int]) -> None:
    """The sitting first, then its papers, as every act of a sitting does: the other way round they deadlock."""
    councils = Dossier.objects.filter(pk__in=dossier_ids).values("holder")
    sittings_here = Sitting.objects.filter(council__in=councils, concluded_at=None).order_by("pk")
    list(sittings_here.select_for_update().values_list("pk"))


engine.BEFORE["replace"] = lock_the_sitting
engine.AFTER["replace"] = replace


def open_replacement(old: Any, *, award: str, actor: Actor, now: datetime) -> Dossier:
    """The same nominee and content, for the other form, before the same council."""
    award_type = AwardType.objects.filter(pk=award).first()
    if award_type is None or award_type.pk == old.award_type_id:
        raise _refused(_("Chọn một danh hiệu hoặc hình thức khác."))
    stage = _same_council(old, award_type, now)
    new = Dossier(
        state=State.COUNCIL,
        stage=stage,
        route=stage.route,
        holder=old.holder,
        unit=old.unit,
        author=old.author,
        award_type=award_type,
        year=old.year,
        regime_id=old.regime_id,
        nominee=_copy_of(old.nominee),
        replaces=old,
        opened_at=now,
        submitted_at=old.submitted_at,
    )
    new.due_at, new.clock = timetable.due_of(new, now, timetable.at(old.law))
    new.save(force_insert=True)
    new.code = content.code_of(new, now)
    new.revision = _copy_of_revision(old, new, now)
    new.save(update_fields=["code", "revision"])
    search.draw(new)
    _copy_papers(old, new)
    _copy_declarations(old, new)
    content.freeze([new], now=now)
    drafts.begin(new, actor=actor, now=now, replaces=old.pk)
    return new


def _copy_of_revision(old: Dossier, new: Dossier, now: datetime) -> Revision:
    """What the council has read."""
    assert old.revision is not None
    return Revision.objects.create(dossier=new, content=old.revision.content, saved_at=now)


def _copy_papers(old: Dossier, new: Dossier) -> None:
    """The same files prove the other form; each dossier has its own row of them."""
    papers = list(old.evidences.filter(removed_at=None))
    for paper in papers:
        paper.pk, paper.dossier = None, new
    Evidence.objects.bulk_create(papers)


def _copy_declarations(old: Dossier, new: Dossier) -> None:
    """Who is tied to the nominee stays so, whatever the form; read only where the facts know of a tie."""
    if not old.facts or not old.facts.ties:
        return
    lines = list(old.declarations.all())
    for line in lines:
        line.pk, line.dossier = None, new
    Declaration.objects.bulk_create(lines)


def _copy_of(nominee: Nominee) -> Nominee:
    nominee.pk, nominee._state.adding = None, True
    nominee.save()
    return nominee


def _same_council(old: Dossier, award_type: AwardType, now: datetime) -> RouteStage:
    """The stage of the other award's route that meets the same council."""
    choice = routing.choose(unit=old.unit, award_type=award_type, on=calendar.office_day(now), regime=old.regime_id)
    assert old.stage is not None
    stage = choice.route.stages.filter(tier=old.stage.tier, council_kind=old.stage.council_kind)
    found = stage.select_related("route", "following").first()
    if found is None:
        raise _refused(_("Hội đồng này không xét hình thức đó."))
    return found


def _refused(sentence: str) -> NotNow:
    return NotNow("replace", [Reason("not_now", sentence)])
