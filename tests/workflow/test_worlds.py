"""The demo worlds: open work, and finished dossiers of every route, whole in the ledger, sensible at the clock."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F

from dossiers.criteria import sets
from dossiers.models import Dossier, Evidence
from dossiers.states import CLOSED, OPEN, REVIEWING, State
from roles import grants
from roles.models import BODY_KINDS, Person, Seat, Unit, UnitKind
from workflow import calendar, dues, set_findings, timetable, worlds
from workflow.audit import audit
from workflow.models import Decision, Event, Gate, Item, Notice, Sitting
from workflow.worlds import people

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORLDS = ["2024", "2026"]
#: how many dossiers have walked in each world, and how many of them came to an end
DOSSIERS = {"2024": (91, 73), "2026": (75, 55)}
#: the routes that the law of each world's years lets a dossier take to its end, and how many did
FINISHED = {
    "2024": {
        "huyen": 11,
        "huyen-tinh": 11,
        "xa": 15,
        "xa-dot-xuat": 6,
        "xa-huyen": 12,
        "xa-huyen-tinh": 10,
        "xa-khong-hoi-dong": 8,
    },
    "2026": {
        "xa-chuyen-tiep": 11,
        "xa-dot-xuat": 4,
        "xa-hai-cap": 12,
        "xa-huyen": 1,
        "xa-khong-hoi-dong": 4,
        "xa-tinh": 12,
        "xa-tinh-chuyen-tiep": 11,
    },
}


#: what the rule on direct workers finds of all that was proposed: the older papers of neither world say who they are
DIRECT_WORKERS = {"2024": sets.NOT_KNOWN, "2026": sets.NOT_KNOWN}


def quiet(sentence):
    """Nobody listens."""


def valid_units(world):
    """The units that stand on the day of the clock."""
    return Unit.objects.valid(calendar.office_day(world["clock"]))


@pytest.fixture(scope="module", params=WORLDS)
def world(request, django_db_setup, django_db_blocker):
    """A world with its dossiers, loaded once for the module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        worlds.load(request.param, empty=False, say=quiet)
        yield worlds.read(request.param)
        transaction.set_rollback(True)


def test_dossiers_stand_in_every_state(world):
    states = list(Dossier.objects.values_list("state", flat=True))

    finished = sum(state in CLOSED for state in states)
    assert ((len(states), finished), set(states)) == (DOSSIERS[world["world"]], set(State.values))


def test_the_finished_dossiers_took_the_routes_of_their_years(world):
    routes = Dossier.objects.filter(state__in=CLOSED).values_list("route__code", flat=True)

    assert Counter(routes) == FINISHED[world["world"]]


def test_the_two_worlds_finish_at_least_ten_dossiers_a_route():
    routes = json.loads((settings.BASE_DIR / "fixtures" / "routes.json").read_text(encoding="utf-8"))
    counted = sum((Counter(finished) for finished in FINISHED.values()), Counter())

    assert [route["code"] for route in routes if counted[route["code"]] < 10] == []


def test_each_desk_of_the_commune_has_something_to_do(world):
    chair = Dossier.objects.filter(state=State.SIGNING, stage__tier="commune", decision_line=None)

    assert chair.exclude(events__verb="propose_refusal").count() >= 1


def test_the_ledger_leads_to_exactly_where_they_stand(world):
    report = audit()

    open_now = Dossier.objects.filter(state__in=OPEN).count()
    expected = (DOSSIERS[world["world"]][0], Event.objects.count(), open_now, [])
    assert (report.dossiers, report.events, report.desks, report.faults) == expected


def test_the_grants_are_those_of_the_seats(world):
    today = calendar.office_day(world["clock"])

    assert grants.differences(today) == (set(), set())


def test_every_level_of_the_world_has_dossiers_under_review(world):
    tiers = set(valid_units(world).filter(kind=UnitKind.AUTHORITY).values_list("tier", flat=True))

    reviewing = Dossier.objects.filter(state__in=REVIEWING)

    assert set(reviewing.values_list("stage__tier", flat=True)) == tiers


def test_due_dates_are_sensible_at_the_clock(world):
    running = Dossier.objects.filter(state__in=OPEN).exclude(state=State.DRAFT)
    due = running.exclude(due_at=None)

    soonest, latest = world["clock"] - timedelta(days=30), world["clock"] + timedelta(days=20)
    assert due.filter(due_at__gt=soonest, due_at__lt=latest).count() == due.count()
    assert running.filter(due_at=None).count() == Gate.objects.filter(closed_at=None).count() == 1
    assert due.filter(due_at__lt=world["clock"]).count() >= 3
    assert due.filter(due_at__gt=world["clock"]).count() >= 8
    assert Dossier.objects.filter(state__in=[State.DRAFT, *CLOSED]).exclude(due_at=None).count() == 0


def test_some_are_calm_some_are_due_soon_some_are_late_and_one_stands_still(world):
    calendar = timetable.current().calendar()
    shown = [dues.shown(d, world["clock"], calendar) for d in Dossier.objects.select_related("stage").all()]

    kinds = Counter(due.kind for due in shown if due)

    assert min(kinds["calm"], kinds["soon"], kinds["late"], kinds["paused"]) >= 1


def test_nothing_happened_after_the_clock_or_out_of_order(world):
    moments = list(Event.objects.order_by("dossier", "seq").values_list("dossier", "at"))

    assert max(at for _dossier, at in moments) < world["clock"]
    assert moments == sorted(moments)


