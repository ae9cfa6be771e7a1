"""Units merged, split and dissolved: what they held passes on whole, and nothing is lost on the way."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.models import Dossier
from dossiers.states import State
from roles import grants, substitutes, successions
from roles.models import Seat, Succession, Tier, Unit, UnitKind
from roles.successions import PlanError
from tests import acting
from tests.house import TODAY
from workflow import selectors, sittings, succession
from workflow.audit import audit
from workflow.decisions import draft as draft_decision
from workflow.models import Decision, Event, Item, Notice, Sitting

MERGED = "Nghị quyết số 5 về sắp xếp thôn"


def plan(*passings, on=TODAY, basis=MERGED):
    """A plan as a file would bring it: (unit, heirs, shares)."""
    rows = [{"unit": unit, "heirs": heirs, "shares": dict(shares)} for unit, heirs, *shares in passings]
    return successions.read({"on": on.isoformat(), "basis": basis, "passings": rows})


def carried(house, *passings, **more):
    """The plan carried out now."""
    return succession.carry_out(plan(*passings), now=house.later(), **more)


def commune_of(house, name):
    """Another commune of the district, with its bodies and somebody at each desk."""
    house.unit(name, UnitKind.AUTHORITY, Tier.COMMUNE, "district")
    for kind, role in ((UnitKind.OFFICE, "officer"), (UnitKind.COUNCIL, "secretary"), (UnitKind.CHAIR, "chair")):
        house.unit(f"{name}-{kind}", kind, Tier.COMMUNE, name)
        house.seat(f"{name}.{role}", role, f"{name}-{kind}")
    grants.redraw(today=TODAY)


def where(dossier):
    """Where it stands, whose it is, and which turn it is."""
    row = Dossier.objects.select_related("holder", "unit").get(pk=dossier.pk)
    return row.state, row.holder.code, row.unit.code, row.version


# merged


def test_a_merged_village_hands_over_drafts_and_what_is_under_review(house):
    house.unit("joined", UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
    draft, council = house.draft(), house.walk(house.draft(), State.COUNCIL)

    carried(house, ("village", ["joined"]), ("hamlet", ["joined"]))

    assert where(draft) == ("draft", "joined", "joined", 1)
    assert where(council) == ("council", "commune-council", "joined", 3)
    assert audit().faults == []


def test_every_open_dossier_keeps_why_and_from_whom(house):
    dossier = house.walk(house.draft(), State.RETURNED)

    [event] = carried(house, ("village", ["hamlet"])).events

    expected = {"basis": MERGED, "from_unit": "village", "to_unit": "hamlet"}
    assert (event.dossier_id, event.verb, event.person_id, event.evidence) == (dossier.pk, "succeed", None, expected)


def test_the_unit_and_its_seats_end_the_day_before_and_the_rights_go_at_once(house):
    carried(house, ("village", ["hamlet"]))

    last = TODAY - timedelta(days=1)
    assert Unit.objects.get(code="village").until == last
    assert set(Seat.objects.filter(unit__code="village").values_list("until", flat=True)) == {last}
    assert house.actor("village.head").rights == frozenset()
    assert grants.differences(TODAY) == (set(), set())


def test_the_head_of_the_heir_is_told_and_may_act(house):
    dossier = house.walk(house.draft(), State.RETURNED)

    carried(house, ("village", ["hamlet"]))
    house.act("submit", dossier, "hamlet.head")

    told = Notice.objects.filter(verb="succeed").values_list("person__username", flat=True)
    assert list(told) == ["hamlet.head"]
    assert house.fresh(dossier).state == "intake"


# an authority, with its bodies


def test_a_merged_commune_takes_its_bodies_along_and_its_villages_go_on(house):
    commune_of(house, "new")
    intake, signing = house.walk(house.draft(), State.INTAKE), house.walk(house.draft(), State.SIGNING)

    carried(house, ("commune", ["new"]))

    assert where(intake) == ("intake", "new-office", "village", 2)
    assert where(signing) == ("signing", "new-chair", "village", 4)
    assert Unit.objects.get(code="village").path == "province/district/new/village/"
    assert audit().faults == []


def test_what_went_over_travels_on_through_the_bodies_of_the_heir(house):
    commune_of(house, "new")
    dossier = house.walk(house.draft(), State.INTAKE)

    carried(house, ("commune", ["new"]))
    house.act("refer", dossier, "new.officer")

    assert where(dossier)[:2] == ("council", "new-council")


def test_a_split_commune_parts_its_papers_with_its_villages(house):
    commune_of(house, "east")
    commune_of(house, "west")
    mine = house.walk(house.draft(), State.INTAKE)
    other = house.draft(by="hamlet.head", unit="hamlet")
    house.act("submit", other, "hamlet.head")
    named = house.walk(house.draft(), State.INTAKE)

    shares = [("village", "east"), ("hamlet", "west"), (named.code, "west")]
    carried(house, ("commune", ["east", "west"], *shares))

    assert [where(d)[1] for d in (mine, other, named)] == ["east-office", "west-office", "west-office"]
    paths = Unit.objects.filter(code__in=["village", "hamlet"]).order_by("code").values_list("path", flat=True)
    assert list(paths) == ["province/district/west/hamlet/", "province/district/east/village/"]


def test_a_dissolved_district_leaves_its_papers_to_the_commune_below(house):
    dossier = house.walk(house.draft(), State.COUNCIL, stage=2)

    carried(house, ("district", ["commune"]))

    assert where(dossier)[:2] == ("council", "commune-council")
    assert Unit.objects.get(code="village").path == "province/commune/village/"


def test_a_unit_dissolved_into_what_stands_above_it_names_nobody(house):
    dossier = house.draft()

    outcome = carried(house, ("village", ["parent"]))

    assert where(dossier)[1] == "commune-office"
    assert outcome.holes == [(house.units["commune-office"], "propose")]


# what was under way


def test_a_claimed_desk_is_free_for_the_heir(house):
    commune_of(house, "new")
    dossier = house.walk(house.draft(), State.INTAKE)
    house.claim(dossier, "commune.officer")

    carried(house, ("commune", ["new"]))

    assert selectors.worklist(house.actor("new.officer")).count() == 1
    assert audit().desks == 1
    assert not Event.objects.filter(dossier=dossier, verb="claim").exists()


def test_an_open_sitting_ends_and_leaves_its_agenda_to_the_heir(house):
    commune_of(house, "new")
    house.walk(house.draft(), State.COUNCIL)
    sitting = sittings.open_sitting(
        council=house.units["commune-council"], actor=house.actor("commune.secretary"), now=house.later()
    )

    outcome = carried(house, ("commune", ["new"]))
    again = sittings.open_sitting(
        council=house.units["new-council"], actor=house.actor("new.secretary"), now=house.later()
    )

    assert [old.pk for old in outcome.sittings] == [sitting.pk]
    assert Sitting.objects.get(pk=sitting.pk).concluded_at is not None
    assert list(sitting.items.values_list("outcome", flat=True)) == [Item.Outcome.DROPPED]
    assert again.items.count() == 1


def test_a_draft_of_a_decision_is_dropped_and_its_dossiers_wait_at_the_heir(house):
    commune_of(house, "new")
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    body, officer = house.units["commune-chair"], house.actor("commune.officer")
    draft_decision(body=body, dossier_ids=[dossier.pk], actor=officer, now=house.later())

    outcome = carried(house, ("commune", ["new"]))

    assert (len(outcome.drafts), Decision.objects.count()) == (1, 0)
    body, officer = house.units["new-chair"], house.actor("new.officer")
    assert draft_decision(body=body, dossier_ids=[dossier.pk], actor=officer, now=house.later()).lines.count() == 1


def test_an_award_may_still_be_revoked_by_the_heir(house):
    commune_of(house, "new")
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    house.sign(dossier)

    carried(house, ("commune", ["new"]))
    house.act("revoke", dossier, "new.chair", document="Kết luận số 1.")

    assert where(dossier)[0] == "revoked"
    assert audit().faults == []


def test_the_heirs_find_the_closed_papers_of_the_old_units(house):
    commune_of(house, "new")
    closed = house.walk(house.draft(), State.RETURNED)
    house.act("withdraw", closed, "village.head", request="Đơn số 1.")

    carried(house, ("commune", ["new"]), ("village", ["hamlet"]))

    for seat in ("new.officer", "hamlet.head"):
        assert [d.pk for d in selectors.visible_to(house.actor(seat))] == [closed.pk]


# the preview, twice, refused


def test_a_preview_says_everything_and_changes_nothing(house):
    house.unit("joined", UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
    dossier = house.draft()

    seen = succession.carry_out(plan(("village", ["joined"])), now=house.later(), preview=True)

    assert [paper.dossier.pk for paper in seen.papers] == [dossier.pk]
    assert [seat.person.username for seat in seen.seats] == ["village.head", "village.clerk"]
    assert [(unit.code, right) for unit, right in seen.holes] == [("joined", "propose")]
    assert where(dossier) == ("draft", "village", "village", 0)
    assert (Succession.objects.count(), Unit.objects.get(code="village").until) == (0, None)


def test_what_changed_since_the_preview_is_not_carried_out(house):
    dossier = house.draft()
    seen = succession.carry_out(plan(("village", ["hamlet"])), now=house.later(), preview=True)
    house.act("submit", dossier, "village.head")

    with pytest.raises(PlanError, match="Có thay đổi từ lúc xem trước"):
        carried(house, ("village", ["hamlet"]), expected=seen.hash)

    assert (where(dossier)[2], Succession.objects.count()) == ("village", 0)


def test_the_same_plan_twice_changes_nothing_more(house):
    house.draft()
    carried(house, ("village", ["hamlet"]))

    again = carried(house, ("village", ["hamlet"]))

    assert (again.again, again.events, Succession.objects.count()) == (True, [], 1)


def test_what_arrives_late_at_a_unit_that_ended_is_swept_to_its_heir(house):
    dossier = house.draft()
    carried(house, ("village", ["hamlet"]))
    late = house.draft(by="hamlet.head", unit="hamlet")
    Dossier.objects.filter(pk=late.pk).update(unit=house.units["village"])  # as a move would that had looked before

    swept = succession.sweep(now=house.later())

    assert [event.dossier_id for event in swept] == [late.pk]
    assert [where(d)[2] for d in (dossier, late)] == ["hamlet", "hamlet"]
    assert (succession.sweep(now=house.later()), audit().faults) == ([], [])


def test_what_arrives_late_at_units_of_two_orders_passes_on_by_the_one_of_its_own(house):
    house.unit("third", UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
    house.unit("fourth", UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
    papers = {code: house.draft() for code in ("village", "third")}
    carried(house, ("village", ["hamlet"]))
    succession.carry_out(plan(("third", ["fourth"]), basis="Nghị quyết số 6"), now=house.later())
    for code, paper in papers.items():
        Dossier.objects.filter(pk=paper.pk).update(unit=house.units[code], holder=house.units[code])

    swept = succession.sweep(now=house.later())

    told = {event.dossier_id: event.evidence for event in swept}
    assert told == {
        papers["village"].pk: {"basis": MERGED, "from_unit": "village", "to_unit": "hamlet"},
        papers["third"].pk: {"basis": "Nghị quyết số 6", "from_unit": "third", "to_unit": "fourth"},
    }


def test_a_paper_is_found_by_the_heir_of_the_heir_of_the_heir(house):
    paper = house.walk(house.draft(), State.RETURNED)
    house.act("withdraw", paper, "village.head", request="Đơn số 1.")
    for old, new in (("village", "second"), ("second", "third"), ("third", "hamlet")):
        if new not in house.units:
            house.unit(new, UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
        carried(house, (old, [new]))

    assert [found.pk for found in selectors.visible_to(house.actor("hamlet.head"))] == [paper.pk]


def test_an_acting_seat_that_was_called_off_before_it_began_holds_nothing_up(house):
    commune_of(house, "new")
    acting.staff(house)
    soon = {"since": TODAY + timedelta(days=3), "until": TODAY + timedelta(days=9)}
    seat = acting.name(house, "commune.chair", "commune.deputy", **soon)
    substitutes.end(seat.pk, principal=house.seats["commune.chair"].person, today=TODAY)

    outcome = carried(house, ("commune-chair", ["new-chair"]))

    assert (outcome.done, seat.pk in [ended.pk for ended in outcome.seats]) == (True, False)


def test_a_day_before_1900_is_a_slip_of_the_hand(house):
    with pytest.raises(PlanError, match="không thể trước năm 1900"):
        plan(("village", ["hamlet"]), on=date(1, 1, 1))


@pytest.mark.parametrize(
    ("passings", "sentence"),
    [
        ([("moon", ["village"])], "Không có đơn vị “moon”"),
        ([("village", [])], "chưa có nơi kế thừa"),
        ([("village", ["village"])], "không kế thừa chính mình"),
        ([("village", ["hamlet"]), ("hamlet", ["village"])], "nơi cũng kết thúc"),
        ([("commune-office", ["commune-council"])], "không làm thay được"),
        ([("village", ["commune-council"])], "không làm thay được"),
        ([("province", ["parent"])], "không có đơn vị nào làm thay được"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_a_sentence(house, passings, sentence):
    with pytest.raises(PlanError, match=sentence):
        plan(*passings)


def test_other_heirs_than_the_recorded_ones_are_refused(house):
    house.unit("third", UnitKind.VILLAGE, Tier.BASE, "commune", managed_by=Tier.COMMUNE)
    carried(house, ("village", ["hamlet"]))

    with pytest.raises(PlanError, match="đã có nơi kế thừa khác"):
        carried(house, ("village", ["third"]))


def test_nothing_is_carried_out_before_its_day(house):
    tomorrow = plan(("village", ["hamlet"]), on=TODAY + timedelta(days=1))

    with pytest.raises(PlanError, match="Chưa đến ngày"):
        succession.carry_out(tomorrow, now=house.later())


# what it costs


@pytest.mark.parametrize("count", [10, 200])
def test_a_succession_costs_the_same_for_10_and_for_200_dossiers(house, count):
    for _ in range(count):
        house.draft()

    with CaptureQueriesContext(connection) as asked:
        carried(house, ("village", ["hamlet"]))

    assert len(spoken(asked)) == 28


def spoken(asked):
    """The statements but for those that only begin and end a transaction."""
    words = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(words)]
