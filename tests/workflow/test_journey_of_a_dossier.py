"""A dossier walks its whole way through the engine, and the ledger replays it."""

from dossiers.states import State
from workflow import audit


def test_a_dossier_walks_from_a_village_to_a_decision_of_the_district(house):
    dossier = house.walk(house.draft(), State.SIGNING, stage=2)

    decision = house.sign(dossier, tier="district")

    dossier = house.fresh(dossier)
    assert (dossier.state, dossier.stage.order, dossier.holder.code) == ("awarded", 2, "district-chair")
    assert (decision.reference, decision.status) == ("01/QĐ-UBND", "signed")
    assert [event.verb for event in dossier.events.all()] == [
        "open", "submit", "refer", "recommend", "forward", "refer", "recommend", "award",
    ]  # fmt: skip
    report = audit.audit()
    assert report.faults == []
    assert (report.dossiers, report.events, report.desks) == (1, 8, 0)
