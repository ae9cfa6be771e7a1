"""Many papers as one tờ trình: chosen, one meeting for all, held against the rules over a list, handed in at once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import AwardRule, Batch, Dossier, Evidence, SetCriterion
from dossiers.states import State
from tests.acting import name, staff
from tests.house import written
from tests.workflow.test_budgets import Statements
from workflow import decisions
from workflow.models import Decision

CHOOSE, CHECK = reverse("workflow:tabling"), reverse("workflow:tabling_check")
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n"
MEETING = {"meeting_on": "20/11/2024", "votes_all": "45", "meeting_total": "50"}
RATIO = {"measure": "ratio", "params": {"percent": 30, "strict": True}, "wording": "Trực tiếp trên 30%.", "code": "r"}


def picks(*dossiers):
    return [f"{dossier.pk}:{dossier.version}" for dossier in dossiers]


def file():
    return SimpleUploadedFile("bien-ban.pdf", PDF)


@pytest.fixture
def drafts(house):
    """So many complete drafts of the village for one award."""
    return lambda number, award="LDTT": [house.draft(award, name=f"Trần Thị Nhàn {n}") for n in range(number)]


def look(client, *dossiers, **more):
    """From the first page to the second, which shows the list."""
    client.post(CHOOSE, {"pick": picks(*dossiers), **MEETING, **more})
    return client.get(CHECK)


def hand_in(client, page):
    return client.post(CHECK, {"read": page.context["read"]})


def test_whole_papers_and_those_that_lack_only_the_meeting_are_chosen_already(sign_in, house):
    whole, unvoted = house.draft("LDTT"), house.draft("GK_XA")
    empty = house.draft("LDTT", name="Lê Thị Thơm")
    empty.revision.content = written(deed="")
    empty.revision.save()

    page = sign_in("village.head").get(CHOOSE)

    lines = {line["paper"].dossier.pk: line for each in page.context["sets"] for line in each["lines"]}
    assert {pk: (line["paper"].lacking, line["picked"]) for pk, line in lines.items()} == {
        whole.pk: ([], True),
        unvoted.pk: (["Biên bản họp bình xét"], True),
        empty.pk: (["thành tích"], False),
    }
    assert [(each["name"], each["whole"]) for each in page.context["sets"]] == [
        ("Danh hiệu LDTT", 1),
        ("Danh hiệu GK_XA", 0),
    ]


def test_one_meeting_is_kept_with_each_chosen_paper_and_one_file_serves_all(sign_in, drafts):
    first, second, left = drafts(3, "GK_XA")
    client = sign_in("village.head")

    client.post(
        CHOOSE,
        {
            "pick": picks(first, second),
            **MEETING,
            "minutes": file(),
            f"votes_yes_{first.pk}": "44",
            f"labour_{first.pk}": "direct",
        },
    )

    said = {d.pk: d.revision.content for d in Dossier.objects.select_related("revision")}
    shared = {"meeting_on": "2024-11-20", "votes_all": 45, "meeting_total": 50}
    assert said == {
        first.pk: written(**shared, votes_yes=44, labour="direct"),
        second.pk: written(**shared),
        left.pk: written(),
    }
    rows = Evidence.objects.order_by("dossier").values_list("dossier", "kind", "file")
    assert [row[:2] for row in rows] == [(first.pk, "minutes"), (second.pk, "minutes")]
    assert len({row[2] for row in rows}) == 1


def test_the_same_minutes_given_twice_stay_one_row_a_paper(sign_in, drafts):
    [paper] = drafts(1, "GK_XA")
    client = sign_in("village.head")

    for _turn in range(2):
        client.post(CHOOSE, {"pick": picks(paper), **MEETING, "minutes": file()})

    assert Evidence.objects.count() == 1


def test_all_that_can_go_goes_in_one_batch_a_destination_and_the_others_stay_with_their_reasons(sign_in, house, drafts):
    one, two = drafts(2)
    lacking = house.draft("GK_XA", name="Lê Thị Thơm")
    client = sign_in("village.head")

    page = look(client, one, two, lacking)
    told = [(line["paper"].dossier.pk, line["why"]) for line in page.context["staying"]]
    answer = hand_in(client, page)

    states = dict(Dossier.objects.values_list("pk", "state"))
    assert told == [(lacking.pk, "Còn thiếu: Biên bản họp bình xét.")]
    assert states == {one.pk: State.INTAKE, two.pk: State.INTAKE, lacking.pk: State.DRAFT}
    assert [batch.dossiers.count() for batch in Batch.objects.all()] == [2]
    assert answer.url == CHOOSE


def test_a_whole_list_leads_to_its_batch(sign_in, drafts):
    client = sign_in("village.head")

    answer = hand_in(client, look(client, *drafts(3)))

    assert answer.url == reverse("workflow:batch", args=[Batch.objects.get().pk])


def test_a_list_that_changed_since_it_was_read_is_shown_again(sign_in, house, drafts):
    [paper] = drafts(1)
    client = sign_in("village.head")
    page = look(client, paper)
    paper.revision.refresh_from_db()
    paper.revision.content["deed"] = "Việc khác."
    paper.revision.save()

    answer = hand_in(client, page)

    assert (answer.url, house.fresh(paper).state) == (CHECK, State.DRAFT)


def test_a_rule_over_the_list_is_shown_before_it_goes(sign_in, drafts):
    SetCriterion.objects.create(**RATIO)
    one, two = drafts(2)

    page = look(sign_in("village.head"), one, two, **{f"labour_{one.pk}": "indirect", f"labour_{two.pk}": "direct"})

    assert page.context["findings"] == [
        {
            "kind": "met",
            "rule": "Trực tiếp trên 30%.",
            "measured": "Yêu cầu trên 30%. 1 trên 2 cá nhân (50%). Bà Trần Thị Nhàn 1.",
            "law": "",
            "verdict": "",
        }
    ]


@pytest.mark.parametrize(("warn", "state"), [(True, State.INTAKE), (False, State.DRAFT)])
def test_a_hint_lets_the_list_go_and_a_limit_does_not(sign_in, house, drafts, warn, state):
    SetCriterion.objects.create(**RATIO, warn=warn)
    [paper] = drafts(1)
    client = sign_in("village.head")

    hand_in(client, look(client, paper, **{f"labour_{paper.pk}": "indirect"}))

    assert house.fresh(paper).state == state


WRONG = [
    ({"meeting_on": "28/11/2024"}, "meeting_on"),
    ({"votes_all": "51"}, "votes_all"),
    ({"votes_all": "41"}, "votes_yes"),
    ({"minutes": SimpleUploadedFile("a.pdf", b"MZ")}, "minutes"),
]


@pytest.mark.parametrize(("entry", "field"), WRONG, ids=[field for _entry, field in WRONG])
def test_a_wrong_entry_is_told_and_nothing_is_kept(sign_in, house, drafts, entry, field):
    [paper] = drafts(1)
    content = {"pick": picks(paper), **MEETING, **entry}

    page = sign_in("village.head").post(CHOOSE, content)

    assert (page.status_code, [name.removesuffix(f"_{paper.pk}") for name in page.context["form"].errors]) == (
        422,
        [field],
    )
    assert house.fresh(paper).revision.content == written()


def test_a_page_older_than_its_paper_keeps_nothing(sign_in, house, drafts):
    one, two = drafts(2)
    client = sign_in("village.head")
    house.act("submit", two, "village.head")
    house.act("recall", two, "village.head")

    answer = client.post(CHOOSE, {"pick": picks(one, two), **MEETING})

    assert (answer.status_code, house.fresh(one).revision.content) == (409, written())


def test_another_unit_s_paper_cannot_be_slipped_in(sign_in, house, drafts):
    [paper] = drafts(1)

    answer = sign_in("hamlet.head").post(CHOOSE, {"pick": picks(paper), **MEETING})

    assert (answer.status_code, house.fresh(paper).revision.content) == (403, written())


def test_an_acting_seat_keeps_and_hands_in_only_what_it_was_given(sign_in, house):
    given, other = house.draft("LDTT"), house.draft("CSTDCS", name="Lê Thị Thơm")
    name(staff(house), "village.head", "village.clerk", "TUQ", scope=["award:LDTT"])
    client = sign_in("village.clerk for village.head")

    shown = [line["paper"].dossier for each in client.get(CHOOSE).context["sets"] for line in each["lines"]]
    answer = client.post(CHOOSE, {"pick": picks(given, other), **MEETING})

    assert (shown, answer.status_code, house.fresh(other).revision.content) == ([given], 403, written())


def test_who_writes_for_no_unit_has_no_such_page(sign_in):
    client = sign_in("commune.officer")

    assert [client.get(address).status_code for address in (CHOOSE, CHECK)] == [403, 403]


def test_what_the_meeting_said_outlives_the_nomination_page(sign_in, house, drafts):
    [paper] = drafts(1)
    client = sign_in("village.head")
    look(client, paper, **{f"labour_{paper.pk}": "direct"})

    client.post(reverse("workflow:write", args=[paper.code]), {"version": "0", "name": "Trần Thị Nhàn", "draft": "1"})

    content = house.fresh(paper).revision.content
    assert (content["labour"], content["meeting_on"]) == ("direct", "2024-11-20")


@pytest.mark.parametrize("number", [1, 50])
def test_the_pages_cost_at_most_12_statements(enter, house, monkeypatch, drafts, number):
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    SetCriterion.objects.create(**RATIO)
    client, papers = enter("village.head"), drafts(number)
    look(client, *papers)
    costs = []
    for address in (CHOOSE, CHECK, reverse("workflow:batches")):
        with Statements() as statements:
            client.get(address)
        costs.append(statements.count)

    assert costs == [8, 9, 6]


# the batch on its way


def test_a_batch_tells_where_each_line_is_and_which_way_it_came(sign_in, house):
    ahead, behind = house.draft("CSTDCS"), house.draft("CSTDCS", name="Lê Thị Thơm")
    house.walk(behind, State.INTAKE)
    house.walk(ahead, State.INTAKE, stage=2)
    first, second = Batch.objects.filter(dossiers=behind).get(), house.fresh(ahead).batch

    client = sign_in("commune.officer")
    below = client.get(reverse("workflow:batch", args=[ahead.events.get(verb="submit").batch_id])).context["lines"]
    above = client.get(reverse("workflow:batch", args=[second.pk])).context["lines"]
    stayed = client.get(reverse("workflow:batch", args=[first.pk])).context["lines"]

    def way(line):
        return [line["holder"], *(line[end] and line[end]["url"] for end in ("earlier", "later"))]

    own = reverse("workflow:batch", args=[ahead.events.get(verb="submit").batch_id])
    assert [way(line) for line in (*below, *above, *stayed)] == [
        ["District-Office".replace("-", " "), None, reverse("workflow:batch", args=[second.pk])],
        ["District-Office".replace("-", " "), own, None],
        ["Commune Office", None, None],
    ]


def test_the_rules_over_a_list_are_shown_again_before_a_signature(sign_in, house):
    SetCriterion.objects.create(**RATIO)
    paper = house.walk(house.draft("LDTT"), State.SIGNING)
    decision = drafted(house, paper)

    page = sign_in("commune.chair").get(reverse("workflow:sign", args=[decision.pk]))

    assert [(each["kind"], each["measured"]) for each in page.context["findings"]] == [
        ("unknown", "Yêu cầu trên 30%. 0 trên 1 cá nhân (0%). Chưa ghi cho 1 người. Bà Trần Thị Nhàn.")
    ]


def test_a_limit_over_a_list_is_not_signed_past(sign_in, house):
    AwardRule.objects.update(targets=["individual"])
    quota = {"percent": 0, "of": ["LDTT"]}
    SetCriterion.objects.create(code="q", measure="quota", params=quota, wording="Không ai.", warn=False)
    paper = house.walk(house.draft("LDTT"), State.SIGNING)
    decision = drafted(house, paper)
    address = reverse("workflow:sign", args=[decision.pk])
    client = sign_in("commune.chair")

    page, answer = client.get(address), client.post(address, {"version": "0"})

    assert (len(page.context["stopping"]), answer.status_code) == (1, 409)
    assert Decision.objects.get().status == Decision.Status.DRAFT


def drafted(house, paper):
    body, officer = house.units["commune-chair"], house.actor("commune.officer")
    return decisions.draft(body=body, dossier_ids=[paper.pk], actor=officer, now=house.later())
