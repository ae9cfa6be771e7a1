"""A title that one place gives: rows alone make it offered, examined, voted on and awarded."""

import pytest
from django.db import transaction

from dossiers import findings
from dossiers.criteria import rows
from dossiers.offers import offers
from roles.models import Unit
from tests.workflow.commune import Office
from workflow import worlds

pytestmark = pytest.mark.django_db
MODELS = {"Công dân kiểu mẫu", "Gia đình kiểu mẫu", "Tập thể kiểu mẫu"}
WELL_KEPT = {"compliance": True, "conduct": True, "movement": True, "excluded": []}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Law, places and people, laid once for the module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.load("2024", empty=True, say=lambda line: None)
        transaction.set_rollback(True)


def found(dossier):
    """What the rows say of the dossier, each rule by its verdict."""
    rule = dossier.award_type.rules.get(regime=dossier.regime_id)
    said = findings.of_dossier(dossier, rule, content=dossier.revision.content, papers={"minutes"}, book=rows.current())
    return {finding.rule: finding.kind for finding in said if finding.field == "award"}


def test_a_model_family_goes_from_the_village_to_the_decision(world):
    office = Office()
    dossier = office.propose("KIEUMAU_GD", "household", "Hộ bà Lê Thị Thơm", **WELL_KEPT)

    examined = found(dossier)
    office.move("submit", dossier, "head", "thon-cu-phu")
    office.move("refer", dossier, "officer", "tam-da-vp")
    office.vote()
    office.sign(dossier)

    dossier.refresh_from_db()
    assert dossier.state == "awarded"
    assert examined == {
        "Dành cho hộ gia đình.": "met",
        "Chấp hành chủ trương, chính sách, pháp luật.": "met",
        "Gia đình gương mẫu, nền nếp.": "met",
        "Tích cực tham gia phong trào thi đua ở nơi cư trú, công tác.": "met",
        "Không thuộc các trường hợp không xét Gia đình văn hóa.": "met",
        "Quá nửa số người dự họp bình xét đồng ý.": "met",
        "Không đang bị xem xét kỷ luật, thanh tra, kiểm tra, điều tra hoặc xác minh đơn thư.": "unknown",
        "Sau kỷ luật, thành tích tính từ khi hết hiệu lực kỷ luật.": "unknown",
    }


def test_a_family_with_a_ground_against_it_is_told_so(world):
    dossier = Office().propose(
        "KIEUMAU_GD", "household", "Hộ ông Trần Văn Bá", **{**WELL_KEPT, "excluded": ["gambling"]}
    )

    examined = found(dossier)

    assert [rule for rule, kind in examined.items() if kind == "unmet"] == [
        "Không thuộc các trường hợp không xét Gia đình văn hóa."
    ]


def test_only_the_places_that_give_the_title_offer_it(world):
    office = Office()
    village = Unit.objects.get(code="thon-cu-phu")
    elsewhere = Unit.objects.create(
        code="thon-khac", name="Thôn Khác", kind="village", tier="base", managed_by="commune"
    )

    named = {
        unit.code: {offer.award.name for offer in offers(unit, on=office.now.date())} & MODELS
        for unit in (village, elsewhere)
    }

    assert named == {"thon-cu-phu": MODELS, "thon-khac": set()}
