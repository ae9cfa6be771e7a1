"""Reminders before, on and after a deadline, and to those above: once an occasion, one letter a person a morning.

A morning is worked off in steps, each in a transaction of its own that holds the morning's row:
raise what the rules ask for, lay it into one digest a person, release the digests. A worker that
dies between two steps, or in one, leaves the morning open; the next tick goes on with it, and
what was done is not done again. Nothing is mailed before the morning is closed, so that a person
with fifty late papers gets one letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from dossiers.models import Dossier, ReminderRule, in_force
from dossiers.states import DESK_RIGHT, OPEN, State
from roles import policies, units
from roles.models import Person, Tier, Unit, UnitKind
from workflow import tasks, timetable
from workflow.calendar import OFFICE, Calendar, office_day
from workflow.models import Morning, Notice, Reminder
from workflow.timetable import Timetable

#: the letters of a morning lie on the desks when people come
MORNING = time(7, 0)
#: as many papers or reminders as one step carries
CHUNK = 500
#: what a digest's notice says was done
VERB = "remind"

Kind, To = ReminderRule.Kind, ReminderRule.To


def run(now: datetime) -> int:
    """Work the morning off, or go on with it where somebody stopped; in how many steps."""
    return sum(1 for _step in steps(now))


def steps(now: datetime) -> Iterator[str]:
    """The steps of this morning, each committed before the next; none outside office days or when all is given."""
    table = timetable.current()
    if not _is_time(now, table.calendar()) or _is_closed(now):
        return
    for rule in _rules(now):
        yield from _raise(rule, now, table)
    yield from _tell(now)
    with transaction.atomic():
        _close(now)
    yield "close"


def _is_time(now: datetime, calendar: Calendar) -> bool:
    return now.astimezone(OFFICE).time() >= MORNING and calendar.is_working(office_day(now))


def _is_closed(now: datetime) -> bool:
    return Morning.objects.filter(day=office_day(now), closed_at__isnull=False).exists()


def _rules(now: datetime) -> list[ReminderRule]:
    return list(ReminderRule.objects.filter(in_force(office_day(now))))


def _hold(now: datetime) -> bool:
    """Take the morning's row for this transaction; False where another worker has closed it meanwhile."""
    Morning.objects.bulk_create([Morning(day=office_day(now))], ignore_conflicts=True)
    return Morning.objects.select_for_update().get(day=office_day(now)).closed_at is None


# Raised: by rule, in the order of the papers


def _raise(rule: ReminderRule, now: datetime, table: Timetable) -> Iterator[str]:
    last: int | None = 0
    while last is not None:
        with transaction.atomic():
            last = _raise_chunk(rule, now, table, after=last) if _hold(now) else None
        yield f"raise {rule}"


def _raise_chunk(rule: ReminderRule, now: datetime, table: Timetable, *, after: int) -> int | None:
    """The reminders of some papers; behind which paper the next ones come, if there are more."""
    papers = list(_concerned(rule, now, table).filter(pk__gt=after).order_by("pk")[:CHUNK])
    bodies = _bodies(rule, papers, office_day(now))
    rows = [row for paper in papers if (row := _reminder(rule, paper, now, table, bodies))]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return papers[-1].pk if len(papers) == CHUNK else None


def _concerned(rule: ReminderRule, now: datetime, table: Timetable) -> QuerySet[Dossier]:
    """The open papers whose day the rule may mean and that it has not spoken of yet."""
    told = Reminder.objects.filter(
        dossier=OuterRef("pk"), version=OuterRef("version"), kind=rule.kind, days=rule.days, due_at=OuterRef("due_at")
    )
    wanted = Q(state=rule.step) if rule.step else Q(state__in=OPEN)
    if rule.tier:
        wanted &= Q(stage__tier=rule.tier)
    papers = Dossier.objects.filter(wanted, _window(rule, now, table)).exclude(state=State.DRAFT)
    return papers.filter(~Exists(told)).select_related("holder", "stage")


def _window(rule: ReminderRule, now: datetime, table: Timetable) -> Q:
    """The due dates that can be meant, seen from beyond every place's calendar; ``_reminder`` is exact."""
    today = office_day(now)
    if rule.kind in (Kind.BEFORE, Kind.ON):
        first = _midnight(today) if rule.kind == Kind.ON else _midnight(_next(today))
        return Q(due_at__gte=first, due_at__lt=_midnight(max(c.shift(today, rule.days + 1) for c in table.bounds)))
    return Q(due_at__lt=min(now, _midnight(max(c.shift(today, 1 - rule.days) for c in table.bounds))))


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=OFFICE)


