"""The one door: what it lets through, what it refuses, and that a refusal changes nothing."""

import pytest

from dossiers import content, routing
from dossiers.models import AwardType, Dossier, Route, RouteStage
from dossiers.offers import offers
from dossiers.states import State
from roles import grants
from tests.house import minutes, written
from workflow import audit, drafts, engine, sittings, succession
from workflow.models import Event, Item, Notice, Sitting
from workflow.refusals import Lacking, NotNow, NotYours, Stale, Unknown


def stands(house, dossier):
    """State, stage, holder and version: all that a move changes."""
    row = house.fresh(dossier)
    return row.state, row.stage.order if row.stage else None, row.holder.code, row.version


def test_a_page_older_than_the_dossier_is_stale_and_nothing_changes(house):
    dossier = house.walk(house.draft(), State.INTAKE)
    before = stands(house, dossier)

    with pytest.raises(Stale) as refusal:
        engine.perform("refer", dossier_id=dossier.pk, actor=house.actor("commune.officer"), version=0, now=house.now)

    assert (refusal.value.seen, refusal.value.current) == (0, 1)
    assert stands(house, dossier) == before


@pytest.mark.parametrize("verb", ["save", "__class__", "delete", "refresh_from_db", "open", ""])
def test_nothing_but_a_declared_move_can_be_named(house, verb):
    dossier = house.walk(house.draft(), State.INTAKE)

    with pytest.raises(Unknown):
        house.act(verb, dossier, "commune.officer")


def test_a_dossier_that_is_not_there_is_unknown(house):
    with pytest.raises(Unknown):
        engine.perform("refer", dossier_id=404, actor=house.actor("commune.officer"), version=0, now=house.now)


def test_a_form_without_its_entry_is_refused_by_name(house):
    dossier = house.walk(house.draft(), State.INTAKE)

    with pytest.raises(Lacking) as refusal:
        house.act("give_back", dossier, "commune.officer")

    assert refusal.value.fields == ("missing",)
    assert stands(house, dossier) == ("intake", 1, "commune-office", 1)


def test_a_refusal_names_who_may(house):
    dossier = house.walk(house.draft(), State.COUNCIL)

    with pytest.raises(NotYours) as refusal:
        house.act("defer", dossier, "commune.officer", reason="Lý do.", next_sitting="2024-12-20")

    assert str(refusal.value) == "Việc này thuộc thư ký của Commune Council. Quy tắc: nơi nào giữ hồ sơ, nơi ấy xử lý."


def test_a_seat_that_ended_yesterday_moves_nothing_even_while_its_grants_still_stand(house):
    dossier = house.walk(house.draft(), State.INTAKE)
    seat = house.seats["commune.officer"]
    seat.until = house.now.date()
    seat.save()
    grants.redraw(seat.person, today=house.now.date())
    actor = house.actor("commune.officer")
    house.later(days=1)

    with pytest.raises(NotYours):
        engine.perform("refer", dossier_id=dossier.pk, actor=actor, version=1, now=house.now)

    assert stands(house, dossier) == ("intake", 1, "commune-office", 1)


def test_who_wrote_a_paper_does_not_appraise_it(house):
    officer = house.seats["commune.officer"]
    house.seat("village.officer", "head", "village", person=officer.person)
    grants.redraw(officer.person, today=house.now.date())
    dossier = house.draft(by="village.officer")
    house.act("submit", dossier, "village.officer")

    with pytest.raises(NotYours) as refusal:
        house.act("refer", dossier, "commune.officer")

    assert str(refusal.value) == (
        "Người lập hồ sơ không tự thẩm định hồ sơ của mình; một công chức khác của Commune Office phải thẩm định."
        " Quy tắc: nơi giữ hồ sơ thẩm định, người lập hồ sơ không tự thẩm định."
    )
    assert house.act("refer", dossier, "commune.officer2").to_state == "council"


def test_changed_content_needs_a_new_vote_and_unchanged_content_keeps_its_own(house):
    dossier = house.walk(house.draft(), State.SIGNING)
    house.act("recheck", dossier, "commune.chair", reason="Xem lại tuổi.")
    house.act("refer", dossier, "commune.officer")

    kept = house.act("recommend", dossier, "commune.secretary")
    house.act("give_back", dossier, "commune.chair", missing=["Sửa số liệu."])
    _rewrite(house, dossier, deed="Thu 3,9 tấn quả.")
    house.act("submit", dossier, "village.head")
    house.act("refer", dossier, "commune.officer")
    with pytest.raises(NotNow) as refusal:
        house.act("recommend", dossier, "commune.secretary")

    assert kept.to_state == "signing"
    assert str(refusal.value) == (
        "Nội dung đã đổi sau khi Commune Council biểu quyết; cần biểu quyết lại."
        " Quy tắc: Hội đồng thông qua đúng nội dung này rồi mới trình ký."
    )


