"""Reminders: on their day, once, one letter a person a morning, and none lost or doubled by a death half-way."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction

from dossiers import law
from dossiers.models import CalendarDay, Dossier, ReminderRule
from dossiers.states import State
from tests.workflow.test_budgets import Statements
from workflow import engine, pauses, reminders
from workflow.calendar import OFFICE
from workflow.mail import send_waiting
from workflow.models import Gate, Morning, Notice, Reminder


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE)


RULES = [
    ("before", 2, "", "desk"),
    ("on", 0, "", "desk"),
    ("after", 1, "", "desk"),
    ("escalation", 3, "intake", "chair"),
    ("escalation", 3, "council", "chair"),
    ("escalation", 3, "signing", "above"),
    ("escalation", 4, "intake", "above"),
    ("escalation", 1, "returned", "office"),
]


@pytest.fixture
def ruled(house):
    """The smallest world with rules, and no letter of a move waiting."""
    ReminderRule.objects.bulk_create(ReminderRule(kind=k, days=d, step=s, to=to) for k, d, s, to in RULES)
    return house


def quiet():
    """The letters of the moves so far are out of the way."""
    Notice.objects.filter(digest_on=None).update(mail=Notice.Mail.SENT)


def raised(dossier=None):
    """What was raised: kind, the day it was meant for, and to whom."""
    rows = Reminder.objects.select_related("unit").order_by("day", "kind", "unit__code")
    rows = rows.filter(dossier=dossier) if dossier else rows
    return [(row.kind, f"{row.day:%d/%m}", row.unit.code) for row in rows]


def mornings(*days):
    for day in days:
        reminders.run(at(f"2024-12-{day:02}T07:30"))


@pytest.fixture
def paper(ruled):
    """At the commune's officer, due on Wednesday 4 December 2024."""
    return ruled.walk(ruled.draft(name="A"), State.INTAKE)


def test_a_paper_is_spoken_of_before_on_and_after_its_day_and_then_to_those_above(paper):
    mornings(*range(1, 16))

    assert raised() == [
        ("before", "02/12", "commune-office"),
        ("on", "04/12", "commune-office"),
        ("after", "05/12", "commune-office"),
        ("escalation", "09/12", "commune-chair"),
        ("escalation", "10/12", "district-office"),
    ]


def test_a_desk_under_two_places_with_days_off_of_their_own_is_told_in_time(paper):
    off = [("district", 28), ("commune", 29)]
    days = [CalendarDay(day=date(2024, 11, day), works=False, name="Ngày thử", locality=place) for place, day in off]
    CalendarDay.objects.bulk_create(days)
    ReminderRule.objects.filter(kind="before").update(days=3)

    reminders.run(at("2024-11-27T07:30"))

    assert raised() == [("before", "27/11", "commune-office")]


#: where the paper lies, and who hears that it has lain there too long
ABOVE = [
    (State.INTAKE, 1, ["commune-chair", "district-office"]),
    (State.COUNCIL, 1, ["commune-chair"]),
    (State.SIGNING, 1, ["district-office"]),
    (State.INTAKE, 2, ["district-chair", "province-office"]),
    (State.SIGNING, 3, []),
    (State.RETURNED, 1, ["commune-office"]),
]


@pytest.mark.parametrize(("state", "stage", "told"), ABOVE)
def test_the_superior_of_each_desk_hears_of_it(ruled, state, stage, told):
    ruled.walk(ruled.draft("BK_TINH"), state, stage=stage)

    mornings(*range(2, 21))

    assert [unit for kind, _day, unit in raised() if kind == "escalation"] == told


def test_a_morning_that_is_missed_is_made_up_for_and_a_near_day_is_told_once(paper):
    mornings(3, 12)

    assert raised() == [
        ("before", "02/12", "commune-office"),
        ("after", "05/12", "commune-office"),
        ("escalation", "09/12", "commune-chair"),
        ("escalation", "10/12", "district-office"),
    ]


