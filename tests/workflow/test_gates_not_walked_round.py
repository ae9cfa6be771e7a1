"""No way round a gate: another form, another route, the author's own hand, the person complained of."""

from datetime import date

import pytest

from dossiers.models import Declaration, Dossier, RouteStage
from dossiers.states import State
from tests.house import TODAY
from workflow import audit, declarations, engine, gates
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
