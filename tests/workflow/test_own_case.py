"""Nobody acts in their own case: every verb at every desk, every door beside the verbs, and every vote."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dossiers import people
from dossiers.conflicts import Relation, Rule
from dossiers.models import ConflictRule, Declaration
from dossiers.states import State
from dossiers.verbs import VERBS
from tests import acting
from tests import house as houses
from tests.acting import name
from tests.workflow.matrix import TABLE, scene
from workflow import claims, decisions, declarations, engine, gates, sittings
from workflow.audit import audit
from workflow.models import Event, Sitting
from workflow.refusals import NotNow, NotYours

pytestmark = pytest.mark.once

#: what a unit does with its own paper, also when its head is the nominee
UNITS_OWN = {("submit", "unit head"), ("recall", "unit head"), ("withdraw", "unit head")}
OWN_CASES = [
    (situation, verb, hand)
    for situation, row in TABLE.items()
    for verb, hand in row.items()
    if (verb, hand) not in UNITS_OWN
]


@pytest.fixture
def house(db):
    return acting.staff(houses.build())


def nominate(dossier, person):
    """The nominee turns out to be this person."""
    dossier.nominee.person = person
    dossier.nominee.save(update_fields=["person"])


def declare(house, dossier, by, relation=Relation.SIBLING):
    return declarations.declare(
        dossier.pk, actor=house.actor(by), relation=relation, reason="Em ruột của người được đề nghị.", now=house.now
    )


def one_of(made, hand):
    return sorted(made.seats(hand))[0]


@pytest.mark.parametrize(("situation", "verb", "hand"), OWN_CASES)
def test_no_verb_is_done_in_ones_own_case(house, situation, verb, hand):
    made = scene(house, situation)
    by = one_of(made, hand)
    nominate(made.dossier, house.seats[by].person)

    with pytest.raises(NotYours, match="người được đề nghị"):
        made.act(verb, house.actor(by))
    assert (house.fresh(made.dossier).version, audit().faults) == (made.dossier.version, [])


@pytest.mark.parametrize(("situation", "verb", "hand"), OWN_CASES)
def test_no_verb_is_done_by_who_declared_a_tie(house, situation, verb, hand):
    made = scene(house, situation)
    by = one_of(made, hand)
    Declaration.objects.create(
        dossier=made.dossier,
        person=house.seats[by].person,
        seat=house.seats[by],
        relation="spouse",
        reason="x",
        declared_at=house.now,
    )

    with pytest.raises(NotYours, match="đã khai báo có liên quan"):
        made.act(verb, house.actor(by))


def test_the_table_above_names_every_verb_but_those_of_a_unit():
    assert {verb for _situation, verb, _hand in OWN_CASES} == set(VERBS) - {"submit"}


def test_a_unit_head_hands_in_the_own_nomination(house):
    dossier = house.draft()
    nominate(dossier, house.seats["village.head"].person)

    assert house.act("submit", dossier, "village.head").to_state == State.INTAKE


def test_another_officer_appraises_the_officers_own_paper(house):
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)
    nominate(dossier, house.seats["commune.officer"].person)

    assert house.act("refer", dossier, "commune.officer2").verb == "refer"


# substitutes


SUBSTITUTES = [
    ("refer", State.INTAKE, "commune.officer", "commune.officer2", "TUQ"),
    ("recheck", State.COUNCIL, "commune.secretary", "commune.member1", "TUQ"),
    ("decline", State.SIGNING, "commune.chair", "commune.deputy", "KT"),
]


@pytest.mark.parametrize(("verb", "state", "principal", "by", "form"), SUBSTITUTES)
@pytest.mark.parametrize("whose", ["principal", "by"])
def test_a_substitute_acts_neither_in_the_own_case_nor_in_the_principals(
    house, verb, state, principal, by, form, whose
):
    dossier = house.walk(house.draft("LDTT"), state)
    name(house, principal, by, form)
    nominate(dossier, house.seats[principal if whose == "principal" else by].person)

    with pytest.raises(NotYours, match="người được đề nghị"):
        house.act(verb, dossier, f"{by} for {principal}", reason="Lý do.")


def test_a_deputy_signs_that_the_chairs_own_paper_goes_up(house):
    dossier = house.walk(house.draft("CSTDCS"), State.SIGNING)
    nominate(dossier, house.seats["commune.chair"].person)
    name(house, "commune.chair", "commune.deputy")

    with pytest.raises(NotYours, match="cấp phó được cử ký thay"):
        house.act("forward", dossier, "commune.chair")
    assert house.act("forward", dossier, "commune.deputy for commune.chair").verb == "forward"


# set-wise


def test_an_act_on_many_leaves_out_the_own_case_alone(house):
    mine, other = (house.walk(house.draft("CSTDCS", name=n), State.SIGNING) for n in ("A", "B"))
    nominate(mine, house.seats["commune.chair"].person)

    outcome = engine.perform_many(
        "forward", dossier_ids=[mine.pk, other.pk], actor=house.actor("commune.chair"), now=house.now
    )

    assert ([event.dossier_id for event in outcome.moved], list(outcome.refused)) == ([other.pk], [mine.pk])


def test_a_chair_on_the_list_does_not_sign_the_decision(house):
    dossiers = [house.walk(house.draft("LDTT", name=n), State.SIGNING) for n in ("A", "B")]
    nominate(dossiers[1], house.seats["commune.chair"].person)

    with pytest.raises(NotYours, match="Không ai quyết định khen thưởng cho chính mình"):
        house.sign(*dossiers)
    assert [house.fresh(d).state for d in dossiers] == [State.SIGNING, State.SIGNING]


def test_nobody_drafts_a_decision_with_the_own_name(house):
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    nominate(dossier, house.seats["commune.officer"].person)
    desk = house.units["commune-chair"]

    with pytest.raises(NotYours):
        decisions.draft(body=desk, dossier_ids=[dossier.pk], actor=house.actor("commune.officer"), now=house.now)


# beside the verbs


def test_nobody_claims_the_own_paper_nor_opens_a_gate_on_it(house):
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)
    nominate(dossier, house.seats["commune.officer"].person)
    officer, version = house.actor("commune.officer"), dossier.version

    with pytest.raises(NotYours, match="không ai xử lý hồ sơ của chính mình"):
        claims.claim(dossier.pk, actor=officer, version=version, now=house.now)
    with pytest.raises(NotYours):
        gates.open_gate(dossier.pk, "suspension", actor=officer, version=version, now=house.now, document="CV 1")


def test_a_declaration_puts_a_claimed_desk_back(house):
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)
    claims.claim(dossier.pk, actor=house.actor("commune.officer"), version=dossier.version, now=house.now)

    declare(house, dossier, "commune.officer")

    claims.claim(dossier.pk, actor=house.actor("commune.officer2"), version=dossier.version, now=house.now)
    with pytest.raises(NotNow, match="Đã khai báo"):
        declare(house, dossier, "commune.officer")


# switches


def rule(code, switch, place=None, **more):
    return ConflictRule.objects.create(code=code, switch=switch, place=place, **more)


def refers(house, dossier):
    try:
        return house.act("refer", dossier, "commune.officer").evidence
    except NotYours:
        return "refused"


#: rows of officer_is_nominee → what comes of the officer's own paper
SWITCHES = {
    "no row": ([], "refused"),
    "refuse": ([("refuse", "", {})], "refused"),
    "warn": ([("warn", "", {})], "noted"),
    "off": ([("off", "", {})], {}),
    "warn elsewhere": ([("warn", "hamlet", {})], "refused"),
    "warn here": ([("warn", "commune", {})], "noted"),
    "the closer row counts": ([("off", "", {}), ("refuse", "commune-office", {})], "refused"),
    "no longer": ([("off", "", {"until": houses.TODAY - timedelta(days=1)})], "refused"),
    "not yet": ([("off", "", {"since": houses.TODAY + timedelta(days=1)})], "refused"),
}


@pytest.mark.parametrize("case", SWITCHES)
def test_a_rule_holds_where_and_while_its_row_says(house, case):
    rows, expected = SWITCHES[case]
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)
    officer = house.seats["commune.officer"].person
    nominate(dossier, officer)
    for switch, place, dates in rows:
        rule(Rule.OFFICER_IS_NOMINEE, switch, house.units.get(place), **dates)

    came_of_it = refers(house, dossier)

    if expected == "noted":
        expected = {"conflicts": [{"rule": "officer_is_nominee", "person": officer.pk, "relation": "self"}]}
        assert Event.objects.get(verb="refer").evidence == expected
    assert came_of_it == expected


# the vote


def sitting_of(house, dossier, *, present=None):
    secretary = house.actor("commune.secretary")
    council = house.units["commune-council"]
    sitting = sittings.open_sitting(council=council, actor=secretary, now=house.later())
    sittings.all_present(sitting.pk, actor=secretary, now=house.later())
    return sitting, sitting.items.get(dossier=dossier)


def count(house, sitting, item, *, yes, no=0):
    ballots = sittings.Ballots(issued=yes + no, returned=yes + no, yes=yes, no=no)
    return sittings.record(sitting.pk, item.pk, ballots, actor=house.actor("commune.secretary"), now=house.later())


def test_a_member_who_is_the_nominee_takes_no_ballot_and_the_base_stays(house):
    dossier = house.walk(house.draft("CSTDCS"), State.COUNCIL)
    nominate(dossier, house.seats["commune.member1"].person)
    sitting, item = sitting_of(house, dossier)

    with pytest.raises(NotNow, match="1 người có mặt không tham gia bỏ phiếu"):
        count(house, sitting, item, yes=5)
    counted = count(house, sitting, item, yes=4)

    member = house.seats["commune.member1"].person
    kept = {"person": member.pk, "name": member.full_name, "rule": "member_is_nominee", "switch": "refuse"}
    assert counted.recusals == [kept | {"reduces": False, "present": True}]
    assert [(line["yes"], line["base"]) for line in counted.verdict] == [(4, 5)]


def test_a_councils_own_rule_may_make_the_base_smaller_but_never_that_of_the_law(house):
    dossier = house.walk(house.draft("CSTDCS"), State.SIGNING)
    house.act("forward", dossier, "commune.chair")
    house.act("refer", dossier, "district.officer")
    nominate(dossier, house.seats["district.member1"].person)
    rule(Rule.MEMBER_IS_NOMINEE, "refuse", house.units["district-council"], reduces=True)
    secretary = house.actor("district.secretary")
    sitting = sittings.open_sitting(council=house.units["district-council"], actor=secretary, now=house.later())
    sittings.all_present(sitting.pk, actor=secretary, now=house.later())
    ballots = sittings.Ballots(issued=4, returned=4, yes=4, no=0)

    counted = sittings.record(sitting.pk, sitting.items.get().pk, ballots, actor=secretary, now=house.later())

    assert {line["kind"]: line["base"] for line in counted.verdict} == {"legal_min": 5, "council_rule": 4}


def test_who_heads_the_nominated_collective_votes_with_a_note(house):
    dossier = house.walk(house.draft("LDTT"), State.COUNCIL)
    dossier.nominee.kind = "collective"
    dossier.nominee.save(update_fields=["kind"])
    head = house.seats["village.head"].person
    seat = house.seat("village.head votes", "member", "commune-council", person=head)
    acting.grants.redraw(head, today=houses.TODAY)
    sitting, item = sitting_of(house, dossier)

    counted = count(house, sitting, item, yes=6)

    assert [(row["person"], row["rule"], row["switch"]) for row in counted.recusals] == [
        (seat.person_id, "member_heads_collective", "warn")
    ]


@pytest.mark.parametrize("now_present", [True, False])
def test_a_correction_keeps_who_stood_aside_at_the_first_count(house, now_present):
    rule(Rule.MEMBER_IS_NOMINEE, "refuse", house.units["commune-council"], reduces=True)
    dossier = house.walk(house.draft("CSTDCS"), State.COUNCIL)
    nominate(dossier, house.seats["commune.member1"].person)
    sitting, item = sitting_of(house, dossier)
    first = count(house, sitting, item, yes=2, no=2)
    member = sitting.members.get(person=house.seats["commune.member1"].person)
    secretary = house.actor("commune.secretary")
    sittings.mark_presence(sitting.pk, member.pk, there=now_present, actor=secretary, now=house.later())
    nominate(dossier, None)

    with pytest.raises(NotNow, match="1 người có mặt không tham gia bỏ phiếu"):
        count(house, sitting, item, yes=3, no=2)
    corrected = count(house, sitting, item, yes=4)

    assert (corrected.present, corrected.recusals) == (5, first.recusals)
    assert [line["base"] for line in corrected.verdict] == [line["base"] for line in first.verdict]


def test_nobody_counts_the_votes_on_themselves_and_one_such_paper_does_not_hold_the_sitting(house, sign_in):
    mine, other = (house.walk(house.draft("LDTT", name=who), State.COUNCIL) for who in ("Vũ Thị Hoa", "Lê Văn B"))
    sitting, item = sitting_of(house, mine)
    count(house, sitting, item, yes=5)
    count(house, sitting, sitting.items.get(dossier=other), yes=5)
    declare(house, mine, "commune.secretary")

    with pytest.raises(NotYours):
        count(house, sitting, item, yes=5)
    version = Sitting.objects.get(pk=sitting.pk).version
    answer = sign_in("commune.secretary").post(
        reverse("workflow:conclude", args=[sitting.pk]), {"version": version}, follow=True
    )

    item.refresh_from_db()
    told = str(list(answer.context["messages"])[1])
    assert told.startswith(f"Chưa chuyển được hồ sơ {mine.nominee.addressed}: ")
    assert "đã khai báo có liên quan" in told
    assert told.endswith("hồ sơ ở lại Hội đồng, vào phiên họp sau.")
    assert (item.outcome, house.fresh(mine).state, house.fresh(other).state) == ("passed", "council", "signing")
    assert [row.dossier for row in next_sitting(house).items.all()] == [mine]


def next_sitting(house):
    hand = house.actor("commune.secretary")
    return sittings.open_sitting(council=house.units["commune-council"], actor=hand, now=house.later())


def test_a_delegate_brings_the_members_ties_along(house):
    dossier = house.walk(house.draft("LDTT"), State.COUNCIL)
    nominate(dossier, house.seats["commune.member1"].person)
    name(house, "commune.member1", "commune.deputy", "TUQ")
    sitting, item = sitting_of(house, dossier)

    counted = count(house, sitting, item, yes=4)

    assert [row["person"] for row in counted.recusals] == [house.seats["commune.deputy"].person_id]


def test_a_council_that_takes_no_delegates_keeps_its_members(house):
    rule(Rule.DELEGATE_ATTENDS, "refuse", house.units["commune-council"])
    name(house, "commune.member1", "commune.deputy", "TUQ")
    dossier = house.walk(house.draft("LDTT"), State.COUNCIL)

    sitting, _item = sitting_of(house, dossier)

    assert sitting.members.filter(person=house.seats["commune.member1"].person).exists()


# whose account it is


ACCOUNTS = {
    "the same name nearby": ({"kind": "individual", "name": "Người commune.officer", "gender": "f"}, "commune.officer"),
    "another sex": ({"kind": "individual", "name": "Người commune.officer", "gender": "m"}, None),
    "a collective": ({"kind": "collective", "name": "Người commune.officer", "gender": ""}, None),
    "somebody of another commune": ({"kind": "individual", "name": "Người district.officer", "gender": "f"}, None),
    "nobody": ({"kind": "individual", "name": "", "gender": ""}, None),
}


@pytest.mark.parametrize("case", ACCOUNTS)
def test_a_nominees_account_is_found_by_the_name_nearby(house, case):
    nominee, expected = ACCOUNTS[case]

    found = people.account_of(nominee, house.units["village"])

    assert (found and found.username) == expected


def test_two_of_a_name_are_nobody(house):
    house.seats["commune.officer2"].person.full_name = "Người commune.officer"
    house.seats["commune.officer2"].person.save()
    nominee = {"kind": "individual", "name": "Người commune.officer", "gender": "f"}

    assert people.account_of(nominee, house.units["village"]) is None


def test_a_draft_knows_the_account_of_its_nominee(house):
    dossier = house.draft(name="Người commune.officer")

    assert dossier.nominee.person == house.seats["commune.officer"].person
