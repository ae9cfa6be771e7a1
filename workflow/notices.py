"""Who is told of a move: rows in its transaction, and one doorbell for the mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from dossiers.models import Dossier
from dossiers.states import DESK_RIGHT, OPEN, State
from roles import policies
from roles.models import Person
from roles.worded import insert
from workflow import calendar, tasks
from workflow.models import Event, Notice

#: verbs whose outcome the proposing unit wants to know, wherever the paper goes next
UNIT_IS_TOLD = {"forward", "award", "decline", "replace", "revoke", "defer", "reroute", "withdraw"}

#: verbs that nobody at the next desk needs a letter about
QUIET = {"recall", "defer"}


class Address(NamedTuple):
    """A right at a unit: whoever holds it is told, to act or to know."""

    right: str
    unit: int
    is_work: bool


def addresses(verb: str, dossier: Dossier) -> Iterator[Address]:
    """Whom one move concerns, when the dossier has made it."""
    state = State(dossier.state)
    if state in OPEN and verb not in QUIET:
        yield Address(DESK_RIGHT[state], dossier.holder_id, True)
    if verb in UNIT_IS_TOLD:
        yield Address("propose", dossier.unit_id, False)


def tell(pairs: Sequence[tuple[Event, Dossier]], *, by: int | None, now: datetime) -> None:
    """Write a notice for each person concerned but the one who acted, then ring once."""
    letters = [(e, d, address) for e, d in pairs for address in addresses(e.verb, d)]
    if not letters:
        return
    places = {(address.right, address.unit) for _e, _d, address in letters}
    holders = policies.holdings_of(
        {right for right, _unit in places}, {unit for _right, unit in places}, on=calendar.office_day(now)
    )
    rows = [
        _notice(event, dossier, address, person, now)
        for event, dossier, address in letters
        for person in reached(
            holders.get((address.right, address.unit), ()), award=dossier.award_type_id, unit=dossier.unit.code
        )
        if person.pk != by
    ]
    if rows:
        insert(rows)
        tasks.send_mail.enqueue()


def reached(holdings: Iterable[policies.Holding], *, award: str, unit: str) -> Iterable[Person]:
    """Each person once; a substitute for what was handed over."""
    return {h.person.pk: h.person for h in holdings if h.scope.covers(award=award, unit=unit)}.values()


def _notice(event: Event, dossier: Dossier, address: Address, person: Person, now: datetime) -> Notice:
    return Notice(
        person_id=person.pk,
        unit_id=address.unit,
        dossier_id=dossier.pk,
        event_id=event.pk,
        verb=event.verb,
        is_work=address.is_work,
        created_at=now,
        mail=Notice.Mail.WAITING if person.email else Notice.Mail.NONE,
    )
