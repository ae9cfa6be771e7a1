"""The gates' own record: every act is a line, and whatever is changed behind its back is found and named."""

from datetime import date

import pytest

from dossiers.states import State
from tests.house import TODAY
from workflow import audit, gates, seals
from workflow.audit_seals import audit_seals
from workflow.models import Consulted, Gate, GateAct, GateComment


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    """Seals are written where they disturb nobody."""
    settings.BANGVANG_VAR = tmp_path


@pytest.fixture
def gate(house):
    """A posting with a comment that was answered, and a consultation with one answer."""
    paper, officer = house.walk(house.draft(), State.INTAKE), house.actor("commune.officer")
    terms = {"actor": officer, "version": paper.version}
    asked = gates.open_gate(
        paper.pk, "consultation", **terms, now=house.later(), asked=["Công an huyện"], until=date(2024, 12, 11)
    )
    gates.reply(
        asked.pk, asked.asked.get().pk, said="agrees", answered_on=TODAY, document="5/CV", actor=officer, now=house.now
    )
    gate = gates.open_gate(paper.pk, "posting", **terms, now=house.later(), places="x", until=date(2024, 12, 11))
    said = gates.comment(gate.pk, text="Ông ấy vắng.", received_on=TODAY, actor=officer, now=house.later())
    gates.answer(gate.pk, said.pk, text="Ông ấy đi học.", actor=officer, now=house.later())
    return gate


def test_every_act_is_a_line_by_whoever_did_it(house, gate):
    lines = list(gate.acts.values_list("seq", "act", "person__username", "what"))

    dossier, comment = gate.dossier.code, gate.comments.get().pk
    assert lines == [
        (1, "open", "commune.officer", {"places": "x", "until": "2024-12-11"}),
        (2, "comment", "commune.officer", {"comment": comment, "about": dossier}),
        (3, "answer", "commune.officer", {"comment": comment}),
    ]


def test_what_the_office_did_is_whole(gate):
    assert audit.audit().faults == []


TAMPERED = {
    "the last day": lambda: Gate.objects.filter(kind="posting").update(until=date(2024, 11, 28)),
    "the document that a comment never saw": lambda: GateComment.objects.update(text="Ông ấy tốt."),
    "an answer of an authority": lambda: Consulted.objects.update(answer="disagrees"),
    "a comment taken away": lambda: GateComment.objects.all().delete(),
    "a gate closed by hand": lambda: Gate.objects.update(closed_at="2024-12-30T00:00:00Z", closing_document="x"),
    "what a line says": lambda: GateAct.objects.filter(act="open").update(what={}),
    "who did it": lambda: GateAct.objects.filter(act="answer").update(at="2024-11-01T00:00:00Z"),
    "a line taken away": lambda: GateAct.objects.filter(act="comment").delete(),
    "the last line taken away": lambda: GateAct.objects.filter(act="answer").delete(),
    "all lines taken away": lambda: GateAct.objects.all().delete(),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_what_was_changed_behind_the_record_is_found_and_the_gate_is_named(gate, case):
    TAMPERED[case]()

    faults = audit.audit().faults

    assert faults != []
    assert all(fault.startswith("gate ") for fault in faults)


def test_a_seal_keeps_the_lines_of_the_gates(house, gate):
    seal = seals.make(now=house.later())

    assert [row[:2] for row in seal.gates] == [[other.pk, other.acts.count()] for other in Gate.objects.order_by("pk")]
    assert audit_seals() == []


def test_a_record_written_anew_after_the_seal_is_found(house, gate):
    seal = seals.make(now=house.later())
    line = gate.acts.get(seq=2)

    line.what = {}
    line.hash = line.sealed()
    GateAct.objects.filter(pk=line.pk).update(what=line.what, hash=line.hash)
    last = gate.acts.get(seq=3)
    last.previous_hash = line.hash
    last.hash = last.sealed()
    GateAct.objects.filter(pk=last.pk).update(previous_hash=last.previous_hash, hash=last.hash)

    assert audit.audit().faults == []
    assert audit_seals() == [
        f"seal 1 ({seal.day}): gate {gate.pk}: line 3 of its record was sealed and has another hash now"
    ]


def test_an_act_at_a_gate_is_reason_for_another_seal_of_the_day(house, gate):
    first, none = seals.make(now=house.later()), seals.make(now=house.later())
    officer = house.actor("commune.officer")
    gates.comment(gate.pk, text="Đúng người.", received_on=TODAY, actor=officer, now=house.later())

    second = seals.make(now=house.later())

    assert (first.turn, none, second.turn) == (1, None, 2)
    assert [row[:2] for row in second.gates] == [[gate.pk, 4]]


def test_a_seal_without_gates_says_what_it_said_before_there_were_any(house):
    house.walk(house.draft(), State.INTAKE)

    assert "gates" not in seals.make(now=house.later()).said
