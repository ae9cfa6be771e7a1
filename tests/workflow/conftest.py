"""What the tests of the pages may ask for."""

import pytest
from django.urls import reverse

from tests.house import NOW


@pytest.fixture
def sign_in(client, house, monkeypatch):
    """Sign a seat's person in; the office clock stands in the house's year."""
    monkeypatch.setattr("config.clock.now", lambda: NOW)

    def enter(name):
        client.force_login(house.seats[name].person)
        session = client.session
        session["seat"] = house.seats[name].pk
        session.save()
        return client

    return enter


@pytest.fixture
def enter(client, house):
    """Sign in on a named seat, past the first page, which writes when the session was seen."""

    def enter(seat):
        client.force_login(house.seats[seat].person)
        session = client.session
        session["seat"] = house.seats[seat].pk
        session.save()
        client.get(reverse("workflow:notices"))
        return client

    return enter