def _rewrite(house, dossier, **changes):
    with drafts.writing(dossier.pk, actor=house.actor("village.head")) as paper:
        content.write(
            paper,
            nominee={"name": "Trần Thị Nhàn"},
            content=written(**changes),
            award_type=paper.award_type,
            now=house.later(),
        )


def test_a_failed_vote_stays_until_the_secretary_declines(house):
    dossier = house.walk(house.draft(), State.COUNCIL)

    house.vote(dossier, yes=2)
    waiting = stands(house, dossier)
    event = house.act("decline", dossier, "commune.secretary", reason="Không đủ số phiếu.")

    assert waiting == ("council", 1, "commune-council", 2)
    assert (event.to_state, stands(house, dossier)) == ("declined", ("declined", 1, "commune-council", 3))


def test_a_paper_that_leaves_the_council_leaves_its_agenda(house):
    dossier = house.walk(house.draft(), State.COUNCIL)
    secretary = house.actor("commune.secretary")
    sitting = sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=house.later())

    house.act("withdraw", dossier, "village.head", request="Đơn xin rút.")

    assert list(Item.objects.filter(sitting=sitting).values_list("outcome", flat=True)) == ["dropped"]


def test_a_replacement_opens_a_dossier_of_its_own_before_the_same_council(house):
    old = house.walk(house.draft("BK_TINH"), State.COUNCIL)

    house.act("replace", old, "commune.secretary", award="LDTT", resolution="Biên bản số 3.")

    new = Dossier.objects.get(replaces=old)
    assert stands(house, old)[0] == "replaced"
    assert (stands(house, new), new.award_type_id) == (("council", 1, "commune-council", 0), "LDTT")
    assert [event.verb for event in new.events.all()] == ["open"]
    assert audit.audit().faults == []


def test_a_rerouted_dossier_goes_on_at_the_named_stage(house):
    dossier = house.walk(house.draft(), State.COUNCIL)
    stage = RouteStage.objects.get(route__code="moved", order=2)

    house.act("reroute", dossier, "commune.officer", stage=stage.pk, document="Nghị quyết 12.")

    row = house.fresh(dossier)
    assert (row.state, row.stage, row.route.code) == ("intake", stage, "moved")
    assert row.holder == house.units["district-office"]


@pytest.mark.parametrize("change", [{"transitional": False}, {"since": "2025-07-01"}, {"until": "2024-10-31"}])
def test_a_paper_is_led_over_to_a_transitional_route_of_the_day_alone(house, change):
    dossier = house.walk(house.draft(), State.COUNCIL)
    stage = RouteStage.objects.get(route__code="moved", order=1)
    Route.objects.filter(code="moved").update(**change)

    with pytest.raises(NotNow, match="Chỉ chuyển sang tuyến chuyển tiếp đang có hiệu lực"):
        house.act("reroute", dossier, "commune.officer", stage=stage.pk, document="Nghị quyết 12.")

    assert house.fresh(dossier).state == State.COUNCIL


SINCE_THEN = {
    "rechecked": [("refer", "district.officer", {}), ("recheck", "district.secretary", {"reason": "Lý do."})],
    "sent down from above": [
        ("refer", "district.officer", {}),
        ("vote", "district", {}),
        ("forward", "district.chair", {}),
        ("send_down", "province.officer", {"reason": "Lý do."}),
    ],
}


@pytest.mark.parametrize("case", SINCE_THEN)
def test_a_chair_recalls_only_what_came_by_the_last_forward(house, case):
    """An old forward to the desk is no reason: since then the level has worked on the paper."""
    dossier = house.walk(house.draft("BK_TINH"), State.INTAKE, stage=2)
    for verb, by, evidence in SINCE_THEN[case]:
        if verb == "vote":
            house.vote(dossier, tier=by)
        else:
            house.act(verb, dossier, by, **evidence)
    assert (house.fresh(dossier).state, house.fresh(dossier).stage.order) == (State.INTAKE, 2)

    with pytest.raises(NotYours, match="District Office đã xử lý hồ sơ này nên không lấy lại được nữa"):
        house.act("recall", dossier, "commune.chair")

    house.act("send_down", dossier, "district.officer", reason="Lý do.")
    with pytest.raises(NotYours):
        house.act("recall", dossier, "commune.chair")


