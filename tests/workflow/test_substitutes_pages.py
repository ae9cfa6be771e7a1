"""The page of an absence: named there, seen there, ended there; the substitute sees for whom they act."""

import pytest
from django.urls import reverse

from dossiers.states import State
from roles.models import Seat
from tests import acting
from tests import house as houses
from tests.acting import BASIS, LAST, name
from tests.house import NOW, TODAY

PAGE = reverse("workflow:substitutes")
KT = "commune.deputy for commune.chair"


@pytest.fixture
def house(db):
    return acting.staff(houses.build())


@pytest.fixture
def filled(house):
    """The form as a person fills it in."""
    return {
        "who": f"KT:{house.seats['commune.deputy'].pk}",
        "since": "27/11/2024",
        "until": "7.12.2024",
        "basis": BASIS,
    }


def acting_seats():
    seats = Seat.objects.filter(acting_for__isnull=False)
    return list(seats.values_list("person__username", "since", "until", "scope"))


def test_a_chair_names_a_deputy(sign_in, filled):
    response = sign_in("commune.chair").post(PAGE, filled, follow=True)

    assert acting_seats() == [("commune.deputy", TODAY, LAST, [])]
    assert "Đã cử bà Người commune.deputy KT. chair từ 27/11/2024 đến hết 07/12/2024." in response.content.decode()


def test_the_scope_that_is_ticked_is_kept(sign_in, filled):
    sign_in("commune.chair").post(PAGE, {**filled, "awards": ["LDTT", "GK_XA"], "units": ["hamlet"]})

    assert acting_seats()[0][3] == ["award:LDTT", "award:GK_XA", "unit:hamlet"]


WRONG = {
    "nobody": {"who": ""},
    "somebody the rows do not give": {"who": "KT:999999"},
    "no end": {"until": ""},
    "an end that is no day": {"until": "31/02/2025"},
    "an end before the beginning": {"until": "26/11/2024"},
    "yesterday": {"since": "26/11/2024"},
    "no basis": {"basis": ""},
    "an award there is not": {"awards": ["XYZ"]},
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_and_what_was_typed_stays(sign_in, filled, case):
    response = sign_in("commune.chair").post(PAGE, {**filled, **WRONG[case]})

    assert (response.status_code, acting_seats()) == (200, [])
    assert 'role="alert"' in response.content.decode()
    assert response.context["form"]["basis"].value() == WRONG[case].get("basis", BASIS)


@pytest.mark.parametrize("seat", ["commune.registry", "commune.auditor", "commune.deputy"])
def test_a_seat_for_which_there_is_nobody_says_so(sign_in, seat):
    text = sign_in(seat).get(PAGE).content.decode()

    assert "Chưa có ai để cử cho vị trí này." in text


def test_a_substitute_names_nobody(sign_in, house, filled):
    name(house, "commune.chair", "commune.deputy")
    client = sign_in(KT)

    assert "người thay không cử người khác thay tiếp" in client.get(PAGE).content.decode()
    client.post(PAGE, {**filled, "who": f"KT:{house.seats['commune.deputy2'].pk}"})
    assert len(acting_seats()) == 1


def test_the_banner_says_for_whom_until_when_on_every_page_of_that_seat(sign_in, house):
    name(house, "commune.chair", "commune.deputy")
    sentence = "Đang thay bà Người commune.chair (KT. chair), đến hết 07/12/2024."

    pages = [sign_in(KT).get(reverse(f"workflow:{view}")).content.decode() for view in ("worklist", "waiting")]
    own = sign_in("commune.deputy").get(PAGE).content.decode()

    assert [sentence in page for page in pages] == [True, True]
    assert sentence not in own


def test_who_was_named_is_told_on_the_pages_of_the_own_seat(sign_in, house):
    before = sign_in("commune.deputy").get(PAGE).context["acting"]
    name(house, "commune.chair", "commune.deputy")

    told = sign_in("commune.deputy").get(PAGE).context["acting"]

    sentence = (
        "Được cử thay bà Người commune.chair (KT. chair), đến hết 07/12/2024; chọn vị trí đó ở góc trên để làm thay."
    )
    assert (before, told) == ("", sentence)


def test_the_substitute_finds_the_principals_work(sign_in, house):
    dossier = house.walk(house.draft("LDTT", name="Vũ Thị Hoa"), State.SIGNING)
    name(house, "commune.chair", "commune.deputy")

    text = sign_in(KT).get(reverse("workflow:worklist")).content.decode()

    assert dossier.code in text


def test_the_principal_sees_who_acts_and_what_was_done(sign_in, house):
    dossier = house.walk(house.draft("CSTDCS", name="Vũ Thị Hoa"), State.SIGNING)
    name(house, "commune.chair", "commune.deputy")
    house.act("forward", dossier, KT)

    context = sign_in("commune.chair").get(PAGE).context

    assert [(line.who, line.runs) for line in context["running"]] == [("Bà Người commune.deputy", True)]
    assert [(done.subject, done.line.verb) for done in context["done"]] == [("Bà Vũ Thị Hoa", "ký trình cấp trên")]


def test_a_principal_who_is_back_ends_it_with_a_button(sign_in, house):
    seat = name(house, "commune.chair", "commune.deputy")
    client = sign_in("commune.chair")

    response = client.post(reverse("workflow:end_substitute", args=[seat.pk]), follow=True)

    past = [line.who for line in response.context["past"]]
    assert (response.context["running"], past) == ([], ["Bà Người commune.deputy"])
    assert house.actor(KT).rights == frozenset()
    assert client.post(reverse("workflow:end_substitute", args=[seat.pk])).status_code == 409


def test_a_stranger_to_it_ends_nothing(sign_in, house):
    seat = name(house, "commune.chair", "commune.deputy")

    response = sign_in("district.chair").post(reverse("workflow:end_substitute", args=[seat.pk]))

    assert (response.status_code, house.actor(KT).rights != frozenset()) == (409, True)


def test_a_seat_that_ended_while_the_person_was_signed_in_opens_nothing(sign_in, house, monkeypatch):
    name(house, "commune.chair", "commune.deputy")
    client = sign_in(KT)
    later = NOW.replace(month=12, day=8)
    monkeypatch.setattr("config.clock.now", lambda: later)

    response = client.get(PAGE)

    assert response.context["seat"] == house.seats["commune.deputy"]


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(enter, house, monkeypatch, django_assert_num_queries, times):
    monkeypatch.setattr("config.clock.now", lambda: NOW)
    for n in range(times):
        dossier = house.walk(house.draft("CSTDCS", name=f"Người {n}"), State.SIGNING)
        seat = name(house, "commune.chair", "commune.deputy", scope=["award:CSTDCS", "unit:village"])
        house.act("forward", dossier, KT)
        if n < times - 1:
            acting.substitutes.end(seat.pk, principal=house.seats["commune.chair"].person, today=TODAY)
    client = enter("commune.chair")

    with django_assert_num_queries(12):
        client.get(PAGE)
