"""What the tests of the pages may ask for."""

import pytest

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
