"""The register of initiatives and topics: recognised once, used for one award."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from dossiers.content import tidy
from dossiers.likeness import SAME, Someone, compare, keys_of
from dossiers.memory.judgements import someone
from dossiers.memory.likes import place_of, shares_a_key
from dossiers.models import Dossier, Initiative, InitiativeUse, Nominee
from dossiers.states import State
from roles.folding import folded
from roles.models import Seat, Unit

#: a dossier that ended so gives back what it used
ENDED_WITHOUT = (State.DECLINED, State.REPLACED, State.WITHDRAWN)


class AlreadyUsed(Exception):
    """The initiative stands for another dossier; ``use`` says which, and who may know of it is asked above."""

    def __init__(self, use: InitiativeUse) -> None:
        super().__init__(used_somewhere(use))
        self.use = use


def record_initiative(
    *, name: str, born: str, unit: Unit, title: str, number: str = "", now: datetime, **more: Any
) -> Initiative:
    """The initiative in the register; the same one recorded twice stays one."""
    parts = (folded(name), born, unit.code, folded(title), folded(number))
    mark = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    told = {"name": tidy(name), "born": born, "unit": unit, "title": tidy(title), "number": tidy(number)}
    row, _new = Initiative.objects.get_or_create(mark=mark, defaults={**told, "recorded_at": now, **more})
    return row


@transaction.atomic
def use_initiative(initiative: Initiative, dossier: Dossier, *, seat: Seat, now: datetime) -> InitiativeUse:
    """From now on the initiative stands for this dossier and for no other."""
    Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    standing = initiative.uses.filter(let_go_at=None).select_related("dossier__nominee", "dossier__award_type").first()
    if standing and standing.dossier_id == dossier.pk:
        return standing
    if standing and standing.dossier.state not in ENDED_WITHOUT:
        raise AlreadyUsed(standing)
    if standing:
        InitiativeUse.objects.filter(pk=standing.pk).update(let_go_at=now)
    return _used(initiative, dossier, seat, now)


def _used(initiative: Initiative, dossier: Dossier, seat: Seat, now: datetime) -> InitiativeUse:
    """The constraint speaks last: two hands at once are one use and one refusal."""
    try:
        with transaction.atomic():
            return InitiativeUse.objects.create(initiative=initiative, dossier=dossier, seat=seat, used_at=now)
    except IntegrityError as error:
        standing = initiative.uses.select_related("dossier__nominee", "dossier__award_type").get(let_go_at=None)
        raise AlreadyUsed(standing) from error


def used_somewhere(use: InitiativeUse) -> str:
    """That it was used, and the way out, for whoever may not see where."""
    return _(
        "%(kind)s “%(title)s” đã dùng cho một hồ sơ khác. Mỗi sáng kiến, đề tài chỉ dùng một lần; chọn sáng kiến khác."
    ) % {"kind": str(use.initiative.get_kind_display()).capitalize(), "title": use.initiative.title}


def used_where(use: InitiativeUse) -> str:
    """Where it was used, and the way out, for whoever may see that dossier."""
    dossier = use.dossier
    return _(
        "%(kind)s “%(title)s” đã dùng cho hồ sơ %(code)s (%(who)s, %(award)s năm %(year)s). "
        "Mỗi sáng kiến, đề tài chỉ dùng một lần; chọn sáng kiến khác."
    ) % {
        "kind": str(use.initiative.get_kind_display()).capitalize(),
        "title": use.initiative.title,
        "code": dossier.code,
        "who": dossier.nominee.name,
        "award": dossier.award_type.short_name,
        "year": dossier.year,
    }


def initiatives_of(nominee: Nominee, *, seen: QuerySet[Dossier] | None = None) -> list[dict[str, Any]]:
    """The nominee's initiatives as facts for the criteria; ``used_for`` is the code of another dossier, or empty."""
    return [
        {
            "name": row.title,
            "kind": row.kind,
            "scope": row.scope,
            "recognised": row.recognised,
            "number": row.number,
            "used_for": row.used_for or "",
        }
        for row in register_of(nominee, seen=seen)
    ]


def register_of(nominee: Nominee, *, seen: QuerySet[Dossier] | None = None) -> list[Any]:
    """What the register holds under the nominee's name, and what it was used for; one statement.

    A dossier that is not among those ``seen`` is not named: that it was used is enough.
    """
    standing = InitiativeUse.objects.filter(initiative=OuterRef("pk"), let_go_at=None)
    elsewhere = standing.exclude(dossier__nominee=nominee.pk).exclude(dossier__state__in=ENDED_WITHOUT)
    asked = shares_a_key(keys_of(nominee.name, nominee.born), nominee.unit_id)
    rows = Initiative.objects.filter(asked).select_related("unit__parent")
    own = someone(nominee)
    return [
        row
        for row in rows.annotate(
            used_for=_where(elsewhere, seen),
            used_here=Exists(standing.filter(dossier__nominee=nominee.pk)),
        )
        if compare(own, Someone(row.name, row.born, place_of(row.unit))).verdict == SAME
    ]


def _where(elsewhere: QuerySet[InitiativeUse], seen: QuerySet[Dossier] | None) -> Any:
    """The code of the other dossier, or that it is another one."""
    code = Subquery(elsewhere.values("dossier__code")[:1])
    if seen is None:
        return code
    known = When(Exists(elsewhere.filter(dossier__in=seen.values("pk"))), then=code)
    hidden = When(Exists(elsewhere), then=Value(_("khác")))
    return Case(known, hidden, default=Value(""), output_field=CharField())
