"""No way round a gate: another form, another route, the author's own hand, the person complained of."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dossiers.models import Declaration, Dossier, RouteStage
from dossiers.states import State
from tests.house import TODAY
from workflow import audit, declarations, engine, gates
from workflow.models import Gate
from workflow.refusals import NotNow, NotYours

UNTIL = date(2024, 12, 11)
TERMS = {
    "posting": {"places": "Nhà văn hóa", "until": UNTIL},
    "consultation": {"asked": ["Công an huyện"], "until": UNTIL},
    "suspension": {"document": "12/CV-TTr"},
}
REPLACED = {"award": "LDTT", "resolution": "Nghị quyết 3."}


@pytest.fixture
def officer(house):
    return house.actor("commune.officer")


def opened(house, paper, officer, kind):
    version = house.fresh(paper).version
    return gates.open_gate(paper.pk, kind, actor=officer, version=version, now=house.later(), **TERMS[kind])


def together(house):
    """Two papers that came in one batch."""
    papers = [house.draft("LDTT"), house.draft("LDTT", name="Lê Văn Bình")]
    ids = [paper.pk for paper in papers]
    engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later())
    return [house.fresh(paper) for paper in papers]


# Another form


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("posting", "đang công khai"),
        ("consultation", "đang xin ý kiến cơ quan liên quan"),
        ("suspension", "đang tạm dừng xem xét"),
    ],
)
def test_no_other_form_is_opened_while_anything_runs_beside_the_paper(house, officer, kind, label):
    paper = house.walk(house.draft(), State.COUNCIL)
    opened(house, paper, officer, kind)

    with pytest.raises(NotNow) as refused:
        house.act("replace", paper, "commune.secretary", **REPLACED)

    [reason] = refused.value.reasons
    assert (reason.rule, reason.sentence.startswith(f"Chưa chuyển được vì {label} từ 27/11/2024")) == (
        "gates closed",
        True,
    )
    assert reason.sentence.endswith("Việc phải chờ này thuộc người thẩm định cùng cấp với Commune Council.")
    assert (house.fresh(paper).state, Dossier.objects.filter(replaces=paper).count()) == ("council", 0)


def test_no_other_form_is_opened_while_something_runs_beside_the_batch(house, officer):
    paper = house.walk(house.draft(), State.COUNCIL)
    terms = TERMS["posting"]
    gates.open_on_batch(house.fresh(paper).batch_id, "posting", actor=officer, now=house.later(), **terms)

    with pytest.raises(NotNow, match="Chưa chuyển được vì đang công khai"):
        house.act("replace", paper, "commune.secretary", **REPLACED)


def test_who_is_tied_to_the_nominee_is_so_in_the_other_form_too(house):
    paper = house.walk(house.draft(), State.COUNCIL)
    declarations.declare(
        paper.pk, actor=house.actor("commune.chair"), relation="spouse", reason="Vợ.", now=house.later()
    )

    house.act("replace", paper, "commune.secretary", **REPLACED)

    said = ("person__username", "relation", "reason", "declared_at")
    lines = {d: list(Declaration.objects.filter(dossier=d).values_list(*said)) for d in Dossier.objects.all()}
    assert lines[Dossier.objects.get(replaces=paper)] == lines[paper] != []


# Another route


@pytest.mark.parametrize(("order", "leaves"), [(1, False), (2, True)])
def test_a_paper_led_to_another_authority_leaves_its_batch_and_the_gate_of_it(house, officer, order, leaves):
    paper, other = together(house)
    gate = gates.open_on_batch(
        paper.batch_id, "consultation", actor=officer, now=house.later(), **TERMS["consultation"]
    )
    stage = RouteStage.objects.get(route__code="moved", order=order)

    house.act("reroute", paper, "commune.officer", stage=stage.pk, document="Nghị quyết 12.")

    led = house.fresh(paper)
    assert (led.batch_id, led.paused_at is None) == ((None, True) if leaves else (other.batch_id, False))
    with pytest.raises(NotYours):
        gates.reply(
            gate.pk, gate.asked.get().pk, said="agrees", answered_on=TODAY, document="5/CV",
            actor=house.actor("district.officer"), now=house.later(),
        )  # fmt: skip
    assert audit.audit().faults == []


# Whose hands and eyes


def said_of(house, paper, gate, officer):
    return gates.comment(
        gate.pk, text="Khai sai số liệu.", by_whom="Ông Ba", received_on=TODAY, about=paper.pk,
        actor=officer, now=house.later(),
    )  # fmt: skip


def read(sign_in, seat, gate):
    """The answer, and whether the complaint and who made it can be read on it."""
    page = sign_in(seat).get(reverse("workflow:gate", args=[gate.pk]))
    text = page.content.decode()
    return page.status_code, "Khai sai" in text, "Ông Ba" in text


@pytest.mark.parametrize("seat", ["commune.officer2", "commune.chair"])
def test_whoever_is_spoken_of_reads_neither_the_complaint_nor_whose_it_is(house, officer, sign_in, seat):
    paper = house.walk(house.draft("LDTT"), State.SIGNING)
    gate = opened(house, paper, officer, "posting")
    said_of(house, paper, gate, officer)
    before = read(sign_in, seat, gate)
    paper.nominee.person = house.seats[seat].person
    paper.nominee.save()

    after = read(sign_in, seat, gate)
    shown = sign_in(seat).get(reverse("workflow:dossier", args=[paper.code])).content.decode()

    assert (before, after) == ((200, True, True), (403, False, False))
    assert reverse("workflow:gate", args=[gate.pk]) not in shown


@pytest.mark.parametrize("seat", ["commune.officer2", "commune.chair"])
def test_on_a_batch_what_is_said_of_the_reader_is_left_out(house, officer, sign_in, seat):
    paper, other = together(house)
    gate = gates.open_on_batch(paper.batch_id, "posting", actor=officer, now=house.later(), **TERMS["posting"])
    said_of(house, paper, gate, officer)
    for each in (paper, other):  # the chair sees what lies before the chair
        house.act("propose_refusal", each, "commune.officer", ground="criteria", reason="Khai sai.")
    declarations.declare(paper.pk, actor=house.actor(seat), relation="sibling", reason="Em.", now=house.later())

    assert read(sign_in, seat, gate) == (200, False, False)


def test_the_officer_who_wrote_the_paper_opens_nothing_beside_it(house, officer):
    paper = house.walk(house.draft(), State.INTAKE)
    Dossier.objects.filter(pk=paper.pk).update(author=officer.person)

    with pytest.raises(NotYours, match="Người lập hồ sơ không tự thẩm định hồ sơ của mình"):
        opened(house, paper, officer, "posting")
    with pytest.raises(NotYours, match="Người lập hồ sơ không tự thẩm định hồ sơ của mình"):
        gates.open_on_batch(paper.batch_id, "posting", actor=officer, now=house.later(), **TERMS["posting"])

    assert Gate.objects.count() == 0


# After the end


def test_what_ran_beside_a_paper_that_has_ended_is_closed_and_nothing_new_is_opened(house, officer, sign_in):
    paper = house.walk(house.draft(), State.INTAKE)
    gate = opened(house, paper, officer, "suspension")
    house.act("withdraw", paper, "village.head", request="Đơn xin rút.")
    page = reverse("workflow:gate_step", args=[gate.pk, "close", 0])

    asked = sign_in("commune.officer").get(page).status_code
    gates.close_gate(gate.pk, actor=officer, now=house.later(), document="15/KL", outcome="Không có vi phạm.")
    with pytest.raises(NotYours):
        opened(house, paper, officer, "posting")

    assert (asked, Gate.objects.get().closed_at) == (200, house.now - timedelta(minutes=10))
    assert audit.audit().faults == []


def test_the_document_of_every_suspension_is_written_down(house, officer):
    paper = house.walk(house.draft(), State.INTAKE)
    gate = opened(house, paper, officer, "posting")
    said = [said_of(house, paper, gate, officer) for _ in range(2)]

    for row, document in zip(said, ["12/CV", "13/CV"], strict=True):
        gates.suspend(gate.pk, row.pk, document=document, actor=officer, now=house.later())

    assert [line.what["document"] for line in gate.acts.filter(act="suspend")] == ["12/CV", "13/CV"]