def test_everything_happened_on_working_days_but_what_a_village_writes(world):
    days = {calendar.office_day(at) for at in Event.objects.values_list("at", flat=True)}

    assert [day for day in days if not calendar.NATIONAL.is_working(day)] == []


def test_what_a_newcomer_wants_to_see_is_there(world):
    signed = Decision.objects.filter(status="signed")
    seen = {
        "a decision for three": any(decision.lines.count() == 3 for decision in signed),
        "a draft of a decision": Decision.objects.filter(status="draft").count() == 1,
        "an open posting": Gate.objects.filter(kind="posting", closed_at=None).count() == 1,
        "a concluded sitting": Sitting.objects.exclude(concluded_at=None).count() >= 3,
        "a deferred item": Item.objects.filter(outcome="deferred").count() >= 1,
        "a council with work": Dossier.objects.filter(state=State.COUNCIL, stage__tier="commune").count() >= 3,
        "a proposed refusal": Event.objects.filter(verb="propose_refusal", dossier__state__in=OPEN).count() == 1,
        "something missing, listed": all(e.evidence["missing"] for e in Event.objects.filter(verb="give_back")),
        "a paper sent down": Event.objects.filter(verb="send_down", dossier__state__in=OPEN).count() == 1,
        "a replacement": Dossier.objects.exclude(replaces=None).count() >= 1,
    }

    assert [what for what, there in seen.items() if not there] == []


def test_decisions_are_numbered_from_one_without_a_gap_in_the_order_of_signing(world):
    signed = Decision.objects.filter(status="signed").order_by("body", "signed_at")
    numbers = {}
    for body, year, number in signed.values_list("body", "number_year", "number"):
        numbers.setdefault((body, year), []).append(number)

    assert list(numbers.values()) == [list(range(1, len(given) + 1)) for given in numbers.values()]


def test_no_appraiser_wrote_the_dossier(world):
    refers = Event.objects.filter(verb__in=["refer", "propose_refusal"])

    assert refers.filter(person=F("dossier__author")).count() == 0


def first_bytes(paper):
    with paper.file.open("rb") as file:
        return file.read(5)


def test_the_attached_papers_are_real_files(world):
    heads = {paper.media_type: first_bytes(paper) for paper in Evidence.objects.all()}

    assert heads == {"application/pdf": b"%PDF-", "image/png": b"\x89PNG\r"}


def test_letters_of_the_past_are_not_sent_again(world):
    assert Notice.objects.exclude(mail="sent").count() == 0


def test_every_body_and_every_unit_has_somebody(world):
    today = calendar.office_day(world["clock"])
    held = set(Seat.objects.held(today).values_list("unit", flat=True))

    assert list(valid_units(world).exclude(pk__in=held).exclude(kind=UnitKind.AUTHORITY)) == []


def test_each_office_has_two_pairs_of_eyes(world):
    today = calendar.office_day(world["clock"])
    officers = Seat.objects.held(today).filter(role="officer")

    offices = valid_units(world).filter(kind=UnitKind.OFFICE)
    counts = {unit.code: officers.filter(unit=unit).count() for unit in offices}

    assert counts == dict.fromkeys(counts, 2)


def test_units_below_know_their_bodies(world):
    bodies = Unit.objects.filter(kind__in=BODY_KINDS)
    authorities = Unit.objects.filter(kind=UnitKind.AUTHORITY)

    assert bodies.filter(parent__in=authorities).count() == 3 * authorities.count()


def test_a_loaded_world_is_left_as_it_is(world):
    before = Event.objects.count()

    again = worlds.load(world["world"], empty=False, say=quiet)

    assert (again.fresh, Event.objects.count()) == (False, before)


def test_two_worlds_do_not_live_in_one_house(world):
    other = next(name for name in WORLDS if name != world["world"])

    with pytest.raises(worlds.WorldError):
        worlds.load(other, empty=True, say=quiet)


def test_the_accounts_open(world):
    today = calendar.office_day(world["clock"])

    accounts = people.accounts(world, today)

    assert {account.password for account in accounts} == {world["password"]}
    assert len(accounts) == Seat.objects.held(today).count()
    assert len(world["password"]) >= 12


def test_a_changed_password_is_not_told(world):
    with transaction.atomic():
        someone = Person.objects.get(username="chutich.xa")
        someone.set_password("một câu khác hẳn")
        someone.save()
        accounts = people.accounts(world, calendar.office_day(world["clock"]))
        transaction.set_rollback(True)

    assert {a.password for a in accounts if a.username == "chutich.xa"} == {"(đã đổi)"}


def test_the_share_of_direct_workers_runs_from_the_commune_s_own_row(world):
    """Seed 3's rule: a row names the place, and the world's papers are held against it with no code of its own."""
    day = calendar.office_day(world["clock"])
    papers = list(Dossier.objects.select_related("nominee", "revision", "unit").order_by("pk"))

    [found] = [each for each in set_findings.over(papers, on=day) if "trên 30%" in each.rule]

    people = [paper for paper in papers if paper.nominee.kind == "individual"]
    direct = [paper for paper in people if paper.revision.content.get("labour") == "direct"]
    assert found.measured.startswith(f"{len(direct)} trên {len(people)} cá nhân")
    assert found.found == DIRECT_WORKERS[world["world"]]