def _reminder(rule: ReminderRule, paper: Any, now: datetime, table: Timetable, bodies: units.Bodies) -> Reminder | None:
    """The rule's word about the paper, if its day has come and somebody is there to hear it."""
    calendar, due = timetable.calendar_of(paper, table), office_day(paper.due_at)
    day = _occasion(rule, due, calendar)
    address = _address(rule, paper, bodies)
    if day > office_day(now) or address is None:
        return None
    right, unit = address
    about = {"version": paper.version, "due_at": paper.due_at}
    return Reminder(
        dossier=paper, kind=rule.kind, days=rule.days, day=day, right=right, unit_id=unit, raised_at=now, **about
    )


def _occasion(rule: ReminderRule, due: date, calendar: Calendar) -> date:
    """The day on which the rule speaks of a paper that is due on the day."""
    if rule.kind == Kind.ON:
        return due
    return calendar.shift(due, -rule.days if rule.kind == Kind.BEFORE else rule.days)


# To whom


def _bodies(rule: ReminderRule, papers: Sequence[Any], on: date) -> units.Bodies:
    """The bodies above the desks, asked only where the rule goes past them."""
    if rule.to == To.DESK or not papers:
        return units.Bodies({})
    return units.bodies_above([paper.holder for paper in papers], on=on)


def _address(rule: ReminderRule, paper: Any, bodies: units.Bodies) -> tuple[str, int] | None:
    """The right at the unit that is told; none where nobody is above."""
    if rule.to == To.DESK:
        return DESK_RIGHT[State(paper.state)], paper.holder_id
    body = _above(paper, bodies) if rule.to == To.ABOVE else _beside(rule, paper, bodies)
    if body is None or body.pk == paper.holder_id:
        return None
    return ("sign" if body.kind == UnitKind.CHAIR else "appraise"), body.pk


def _beside(rule: ReminderRule, paper: Any, bodies: units.Bodies) -> Unit | None:
    """The chair or the office of the level where the paper is."""
    kind = UnitKind.CHAIR if rule.to == To.CHAIR else paper.stage.intake_kind
    return bodies.find(paper.holder, tier=paper.stage.tier, kind=kind)


def _above(paper: Any, bodies: units.Bodies) -> Unit | None:
    """The office of the nearest level above."""
    tiers = Tier.values[Tier.values.index(paper.stage.tier) + 1 :]
    found = (bodies.find(paper.holder, tier=tier, kind=UnitKind.OFFICE) for tier in tiers)
    return next((body for body in found if body), None)


# Told: one digest a person


def _tell(now: datetime) -> Iterator[str]:
    more = True
    while more:
        with transaction.atomic():
            more = _hold(now) and _tell_chunk(now)
        yield "tell"


def _tell_chunk(now: datetime) -> bool:
    """Lay some reminders into the digests of those whom they concern; whether there may be more."""
    rows = list(_untold()[:CHUNK])
    if not rows:
        return False
    pairs = list(_hearers(rows, office_day(now)))
    digests = _digests(pairs, now)
    through = Reminder.notices.through
    links = [through(reminder_id=row.pk, notice_id=digests[person.pk]) for row, person in pairs]
    through.objects.bulk_create(links, ignore_conflicts=True)
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=now)
    return len(rows) == CHUNK


def _untold() -> QuerySet[Reminder]:
    return Reminder.objects.filter(told_at=None).select_related("dossier__unit").order_by("pk")


def _hearers(rows: Collection[Reminder], on: date) -> Iterator[tuple[Reminder, Person]]:
    """Whom each reminder concerns today; of a paper that has moved on since, nobody is told."""
    holdings = policies.holdings_of({row.right for row in rows}, {row.unit_id for row in rows}, on=on)
    for row in rows:
        if row.version != row.dossier.version or row.due_at != row.dossier.due_at:
            continue
        found = holdings.get((row.right, row.unit_id), ())
        case = {"award": row.dossier.award_type_id, "unit": row.dossier.unit.code}
        people = {h.person.pk: h.person for h in found if h.scope.covers(**case)}
        yield from ((row, person) for person in people.values())


def _digests(pairs: Iterable[tuple[Reminder, Person]], now: datetime) -> dict[int, Any]:
    """Each person's digest of the morning, made where there was none; none is mailed yet."""
    firsts = {person.pk: (row, person) for row, person in reversed(list(pairs))}
    Notice.objects.bulk_create((_digest(row, person, now) for row, person in firsts.values()), ignore_conflicts=True)
    kept = Notice.objects.filter(digest_on=office_day(now), person__in=firsts)
    return dict(kept.values_list("person_id", "pk"))


def _digest(row: Reminder, person: Person, now: datetime) -> Notice:
    mail = Notice.Mail.HELD if person.email else Notice.Mail.NONE
    return Notice(person=person, unit_id=row.unit_id, verb=VERB, digest_on=office_day(now), created_at=now, mail=mail)


def _close(now: datetime) -> None:
    """All is said: the letters may go, and the morning does not come again."""
    if not _hold(now):
        return
    Morning.objects.filter(day=office_day(now)).update(closed_at=now)
    if Notice.objects.filter(mail=Notice.Mail.HELD).update(mail=Notice.Mail.WAITING):
        tasks.send_mail.enqueue()
