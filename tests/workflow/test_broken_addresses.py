"""What no page of ours would send: the answer is a refusal or the plain page, never a broken one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.states import State

OUTSIDE_ALL_CALENDARS = ["0001-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-12:00"]
TOO_LARGE = "9" * 40


@pytest.mark.parametrize("moment", OUTSIDE_ALL_CALENDARS)
def test_a_list_that_starts_outside_all_calendars_starts_at_its_beginning(sign_in, moment):
    client = sign_in("commune.officer")

    worklist = client.get(reverse("workflow:worklist"), {"sau": f"{moment}~1"})
    notices = client.get(reverse("workflow:notices"), {"truoc": moment})

    assert (worklist.status_code, notices.status_code) == (200, 200)


@pytest.mark.parametrize("pick", [f"{TOO_LARGE}:1", f"1:{TOO_LARGE}", "-" + TOO_LARGE + ":0", "1", "a:b"])
@pytest.mark.parametrize("do", ["draft", "forward"])
def test_a_pick_that_no_column_could_hold_is_refused(sign_in, house, pick, do):
    body = house.units["commune-chair"].pk

    answer = sign_in("commune.chair").post(reverse("workflow:waiting"), {"pick": pick, "do": do, "body": body})

    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["votes_yes", "votes_all"])
@pytest.mark.parametrize("typed", ["²", "9" * 5000, "٣", "-1"])
def test_a_count_that_is_no_count_is_kept_and_the_draft_opens_again(sign_in, house, name, typed):
    dossier = house.draft()
    client = sign_in("village.head")
    page = {"version": 0, "kind": "individual", "name": "Trần Thị Nhàn", "award": "CSTDCS", name: typed}

    kept = client.post(reverse("workflow:autosave", args=[dossier.code]), page, headers={"HX-Request": "true"})
    again = client.get(reverse("workflow:write", args=[dossier.code]))

    assert (kept.status_code, again.status_code) == (200, 200)


def test_a_page_key_that_no_database_takes_still_begins_one_draft(sign_in, house):
    client = sign_in("village.head")
    page = {"kind": "individual", "name": "Trần Thị Nhàn", "page": "\0khoa\u202e"}

    for _press in range(2):
        client.post(reverse("workflow:nominate"), page)

    assert Dossier.objects.count() == 1


def test_a_gate_far_beyond_the_calendar_is_asked_again(sign_in, house):
    dossier = house.walk(house.draft(), State.INTAKE)
    client = sign_in("commune.officer")
    gate = {"version": dossier.version, "places": "Nhà văn hóa", "since": "27/11/2024", "until": "31/12/9999"}

    asked = client.post(reverse("workflow:open_gate", args=[dossier.code, "posting"]), gate)

    assert "xa quá" in asked.content.decode()
    assert not dossier.gates.exists()
    assert client.get(reverse("workflow:dossier", args=[dossier.code])).status_code == 200


def test_a_fragment_from_an_address_that_cannot_be_read_is_sent_to_sign_in(client, db):
    answer = client.get(reverse("roles:login"), headers={"HX-Request": "true", "HX-Current-URL": "http://[x"})

    assert answer.headers["HX-Redirect"] == reverse("roles:login") + "?next="
