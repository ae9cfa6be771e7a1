"""A sitting: who is there, what may be counted, what follows, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dossiers.models import Quorum
from dossiers.states import State
from tests.house import COUNCIL
from tests.workflow.test_voting import QUORUMS
from workflow import sittings
from workflow.models import Item, Presence, Sitting
from workflow.refusals import NotNow, NotYours, Stale, Unknown
from workflow.sittings import Ballots


@pytest.fixture
def secretary(house):
    return house.actor("commune.secretary")


@pytest.fixture
def waiting(house):
    """Two dossiers before the commune's council."""
    return [house.walk(house.draft("LDTT", name=name), State.COUNCIL) for name in ("Trần Thị Nhàn", "Lê Văn Cự")]


@pytest.fixture
def sitting(house, secretary, waiting):
    return sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=house.later())


@pytest.fixture
def attended(house, secretary, sitting):
    """The same sitting with everybody in the room."""
    sittings.all_present(sitting.pk, actor=secretary, now=house.later())
    return Sitting.objects.get(pk=sitting.pk)


def ballots(yes: int = COUNCIL, **changes: int) -> Ballots:
    figures = {"issued": COUNCIL, "returned": COUNCIL, "yes": yes, "no": COUNCIL - yes, **changes}
    return Ballots(**figures)


def first(sitting: Sitting) -> Item:
    return sitting.items.order_by("position").first()


@pytest.mark.parametrize(("members", "present"), QUORUMS)
def test_the_usual_quorum_is_two_thirds_of_the_table(members, present):
    assert Sitting().quorum(members) == present


@pytest.mark.parametrize(
    ("rows", "quorum"),
    [
        ([], "2/3"),
        ([{"parts": 3, "whole": 5}], "3/5"),
        ([{"parts": 3, "whole": 5}, {"parts": 1, "whole": 2, "tier": "commune"}], "1/2"),
        ([{"parts": 1, "whole": 2, "tier": "commune"}, {"parts": 4, "whole": 5, "scope": "district"}], "4/5"),
        ([{"parts": 4, "whole": 5, "scope": "district"}, {"parts": 5, "whole": 6, "council": True}], "5/6"),
        ([{"parts": 1, "whole": 2, "until": "2024-11-26"}, {"parts": 1, "whole": 2, "tier": "province"}], "2/3"),
    ],
)
def test_a_sitting_keeps_the_quorum_of_the_nearest_row_of_its_day(house, rows, quorum):
    council = house.units["commune-council"]
    for row in rows:
        Quorum.objects.create(**{**row, "council": council if row.get("council") else None})

    sitting = sittings.open_sitting(council=council, actor=house.actor("commune.secretary"), now=house.later())

    assert f"{sitting.quorum_parts}/{sitting.quorum_whole}" == quorum


def test_a_council_that_asks_for_everybody_counts_nothing_without_one(house, secretary, waiting):
    council = house.units["commune-council"]
    Quorum.objects.create(council=council, parts=1, whole=1)
    sitting = sittings.open_sitting(council=council, actor=secretary, now=house.later())
    for member in sitting.members.all()[: COUNCIL - 1]:
        sittings.mark_presence(sitting.pk, member.pk, there=True, actor=secretary, now=house.later())

    figures = ballots(4, issued=4, returned=4, no=0)

    with pytest.raises(NotNow, match="cần 5 thành viên có mặt"):
        sittings.record(sitting.pk, first(sitting).pk, figures, actor=secretary, now=house.later())


def test_a_sitting_opens_with_its_electorate_and_every_waiting_dossier(sitting, waiting):
    items = sitting.items.values_list("position", "dossier", "outcome")

    assert sitting.members.count() == COUNCIL
    assert list(items) == [(1, waiting[0].pk, "open"), (2, waiting[1].pk, "open")]


def test_a_council_has_one_open_sitting(house, secretary, sitting):
    with pytest.raises(NotNow, match="một phiên chưa kết thúc"):
        sittings.open_sitting(council=house.units["commune-council"], actor=secretary, now=house.later())

    assert Sitting.objects.count() == 1


