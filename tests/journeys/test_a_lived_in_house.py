"""Dossiers in every state: each page that the way to a decision does not pass, looked at hard."""

import pytest

pytestmark = pytest.mark.journey

#: who opens what, and what its picture is called
PAGES = [
    ("truongthon.cuphu", "/", "village-home"),
    ("truongthon.cuphu", "/ho-so/", "register-unit"),
    ("truongthon.cuphu", "/quyet-dinh/", "decisions-unit"),
    ("truongthon.cuphu", "/mat-khau/", "password"),
    ("canbo.xa", "/viec/", "worklist"),
    ("canbo.xa", "/viec/?xem=others", "worklist-others"),
    ("canbo.xa", "/viec/?q=khongcoai", "worklist-nothing-found"),
    ("canbo.xa", "/ho-so/", "register"),
    ("canbo.xa", "/thong-bao/", "notices"),
    ("thuky.xa", "/viec/", "worklist-secretary"),
    ("thuky.xa", "/phien-hop/", "sittings-lived-in"),
    ("chutich.xa", "/quyet-dinh/cho-ky/", "waiting-lived-in"),
    ("canbo.xa", "/ho-so/TD-2024-0068/ban/", "versions"),
    ("chutich.xa", "/quyet-dinh/", "decisions"),
    ("canbo.huyen", "/viec/", "worklist-district"),
    ("vanthu.xa", "/", "no-desk"),
    ("kiemtra.xa", "/ho-so/", "register-auditor"),
    ("kiemtra.xa", "/niem-phong/", "seals"),
    ("kiemtra.xa", "/niem-phong/2024-11-27/", "seal"),
]


def test_every_page_of_a_lived_in_house_is_fit_to_be_seen(lived_in, take_seat):
    for username, path, name in PAGES:
        seat = take_seat(lived_in, username).go(path)
        assert seat.page.locator("h1").count() == 1, (username, path)
        seat.look(name)


def test_what_is_not_there_and_what_one_may_not_see_are_the_same_page(lived_in, take_seat):
    officer, stranger = take_seat(lived_in, "canbo.xa"), take_seat(lived_in, "truongthon.phuman")
    codes = (
        officer.go("/ho-so/")
        .page.locator("main a[href*='/ho-so/TD-']")
        .evaluate_all("as => as.map(a => a.getAttribute('href'))")
    )

    paths = [codes[0], "/ho-so/TD-2024-9999/", "/ho-so/TD-2024-9999/viec/refer/", f"{codes[0]}viec/refer/"]
    answers = [(stranger.page.goto(lived_in.address + path).status, stranger.text) for path in paths]
    stranger.look("error-404")
    stranger.complaints.clear()  # the browser itself reports every 404

    assert {status for status, _text in answers} == {404}
    assert len({text for _status, text in answers}) == 1
