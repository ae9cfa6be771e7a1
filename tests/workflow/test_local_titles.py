"""A title that one place gives: rows alone make it offered, examined, voted on and awarded."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from dossiers import findings
from dossiers.criteria import rows
from dossiers.models import AwardType
from dossiers.offers import offers
from roles.models import Seat, Unit
from roles.policies import actor_of
from tests.house import minutes, written
from workflow import decisions, drafts, engine, sittings, worlds
from workflow.calendar import OFFICE

pytestmark = pytest.mark.django_db
MODELS = {"Công dân kiểu mẫu", "Gia đình kiểu mẫu", "Tập thể kiểu mẫu"}
WELL_KEPT = {"compliance": True, "conduct": True, "movement": True, "excluded": []}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Law, places and people, laid once for the module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.load("2024", empty=True, say=lambda line: None)
        transaction.set_rollback(True)


class Office:
    """The demo commune, empty of dossiers, with a clock that each step moves on."""

    def __init__(self):
        self.now = datetime(2024, 11, 27, 8, 0, tzinfo=OFFICE)

    def seat(self, role, unit):
        return Seat.objects.select_related("person").filter(role=role, unit__code=unit).first()

    def step(self, role, unit):
        """Who acts, and when: ten minutes later than the step before."""
        self.now += timedelta(minutes=10)
        return {"actor": actor_of(self.seat(role, unit), on=self.now.date()), "now": self.now}

    def propose(self, award, kind, name, **facts):
        """The village's complete draft, with what its meeting confirmed."""
        head = self.seat("head", "thon-cu-phu")
        draft = drafts.open_draft(
            unit=head.unit,
            author=head.person,
            award_type=AwardType.objects.get(pk=award),
            year=2024,
            nominee={"kind": kind, "name": name},
            content_of=written(facts=facts),
            **self.step("head", "thon-cu-phu"),
        )
        minutes(draft, head.person, now=self.now)
        return draft

    def move(self, verb, dossier, role, unit):
        dossier.refresh_from_db()
        return engine.perform(verb, dossier_id=dossier.pk, version=dossier.version, **self.step(role, unit))

    def vote(self):
        """Everybody of the commune's council is there and agrees."""
        sitting = sittings.open_sitting(
            council=Unit.objects.get(code="tam-da-hd"), **self.step("secretary", "tam-da-hd")
        )
        sittings.all_present(sitting.pk, **self.step("secretary", "tam-da-hd"))
        members = Seat.objects.filter(unit__code="tam-da-hd", role="member").count()
        ballots = sittings.Ballots(issued=members, returned=members, yes=members, no=0)
        for item in sitting.items.all():
            sittings.record(sitting.pk, item.pk, ballots, **self.step("secretary", "tam-da-hd"))
        sittings.conclude(sitting.pk, **self.step("secretary", "tam-da-hd"))

    def sign(self, dossier):
        desk = Unit.objects.get(code="tam-da-ct")
        draft = decisions.draft(body=desk, dossier_ids=[dossier.pk], **self.step("officer", "tam-da-vp"))
        return decisions.sign(draft.pk, version=0, **self.step("chair", "tam-da-ct"))


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