def test_a_recalled_paper_leaves_the_batch_in_which_it_was_sent(house):
    dossier = house.walk(house.draft(), State.INTAKE, stage=2)

    house.act("recall", dossier, "commune.chair")

    row = house.fresh(dossier)
    assert (row.state, row.stage.order, row.batch) == (State.SIGNING, 1, None)
    assert audit.audit().faults == []


def test_what_a_merged_unit_held_passes_to_its_successor(house):
    draft, returned = house.draft(), house.walk(house.draft(), State.RETURNED)

    events = succession.succeed(house.units["village"], house.units["hamlet"], basis="NQ 5", now=house.later())

    assert [(event.verb, event.from_state, event.to_state) for event in events] == [
        ("succeed", "draft", "draft"),
        ("succeed", "returned", "returned"),
    ]
    assert stands(house, draft) == ("draft", None, "hamlet", 1)
    assert stands(house, returned) == ("returned", 1, "hamlet", 3)
    assert audit.audit().faults == []


def test_a_draft_that_nobody_has_seen_can_be_thrown_away(house):
    dossier = house.draft()

    drafts.discard(dossier.pk, actor=house.actor("village.head"))

    assert (Dossier.objects.count(), Event.objects.count(), audit.audit().desks) == (0, 0, 0)


def test_a_paper_once_submitted_is_withdrawn_not_thrown_away(house):
    dossier = house.walk(house.draft(), State.RETURNED)

    with pytest.raises(NotNow) as refusal:
        drafts.discard(dossier.pk, actor=house.actor("village.head"))

    assert str(refusal.value) == "Hồ sơ đã nộp thì không xóa được; rút hồ sơ thay vì xóa."


def test_an_act_on_many_moves_some_and_lists_the_others_with_their_reasons(house):
    ready, moved_on = house.walk(house.draft(), State.INTAKE), house.walk(house.draft(), State.COUNCIL)

    outcome = engine.perform_many(
        "refer", dossier_ids=[ready.pk, moved_on.pk], actor=house.actor("commune.officer"), now=house.later()
    )

    assert [event.dossier_id for event in outcome.moved] == [ready.pk]
    assert list(outcome.refused) == [moved_on.pk]
    assert audit.audit().faults == []


def test_a_preview_changes_nothing_and_binds_the_act_that_follows(house):
    dossier = house.walk(house.draft(), State.INTAKE)
    call = {"dossier_ids": [dossier.pk], "actor": house.actor("commune.officer"), "now": house.later()}

    seen = engine.perform_many("refer", preview=True, **call)
    after_preview = stands(house, dossier)
    outcome = engine.perform_many("refer", expected=seen.hash, **call)

    assert after_preview == ("intake", 1, "commune-office", 1)
    assert (outcome.hash, len(outcome.moved), len(seen.moved)) == (seen.hash, 1, 0)


def test_an_act_that_no_longer_fits_its_preview_does_nothing(house):
    dossiers = [house.walk(house.draft(), State.INTAKE) for _ in range(2)]
    call = {"dossier_ids": [d.pk for d in dossiers], "actor": house.actor("commune.officer"), "now": house.later()}
    seen = engine.perform_many("refer", preview=True, **call)
    house.act("recall", dossiers[0], "village.head")

    with pytest.raises(engine.PlanChanged):
        engine.perform_many("refer", expected=seen.hash, **call)

    assert stands(house, dossiers[1]) == ("intake", 1, "commune-office", 1)


def test_regime_and_route_are_fixed_at_the_first_submit(house):
    dossier = house.draft()
    Dossier.objects.filter(pk=dossier.pk).update(route=RouteStage.objects.get(route__code="simple").route)

    house.act("submit", dossier, "village.head")

    row = house.fresh(dossier)
    assert (row.route.code, row.regime_id, row.submitted_at) == ("commune-district", "R2022-3T", house.now)


def test_an_incomplete_paper_is_not_submitted_and_the_sentence_lists_what_is_missing(house):
    dossier = house.draft("GK_XA")

    with pytest.raises(NotNow) as refusal:
        house.act("submit", dossier, "village.head")

    assert (
        str(refusal.value) == "Hồ sơ còn thiếu: Biên bản họp bình xét. Bổ sung rồi nộp. Quy tắc: hồ sơ nộp lên phải đủ."
    )


def test_the_next_desk_is_told_and_the_unit_hears_of_the_result(house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)

    house.sign(dossier)

    told = Notice.objects.filter(dossier=dossier).order_by("created_at", "person__username")
    assert [(n.verb, n.person.username, n.is_work) for n in told] == [
        ("submit", "commune.officer", True),
        ("submit", "commune.officer2", True),
        ("refer", "commune.secretary", True),
        ("recommend", "commune.chair", True),
        ("award", "village.head", False),
    ]


