"""An absence as its page tells it: who acts now, who did, and what was done in the person's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers.models import AwardType
from roles import substitutes
from roles.models import Person, Seat, Unit
from roles.scopes import Scope
from workflow import story
from workflow.models import Event

#: how much of what was done in a person's name the page tells
LATEST = 30


@dataclass(frozen=True)
class Acting:
    """One substitution as a line of the page."""

    seat: Seat
    scope: str
    runs: bool
    ahead: bool

    @property
    def who(self) -> str:
        return story.begun(self.seat.person.addressed)

    @property
    def last_day(self) -> date | None:
        return self.seat.last_day


@dataclass(frozen=True)
class Done:
    """What was done in the person's name."""

    line: story.Line
    subject: str
    url: str


def of_person(person: Person, *, today: date) -> list[Acting]:
    """Whoever acts, will act or acted for the person, the latest first."""
    seats = list(substitutes.of_person(person))
    names = _names(seats)
    return [Acting(seat, _scope(seat, names), *_when(seat, today)) for seat in seats]


def _when(seat: Seat, today: date) -> tuple[bool, bool]:
    """(runs, lies ahead)."""
    last = seat.last_day
    open_ = last is None or today <= last
    return open_ and seat.first_day <= today, open_ and today < seat.first_day


def _names(seats: Iterable[Seat]) -> dict[str, str]:
    """The awards and units of the scopes by their codes, in one statement; none where there is no scope."""
    scopes = [Scope.of(seat.scope) for seat in seats]
    awards, units = {a for s in scopes for a in s.awards}, {u for s in scopes for u in s.units}
    if not awards | units:
        return {}
    of_awards = AwardType.objects.filter(code__in=awards).order_by().values_list("code", "name")
    return dict(of_awards.union(Unit.objects.filter(code__in=units).order_by().values_list("code", "short_name")))


def _scope(seat: Seat, names: dict[str, str]) -> str:
    scope = Scope.of(seat.scope)
    parts = [", ".join(names.get(code, code) for code in sorted(codes)) for codes in (scope.awards, scope.units)]
    return "; ".join(part for part in parts if part) or _("mọi việc của vị trí")


def done_for(person: Person) -> list[Done]:
    """What others did in the person's name, the latest first; one statement."""
    rows = Event.objects.filter(seat__acting_for__person=person).select_related(
        *story.HANDS, "to_holder", "from_stage", "dossier__nominee"
    )
    events = list(rows.order_by("-at")[:LATEST])
    lines = (story.lines([event])[0] for event in events)
    return [
        Done(line, story.subject(event.dossier), reverse("workflow:dossier", args=[event.dossier.code]))
        for event, line in zip(events, lines, strict=True)
    ]


def banner(seats: Sequence[Seat]) -> str:
    """“Đang thay ông Y (KT. Chủ tịch …), đến hết ngày …”; on a seat of one's own, for whom one was named."""
    if seats[0].acting_for is not None:
        return _("Đang thay %(who)s (%(form)s), đến hết %(day)s.") % _for_whom(seats[0])
    named = _("Được cử thay %(who)s (%(form)s), đến hết %(day)s; chọn vị trí đó ở góc trên để làm thay.")
    return " ".join(named % _for_whom(seat) for seat in seats if seat.acting_for is not None)


def _for_whom(seat: Seat) -> dict[str, str]:
    assert seat.acting_for
    return {"who": seat.acting_for.person.addressed, "form": seat.signs_as, "day": f"{seat.last_day:%d/%m/%Y}"}
