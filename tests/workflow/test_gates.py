"""Gates: opened under the law of the day, closed only when all that they wait for has come, by the level's officer."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from dossiers.models import GateRule
from dossiers.states import State
from tests.house import TODAY
from workflow import engine, gates
from workflow.calendar import OFFICE
from workflow.gate_law import law_of
from workflow.models import Consulted, Gate, GateComment
from workflow.refusals import Lacking, NotNow, NotYours, Stale, Unknown

#: a posting of five working days at the commune, and a consultation that takes silence for silence
NEXT_WEEK = date(2024, 12, 4)


@pytest.fixture(autouse=True)
def rules(db):
    GateRule.objects.create(kind="posting", days=5, holds=["refer", "award"], mark="design")
    GateRule.objects.create(kind="consultation", days=10, holds=["refer"], mark="design")


@pytest.fixture
def paper(house):
    """A dossier on the commune officer's desk."""
    return house.walk(house.draft(), State.INTAKE)


@pytest.fixture
def officer(house):
    return house.actor("commune.officer")


def opened(house, paper, officer, kind, **terms):
    return gates.open_gate(paper.pk, kind, actor=officer, version=paper.version, now=house.later(), **terms)


@pytest.fixture
def posting(house, paper, officer):
    return opened(house, paper, officer, "posting", places="Nhà văn hóa", until=NEXT_WEEK)


@pytest.fixture
def consultation(house, paper, officer):
    return opened(
        house, paper, officer, "consultation", asked=["Công an huyện", "Chi cục Thuế"], until=date(2024, 12, 11)
    )


def on(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=OFFICE) + timedelta(hours=9)


def sentence(refused) -> str:
    return str(refused.value)


def why_not_refer(house, paper, officer, day=TODAY) -> str:
    with pytest.raises(NotNow) as refused:
        engine.perform("refer", dossier_id=paper.pk, actor=officer, version=paper.version, now=on(day))
    return refused.value.reasons[0].sentence


# Posting


def test_a_posting_begins_today_and_holds_what_its_row_names(posting):
    assert (posting.since, posting.until, posting.holds, posting.places) == (
        TODAY,
        NEXT_WEEK,
        ["refer", "award"],
        "Nhà văn hóa",
    )


def test_a_posting_shorter_than_the_row_asks_is_refused_with_the_first_possible_day(house, paper, officer):
    with pytest.raises(NotNow) as refused:
        opened(house, paper, officer, "posting", places="Nhà văn hóa", until=date(2024, 12, 3))

    assert sentence(refused) == "Công khai ít nhất 5 ngày làm việc: sớm nhất là đến hết ngày 04/12/2024."
    assert Gate.objects.count() == 0


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("verified", "Công khai ít nhất 10 ngày (Điều 9): sớm nhất là đến hết ngày 07/12/2024."),
        ("partial", "Công khai ít nhất 10 ngày: sớm nhất là đến hết ngày 07/12/2024."),
    ],
)
def test_the_closest_row_binds_and_only_a_verified_one_prints_its_article(house, paper, officer, mark, told):
    GateRule.objects.create(
        kind="posting", award_type_id="CSTDCS", days=10, unit="calendar", holds=["refer"], mark=mark, basis="Điều 9"
    )

    with pytest.raises(NotNow) as refused:
        opened(house, paper, officer, "posting", places="Nhà văn hóa", until=NEXT_WEEK)

    assert sentence(refused) == told


def test_a_posting_is_not_written_down_as_begun_earlier(house, paper, officer):
    with pytest.raises(NotNow, match="Ngày bắt đầu 26/11/2024 đã qua"):
        opened(house, paper, officer, "posting", places="x", since=date(2024, 11, 26), until=NEXT_WEEK)


@pytest.mark.parametrize(
    ("kind", "terms", "lacking"),
    [
        ("posting", {"until": NEXT_WEEK}, ("places",)),
        ("posting", {"places": "Nhà văn hóa"}, ("until",)),
        ("consultation", {"until": NEXT_WEEK}, ("asked",)),
        ("consultation", {"asked": ["Công an huyện"]}, ("until",)),
        ("suspension", {"note": "Có đơn."}, ("document",)),
    ],
)
def test_a_gate_is_not_opened_without_what_its_kind_needs(house, paper, officer, kind, terms, lacking):
    with pytest.raises(Lacking) as refused:
        opened(house, paper, officer, kind, **terms)

    assert refused.value.fields == lacking


