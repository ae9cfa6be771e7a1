"""The receipt of one tờ trình: what came, when, and by when the level that received it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from dossiers.kinds import EvidenceKind
from dossiers.limits import Case
from dossiers.models import Batch, Dossier, Evidence, PaperText, Revision, in_force
from dossiers.pdf import wording
from dossiers.pdf.papers import Heading, SignatureBlock
from dossiers.pdf.receipt import Receipt, render
from dossiers.states import State
from roles.models import Unit
from roles.templatetags.face import vndate, vnmoment
from workflow import papers, selectors, timetable
from workflow.calendar import office_day
from workflow.gate_places import SENDING
from workflow.models import Event
from workflow.timetable import Timetable

PAPER = "receipt"


def code_of(batch: Batch) -> str:
    """What people call the tờ trình: its own number, or the year in which it was sent and its key."""
    return batch.number or f"TTr-{office_day(batch.sent_at).year}-{batch.pk:04d}"


def file_name(batch: Batch) -> str:
    """How the file is called on the reader's machine."""
    return f"Phieu-tiep-nhan-{code_of(batch).replace('/', '-')}.pdf"


def sending_of(pk: int) -> list[Batch]:
    """The tờ trình and what was sent with it at once to the same place, though their routes differ; one statement."""
    own = Batch.objects.filter(pk=pk)
    same = {name: Subquery(own.values(name)[:1]) for name in ("sender", "receiver", "sent_at")}
    return list(Batch.objects.filter(**same).select_related("sender", "receiver__parent", "stage").order_by("pk"))


def sent(batches: Sequence[Batch], seen: QuerySet[Dossier]) -> list[Any]:
    """The papers that went with them, each with the stage at which it was laid."""
    events = Event.objects.filter(batch__in=batches, verb__in=SENDING)
    laid = events.filter(dossier=OuterRef("pk")).values("batch")[:1]
    there = Revision.objects.filter(dossier=OuterRef("pk"), frozen_at__lte=batches[0].sent_at).order_by("-number")
    rows = seen.filter(pk__in=events.values("dossier")).annotate(
        sent_with=Subquery(laid), seen=Subquery(there.values("seen")[:1])
    )
    found = list(rows.select_related("award_type", "nominee").order_by("award_type__position", "pk"))
    for dossier in found:  # what was handed in, whatever the unit has changed since
        dossier.nominee = selectors.nominee_of(dossier, own=False)
    return found


def pdf(batches: Sequence[Batch], dossiers: Sequence[Any]) -> bytes:
    """The receipt of these papers: the same bytes whenever it is printed."""
    with translation.override("vi"):
        return render(receipt(batches, dossiers))


def receipt(batches: Sequence[Batch], dossiers: Sequence[Any]) -> Receipt:
    """The paper; read in a handful of statements, however many papers came."""
    batch = batches[0]
    authority = batch.receiver.parent or batch.receiver
    kinds, dues = _kinds(batch, dossiers), _dues(batches, dossiers)
    sender = Event.objects.filter(batch=batch, verb__in=SENDING).select_related("person").first()
    person = sender.person.full_name if sender and sender.person else ""
    words = papers.Wording(_rows(batch, authority), _values(batch, authority, dossiers, person, max(dues.values())))
    return Receipt(
        heading=Heading(body=words.line("body"), parent=words.line("parent")),
        number=words.line("number"),
        place=authority.place or papers.bare(authority),
        date=office_day(batch.sent_at),
        kind=words.line("kind"),
        lines=words.lines("line"),
        rows=tuple(_row(dossier, kinds.get(dossier.pk, ()), dues[_case(dossier)]) for dossier in dossiers),
        notes=words.lines("note"),
        giver=SignatureBlock(lines=words.lines("giver"), name=person),
        taker=SignatureBlock(lines=words.lines("taker"), name=""),
    )


def _dues(batches: Sequence[Batch], dossiers: Sequence[Any]) -> dict[tuple[int, str, str], datetime]:
    """When each kind of paper is answered, worked out once a kind."""
    table, by_key = timetable.current(), {batch.pk: batch for batch in batches}
    cases = {_case(dossier) for dossier in dossiers}
    return {case: due_of(by_key[case[0]], *case[1:], table) for case in cases}


def _rows(batch: Batch, authority: Unit) -> tuple[PaperText, ...]:
    rows = PaperText.objects.filter(in_force(office_day(batch.sent_at))).filter(paper=PAPER)
    return papers.closest(rows, tier=authority.tier, regime="")


def _values(batch: Batch, authority: Unit, dossiers: Sequence[Dossier], person: str, due: datetime) -> dict[str, str]:
    place = papers.bare(authority)
    return {
        "authority": place,
        "AUTHORITY_UPPER": place.upper(),
        "number": code_of(batch),
        "sender": batch.sender.name,
        "person": person,
        "receiver": batch.receiver.name,
        "RECEIVER_UPPER": batch.receiver.name.upper(),
        "received": vnmoment(batch.sent_at),
        "count": papers.counted(dossiers),
        "due": wording.day_in_words(office_day(due)),
    }


def _case(dossier: Any) -> tuple[int, str, str]:
    return dossier.sent_with, dossier.award_type_id, dossier.regime_id


def due_of(batch: Batch, award: str, regime: str, table: Timetable) -> datetime:
    """When the level that received it is done: each of its steps with its own limit, one after the other."""
    stage = batch.stage
    steps = [State.INTAKE, *([State.COUNCIL] if stage.council_kind else []), State.SIGNING]
    calendar, at = table.calendar(batch.receiver.lineage), batch.sent_at
    for step in steps:
        case = Case(
            step=step,
            award=award,
            tier=stage.tier,
            regime=regime,
            lineage=tuple(batch.receiver.lineage),
            on=office_day(at),
        )
        at = calendar.due(at, table.limit(case) or timetable.stage_limit(stage))
    return at


def _kinds(batch: Batch, dossiers: Sequence[Dossier]) -> dict[int, list[str]]:
    """By dossier: the kinds of papers that lay with it when it was sent; one statement."""
    there = Q(removed_at=None) | Q(removed_at__gt=batch.sent_at)
    rows = Evidence.objects.filter(there, dossier__in=dossiers, added_at__lte=batch.sent_at).order_by("pk")
    found: dict[int, list[str]] = {}
    for dossier, kind in rows.values_list("dossier", "kind"):
        found.setdefault(dossier, []).append(kind)
    return found


def _row(dossier: Dossier, kinds: Sequence[str], due: datetime) -> tuple[str, ...]:
    return (
        dossier.code or "",
        dossier.nominee.addressed,
        dossier.award_type.name,
        "; ".join(_counted(kind, kinds) for kind in dict.fromkeys(kinds)) or _("không kèm giấy tờ"),
        vndate(due),
    )


def _counted(kind: str, kinds: Sequence[Any]) -> str:
    words, number = str(EvidenceKind(kind).label), list(kinds).count(kind)
    return _("%(paper)s (%(n)d tệp)") % {"paper": words, "n": number} if number > 1 else words