@pytest.mark.parametrize("moment", ["2024-12-07T09:00", "2024-12-09T06:59"], ids=["a Saturday", "before seven"])
def test_nobody_is_reminded_outside_office_days_or_before_people_come(paper, moment):
    reminders.run(at(moment))

    assert (raised(), Morning.objects.count()) == ([], 0)


def test_a_paper_whose_clock_stands_is_not_late(ruled, paper):
    person = ruled.seats["commune.officer"].person
    posting = Gate.objects.create(kind="posting", dossier=paper, opened_at=ruled.now, opened_by=person)
    pauses.opened(posting, now=ruled.now)

    mornings(*range(2, 16))

    assert raised() == []


def test_a_paper_that_came_to_another_desk_has_its_own_occasions(ruled, paper):
    mornings(2)
    ruled.now = at("2024-12-03T09:00")
    ruled.act("refer", paper, "commune.officer")
    mornings(9)

    assert raised() == [("before", "02/12", "commune-office"), ("before", "06/12", "commune-council")]


# one letter


def test_somebody_with_fifty_late_papers_gets_one_letter(ruled):
    ids = [ruled.draft("LDTT", name=f"Người thứ {n}").pk for n in range(50)]
    engine.perform_many("submit", dossier_ids=ids, actor=ruled.actor("village.head"), now=ruled.later())
    quiet()

    mornings(6)
    send_waiting()

    assert {letter.to[0]: letter.subject for letter in mail.outbox} == {
        "commune.officer@example.vn": "Nhắc hạn: 50 hồ sơ",
        "commune.officer2@example.vn": "Nhắc hạn: 50 hồ sơ",
    }
    assert mail.outbox[0].body.count("\n- ") == 50


def test_a_letter_names_each_paper_once_under_the_gravest_heading(ruled):
    late = ruled.walk(ruled.draft("LDTT", name="Muộn"), State.SIGNING)
    Dossier.objects.filter(pk=late.pk).update(due_at=at("2024-12-02T17:00"))
    near = ruled.walk(ruled.draft("LDTT", name="Gần"), State.SIGNING)
    Dossier.objects.filter(pk=near.pk).update(due_at=at("2024-12-10T17:00"))
    quiet()

    mornings(9)
    send_waiting()
    letters = {letter.to[0]: letter.body.split("\n\n", 1)[1] for letter in mail.outbox}

    assert letters["commune.chair@example.vn"].splitlines() == [
        "Đã quá hạn:",
        f"- {late.code}: Bà Muộn, Danh hiệu LDTT; hạn 02/12/2024, ở commune-chair",
        "",
        "Sắp đến hạn:",
        f"- {near.code}: Bà Gần, Danh hiệu LDTT; hạn 10/12/2024, ở commune-chair",
        "",
        "Xem việc của tôi: http://localhost/",
    ]
    assert "Quá hạn lâu, cần chỉ đạo:" in letters["district.officer@example.vn"]


def test_a_long_letter_says_how_many_more_there_are(ruled):
    ids = [ruled.draft("LDTT", name=f"Người thứ {n}").pk for n in range(53)]
    engine.perform_many("submit", dossier_ids=ids, actor=ruled.actor("village.head"), now=ruled.later())
    quiet()

    mornings(6)
    send_waiting()

    assert "… và 3 hồ sơ khác." in mail.outbox[0].body


def test_of_a_paper_that_has_moved_on_in_between_nobody_is_told(ruled, paper):
    raising = reminders.steps(at("2024-12-06T07:30"))
    while Reminder.objects.count() == 0:
        next(raising)
    ruled.now = at("2024-12-06T07:31")
    ruled.act("refer", paper, "commune.officer")
    reminders.run(at("2024-12-06T07:40"))

    assert (len(raised()), Notice.objects.filter(digest_on__isnull=False).count()) == (1, 0)


