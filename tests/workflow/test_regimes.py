"""A newer law where it is more favourable: an officer switches to it, with reason and document, on record."""

import pytest
from django.urls import reverse

from dossiers.models import AwardRule, Dossier, Regime, Route, Routing
from dossiers.states import State
from tests.house import TODAY
from workflow import regimes
from workflow.audit import audit
from workflow.models import Event
from workflow.refusals import Lacking, NotNow, NotYours

SEATS = ["commune.officer", "village.head"]
WHY = {"reason": "Luật mới không buộc có sáng kiến.", "document": "Phiếu trình số 3."}


def newer_law(route="commune-district", *, favours="R2022-3T", since=TODAY):
    """Another regime from a day on, under which the award takes a route."""
    law = Regime.objects.create(code="R-NEW", name="Luật mới", since=since, favours_id=favours, criteria_verified=False)
    first = Route.objects.get(code=route).stages.first()
    AwardRule.objects.create(
        award_type_id="CSTDCS",
        regime=law,
        targets=["individual"],
        deciding_tier="district",
        criterion="Tiêu chuẩn mới.",
    )
    Routing.objects.create(regime=law, award_type_id="CSTDCS", managed_by="commune", first=first)
    return law


def switch(house, dossier, by="commune.officer", *, stage=None, **changed):
    """The move as the page makes it."""
    stage = stage or house.fresh(dossier).stage
    return house.act("reroute", dossier, by, **{"stage": stage.pk, "regime": "R-NEW", **WHY, **changed})


def test_the_officer_switches_a_dossier_to_the_newer_law(house):
    dossier = house.walk(house.draft(), State.INTAKE)
    newer_law()

    event = switch(house, dossier)

    row = house.fresh(dossier)
    assert (row.regime_id, row.state, row.stage.order, row.version) == ("R-NEW", "intake", 1, 2)
    kept = {"regime": "R-NEW", "from_regime": "R2022-3T", "law": "Luật mới", "stage": row.stage_id, **WHY}
    assert event.evidence == kept
    assert audit().faults == []


def test_another_route_begins_from_its_start(house):
    dossier = house.walk(house.draft(), State.INTAKE, stage=2)
    law = newer_law("commune")

    stage = regimes.stage_under(house.fresh(dossier), law, on=TODAY)
    switch(house, dossier, "district.officer", stage=stage)

    row = house.fresh(dossier)
    assert (row.route.code, row.stage.tier, row.holder.code) == ("commune", "commune", "commune-office")


def test_a_verdict_under_the_old_law_counts_no_more(house):
    dossier = house.walk(house.draft(), State.SIGNING)
    house.act("recheck", dossier, "commune.chair", reason="Xem lại.")
    newer_law()

    switch(house, dossier)
    house.act("refer", dossier, "commune.officer")

    with pytest.raises(NotNow, match="chưa kết luận"):
        house.act("recommend", dossier, "commune.secretary")


@pytest.mark.parametrize(
    ("law", "sentence"),
    [
        ({"favours": None}, "giữ luật đã nhận"),
        ({"since": TODAY.replace(year=2030)}, "giữ luật đã nhận"),
        ({"route": "commune"}, "đi tiếp ở cấp khác"),
    ],
)
def test_what_no_row_allows_is_refused_and_changes_nothing(house, law, sentence):
    dossier = house.walk(house.draft(), State.INTAKE)
    newer_law(**law)

    with pytest.raises(NotNow, match=sentence):
        switch(house, dossier)

    assert (house.fresh(dossier).regime_id, Event.objects.filter(verb="reroute").count()) == ("R2022-3T", 0)


def test_only_what_lies_with_an_appraiser_is_switched(house):
    dossier = house.walk(house.draft(), State.COUNCIL)
    newer_law()

    with pytest.raises(NotNow, match="đang ở người thẩm định"):
        switch(house, dossier)


@pytest.mark.parametrize("left_out", ["reason", "document"])
def test_reason_and_document_are_asked(house, left_out):
    dossier = house.walk(house.draft(), State.INTAKE)
    newer_law()

    with pytest.raises(Lacking):
        switch(house, dossier, **{left_out: " "})


@pytest.mark.parametrize("seat", ["village.head", "commune.secretary", "commune.chair", "district.officer"])
def test_nobody_else_may(house, seat):
    dossier = house.walk(house.draft(), State.INTAKE)
    newer_law()

    with pytest.raises(NotYours):
        switch(house, dossier, seat)


def test_a_switch_that_is_on_no_line_of_the_ledger_is_found(house):
    dossier = house.walk(house.draft(), State.INTAKE)
    newer_law()
    switch(house, dossier)

    Dossier.objects.filter(pk=dossier.pk).update(regime_id="R2022-3T")

    assert [fault.split(": ", 1)[1] for fault in audit().faults] == ["regime is 'R2022-3T', the ledger says 'R-NEW'"]


# the page


def test_the_page_compares_then_switches(house, sign_in):
    dossier = house.walk(house.draft(), State.INTAKE)
    newer_law()
    client, address = sign_in("commune.officer"), reverse("workflow:regime", args=[dossier.code])

    before = client.get(address).content.decode()
    after = client.post(address, {**WHY, "version": 1}, follow=True).content.decode()

    assert "Chưa rõ: Tiêu chuẩn mới." in before
    assert "quá 50% số thành viên có mặt" in before
    assert "chuyển hồ sơ sang Luật mới" in after
    assert house.fresh(dossier).regime_id == "R-NEW"


def test_the_dossier_offers_it_to_its_officer_alone(house, sign_in):
    dossier = house.walk(house.draft(), State.INTAKE)
    newer_law()
    address = reverse("workflow:dossier", args=[dossier.code])

    offered = {seat: "/luat/" in sign_in(seat).get(address).content.decode() for seat in SEATS}

    assert offered == {"commune.officer": True, "village.head": False}


def test_a_newer_law_without_a_way_for_the_paper_is_answered_with_a_sentence(house, sign_in):
    dossier = house.walk(house.draft(), State.INTAKE)
    newer_law()
    Routing.objects.filter(regime="R-NEW").delete()

    answer = sign_in("commune.officer").get(reverse("workflow:regime", args=[dossier.code]))

    with pytest.raises(NotNow) as why:
        switch(house, dossier)
    assert (answer.status_code, str(why.value) in answer.content.decode()) == (409, True)


def test_without_a_newer_law_there_is_no_page(house, sign_in):
    dossier = house.walk(house.draft(), State.INTAKE)

    answer = sign_in("commune.officer").get(reverse("workflow:regime", args=[dossier.code]))

    assert answer.status_code == 404
