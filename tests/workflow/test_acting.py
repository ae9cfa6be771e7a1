"""Acting for another at the door: the same verbs, the principal's work, the ledger and the paper say for whom."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from dossiers.models import PaperText
from dossiers.states import State
from roles import substitutes
from tests import acting
from tests import house as houses
from tests.acting import LAST, name
from tests.dossiers.pdf import reading
from tests.house import TODAY
from workflow import decisions, engine, gates, papers, rows, selectors, sittings, story
from workflow.audit import audit
from workflow.export import reading as reading_log
from workflow.models import Event, Notice
from workflow.refusals import NotYours
from workflow.views import signing

KT = "commune.deputy for commune.chair"


@pytest.fixture
def house(db):
    return acting.staff(houses.build())


def paper_rows():
    """The wording that ships with the system."""
    for row in json.loads((settings.BASE_DIR / "fixtures" / "papers.json").read_text(encoding="utf-8")):
        if row["regime"] in (None, "R2022-3T"):
            fields = {name: row[name] for name in ("paper", "slot", "position", "text", "tier", "mark")}
            PaperText.objects.create(regime_id=row["regime"], **fields)


def at_signing(house, award="LDTT"):
    return house.walk(house.draft(award), State.SIGNING)


def test_a_deputy_who_acts_does_what_the_chair_would(house):
    dossier = at_signing(house, "CSTDCS")
    name(house, "commune.chair", "commune.deputy")

    event = house.act("forward", dossier, KT)

    assert (event.person_id, event.seat_id, event.role) == (
        house.seats["commune.deputy"].person_id,
        house.seats[KT].pk,
        "chair",
    )


def test_the_same_deputy_under_the_own_seat_does_nothing(house):
    dossier = at_signing(house, "CSTDCS")
    name(house, "commune.chair", "commune.deputy")

    with pytest.raises(NotYours):
        house.act("forward", dossier, "commune.deputy")


@pytest.mark.parametrize(("days", "may"), [(0, True), (10, True), (11, False)])
def test_the_door_closes_by_itself_after_the_last_day(house, days, may):
    dossier = at_signing(house, "CSTDCS")
    name(house, "commune.chair", "commune.deputy")
    actor, version = house.actor(KT), dossier.version
    now = house.now.replace(hour=9) + timedelta(days=days)

    def forward():
        return engine.perform("forward", dossier_id=dossier.pk, actor=actor, version=version, now=now)

    if may:
        assert forward().verb == "forward"
    else:
        with pytest.raises(NotYours):
            forward()


SCOPES = {
    "this award": (["award:LDTT"], True),
    "another award": (["award:GK_XA"], False),
    "this unit": (["unit:village"], True),
    "another unit": (["unit:hamlet"], False),
    "this award of another unit": (["award:LDTT", "unit:hamlet"], False),
}


@pytest.mark.parametrize("case", SCOPES)
def test_a_scope_holds_at_the_door_on_the_list_and_in_the_letters(house, case):
    scope, within = SCOPES[case]
    name(house, "commune.chair", "commune.deputy", scope=scope)
    dossier = at_signing(house)
    actor = house.actor(KT)

    listed = selectors.worklist(actor).filter(pk=dossier.pk).exists()
    seen = selectors.visible_to(actor).filter(pk=dossier.pk).exists()
    written = Notice.objects.filter(person=actor.person, dossier=dossier, is_work=True).exists()

    assert (listed, seen, written) == (within, within, within)
    if within:
        assert house.act("recheck", dossier, KT, reason="Lý do.").verb == "recheck"
    else:
        with pytest.raises(NotYours, match="Việc được giao thay không gồm hồ sơ này"):
            house.act("recheck", dossier, KT, reason="Lý do.")


BEYOND = "Việc được giao thay không gồm hồ sơ này"


def test_a_scope_holds_where_decisions_are_prepared(house, sign_in):
    drafted, waits = at_signing(house), at_signing(house)
    chair = house.units["commune-chair"]
    decision = decisions.draft(
        body=chair, dossier_ids=[drafted.pk], actor=house.actor("commune.officer"), now=house.later()
    )
    name(house, "commune.chair", "commune.deputy", scope=["award:CSTDCS"])
    actor, client = house.actor(KT), sign_in(KT)

    with pytest.raises(NotYours, match=BEYOND):
        decisions.draft(body=chair, dossier_ids=[waits.pk], actor=actor, now=house.later())
    with pytest.raises(NotYours, match=BEYOND):
        decisions.drop_draft(decision.pk, actor=actor)
    desk = client.get(reverse("workflow:waiting")).context["desk"]
    assert (desk.decidable, desk.drafts) == ({}, [])
    assert client.get(reverse("workflow:decision", args=[decision.pk])).status_code == 404


@pytest.mark.parametrize(("scope", "ready", "drafts"), [("unit:village", 1, 1), ("unit:hamlet", 0, 0)])
def test_a_scope_of_units_narrows_the_signing_desk(house, scope, ready, drafts):
    drafted, _waits = at_signing(house), at_signing(house)
    decisions.draft(
        body=house.units["commune-chair"],
        dossier_ids=[drafted.pk],
        actor=house.actor("commune.officer"),
        now=house.later(),
    )
    name(house, "commune.chair", "commune.deputy", scope=[scope])

    desk = signing.desk(house.actor(KT))

    assert (desk.ready, len(desk.drafts)) == (ready, drafts)


def test_a_scope_holds_where_votes_are_counted(house):
    house.walk(house.draft("CSTDCS"), State.COUNCIL)
    name(house, "commune.secretary", "commune.member1", "TUQ", scope=["award:LDTT"])
    actor = house.actor("commune.member1 for commune.secretary")
    sitting = sittings.open_sitting(council=house.units["commune-council"], actor=actor, now=house.later())
    sittings.all_present(sitting.pk, actor=actor, now=house.later())
    ballots = sittings.Ballots(issued=5, returned=5, yes=5, no=0)

    with pytest.raises(NotYours, match=BEYOND):
        sittings.record(sitting.pk, sitting.items.get().pk, ballots, actor=actor, now=house.later())


def test_a_scope_holds_where_gates_are_kept(house):
    dossier = house.walk(house.draft("CSTDCS"), State.INTAKE)
    name(house, "commune.officer", "commune.officer2", "TUQ", scope=["award:LDTT"])
    actor, way = house.actor("commune.officer2 for commune.officer"), {"now": house.later(), "document": "CV 1"}

    with pytest.raises(NotYours):
        gates.open_gate(dossier.pk, "suspension", actor=actor, version=house.fresh(dossier).version, **way)
    with pytest.raises(NotYours):
        gates.open_on_batch(house.fresh(dossier).batch_id, "suspension", actor=actor, **way)


def test_the_letters_go_to_both_while_it_runs_and_once_to_each(house):
    name(house, "commune.chair", "commune.deputy", until=TODAY)

    dossier = at_signing(house)

    told = Notice.objects.filter(dossier=dossier, is_work=True, event__to_state=State.SIGNING)
    assert sorted(told.values_list("person__username", flat=True)) == ["commune.chair", "commune.deputy"]


def test_the_author_is_not_appraised_by_whoever_acts_for_them(house):
    """Four eyes, carried over: an officer's own paper is not checked by the officer's substitute."""
    dossier = house.draft("LDTT")
    dossier.author = house.seats["commune.officer"].person
    dossier.save(update_fields=["author"])
    house.act("submit", dossier, "village.head")
    name(house, "commune.officer", "commune.officer2", "TUQ")

    with pytest.raises(NotYours, match="không tự thẩm định"):
        house.act("refer", dossier, "commune.officer2 for commune.officer")
    assert house.act("refer", dossier, "commune.officer2").verb == "refer"


def test_what_a_substitute_forwarded_both_may_recall(house):
    dossier = at_signing(house, "CSTDCS")
    name(house, "commune.chair", "commune.deputy")
    house.act("forward", dossier, "commune.chair")

    assert house.act("recall", dossier, KT).to_state == State.SIGNING


# the ledger


def test_the_ledger_keeps_for_whom_under_the_hash(house):
    dossier = at_signing(house, "CSTDCS")
    name(house, "commune.chair", "commune.deputy")

    event = house.act("forward", dossier, KT)

    chair = house.seats["commune.chair"]
    kept = Event.objects.get(pk=event.pk)
    assert kept.evidence == {"acting": {"form": "KT", "seat": chair.pk, "person": chair.person_id}}
    assert audit().faults == []
    kept.evidence["acting"]["person"] = house.seats["commune.deputy2"].person_id
    assert kept.sealed() != kept.hash


def test_an_act_of_ones_own_keeps_nothing_of_the_kind(house):
    dossier = at_signing(house, "CSTDCS")

    assert house.act("forward", dossier, "commune.chair").evidence == {}


def test_the_audit_finds_a_seat_that_says_another_principal_than_the_ledger(house):
    dossier = at_signing(house, "CSTDCS")
    seat = name(house, "commune.chair", "commune.deputy")
    event = house.act("forward", dossier, KT)
    seat.acting_for = house.seats["district.chair"]
    seat.save(update_fields=["acting_for"])

    faults = audit().faults

    assert [str(event.pk) in fault for fault in faults] == [True]
    assert "acts for another than its line says" in faults[0]


def test_the_story_says_who_acted_for_whom(house):
    dossier = at_signing(house, "CSTDCS")
    name(house, "commune.chair", "commune.deputy")
    house.act("forward", dossier, KT)

    line = story.lines(story.history(dossier))[0]

    assert line.who == "Bà Người commune.deputy, KT. chair, thay bà Người commune.chair,"


def test_a_second_press_of_a_substitute_is_no_quarrel(house):
    dossier = at_signing(house)
    name(house, "commune.chair", "commune.deputy")
    event = house.act("recheck", dossier, KT, reason="Lý do.")

    own = story.own_move([event], verb="recheck", person=event.person_id, evidence={"reason": "Lý do."})

    assert (own, set(event.evidence) - set(rows.RESERVED)) == (event, {"reason"})


# the paper


BLOCKS = {
    "commune.chair": ["CHỦ TỊCH", "Người commune.chair"],
    KT: ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Người commune.deputy"],
    "commune.officer for commune.chair": ["TL. CHỦ TỊCH", "OFFICER", "Người commune.officer"],
}


@pytest.mark.parametrize("by", BLOCKS)
def test_the_paper_says_in_which_form_it_was_signed(house, by):
    paper_rows()
    dossier = at_signing(house)
    name(house, "commune.chair", "commune.deputy", scope=["award:LDTT"])
    if by.startswith("commune.officer"):
        substitutes.end(house.seats[KT].pk, principal=house.seats["commune.chair"].person, today=TODAY)
        name(house, "commune.chair", "commune.officer", "TL")
    draft = decisions.draft(
        body=house.units["commune-chair"], dossier_ids=[dossier.pk], actor=house.actor("commune.officer"), now=house.now
    )

    signed = decisions.sign(draft.pk, version=0, actor=house.actor(by), now=house.later())

    block = papers.award_decision(signed, on=LAST).signature
    text = " ".join(" ".join(reading.pages(papers.decision_pdf(signed, on=LAST))).split())
    assert [*block.lines, block.name] == BLOCKS[by]
    assert ("KT. CHỦ TỊCH" in text, "TL. CHỦ TỊCH" in text) == (by == KT, by.startswith("commune.officer"))
    assert [line for line in BLOCKS[by] if line not in text] == []


# the council


def electorate(house):
    sitting = sittings.open_sitting(
        council=house.units["commune-council"], actor=house.actor("commune.secretary"), now=house.now
    )
    return sorted(sitting.members.values_list("person__username", flat=True))


MEMBERS = ["commune.chair", "commune.member1", "commune.member2", "commune.member3", "commune.member4"]


def test_a_delegate_takes_the_members_place_and_the_council_stays_as_many(house):
    name(house, "commune.member4", "commune.deputy", "TUQ")

    assert electorate(house) == ["commune.chair", "commune.deputy", *MEMBERS[1:4]]


def test_nobody_takes_two_places(house):
    name(house, "commune.member3", "commune.deputy", "TUQ")
    name(house, "commune.member4", "commune.deputy", "TUQ")

    members = electorate(house)

    assert (len(members), members.count("commune.deputy")) == (5, 1)


def test_who_acts_as_secretary_keeps_the_own_vote(house):
    name(house, "commune.secretary", "commune.member1", "TUQ")

    assert electorate(house) == MEMBERS


# the log


def test_the_log_says_in_whose_place(house):
    dossier = at_signing(house, "CSTDCS")
    name(house, "commune.chair", "commune.deputy")
    house.act("forward", dossier, KT)

    told = {
        personal: next(iter(reading_log.traces(everything=True, personal=personal))).happenings[-1].resource
        for personal in (False, True)
    }

    assert told == {
        False: "KT chair@commune-chair",
        True: "Người commune.deputy (KT. chair, Người commune.chair)",
    }


def test_a_substitute_opens_papers_of_what_was_handed_over_alone(house):
    name(house, "village.head", "village.clerk", "TUQ", scope=["award:LDTT"])
    deputy = "village.clerk for village.head"

    assert house.draft("LDTT", by=deputy).state == State.DRAFT
    with pytest.raises(NotYours, match="Việc được giao thay không gồm hồ sơ này"):
        house.draft("CSTDCS", by=deputy)
