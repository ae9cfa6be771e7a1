"""The world's script, played through the engine: each line is an act at a moment of the office clock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from dossiers import content
from dossiers.models import AwardType, Dossier, RouteStage
from roles import grants, substitutes, successions
from roles.models import Seat, Unit
from roles.policies import Actor, actor_of
from workflow import calendar, decisions, declarations, drafts, engine, gates, recusals, sittings, succession
from workflow.models import Item, Sitting
from workflow.worlds import afterwards, minutes

Line = dict[str, Any]
BETWEEN = timedelta(minutes=4)
MEDIA = {"pdf": "application/pdf", "png": "image/png"}


@dataclass
class Stage:
    """The world while its script is played: what was opened, by the script's own names."""

    world: dict[str, Any]
    rows: dict[str, Line] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)

    def ids(self, line: Line) -> list[int]:
        return [self.made[key] for key in line["what"]]

    def dossier(self, key: str) -> Dossier:
        return Dossier.objects.select_related("unit", "nominee", "revision", "award_type").get(pk=self.made[key])


def play(world: dict[str, Any], say: Callable[[str], None]) -> None:
    """Every line in the order of time; the first refusal ends it with nothing done."""
    stage = Stage(world, {row["key"]: row for row in world["dossiers"]})
    lines = sorted(world["script"], key=lambda line: line["at"])
    _hand.cache_clear()
    grants.redraw(today=calendar.office_day(moment(lines[0]["at"])))
    for number, line in enumerate(lines, start=1):
        ACTS.get(line["do"], _move)(stage, line)
        if number % 50 == 0:
            say(_("Đã đi %(n)d trên %(all)d bước.") % {"n": number, "all": len(lines)})
    afterwards.settle(world["clock"])
    grants.redraw(today=calendar.office_day(world["clock"]))


def moment(text: str) -> datetime:
    """A time of the script, in the office's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=calendar.OFFICE)


def seat(name: str, now: datetime) -> Seat:
    """“thuky.xa@officer”: the person's seat in that role; without a role, the first one."""
    return _hand(name, calendar.office_day(now))[0]


def actor(name: str, now: datetime) -> Actor:
    """The person on the seat as the door sees them at that moment."""
    return _hand(name, calendar.office_day(now))[1]


@cache
def _hand(name: str, day: date) -> tuple[Seat, Actor]:
    """Seats and grants change with a succession only; until then a day's hands are asked once."""
    username, _at, role = name.partition("@")
    held = Seat.objects.held(day).filter(person__username=username)
    found = (held.filter(role=role) if role else held).select_related("person").first()
    if found is None:
        raise LookupError(f"nobody sits as {name}")
    return found, actor_of(found, on=day)


# The acts


def _open(stage: Stage, line: Line) -> None:
    for number, key in enumerate(line["what"]):
        row, now = stage.rows[key], moment(line["at"]) + number * BETWEEN
        dossier = drafts.open_draft(
            unit=Unit.objects.get(code=row["unit"]),
            actor=actor(line["by"], now),
            author=seat(line["by"], now).person,
            award_type=AwardType.objects.get(pk=row["award"]),
            year=row.get("year", calendar.office_day(now).year),
            nominee=row["nominee"],
            content_of=_content(row),
            now=now,
        )
        stage.made[key] = dossier.pk
        _attach(stage, key, row.get("papers", ["minutes"]), by=line["by"], now=now + timedelta(minutes=2))


def _content(row: Line) -> dict[str, Any]:
    """What the form would have kept; a draft may lack any of it."""
    start, end = row.get("period") or ("", "")
    yes, everybody = row.get("votes") or (None, None)
    said = {"period_from": start, "period_to": end, "deed": row["deed"], "votes_yes": yes, "votes_all": everybody}
    return said | {name: row[name] for name in ("labour", "facts") if name in row}


def _attach(stage: Stage, key: str, papers: list[str], *, by: str, now: datetime) -> None:
    for paper in papers:
        with drafts.writing(stage.made[key], actor=actor(by, now)) as dossier:
            upload = _upload(paper, dossier, stage.rows[key])
            content.attach(dossier, upload, by=seat(by, now).person, now=now)


def _upload(paper: str, dossier: Dossier, row: Line) -> content.Upload:
    """“minutes” is a PDF, “minutes.png” a photograph of it."""
    kind, _dot, suffix = paper.partition(".")
    data = minutes.png(dossier.pk) if suffix == "png" else minutes.pdf_of(kind, dossier, row)
    name = f"{minutes.HEADINGS[kind].capitalize()}.{suffix or 'pdf'}"
    sha = hashlib.sha256(data).hexdigest()
    return content.Upload(kind, name, ContentFile(data), sha, len(data), MEDIA[suffix or "pdf"])


def _write(stage: Stage, line: Line) -> None:
    """The unit mends the paper: another text, further files."""
    now = moment(line["at"])
    for key in line["what"]:
        row = stage.rows[key] = {**stage.rows[key], **line["with"]}
        with drafts.writing(stage.made[key], actor=actor(line["by"], now)) as dossier:
            content.write(
                dossier, nominee=row["nominee"], content=_content(row), award_type=dossier.award_type, now=now
            )
        _attach(stage, key, line.get("papers", []), by=line["by"], now=now)


def _move(stage: Stage, line: Line) -> None:
    """A verb of the contract: one paper by itself, several in one act."""
    now, evidence = moment(line["at"]), _evidence(line)
    hand, ids = actor(line["by"], now), stage.ids(line)
    if len(ids) == 1:
        version = Dossier.objects.values_list("version", flat=True).get(pk=ids[0])
        engine.perform(line["do"], dossier_id=ids[0], actor=hand, version=version, now=now, **evidence)
        return
    outcome = engine.perform_many(line["do"], dossier_ids=ids, actor=hand, now=now, **evidence)
    for why in outcome.refused.values():
        raise why


