"""Seven seats, three dossiers, one decision: from a village to a printed paper, in a real browser."""

import subprocess
import unicodedata

import pytest

from tests.journeys import steps
from tests.journeys.steps import NOMINEES, level

pytestmark = pytest.mark.journey

#: world → who proposes, which levels review, the last of them decides; only rows differ
WORLDS = {
    "2024": ("truongthon.cuphu", ["xa", "huyen"]),
    "2026": ("truongthon.senha", ["xa"]),
}
ASKED = "Báo cáo chưa ghi rõ có đơn thư hay không."


def printed(pdf: bytes, folder) -> str:
    """What pdftotext reads, on one line."""
    (folder / "decision.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", folder / "decision.pdf", "-"], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("world", WORLDS)
def test_three_dossiers_travel_to_decision_number_1(open_world, take_seat, tmp_path, world):
    username, places = WORLDS[world]
    office = open_world(world)
    head = take_seat(office, username)
    first = level(places[0])

    head.look("home-empty")
    for number, name in enumerate(NOMINEES):
        steps.nominate(head, name, looking=number == 0)
    head.go("/").look("home-waiting")

    officer = take_seat(office, first.officer)
    officer.go("/viec/").look("worklist-officer")
    steps.ask_for_more(officer, NOMINEES[0], missing=ASKED)
    steps.complete(head, NOMINEES[0], asked=ASKED)

    for place in places:
        desk = level(place)
        officer = take_seat(office, desk.officer)
        if place == "huyen":
            steps.refer_together(officer)
        else:
            for name in NOMINEES:
                steps.refer(officer, name)
        secretary = take_seat(office, desk.secretary)
        secretary.go("/viec/").look("worklist-secretary")
        steps.sit(secretary, looking=place == "xa")
        if place != places[-1]:
            steps.forward(take_seat(office, desk.chair), looking=True)

    chair = take_seat(office, level(places[-1]).chair)
    steps.sign(chair)
    chair.look("decision-signed")
    pdf = steps.download(chair)

    paper = printed(pdf, tmp_path)
    assert "Số: 01/QĐ-UBND" in paper
    assert [name for name in NOMINEES if unicodedata.normalize("NFC", name) not in paper] == []
    assert office.manage("audit_ledger").strip() != ""
    head.go("/").look("home-awarded")
    assert "01/QĐ-UBND" in head.text