def test_a_gate_of_a_kind_stands_once(house, paper, officer, posting):
    with pytest.raises(NotNow, match="Hồ sơ này đang công khai rồi"):
        opened(house, paper, officer, "posting", places="Nơi khác", until=NEXT_WEEK)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gate.objects.create(kind="posting", dossier=paper, opened_at=house.now, opened_by_id=officer.person)


def test_the_reason_names_the_gate_its_days_what_it_waits_for_and_whose_it_is(house, paper, officer, posting):
    before = why_not_refer(house, paper, officer)
    gates.comment(posting.pk, text="Ông ấy vắng.", received_on=TODAY, actor=officer, now=house.later())
    after = why_not_refer(house, paper, officer)

    held = "Chưa chuyển được vì đang công khai từ 27/11/2024 đến hết 04/12/2024."
    whose = "Việc phải chờ này thuộc người thẩm định của Commune Office."
    assert (before, after) == (f"{held} {whose}", f"{held} Còn 1 ý kiến chưa trả lời. {whose}")


def test_a_posting_is_closed_when_its_time_is_over_and_every_comment_is_settled(house, paper, officer, posting):
    said = gates.comment(posting.pk, text="Ông ấy vắng.", received_on=TODAY, actor=officer, now=house.later())

    with pytest.raises(NotNow) as early:
        gates.close_gate(posting.pk, actor=officer, now=on(NEXT_WEEK))
    with pytest.raises(NotNow) as unanswered:
        gates.close_gate(posting.pk, actor=officer, now=on(date(2024, 12, 5)))
    gates.answer(posting.pk, said.pk, text="Ông ấy đi học.", actor=officer, now=on(date(2024, 12, 5)))
    closed = gates.close_gate(posting.pk, actor=officer, now=on(date(2024, 12, 5)), outcome="Một ý kiến, đã trả lời.")

    assert sentence(early) == (
        "Chưa đóng được vì công khai đến hết 04/12/2024 và còn 1 ý kiến chưa trả lời."
        " Trả lời hết thì từ 05/12/2024 đóng được."
    )
    assert sentence(unanswered) == ("Chưa đóng được vì còn 1 ý kiến chưa trả lời; trả lời, hoặc chuyển thành tạm dừng.")
    assert (closed.closed_by_id, closed.outcome) == (officer.person, "Một ý kiến, đã trả lời.")
    engine.perform("refer", dossier_id=paper.pk, actor=officer, version=paper.version, now=on(date(2024, 12, 5)))


def test_a_comment_turned_into_a_suspension_settles_the_posting_and_stops_the_paper(house, paper, officer, posting):
    first, second = (
        gates.comment(posting.pk, text=text, received_on=TODAY, actor=officer, now=house.later(), by_whom=name)
        for text, name in (("Khai sai.", ""), ("Khai sai số liệu.", "Nguyễn Văn Ba"))
    )

    suspension = gates.suspend(posting.pk, first.pk, document="12/CV-TTr", actor=officer, now=house.later())
    again = gates.suspend(posting.pk, second.pk, document="12/CV-TTr", actor=officer, now=house.later())
    gates.close_gate(posting.pk, actor=officer, now=on(date(2024, 12, 5)))

    assert again == suspension
    assert (suspension.kind, suspension.document, suspension.dossier_id) == ("suspension", "12/CV-TTr", paper.pk)
    assert list(suspension.raised_by.values_list("pk", flat=True)) == [first.pk, second.pk]
    assert why_not_refer(house, paper, officer, date(2024, 12, 5)).startswith(
        "Chưa chuyển được vì đang tạm dừng xem xét từ 27/11/2024."
    )


def test_a_comment_needs_no_name_but_words(house, officer, posting):
    with pytest.raises(Lacking):
        gates.comment(posting.pk, text="  ", received_on=TODAY, actor=officer, now=house.later())

    gates.comment(posting.pk, text="Đúng người.", received_on=TODAY, actor=officer, now=house.later())

    assert list(GateComment.objects.values_list("by_whom", "text", "answer")) == [("", "Đúng người.", "")]


# Consultation