def _evidence(line: Line) -> dict[str, Any]:
    """What the form would bring; a stage is written as “route/order”."""
    evidence: dict[str, Any] = line.get("with", {})
    if line["do"] != "reroute":
        return evidence
    route, _slash, order = evidence["stage"].partition("/")
    return {**evidence, "stage": RouteStage.objects.get(route__code=route, order=order).pk}


def _succeed(stage: Stage, line: Line) -> None:
    """Units end and hand over what they hold."""
    now = moment(line["at"])
    plan = successions.read({"on": calendar.office_day(now).isoformat(), **line})
    succession.carry_out(plan, now=now)
    _hand.cache_clear()


def _gate(stage: Stage, line: Line) -> None:
    """Something runs beside the paper from now on."""
    now = moment(line["at"])
    until = date.fromisoformat(line["until"]) if "until" in line else None
    for pk in stage.ids(line):
        gates.open_gate(
            pk,
            line["kind"],
            actor=actor(line["by"], now),
            version=Dossier.objects.values_list("version", flat=True).get(pk=pk),
            now=now,
            until=until,
            places=line.get("note", ""),
            asked=line.get("asked", ()),
            document=line.get("document", ""),
        )


def _sitting(stage: Stage, line: Line) -> None:
    """The council meets: who is there, item by item, what follows, the end."""
    now = moment(line["at"])
    hand = actor(line["by"], now)
    council = Unit.objects.get(code=line["council"])
    sitting = sittings.open_sitting(council=council, actor=hand, now=now, place=line["place"])
    _come_in(sitting, line, hand, now)
    for key, (award, resolution) in line.get("replace", {}).items():
        _replace(stage, key, award, resolution, hand, now)
    for item in sitting.items.filter(outcome=Item.Outcome.OPEN).order_by("position"):
        now += BETWEEN
        _take_up(stage, item, line, hand, now)
    if line.get("conclude", True):
        sittings.conclude(sitting.pk, actor=hand, now=now + timedelta(minutes=15))


def _come_in(sitting: Sitting, line: Line, hand: Actor, now: datetime) -> None:
    for member in sitting.members.exclude(person__username__in=line.get("absent", [])):
        sittings.mark_presence(sitting.pk, member.pk, there=True, actor=hand, now=now)


def _replace(stage: Stage, key: str, award: str, resolution: str, hand: Actor, now: datetime) -> None:
    """The council's resolution; the script calls the new dossier “key+”."""
    pk, evidence = stage.made[key], {"award": award, "resolution": resolution}
    version = Dossier.objects.values_list("version", flat=True).get(pk=pk)
    engine.perform("replace", dossier_id=pk, actor=hand, version=version, now=now, **evidence)
    stage.made[f"{key}+"] = Dossier.objects.get(replaces=pk).pk


def _take_up(stage: Stage, item: Item, line: Line, hand: Actor, now: datetime) -> None:
    """One item: left for another day, or counted."""
    key = next(name for name, pk in stage.made.items() if pk == item.dossier_id)
    if key in line.get("defer", {}):
        reason, day = line["defer"][key]
        sittings.defer(item.sitting_id, item.pk, reason=reason, next_sitting=day, actor=hand, now=now)
        return
    present = item.sitting.members.filter(arrived_at__isnull=False).count()
    no = line.get("against", {}).get(key, 0)
    present -= _standing_aside(item)
    count = sittings.Ballots(issued=present, returned=present, yes=present - no, no=no)
    sittings.record(item.sitting_id, item.pk, count, actor=hand, now=now)


def _standing_aside(item: Item) -> int:
    """How many in the room take no ballot on this item."""
    tied = recusals.tied(Item.objects.select_related("dossier__nominee", "sitting__council")).get(pk=item.pk)
    members = list(item.sitting.members.select_related("person", "seat__acting_for"))
    on = calendar.office_day(item.sitting.opened_at)
    return recusals.asides([tied], members, council=tied.sitting.council, on=on)[item.pk].present


def _absent(stage: Stage, line: Line) -> None:
    """Somebody goes away and names who acts meanwhile."""
    now = moment(line["at"])
    principal, by = seat(line["by"], now), seat(line["who"], now)
    days = (date.fromisoformat(line["since"]), date.fromisoformat(line["until"]))
    asked = substitutes.Appointment(by.pk, line["form"], *days, line["basis"], line.get("scope", []))
    substitutes.name(principal.pk, asked, today=calendar.office_day(now))


def _declare(stage: Stage, line: Line) -> None:
    """Somebody says what ties them to a nominee."""
    now = moment(line["at"])
    for pk in stage.ids(line):
        words = {"relation": line["relation"], "reason": line["reason"]}
        declarations.declare(pk, actor=actor(line["by"], now), now=now, **words)


def _decision(stage: Stage, line: Line) -> None:
    """The office drafts; the chair signs, unless the draft still waits."""
    now = moment(line["at"])
    body = Unit.objects.get(code=line["body"])
    decision = decisions.draft(body=body, dossier_ids=stage.ids(line), actor=actor(line["by"], now), now=now)
    if "signed_at" in line:
        signed = moment(line["signed_at"])
        chair = actor(line["signed_by"], signed)
        decisions.sign(decision.pk, version=decision.version, actor=chair, now=signed)


ACTS: dict[str, Callable[[Stage, Line], None]] = {
    "open": _open,
    "write": _write,
    "gate": _gate,
    "sitting": _sitting,
    "decision": _decision,
    "absent": _absent,
    "declare": _declare,
    "succeed": _succeed,
}
