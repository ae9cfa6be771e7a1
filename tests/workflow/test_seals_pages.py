"""The pages of the seals: who reads them, what they say, what they cost."""

import json

import pytest

from dossiers.states import State
from tests.house import NOW
from tests.workflow.test_budgets import Statements
from workflow import seals
from workflow.models import Seal


@pytest.fixture
def sealed(house, settings, tmp_path):
    """One dossier, sealed, and its file in a folder of the test's own."""
    settings.BANGVANG_VAR = tmp_path
    house.walk(house.draft("LDTT"), State.INTAKE)
    seal = seals.make(now=NOW)
    seals.keep(seal)
    return seal


ADDRESSES = ["/niem-phong/", "/niem-phong/2024-11-27/", "/niem-phong/2024-11-27/1/tep/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("seat", "status"),
    [
        ("commune.auditor", 200),
        ("commune.administrator", 200),
        ("commune.chair", 200),
        ("village.head", 403),
        ("village.clerk", 403),
        ("commune.officer", 403),
        ("commune.secretary", 403),
        ("commune.member1", 403),
        ("commune.registry", 403),
        ("commune.accountant", 403),
    ],
)
def test_who_checks_or_answers_for_the_record_sees_its_seals(sign_in, sealed, seat, status, address):
    assert sign_in(seat).get(address).status_code == status


def test_a_refusal_says_who_may(sign_in, sealed):
    page = sign_in("village.head").get("/niem-phong/").content.decode()

    assert "Trang niêm phong dành cho người kiểm tra, người quản trị và Chủ tịch." in page


@pytest.mark.parametrize("day", ["2024-11-28", "2024-13-01", "hom-nay"])
def test_a_day_without_a_seal_is_not_there(sign_in, sealed, day):
    client = sign_in("commune.auditor")

    assert [client.get(f"/niem-phong/{day}/{rest}").status_code for rest in ("", "1/tep/")] == [404, 404]


def test_the_page_of_a_day_prints_the_root_in_groups_of_four(sign_in, sealed):
    page = sign_in("commune.auditor").get("/niem-phong/2024-11-27/").content.decode()

    fours = [sealed.root[start : start + 4] for start in range(0, 64, 4)]
    assert f"<code>{' '.join(fours)}</code>" in page


def test_the_file_is_handed_out_as_it_was_written_or_drawn_again(sign_in, sealed):
    client, path = sign_in("commune.auditor"), seals.path_of(sealed)
    written = path.read_text()

    answer = client.get("/niem-phong/2024-11-27/1/tep/")
    path.unlink()
    again = client.get("/niem-phong/2024-11-27/1/tep/")

    assert answer["Content-Disposition"] == 'attachment; filename="seal-2024-11-27-1.json"'
    assert (answer.content.decode(), again.content.decode()) == (written, written)
    assert json.loads(written)["root"] == sealed.root


def test_without_a_seal_the_page_says_so(sign_in):
    page = sign_in("commune.auditor").get("/niem-phong/").content.decode()

    assert "Chưa có niêm phong nào." in page


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_costs_at_most_12_statements(sign_in, house, sealed, address, count):
    for _more in range(count - 1):
        house.walk(house.draft("LDTT"), State.INTAKE)
        seals.make(now=house.later())
    client = sign_in("commune.auditor")
    client.get(address)

    with Statements() as statements:
        client.get(address)

    assert (Seal.objects.count(), statements.count <= 12) == (count, True)
