"""A sitting as its page shows it: figures, thresholds, items and who is in the room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.conflicts import Rule, Switch
from dossiers.models import Dossier, VoteRule
from dossiers.states import State
from roles.models import Unit
from roles.policies import Actor
from workflow import calendar, recusals, sittings, voting
from workflow.forms.sittings import CountForm
from workflow.models import Item, Presence, Sitting
from workflow.recusals import NOBODY, Aside

#: what an item carries to the page; one statement
ITEM_NEIGHBOURS = ("dossier__award_type", "dossier__nominee", "dossier__unit", "dossier__revision", "stage__following")
COUNTED = (Item.Outcome.PASSED, Item.Outcome.FAILED)
SHORTEST_LANE = timedelta(hours=1)


# Which sittings, to whom


def readable(actor: Actor) -> QuerySet[Sitting]:
    """The sittings of the seat's own councils; what is concluded also beside them, and for auditors."""
    beside = {right.authority for right in actor.rights if right.codename in ("appraise", "sign")}
    return Sitting.objects.filter(
        Q(council__in=councils(actor))
        | Q(council__parent__in=actor.units("read"))
        | Q(council__parent__in=beside, concluded_at__isnull=False)
    )


def councils(actor: Actor) -> list[int]:
    """The councils where the seat takes minutes or votes."""
    return actor.units("minute") + actor.units("vote")


def listed(actor: Actor) -> QuerySet[Sitting]:
    """The readable sittings with how many items each had and passed."""
    rows = readable(actor).select_related("council", "opened_by__person")
    passed = Count("items", filter=Q(items__outcome=Item.Outcome.PASSED))
    return rows.annotate(total=Count("items"), passed=passed).order_by("-opened_at", "-pk")