def test_one_council_has_one_open_sitting(house):
    secretary = house.actor("commune.secretary")
    sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=house.later())

    with pytest.raises(NotNow):
        sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=house.later())

    assert Sitting.objects.count() == 1


def test_what_was_changed_after_a_vote_may_be_withdrawn_before_the_next_one(house):
    dossier = house.walk(house.draft(), State.SIGNING)
    house.act("give_back", dossier, "commune.chair", missing=["Sửa số liệu."])
    _rewrite(house, dossier, deed="Thu 3,9 tấn quả.")
    house.act("submit", dossier, "village.head")
    house.act("refer", dossier, "commune.officer")

    event = house.act("withdraw", dossier, "village.head", request="Đơn xin rút.")

    assert event.to_state == "withdrawn"


@pytest.mark.parametrize("yes", [None, 0, 5])
def test_what_is_put_off_leaves_the_open_sitting_whatever_was_counted(house, yes):
    dossier = house.walk(house.draft(), State.COUNCIL)
    secretary = house.actor("commune.secretary")
    if yes is None:
        sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=house.later())
    else:
        house.vote(dossier, yes=yes, conclude=False)

    house.act("defer", dossier, "commune.secretary", reason="Chờ ý kiến.", next_sitting="2024-12-20")
    outcome = sittings.conclude(Sitting.objects.get().pk, actor=secretary, now=house.later())

    assert (outcome.moved, outcome.refused) == ([], {})
    assert list(Item.objects.values_list("outcome", flat=True)) == ["deferred"]
    assert stands(house, dossier)[0] == "council"


def test_a_failed_vote_no_longer_declines_what_was_put_off_after_it(house):
    dossier = house.walk(house.draft(), State.COUNCIL)
    house.vote(dossier, yes=2)
    house.act("defer", dossier, "commune.secretary", reason="Chờ ý kiến.", next_sitting="2024-12-20")

    with pytest.raises(NotNow):
        house.act("decline", dossier, "commune.secretary", reason="Không đủ số phiếu.")

    assert Item.objects.get().outcome == "failed"  # the record of the concluded sitting stays


@pytest.mark.parametrize("ground", ["", "because", "Không đủ tiêu chuẩn"])
def test_a_refusal_is_proposed_on_one_of_the_four_grounds(house, ground):
    dossier = house.walk(house.draft(), State.INTAKE)

    with pytest.raises(Lacking) as refusal:
        house.act("propose_refusal", dossier, "commune.officer", ground=ground, reason="Lý do.")

    assert refusal.value.fields == ("ground",)


def test_blanks_are_no_reason(house):
    dossier = house.walk(house.draft(), State.COUNCIL)

    with pytest.raises(Lacking):
        house.act("recheck", dossier, "commune.secretary", reason=" \n ")


def test_a_received_paper_keeps_its_route_and_takes_no_award_of_another(house):
    dossier = house.walk(house.draft("LDTT"), State.RETURNED)

    with pytest.raises(routing.NoRoute), drafts.writing(dossier.pk, actor=house.actor("village.head")) as paper:
        content.write(
            paper,
            nominee={"name": "Trần Thị Nhàn"},
            content=written(),
            award_type=AwardType.objects.get(pk="BK_TINH"),
            now=house.later(),
        )

    row = house.fresh(dossier)
    assert (row.award_type_id, row.route.code) == ("LDTT", "commune")


def test_a_replacement_lies_before_the_council_with_the_papers_of_the_first_form(house):
    old = house.draft("BK_TINH")
    minutes(old, house.seats["village.head"].person)
    house.walk(old, State.COUNCIL)

    house.act("replace", old, "commune.secretary", award="LDTT", resolution="Biên bản số 3.")

    new = Dossier.objects.select_related("revision", "nominee").get(replaces=old)
    assert [e.sha256 for e in new.evidences.all()] == [e.sha256 for e in old.evidences.all()]
    assert new.pinned == content.digest(content.photograph(new, new.evidences.all()))


def test_a_received_paper_is_offered_the_awards_of_its_route_alone(house):
    dossier = house.walk(house.draft("LDTT"), State.RETURNED)
    kept = {"regime": dossier.regime_id, "route": dossier.route_id}

    free = {offer.award.pk for offer in offers(house.units["village"], on=house.now.date())}
    bound = {offer.award.pk for offer in offers(house.units["village"], on=house.now.date(), **kept)}

    assert (free, bound) == ({"LDTT", "CSTDCS", "BK_TINH", "GK_XA"}, {"LDTT"})
