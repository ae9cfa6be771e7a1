"""What a journey needs: an office of its own, a real browser, and people who take seats."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.office import open_office
from tests.journeys.seat import Seat

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    chromium = shutil.which("chromium")
    assert chromium, "the package chromium is missing"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_world(tmp_path_factory):
    """Open an office of a world; it is closed after the test."""
    offices = []

    def opened(world):
        offices.append(open_office(world, tmp_path_factory.mktemp(f"office-{world}")))
        return offices[-1]

    yield opened
    for office in offices:
        office.close()


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """One office with its dossiers, for tests that only look."""
    office = open_office("2024", tmp_path_factory.mktemp("office-lived-in"), lived_in=True)
    office.manage("seal")
    yield office
    office.close()


@pytest.fixture
def take_seat(browser):
    """Seat somebody; at the end nobody's browser may have complained."""
    seats = {}

    def taken(office, username):
        if username not in seats:
            seats[username] = Seat.taken(browser, office, username)
        return seats[username]

    yield taken
    complaints = [complaint for seat in seats.values() for complaint in seat.complaints]
    for seat in seats.values():
        seat.page.context.close()
    assert complaints == []