def test_the_page_of_notices_has_one_line_for_the_morning(ruled, paper, enter):
    mornings(6)

    page = enter("commune.officer").get("/thong-bao/").context["page"]
    line = next(line for line in page.rest if line.verb == "nhắc hạn")

    assert (line.who, line.name, line.award, line.unread) == ("Hệ thống", "1 hồ sơ", "ngày 06/12/2024", True)


# nothing twice, nothing lost


def everything():
    """All that a morning leaves behind, without keys and times."""
    digests = Notice.objects.filter(digest_on__isnull=False).order_by("person__username")
    told = [
        (d.person.username, str(d.digest_on), d.mail, sorted(str(r) for r in d.reminders.values_list("kind", "day")))
        for d in digests.select_related("person")
    ]
    open_mornings = Morning.objects.filter(closed_at=None).count()
    return raised(), told, Reminder.objects.filter(told_at=None).count(), open_mornings


def some_late(house):
    for number, name in enumerate("ABCDE"):
        dossier = house.walk(house.draft("LDTT", name=name), [State.INTAKE, State.COUNCIL, State.SIGNING][number % 3])
        due = at("2024-12-02T17:00") + timedelta(days=number)
        Dossier.objects.filter(pk=dossier.pk).update(due_at=due)
    quiet()


def test_a_second_pass_and_a_third_change_nothing(ruled):
    some_late(ruled)
    mornings(9)
    once = everything()

    mornings(9, 9)

    assert everything() == once
    assert (len(once[0]) > 5, once[2:]) == (True, (0, 0))


def test_a_worker_that_dies_after_any_step_has_lost_and_doubled_nothing(ruled, monkeypatch):
    """Each step is a transaction: dying in one is dying after the one before."""
    monkeypatch.setattr(reminders, "CHUNK", 2)
    some_late(ruled)
    with transaction.atomic():
        number = len(list(reminders.steps(at("2024-12-09T07:30"))))
        whole = everything()
        transaction.set_rollback(True)

    for survived in range(number):
        with transaction.atomic():
            dying = reminders.steps(at("2024-12-09T07:30"))
            for _step in range(survived):
                next(dying)
            dying.close()
            reminders.run(at("2024-12-09T08:15"))
            found = everything()
            transaction.set_rollback(True)
        assert found == whole, f"died after step {survived} of {number}"
    assert number > 12


def test_no_letter_leaves_before_the_morning_is_closed(ruled):
    some_late(ruled)

    sent = [(step, send_waiting()) for step in reminders.steps(at("2024-12-09T07:30"))]

    assert {step for step, letters in sent if letters} == {"close"}


def test_the_table_itself_refuses_an_occasion_twice_and_a_second_digest(ruled, paper):
    mornings(6)
    for row in (Reminder.objects.first(), Notice.objects.filter(digest_on__isnull=False).first()):
        row.pk, row._state.adding = None, True
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


# what it costs


@pytest.mark.parametrize("count", [10, 200])
def test_a_morning_costs_the_same_for_10_and_for_200(ruled, count):
    ids = [ruled.draft("LDTT", name=f"Người thứ {n}").pk for n in range(count)]
    engine.perform_many("submit", dossier_ids=ids, actor=ruled.actor("village.head"), now=ruled.later())
    engine.perform_many("refer", dossier_ids=ids, actor=ruled.actor("commune.officer"), now=ruled.later())
    quiet()

    with Statements() as statements:
        mornings(6)
    with Statements() as again:
        mornings(6)

    assert Reminder.objects.count() == count
    assert (statements.count, again.count) == (41, 2)


def test_the_tick_gives_the_morning(ruled, paper, monkeypatch):
    monkeypatch.setattr("config.clock.now", lambda: at("2024-12-06T08:00"))

    call_command("tick")

    assert raised() == [("after", "05/12", "commune-office")]


def test_the_rules_as_shipped_are_loaded(db):
    law.load()

    assert ReminderRule.objects.filter(kind="escalation").count() == 6
    assert set(ReminderRule.objects.values_list("mark", flat=True)) == {"design"}