@pytest.mark.parametrize("seat", ["commune.presiding", "commune.chair", "commune.officer", "district.secretary"])
def test_only_the_councils_own_secretary_opens(house, waiting, seat):
    with pytest.raises(NotYours, match="thuộc thư ký"):
        sittings.open_sitting(council=house.units["commune-council"], actor=house.actor(seat), now=house.later())


def test_presence_is_a_time_line_and_a_second_press_changes_nothing(house, secretary, sitting):
    member = sitting.members.first()
    came, again, left = house.later(), house.later(), house.later()

    sittings.mark_presence(sitting.pk, member.pk, there=True, actor=secretary, now=came)
    sittings.mark_presence(sitting.pk, member.pk, there=True, actor=secretary, now=again)
    sittings.mark_presence(sitting.pk, member.pk, there=False, actor=secretary, now=left)
    sittings.mark_presence(sitting.pk, member.pk, there=False, actor=secretary, now=left + timedelta(hours=1))

    member.refresh_from_db()
    sitting.refresh_from_db()
    assert (member.arrived_at, member.left_at, member.is_present) == (came, left, False)
    assert sitting.version == 2


def test_all_present_leaves_alone_who_has_gone(house, secretary, sitting):
    gone = sitting.members.first()
    sittings.mark_presence(sitting.pk, gone.pk, there=True, actor=secretary, now=house.later())
    sittings.mark_presence(sitting.pk, gone.pk, there=False, actor=secretary, now=house.later())

    sittings.all_present(sitting.pk, actor=secretary, now=house.later())

    present = [member.is_present for member in Presence.objects.filter(sitting=sitting)]
    assert present == [False, *[True] * (COUNCIL - 1)]


IMPOSSIBLE = {
    "more out than people": (ballots(issued=6), "phát ra nhiều hơn số người có mặt (5)"),
    "more back than out": (ballots(issued=4), "thu về nhiều hơn phát ra"),
    "sums differ": (ballots(no=1), "cộng lại phải bằng số thu về"),
    "writers in the room": (ballots(written_yes=1), "ý kiến bằng văn bản nhiều hơn số người vắng mặt"),
}