def test_a_consultation_waits_for_every_authority_by_name(house, paper, officer, consultation):
    both = why_not_refer(house, paper, officer)
    police, tax = consultation.asked.all()
    gates.reply(
        consultation.pk, police.pk, said="disagrees", answered_on=TODAY, document="5/CV", actor=officer, now=house.now
    )
    one = why_not_refer(house, paper, officer)
    with pytest.raises(NotNow) as refused:
        gates.close_gate(consultation.pk, actor=officer, now=house.now)
    gates.reply(
        consultation.pk, tax.pk, said="agrees", answered_on=TODAY, document="6/CV", actor=officer, now=house.now
    )
    gates.close_gate(consultation.pk, actor=officer, now=house.now)

    assert "Còn chờ Công an huyện và 1 nơi khác trả lời." in both
    assert "Còn chờ Chi cục Thuế trả lời." in one
    assert sentence(refused) == "Chưa đóng được vì còn chờ trả lời: Chi cục Thuế (hạn 11/12/2024)."
    assert list(consultation.asked.values_list("answer", "document")) == [("disagrees", "5/CV"), ("agrees", "6/CV")]


def test_silence_is_no_assent_unless_the_row_says_so(house, officer, consultation):
    with pytest.raises(NotNow) as refused:
        gates.close_gate(consultation.pk, actor=officer, now=on(date(2024, 12, 12)))

    assert sentence(refused) == (
        "Chưa đóng được vì còn chờ trả lời: Công an huyện (hạn 11/12/2024); Chi cục Thuế (hạn 11/12/2024)."
        " Quá hạn không trả lời thì không coi là đồng ý, trừ khi quy định cho phép."
    )


def test_where_the_row_says_so_silence_is_assent_once_the_day_is_past(house, paper, officer):
    GateRule.objects.filter(kind="consultation").update(deemed=True)
    gate = opened(house, paper, officer, "consultation", asked=["Công an huyện"], until=date(2024, 12, 11))
    GateRule.objects.filter(kind="consultation").update(deemed=False)  # the row of the day of asking is what counts

    with pytest.raises(NotNow):
        gates.close_gate(gate.pk, actor=officer, now=on(date(2024, 12, 11)))
    gates.close_gate(gate.pk, actor=officer, now=on(date(2024, 12, 12)))

    assert list(gate.asked.values_list("answer", flat=True)) == [Consulted.Answer.DEEMED]
    assert gate.acts.last().what == {"deemed": ["Công an huyện"]}


def test_nobody_writes_down_an_assent_that_was_not_given(house, officer, consultation):
    asked = consultation.asked.first()

    with pytest.raises(Unknown):
        gates.reply(
            consultation.pk, asked.pk, said="deemed", answered_on=TODAY, document="x", actor=officer, now=house.now
        )
    with pytest.raises(Lacking):
        gates.reply(
            consultation.pk, asked.pk, said="agrees", answered_on=TODAY, document=" ", actor=officer, now=house.now
        )


def test_one_more_authority_is_asked_once(house, officer, consultation):
    gates.ask(consultation.pk, authority="Kiểm lâm", due=date(2024, 12, 13), actor=officer, now=house.now)

    with pytest.raises(NotNow, match="Đã xin ý kiến Kiểm lâm rồi"):
        gates.ask(consultation.pk, authority="Kiểm lâm", due=date(2024, 12, 13), actor=officer, now=house.now)

    assert [asked.authority for asked in consultation.asked.all()] == ["Công an huyện", "Chi cục Thuế", "Kiểm lâm"]


# Suspension


def test_a_suspension_is_ended_by_a_document_and_what_it_says(house, paper, officer):
    gate = opened(house, paper, officer, "suspension", document="12/CV-TTr")

    with pytest.raises(Lacking) as refused:
        gates.close_gate(gate.pk, actor=officer, now=house.later(), document="15/KL-TTr")
    closed = gates.close_gate(
        gate.pk, actor=officer, now=house.later(), document="15/KL-TTr", outcome="Không có vi phạm."
    )

    assert refused.value.fields == ("outcome",)
    assert (closed.closing_document, closed.outcome) == ("15/KL-TTr", "Không có vi phạm.")


# Whose it is, and when


@pytest.mark.parametrize("seat", ["village.head", "commune.secretary", "commune.chair", "district.officer"])
def test_a_gate_is_the_officer_s_of_the_level(house, paper, posting, seat):
    hand = house.actor(seat)

    with pytest.raises(NotYours, match="Việc này thuộc người thẩm định của Commune Office"):
        opened(house, paper, hand, "suspension", document="1/CV")
    with pytest.raises(NotYours):
        gates.close_gate(posting.pk, actor=hand, now=on(date(2024, 12, 5)))