def waiting(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers before the seat's own councils, the most urgent first."""
    rows = Dossier.objects.filter(holder__in=councils(actor), state=State.COUNCIL)
    return rows.select_related("award_type", "nominee", "unit", "holder").order_by("due_at", "pk")


def may_open(actor: Actor) -> list[Unit]:
    """The councils for which the seat may open a sitting now; one statement."""
    own = Unit.objects.filter(pk__in=actor.units("minute"))
    return list(own.exclude(sittings__in=Sitting.objects.filter(concluded_at=None)))


# One item


@dataclass(frozen=True)
class Threshold:
    """What one rule asks of an item, with those who are in the room."""

    needed: int
    base: int
    most: int
    share: str
    kind: str
    citation: str
    within_reach: bool
    with_written: bool

    @property
    def words(self) -> str:
        """“80% tổng số thành viên, mức tối thiểu theo luật”."""
        return f"{self.share}; {self.kind}"


def thresholds(rules: Iterable[voting.Rule], *, members: int, present: int, aside: Aside = NOBODY) -> list[Threshold]:
    """What each rule asks, the hardest first."""
    found = [_threshold(rule, members, present, aside) for rule in rules]
    return sorted(found, key=lambda one: (one.within_reach, -one.needed, -one.base))


def _threshold(rule: voting.Rule, members: int, present: int, aside: Aside) -> Threshold:
    off = {"off": aside.off, "off_present": aside.off_present}
    everybody = voting.Count(members, present, yes=present - aside.present, no=0, **off)
    by_letter = replace(everybody, written_yes=members - present - aside.absent)
    line = voting.apply(rule, everybody, absent_written=False)
    return Threshold(
        needed=line.needed,
        base=line.base,
        most=line.yes,
        share=sittings.share(rule),
        kind=str(VoteRule.Kind(rule.kind).label),
        citation=rule.citation,
        within_reach=line.held,
        with_written=voting.apply(rule, by_letter, absent_written=False).held,
    )


@dataclass(frozen=True)
class Line:
    """An item of the agenda as a row of the page."""

    item: Item
    thresholds: Sequence[Threshold]
    aside: Aside = NOBODY

    @property
    def number(self) -> int:
        return self.item.position

    @property
    def dossier(self) -> Dossier:
        return self.item.dossier

    @property
    def name(self) -> str:
        return self.dossier.nominee.addressed

    @property
    def hardest(self) -> Threshold | None:
        """The rule that decides whether there are votes enough."""
        return next(iter(self.thresholds), None)

    @property
    def out_of_reach(self) -> bool:
        return self.hardest is not None and not self.hardest.within_reach

    @property
    def counted(self) -> str:
        """“7 đồng ý, 1 không, 1 văn bản đồng ý”, leaving out what is nought but the votes themselves."""
        item = self.item
        parts = [_("%(n)d đồng ý") % {"n": item.yes or 0}, _("%(n)d không") % {"n": item.no or 0}]
        parts += [_("%(n)d không hợp lệ") % {"n": item.invalid}] if item.invalid else []
        parts += [_("%(n)d văn bản đồng ý") % {"n": item.written_yes}] if item.written_yes else []
        parts += [_("%(n)d văn bản không") % {"n": item.written_no}] if item.written_no else []
        return ", ".join(parts)

    @property
    def recusals(self) -> list[str]:
        """Who takes no part in the vote, or votes with a note; as it was kept, once it was counted."""
        rows = self.item.recusals if self.has_count else self.aside.kept
        words = {Switch.REFUSE: _("%(who)s không tham gia bỏ phiếu: %(rule)s"), Switch.WARN: _("%(who)s: %(rule)s")}
        return [words[Switch(r["switch"])] % {"who": r["name"], "rule": Rule(r["rule"]).label} for r in rows]

    @property
    def has_count(self) -> bool:
        return self.item.outcome in COUNTED

    @property
    def passed(self) -> bool:
        return self.item.outcome == Item.Outcome.PASSED

    @property
    def failed(self) -> bool:
        return self.item.outcome == Item.Outcome.FAILED

    @property
    def waits(self) -> bool:
        """A failed item whose dossier still lies before the council."""
        return self.failed and self.dossier.state == State.COUNCIL

    @property
    def has_left(self) -> bool:
        """Whether the dossier has left the council since."""
        return self.dossier.state != State.COUNCIL

    @property
    def verdict(self) -> dict[str, Any] | None:
        """The kept line of the rule that was hardest to meet."""
        lines = sorted(self.item.verdict, key=lambda line: (line["held"], -line["needed"]))
        return next(iter(lines), None)


# The room


@dataclass(frozen=True)
class Member:
    """A member of the electorate, and when they were in the room."""

    presence: Presence
    spans: list[tuple[float, float]]
    whole: float

    @property
    def name(self) -> str:
        return self.presence.person.full_name

    @property
    def title(self) -> str:
        return self.presence.seat.label

    @property
    def inside(self) -> bool:
        return self.presence.is_present


@dataclass(frozen=True)
class Room:
    """Everybody on one scale of time."""

    members: list[Member]
    hours: list[datetime]

    @classmethod
    def of(cls, sitting: Sitting, rows: Iterable[Presence], *, now: datetime) -> Room:
        end = max(sitting.concluded_at or now, sitting.opened_at + SHORTEST_LANE)
        whole = (end - sitting.opened_at).total_seconds()
        until = sitting.concluded_at or now
        members = [Member(row, _spans(row, sitting.opened_at, until), whole) for row in rows]
        third = timedelta(seconds=whole / 3)
        return cls(members, [timezone.localtime(sitting.opened_at + n * third) for n in range(4)])


def _spans(row: Presence, start: datetime, until: datetime) -> list[tuple[float, float]]:
    if row.arrived_at is None:
        return []
    return [((row.arrived_at - start).total_seconds(), ((row.left_at or until) - start).total_seconds())]


# The page


@dataclass(frozen=True)
class Agenda:
    """Everything that the page of a sitting asks, read in four statements."""

    sitting: Sitting
    lines: list[Line]
    room: Room
    now: datetime
    may_write: bool
    chosen: int | None = None

    @property
    def is_open(self) -> bool:
        return self.sitting.concluded_at is None

    @property
    def members(self) -> int:
        return len(self.room.members)

    @property
    def present(self) -> int:
        return sum(member.inside for member in self.room.members)

    @property
    def somebody_missing(self) -> bool:
        return any(member.presence.arrived_at is None for member in self.room.members)

    @property
    def quorum(self) -> int:
        return self.sitting.quorum(self.members)

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.quorum

    @cached_property
    def current(self) -> Line | None:
        """The item that was chosen, else the first that is open."""
        if not self.is_open:
            return None
        chosen = [line for line in self.lines if line.item.pk == self.chosen and _votable(line)]
        return next(iter([*chosen, *self._open]), None)

    @cached_property
    def _open(self) -> list[Line]:
        return [line for line in self.lines if line.item.outcome == Item.Outcome.OPEN]

    @cached_property
    def others(self) -> list[Line]:
        """What is open beside the current item."""
        return [line for line in self._open if line is not self.current]

    @cached_property
    def done(self) -> list[Line]:
        """What is no longer open: all of it, once the sitting is concluded."""
        return [line for line in self.lines if line.item.outcome != Item.Outcome.OPEN]

    @property
    def following(self) -> Line | None:
        """Where the secretary goes on after the current item."""
        return next((line for line in self.others if line.number > self.current.number), None) if self.current else None

    @cached_property
    def doubtful(self) -> list[Line]:
        """Open items that cannot pass with those in the room."""
        return [line for line in self._open if line.out_of_reach] if self.present else []

    @property
    def figures(self) -> list[dict[str, Any]]:
        enough = _("đủ") if self.has_quorum else _("chưa đủ")
        of_all = {"n": self.members}
        share = f"{self.sitting.quorum_parts}/{self.sitting.quorum_whole}"
        present = _("Có mặt khi kết thúc") if not self.is_open else _("Đang có mặt")
        return [
            {
                "label": present,
                "value": self.present,
                "note": _("trong %(n)d thành viên") % of_all,
                "key": True,
            },
            {
                "label": _("Đủ số để họp"),
                "value": self.quorum,
                "note": _("(%(share)s của %(n)d): %(enough)s") % {**of_all, "share": share, "enough": enough},
            },
            {
                "label": _("Đã xong"),
                "value": len(self.done),
                "note": _("trong %(n)d hồ sơ") % {"n": len(self.lines)},
            },
            {
                "label": _("Thông qua"),
                "value": sum(line.passed for line in self.lines),
                "note": _("hồ sơ"),
            },
        ]

    @property
    def why_not_concluded(self) -> str:
        """Why the sitting cannot be closed yet, or nothing."""
        if not self._open:
            return ""
        return _("vì %(n)d mục chưa xét và chưa hoãn. Ghi kết quả hoặc hoãn từng mục rồi kết thúc.") % {
            "n": len(self._open)
        }

    def form(self, data: Any = None) -> CountForm | None:
        """The count of the current item, or none."""
        if self.current is None:
            return None
        members, present = sittings.attendance(self.current.item, [m.presence for m in self.room.members])
        return CountForm(data, item=self.current.item, absent=members - present)


def _votable(line: Line) -> bool:
    return line.has_count or line.item.outcome == Item.Outcome.OPEN


def agenda(sitting: Sitting, actor: Actor, *, now: datetime, chosen: int | None = None) -> Agenda:
    """The sitting's page for one reader; three statements."""
    room = Room.of(sitting, sitting.members.select_related("person", "seat__role", "seat__acting_for"), now=now)
    rules = sittings.all_rules(sitting.council)
    items = list(recusals.tied(sitting.items.select_related(*ITEM_NEIGHBOURS)))
    on = calendar.office_day(sitting.opened_at)
    asides = recusals.asides(items, [m.presence for m in room.members], council=sitting.council, on=on)
    lines = [_line(item, sitting, room, rules, asides[item.pk]) for item in items]
    return Agenda(sitting, lines, room, now, actor.holds("minute", sitting.council_id), chosen)


def _line(item: Item, sitting: Sitting, room: Room, rules: list[voting.Rule], aside: Aside) -> Line:
    members, present = sittings.attendance(item, [member.presence for member in room.members])
    binding = sittings.rules_for(item.dossier, item.stage, sitting, rules=rules)
    return Line(item, thresholds(binding, members=members, present=present, aside=aside), aside)