@pytest.mark.parametrize(("figures", "words"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_impossible_count_is_refused_and_changes_nothing(house, secretary, attended, figures, words):
    with pytest.raises(NotNow) as refused:
        sittings.record(attended.pk, first(attended).pk, figures, actor=secretary, now=house.later())

    assert words in str(refused.value)
    assert first(attended).outcome == "open"


def test_without_a_quorum_nothing_is_counted(house, secretary, sitting):
    for member in sitting.members.all()[:3]:
        sittings.mark_presence(sitting.pk, member.pk, there=True, actor=secretary, now=house.later())
    figures = ballots(3, issued=3, returned=3, no=0)

    with pytest.raises(NotNow, match="chưa đủ số để họp"):
        sittings.record(sitting.pk, first(sitting).pk, figures, actor=secretary, now=house.later())


@pytest.mark.parametrize(("yes", "outcome"), [(5, "passed"), (3, "passed"), (2, "failed")])
def test_the_verdict_follows_from_the_count_and_names_its_rule(house, secretary, attended, yes, outcome):
    item = sittings.record(attended.pk, first(attended).pk, ballots(yes), actor=secretary, now=house.later())

    assert item.outcome == outcome
    assert item.verdict == [
        {
            "kind": "council_rule",
            "yes": yes,
            "base": 5,
            "needed": 3,
            "held": outcome == "passed",
            "citation": "",
            "sentence": f"{yes} trong 5, cần 3 (quy chế của Hội đồng: quá 50%)",
        }
    ]


def test_a_legal_minimum_and_the_councils_rule_must_both_hold(house):
    dossier = house.walk(house.draft("CSTDCS"), State.COUNCIL, stage=2)

    house.vote(dossier, yes=3, tier="district", conclude=False)

    item = dossier.items.latest("pk")
    assert item.outcome == "failed"
    assert [(line["kind"], line["needed"], line["held"], line["citation"]) for line in item.verdict] == [
        ("legal_min", 4, False, "Điều 30 khoản 7 Nghị định 98/2023/NĐ-CP"),
        ("council_rule", 3, True, ""),
    ]


def test_a_correction_keeps_the_presence_of_the_first_count(house, secretary, attended):
    item = sittings.record(attended.pk, first(attended).pk, ballots(2), actor=secretary, now=house.later())
    for member in attended.members.all()[:3]:
        sittings.mark_presence(attended.pk, member.pk, there=False, actor=secretary, now=house.later())

    corrected = sittings.record(attended.pk, item.pk, ballots(4), actor=secretary, now=house.later())

    assert (corrected.outcome, corrected.present, corrected.members) == ("passed", 5, 5)


def test_a_count_on_an_old_page_is_stale(house, secretary, attended):
    with pytest.raises(Stale, match="Phiên họp vừa thay đổi"):
        sittings.record(attended.pk, first(attended).pk, ballots(), actor=secretary, now=house.later(), version=0)


def test_an_item_of_another_sitting_is_unknown(house, secretary, attended):
    with pytest.raises(Unknown):
        sittings.record(attended.pk, 0, ballots(), actor=secretary, now=house.later())


@pytest.mark.parametrize("yes", [None, 2])
def test_an_open_or_failed_item_is_left_for_another_day(house, secretary, attended, waiting, yes):
    item = first(attended)
    if yes is not None:
        sittings.record(attended.pk, item.pk, ballots(yes), actor=secretary, now=house.later())

    sittings.defer(
        attended.pk, item.pk, reason="Chờ xác minh.", next_sitting="2024-12-06", actor=secretary, now=house.later()
    )

    event = waiting[0].events.latest("seq")
    assert first(attended).outcome == "deferred"
    assert (event.verb, event.evidence) == ("defer", {"reason": "Chờ xác minh.", "next_sitting": "2024-12-06"})


def test_a_passed_item_is_not_deferred(house, secretary, attended):
    item = sittings.record(attended.pk, first(attended).pk, ballots(), actor=secretary, now=house.later())

    with pytest.raises(Unknown):
        sittings.defer(
            attended.pk, item.pk, reason="Thôi.", next_sitting="2024-12-06", actor=secretary, now=house.later()
        )


def test_a_sitting_with_open_items_is_not_concluded(house, secretary, attended):
    with pytest.raises(NotNow, match="Còn mục chưa xét"):
        sittings.conclude(attended.pk, actor=secretary, now=house.later())


def test_a_concluded_sitting_sends_what_passed_and_keeps_what_failed(house, secretary, attended, waiting):
    good, bad = attended.items.order_by("position")
    sittings.record(attended.pk, good.pk, ballots(5), actor=secretary, now=house.later())
    sittings.record(attended.pk, bad.pk, ballots(1), actor=secretary, now=house.later())

    outcome = sittings.conclude(attended.pk, actor=secretary, now=house.later())

    assert ([event.verb for event in outcome.moved], outcome.refused) == (["recommend"], {})
    assert [house.fresh(dossier).state for dossier in waiting] == ["signing", "council"]


def test_nothing_changes_in_a_concluded_sitting(house, secretary, attended):
    item = first(attended)
    for one in attended.items.all():
        sittings.record(attended.pk, one.pk, ballots(), actor=secretary, now=house.later())
    sittings.conclude(attended.pk, actor=secretary, now=house.later())
    member = attended.members.first()
    way = {"actor": secretary, "now": house.later()}
    acts = [
        lambda: sittings.record(attended.pk, item.pk, ballots(0), **way),
        lambda: sittings.mark_presence(attended.pk, member.pk, there=False, **way),
        lambda: sittings.all_present(attended.pk, **way),
        lambda: sittings.defer(attended.pk, item.pk, reason="x", next_sitting="x", **way),
        lambda: sittings.conclude(attended.pk, **way),
    ]

    for act in acts:
        with pytest.raises(NotNow, match="đã kết thúc"):
            act()