def test_a_page_that_did_not_see_the_last_act_does_nothing(house, officer, posting):
    say = {"text": "Đúng người.", "received_on": TODAY, "actor": officer, "now": house.now, "seen": 1}
    gates.comment(posting.pk, **say)

    with pytest.raises(Stale):
        gates.comment(posting.pk, **say)

    assert posting.comments.count() == 1


def test_a_closed_gate_takes_nothing_more_and_stays_as_it_was(house, paper, officer):
    gate = opened(house, paper, officer, "suspension", document="12/CV")
    first = gates.close_gate(gate.pk, actor=officer, now=house.later(), document="15/KL", outcome="Không có.")

    again = gates.close_gate(gate.pk, actor=officer, now=house.later(), document="16/KL", outcome="Có.", seen=1)

    assert (again.closing_document, again.closed_at) == ("15/KL", first.closed_at)
    assert gate.acts.count() == 2


# A batch


@pytest.fixture
def together(house):
    """Three papers that came in one batch."""
    dossiers = [house.draft("LDTT", name=f"Người thứ {n}") for n in range(3)]
    engine.perform_many(
        "submit", dossier_ids=[d.pk for d in dossiers], actor=house.actor("village.head"), now=house.later()
    )
    return [house.fresh(dossier) for dossier in dossiers]


def test_one_gate_holds_every_paper_of_a_batch_and_none_beside_it(house, together, officer):
    other = house.walk(house.draft("LDTT", name="Người khác"), State.INTAKE)
    batch = together[0].batch

    gates.open_on_batch(batch.pk, "posting", actor=officer, now=house.later(), places="x", until=NEXT_WEEK)

    held = [d.pk for d in together]
    outcome = engine.perform_many("refer", dossier_ids=[*held, other.pk], actor=officer, now=house.later())
    assert {d.batch_id for d in together} == {batch.pk}
    assert (sorted(outcome.refused), [event.dossier_id for event in outcome.moved]) == (held, [other.pk])


def test_a_paper_that_leaves_the_batch_leaves_its_gate(house, together, officer):
    batch = together[0].batch
    gates.open_on_batch(batch.pk, "posting", actor=officer, now=house.later(), places="x", until=NEXT_WEEK)

    house.act("give_back", together[0], "commune.officer", missing=["Biên bản."])
    house.act("submit", together[0], "village.head")
    house.act("refer", together[0], "commune.officer")

    assert house.fresh(together[0]).state == State.COUNCIL


def test_a_comment_of_a_batch_names_its_paper_and_suspends_that_one_alone(house, together, officer):
    gate = gates.open_on_batch(
        together[0].batch.pk, "posting", actor=officer, now=house.later(), places="x", until=NEXT_WEEK
    )
    say = {"text": "Khai sai.", "received_on": TODAY, "actor": officer, "now": house.now}

    with pytest.raises(NotNow, match="Chọn hồ sơ mà ý kiến nói đến"):
        gates.comment(gate.pk, **say)
    said = gates.comment(gate.pk, **say, about=together[1].pk)
    gates.suspend(gate.pk, said.pk, document="12/CV", actor=officer, now=house.now)

    assert list(Gate.objects.filter(kind="suspension").values_list("dossier", flat=True)) == [together[1].pk]


def test_a_batch_is_suspended_paper_by_paper_and_holds_nothing_when_it_is_empty(house, together, officer):
    batch = together[0].batch
    with pytest.raises(NotNow, match="Tạm dừng là việc của từng hồ sơ"):
        gates.open_on_batch(batch.pk, "suspension", actor=officer, now=house.later(), document="1/CV")

    for dossier in together:
        house.act("recall", dossier, "village.head")

    with pytest.raises(NotNow, match="không còn hồ sơ nào"):
        gates.open_on_batch(batch.pk, "posting", actor=officer, now=house.later(), places="x", until=NEXT_WEEK)


def test_where_rows_differ_the_longest_time_and_every_move_bind(house, paper):
    GateRule.objects.create(kind="posting", award_type_id="LDTT", days=10, holds=["recommend"], mark="design")
    other = house.walk(house.draft("LDTT"), State.INTAKE)

    law = law_of("posting", [paper, other], since=TODAY)

    assert (law.rule.days, law.holds, law.least) == (10, ["refer", "recommend", "award"], date(2024, 12, 11))
