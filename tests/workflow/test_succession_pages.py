"""The page of the administrator: what a succession touches is read before it is carried out."""

import pytest

from dossiers.states import State
from roles.models import Succession
from tests.workflow.test_budgets import Statements

ADDRESS = "/sap-xep-don-vi/"
PLAN = {
    "units": ["village"],
    "heir": "hamlet",
    "second": "",
    "on": "27/11/2024",
    "basis": "Nghị quyết số 5",
}


@pytest.mark.parametrize(
    ("seat", "status"),
    [("commune.administrator", 200), ("commune.auditor", 403), ("commune.chair", 403), ("village.head", 403)],
)
def test_the_page_is_the_administrators(sign_in, seat, status):
    assert sign_in(seat).get(ADDRESS).status_code == status


def test_a_preview_says_what_it_touches_and_does_nothing(house, sign_in):
    house.walk(house.draft(), State.COUNCIL)

    page = sign_in("commune.administrator").post(ADDRESS, PLAN)

    text = page.content.decode()
    assert "vẫn ở Commune Council; đơn vị đề nghị: Village → Hamlet" in text
    assert "Người village.head thôi head, Village" in text
    assert (page.status_code, Succession.objects.count()) == (200, 0)


def test_what_was_previewed_is_carried_out(house, sign_in):
    dossier = house.walk(house.draft(), State.COUNCIL)
    client = sign_in("commune.administrator")
    seen = client.post(ADDRESS, PLAN).context["outcome"].hash

    done = client.post(ADDRESS, {**PLAN, "accept": "1", "seen": seen}, follow=True)

    assert house.fresh(dossier).unit_id == house.units["hamlet"].pk
    assert "1 đơn vị đã kết thúc, 1 hồ sơ đã chuyển sang nơi kế thừa." in done.content.decode()
    assert "Nghị quyết số 5" in done.content.decode()


def test_what_changed_in_between_is_shown_again(house, sign_in):
    house.draft()
    client = sign_in("commune.administrator")
    seen = client.post(ADDRESS, PLAN).context["outcome"].hash
    house.draft()

    page = client.post(ADDRESS, {**PLAN, "accept": "1", "seen": seen})

    assert "Có thay đổi từ lúc xem trước" in page.content.decode()
    assert Succession.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"heir": "village"}, "không kế thừa chính mình"),
        ({"on": "01/12/2024"}, "Chưa đến ngày sắp xếp 01/12/2024."),
        ({"heir": "district"}, "Chọn đơn vị trong danh sách."),
        ({"units": []}, "Chọn ít nhất một đơn vị."),
    ],
)
def test_what_cannot_be_is_said_beside_the_form(house, sign_in, changed, sentence):
    page = sign_in("commune.administrator").post(ADDRESS, {**PLAN, **changed})

    assert sentence in page.content.decode()
    assert Succession.objects.count() == 0


def test_a_split_asks_which_units_go_where(house, sign_in):
    house.unit("third", "village", "base", "commune", managed_by="commune")
    client, split = sign_in("commune.administrator"), {**PLAN, "second": "third"}

    whole, parted = client.post(ADDRESS, PLAN), client.post(ADDRESS, split)

    assert ("to_second" in whole.context["form"].fields, "to_second" in parted.context["form"].fields) == (False, True)
    assert "Village → Hamlet, Third" in parted.content.decode()


def test_the_page_costs_the_same_however_many_units_there_are(house, enter):
    client = enter("commune.administrator")

    with Statements() as asked:
        client.get(ADDRESS)

    assert asked.count <= 12
