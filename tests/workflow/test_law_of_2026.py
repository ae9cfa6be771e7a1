"""The law of 1 October 2026: what was received before it keeps the older one, unless an officer switches it."""

from datetime import datetime

import pytest
from django.db import transaction

from dossiers import findings, routing
from dossiers.criteria import rows
from dossiers.models import AwardType
from roles.models import Unit
from tests.workflow.commune import Office
from workflow import regimes, worlds
from workflow.audit import audit
from workflow.calendar import OFFICE
from workflow.models import Event
from workflow.refusals import Lacking

pytestmark = pytest.mark.django_db
LAST_EVENING = datetime(2026, 9, 30, 16, 0, tzinfo=OFFICE)
AFTER = datetime(2026, 10, 5, 8, 0, tzinfo=OFFICE)
WHY = {"reason": "Luật mới có lợi hơn cho người được đề nghị.", "document": "Phiếu trình số 7."}
NOT_READ = "Tiêu chuẩn chép từ luật trước, chưa đối chiếu Luật 06/2026/QH16."


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Law, places and people, laid once for the module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.load("2026", empty=True, say=lambda line: None)
        transaction.set_rollback(True)


@pytest.fixture
def office(world):
    return Office("dong-sen", village="thon-sen-ha", appraisers="dong-sen-vhxh", now=LAST_EVENING)


@pytest.fixture
def received(office):
    """A nomination that the commune received on the last evening of the older law; it is October now."""
    dossier = office.propose("CSTDCS", "individual", "Lê Thị Thơm", rating="HTXSNV", solidarity=True, movement=True)
    office.move("submit", dossier, "head", "thon-sen-ha")
    office.now = AFTER
    dossier.refresh_from_db()
    return dossier


def said(dossier):
    """What the rows find, and what they cite."""
    dossier.refresh_from_db()
    rule = dossier.award_type.rules.get(regime=dossier.regime_id)
    found = findings.of_dossier(
        dossier, rule, content=dossier.revision.content, papers={"minutes"}, book=rows.current()
    )
    return [finding for finding in found if finding.field == "award"]


def test_what_was_received_before_stays_under_the_older_law_however_often_it_comes_back(office, received):
    office.move("give_back", received, "officer", "dong-sen-vhxh", missing=["Biên bản chưa ký."])
    office.move("submit", received, "head", "thon-sen-ha")

    found = said(received)

    assert received.regime_id == "R2022-2T"
    assert "Điều 23 Luật Thi đua, khen thưởng" in {finding.law for finding in found}
    assert NOT_READ not in {finding.rule for finding in found}


def test_what_comes_after_is_under_the_newer_law(office, received):
    village, award = Unit.objects.get(code="thon-sen-ha"), AwardType.objects.get(pk="CSTDCS")

    laws = [routing.choose(unit=village, award_type=award, on=day.date()).regime_id for day in (LAST_EVENING, AFTER)]

    assert laws == ["R2022-2T", "R2026"]


def test_an_officer_switches_it_with_a_reason_and_a_document_and_no_article_is_printed_then(office, received):
    stage = regimes.stage_under(received, regimes.named("R2026"), on=AFTER.date())

    office.move("reroute", received, "officer", "dong-sen-vhxh", stage=stage.pk, regime="R2026", **WHY)
    found = said(received)

    event = Event.objects.filter(verb="reroute").latest("pk")
    assert (received.regime_id, event.evidence["reason"]) == ("R2026", WHY["reason"])
    assert found[0].rule == NOT_READ
    assert {finding.law for finding in found} == {""}
    assert audit().faults == []


@pytest.mark.parametrize("left_out", ["reason", "document"])
def test_without_its_reason_or_document_nothing_is_switched(office, received, left_out):
    stage = regimes.stage_under(received, regimes.named("R2026"), on=AFTER.date())

    why = {**WHY, left_out: "", "stage": stage.pk, "regime": "R2026"}
    with pytest.raises(Lacking):
        office.move("reroute", received, "officer", "dong-sen-vhxh", **why)

    received.refresh_from_db()
    assert received.regime_id == "R2022-2T"
