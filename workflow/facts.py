"""What lies above the papers, gathered for many in the one statement that reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from dossiers.facts import Facts, OpenGate, Verdict
from dossiers.models import Dossier
from roles import units
from roles.policies import Actor
from workflow import ties, timetable
from workflow.models import Decision, DecisionLine, Event, Gate, Item

NEIGHBOURS = (
    "award_type",
    "batch",
    "holder",
    "nominee",
    "regime",
    "revision",
    "route",
    "stage__following",
    "stage__previous",
    "unit",
)


#: what is known of the open work item without reading it again
DESK = ("id", "process_id", "flow_task", "flow_task_type", "status", "token", "owner_id")


def gathered(rows: QuerySet[Dossier], neighbours: Sequence[str] = NEIGHBOURS) -> QuerySet[Dossier]:
    """The dossiers with their neighbours and, as annotations, all that the rules may ask."""
    return rows.select_related(*neighbours).annotate(**asked())


def asked(kind: Any = None) -> dict[str, Any]:
    """What lies above a dossier, each as a part of the statement that reads it."""
    return {
        "law": timetable.stamp(),
        "head": _last(Event.objects.all(), seq="seq", hash="hash"),
        "last_verb": Subquery(_events().exclude(verb="succeed").values("verb")[:1]),
        "forwarded": _last(_sent_here(), person="person_id", unit="from_holder_id"),
        "judged": Subquery(_judged()),
        **ties.asked(),
        "gated": Exists(_gates()),
        "signed": Exists(DecisionLine.objects.filter(dossier=OuterRef("pk"), decision__status=Decision.Status.SIGNED)),
        "desk": Subquery(open_desk(kind).values(json=JSONObject(**dict(zip(DESK, DESK, strict=True))))[:1]),
        "listed": Exists(Item.objects.filter(dossier=OuterRef("pk"), sitting__concluded_at=None)),
    }


def _events() -> QuerySet[Event]:
    return Event.objects.filter(dossier=OuterRef("pk")).order_by("-seq")


def _sent_here() -> QuerySet[Event]:
    """The submissions to the stage where the dossier lies, from the stage below."""
    return Event.objects.filter(verb="forward", to_stage=OuterRef("stage_id"))


def _last(rows: QuerySet[Event], **columns: str) -> Subquery:
    rows = rows.filter(dossier=OuterRef("pk")).order_by("-seq")
    return Subquery(rows.values(json=JSONObject(**columns))[:1])


def _judged() -> Any:
    """The council's last word on the dossier at the stage where it lies, or none since it was put off or rerouted."""
    counted = [Item.Outcome.PASSED, Item.Outcome.FAILED]
    since = {"verb__in": ["defer", "reroute"], "at__gte": OuterRef("recorded_at")}
    put_off = Event.objects.filter(dossier=OuterRef("dossier"), **since)
    rows = Item.objects.filter(~Exists(put_off), outcome__in=counted)
    rows = rows.filter(dossier=OuterRef("pk"), stage=OuterRef("stage_id")).order_by("-recorded_at")
    columns = {"outcome": "outcome", "stage": "stage_id", "revision": "revision_hash"}
    return rows.values(json=JSONObject(**columns, verdict="verdict"))[:1]


def _gates() -> QuerySet[Gate]:
    return Gate.objects.filter(Q(dossier=OuterRef("pk")) | Q(batch=OuterRef("batch_id")), closed_at=None)


def open_desk(kind: Any = None) -> QuerySet[Task]:
    """The open work item of a dossier around it; ``kind`` is the dossiers' content type."""
    return Task.objects.filter(
        process__artifact_object_id=OuterRef("pk"),
        process__artifact_content_type=kind or content_type(),
        finished=None,
    )


def claimed_desks() -> QuerySet[Task]:
    """The same, if somebody has taken it."""
    return open_desk().filter(owner__isnull=False)


def content_type() -> Any:
    """The content type under which viewflow's processes know a dossier."""
    return ContentType.objects.get_for_model(Dossier)


def settle_facts(dossiers: Iterable[Any], *, verb: str = "", hand: Actor | None = None) -> None:
    """Hand each gathered dossier its facts; gates and heirs are read only where they can matter."""
    rows = list(dossiers)
    gates = _open_gates([d for d in rows if d.gated])
    heirs = _heirs(rows, hand) if verb == "reroute" else {}
    for dossier in rows:
        dossier.facts = _facts(dossier, gates.get(dossier.pk, ()), heirs)
    ties.settle(rows, hand=hand)


def _heirs(rows: list[Any], hand: Actor | None) -> dict[int, list[int]]:
    """Successors of the holders' authorities, asked only when the hand is not of the authority itself."""
    authorities = {d.holder.parent_id or d.holder_id for d in rows}
    foreign = {pk for pk in authorities if hand is None or not hand.holds_under("appraise", {pk})}
    return units.successors(foreign) if foreign else {}


def _facts(dossier: Any, gates: Iterable[OpenGate], heirs: dict[int, list[int]]) -> Facts:
    forwarded = (dossier.last_verb == "forward" and dossier.forwarded) or {}  # only the last arrival counts
    return Facts(
        gates=tuple(gates),
        verdict=_verdict(dossier.judged),
        decision_signed=dossier.signed,
        refusal_proposed=dossier.last_verb == "propose_refusal",
        desk_claimed=bool(dossier.desk and dossier.desk["owner_id"]),
        on_agenda=dossier.listed,
        forwarded_by=forwarded.get("person"),
        forwarded_from=forwarded.get("unit"),
        successors=frozenset(heirs.get(dossier.holder.parent_id or dossier.holder_id, ())),
    )


def _verdict(judged: dict[str, Any] | None) -> Verdict | None:
    if judged is None:
        return None
    lines = judged["verdict"]
    if isinstance(lines, str):  # SQLite nests a JSON column as its text
        lines = json.loads(lines)
    return Verdict(
        passed=judged["outcome"] == Item.Outcome.PASSED,
        stage=judged["stage"],
        revision=judged["revision"],
        sentence="; ".join(line["sentence"] for line in lines),
    )


def _open_gates(dossiers: list[Dossier]) -> dict[int, list[OpenGate]]:
    if not dossiers:
        return {}
    batches = {d.batch_id for d in dossiers if d.batch_id}
    rows = Gate.objects.waiting().filter(Q(dossier__in=dossiers) | Q(batch__in=batches), closed_at=None)
    found: dict[int, list[OpenGate]] = {d.pk: [] for d in dossiers}
    for gate in rows:
        seen = seen_gate(gate)
        for dossier in dossiers:
            if gate.dossier_id == dossier.pk or (gate.batch_id and gate.batch_id == dossier.batch_id):
                found[dossier.pk].append(seen)
    return found


def seen_gate(gate: Any) -> OpenGate:
    """A gate as the rules see it; one that was read without what it waits for waits for its time alone."""
    return OpenGate(str(gate.get_kind_display()), gate.holds, gate.until, gate.since, _waits(gate))


def _waits(gate: Any) -> str:
    """What must still be said before the gate can be closed."""
    if unanswered := getattr(gate, "unanswered", 0):
        return _("%(n)d ý kiến chưa trả lời") % {"n": unanswered}
    silent = getattr(gate, "silent", 0)
    words = {"name": getattr(gate, "silent_first", ""), "more": silent - 1}
    if silent > 1:
        return _("chờ %(name)s và %(more)d nơi khác trả lời") % words
    return _("chờ %(name)s trả lời") % words if silent else ""
