"""Acting on many from the work list: chosen, looked at, confirmed once, told line by line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.states import State
from tests.house import minutes
from tests.workflow.many import BEGIN, looked, page, press, stands, waiting
from workflow import engine
from workflow.bulk import acts, bell, lists
from workflow.models import BulkAct, Event, Gate, Notice
from workflow.refusals import Refused


def states(ids):
    return sorted(Dossier.objects.filter(pk__in=ids).values_list("state", flat=True))


def hold(house, pk):
    """A gate in the way of one dossier."""
    person = house.seats["commune.officer"].person
    until = house.now.date() + timedelta(days=2)
    Gate.objects.create(kind="posting", dossier_id=pk, opened_at=house.now, opened_by=person, until=until)


def test_a_preview_says_what_will_go_and_what_will_not_and_changes_nothing(sign_in, house):
    ids = waiting(house, 3)
    hold(house, ids[0])
    client = sign_in("commune.officer")

    act = looked(client, "refer", ids)

    shown = page(client, act).context
    assert [(f["label"], f["value"]) for f in shown["figures"]] == [
        ("Sẽ thực hiện", "2"),
        ("Không thực hiện được", "1"),
        ("Thông báo sẽ gửi", "2"),
    ]
    with pytest.raises(Refused) as alone:
        house.act("refer", Dossier.objects.get(pk=ids[0]), "commune.officer")
    assert [(row.name, row.sentence) for row in shown["refused"]] == [("Bà Người thứ 0", str(alone.value))]
    assert [(w["n"], w["from"], w["from_state"], w["to"], w["to_state"]) for w in shown["ways"]] == [
        (2, "Commune Office", "intake", "Commune Council", "council")
    ]
    assert (shown["title"], shown["button"]) == ("Chuyển 2 trong 3 hồ sơ", "Chuyển 2 hồ sơ")
    assert states(ids) == ["intake"] * 3


def test_what_was_foretold_is_what_is_done(sign_in, house):
    ids = waiting(house, 3)
    hold(house, ids[0])
    client = sign_in("commune.officer")
    act = looked(client, "refer", ids)

    press(client, act)

    result = page(client, act)
    assert stands(act) == ("done", 2, 1, 0)
    assert states(ids) == ["council", "council", "intake"]
    assert result.context["ended"] == {
        "kind": "good",
        "text": "Đã thực hiện 2 hồ sơ; 1 hồ sơ không thực hiện được, lý do ở từng dòng.",
    }
    assert [(row.name, row.result) for row in result.context["page"].rows] == [
        ("Bà Người thứ 1", "Đã thực hiện"),
        ("Bà Người thứ 2", "Đã thực hiện"),
        ("Bà Người thứ 0", "Không thực hiện được"),
    ]


def test_messages_are_counted_by_who_gets_them(sign_in, house):
    ids = waiting(house, 3)
    act = looked(sign_in("commune.officer"), "give_back", ids)
    Notice.objects.all().delete()

    press(sign_in("commune.officer"), act, missing="Biên bản chưa ký.")

    told = Counter(notice.person.addressed for notice in Notice.objects.select_related("person"))
    assert {row["who"]: row["n"] for row in act.summary["named"]} == told == {"bà Người village.head": 3}
    assert (act.summary["letters"], act.summary["people"]) == (3, 1)


def test_papers_that_are_sent_go_in_one_tờ_trình_a_destination(sign_in, house):
    ids = [house.draft("LDTT", name=f"Người {n}").pk for n in range(3)]
    client = sign_in("village.head")
    act = looked(client, "submit", ids)

    press(client, act)

    assert act.summary["papers"] == [{"from": "Village", "to": "Commune Office", "n": 1}]
    assert Dossier.objects.filter(pk__in=ids).values("batch").distinct().count() == 1


def test_the_entries_of_the_form_are_shared_by_all(sign_in, house):
    ids = waiting(house, 2)
    client = sign_in("commune.officer")
    act = looked(client, "propose_refusal", ids)

    asked = page(client, act).content.decode()
    lacking = press(client, act, reason="Chưa đủ thời gian.")
    press(client, act, ground="criteria", reason="Chưa đủ thời gian.")

    assert asked.index("h-entries") < asked.index("<table") < asked.index('class="bulk"')
    assert list(lacking.context["form"].errors) == ["ground"]
    evidence = Event.objects.filter(verb="propose_refusal").values_list("evidence", flat=True)
    assert list(evidence) == [{"ground": "criteria", "reason": "Chưa đủ thời gian."}] * 2


def test_a_withdrawal_of_papers_that_were_received_asks_for_the_request(sign_in, house):
    ids = [*waiting(house, 1), house.draft("LDTT").pk]
    client = sign_in("village.head")
    act = looked(client, "withdraw", ids, xem="others")

    lacking = press(client, act)
    press(client, act, request="Đơn số 4.")

    assert list(lacking.context["form"].errors) == ["request"]
    assert states(ids) == ["withdrawn", "withdrawn"]


def test_all_that_match_the_filter_are_chosen_without_being_listed(sign_in, house):
    ids = waiting(house, 60)
    house.walk(house.draft("LDTT", name="Khác hẳn"), State.INTAKE)

    act = looked(sign_in("commune.officer"), "refer", all="1", q="thứ")

    assert (act.total, act.matching, act.query) == (60, True, {"xem": "mine", "q": "thứ"})
    assert set(act.lines.values_list("dossier", flat=True)) == set(ids)


def test_more_than_one_act_takes_are_capped_and_the_page_says_so(sign_in, house, monkeypatch):
    monkeypatch.setattr(acts, "CAP", 2)
    waiting(house, 3)
    client = sign_in("commune.officer")

    act = looked(client, "refer", all="1")

    assert (act.total, act.capped) == (2, True)
    assert "Bộ lọc khớp hơn 2 hồ sơ." in page(client, act).content.decode()


def test_nothing_chosen_leads_back_with_a_sentence(sign_in, house):
    waiting(house, 1)
    client = sign_in("commune.officer")

    answer = client.post(reverse(BEGIN), {"verb": "refer", "xem": "mine", "q": "thứ"}, follow=True)

    assert answer.redirect_chain == [("/viec/?xem=mine&q=th%E1%BB%A9", 302)]
    assert "Chưa chọn hồ sơ nào" in answer.content.decode()
    assert not BulkAct.objects.exists()


def test_where_none_can_go_there_is_no_button(sign_in, house):
    [pk] = waiting(house, 1)
    hold(house, pk)
    client = sign_in("commune.officer")
    act = looked(client, "refer", [pk])

    press(client, act)

    shown = page(client, act)
    assert "không hồ sơ nào thực hiện được lúc này" in shown.content.decode()
    assert shown.context["form"] is None
    assert (stands(act), states([pk])) == (("open", 0, 1, 0), ["intake"])


@pytest.mark.parametrize("forged", ["of another unit", "of nobody", "no number", "too large"])
def test_a_key_that_one_may_not_see_is_the_same_as_none(sign_in, house, forged):
    unseen = house.draft("LDTT", by="hamlet.head", unit="hamlet").pk
    key = {"of another unit": unseen, "of nobody": 40400, "no number": "x", "too large": "9" * 40}[forged]

    answer = sign_in("village.head").post(reverse(BEGIN), {"verb": "submit", "pick": [key], "xem": "mine"})

    assert (answer.status_code, answer["Location"]) == (302, "/viec/?xem=mine")
    assert not BulkAct.objects.exists()


@pytest.mark.parametrize("verb", ["award", "recommend", "decline", "revoke", "delete", "__class__", ""])
def test_a_verb_that_is_not_for_many_is_not_found(sign_in, house, verb):
    ids = waiting(house, 1)

    answer = sign_in("commune.officer").post(reverse(BEGIN), {"verb": verb, "pick": ids})

    assert answer.status_code == 404


def test_a_seat_without_the_verb_is_refused_in_a_sentence(sign_in, house):
    ids = waiting(house, 1)

    answer = sign_in("commune.officer").post(reverse(BEGIN), {"verb": "forward", "pick": ids})

    assert answer.status_code == 403
    assert "Vị trí đang dùng không làm được việc này" in answer.content.decode()


@pytest.mark.parametrize("other", ["commune.officer2", "commune.secretary", "village.head"])
@pytest.mark.parametrize("view", ["bulk", "bulk_lines", "bulk_pulse", "bulk_stop", "bulk_again", "bulk_file"])
def test_anothers_act_is_as_if_it_were_not(sign_in, house, view, other):
    act = looked(sign_in("commune.officer"), "refer", waiting(house, 1))
    client = sign_in(other)
    ask = client.post if view in ("bulk_stop", "bulk_again") else client.get

    assert ask(reverse(f"workflow:{view}", args=[act.pk])).status_code == 404


def test_ones_own_act_on_another_seat_is_as_if_it_were_not(sign_in, house):
    act = looked(sign_in("commune.chair"), "forward", [house.walk(house.draft(), State.SIGNING).pk])

    assert page(sign_in("commune.presiding"), act).status_code == 404


def test_an_expired_preview_acts_on_nothing_and_offers_another(sign_in, house):
    ids = waiting(house, 2)
    client = sign_in("commune.officer")
    act = looked(client, "refer", ids)
    BulkAct.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    press(client, act)
    shown = page(client, act).content.decode()
    fresh = press(client, act, "bulk_again")

    assert (stands(act), states(ids)) == (("open", 0, 0, 2), ["intake", "intake"])
    assert "Bản xem trước này đã hết hạn." in shown
    assert page(client, BulkAct.objects.exclude(pk=act.pk).get()).request["PATH_INFO"] == fresh["Location"]


def test_a_plan_that_changed_moves_none_and_the_next_preview_says_what_changed(sign_in, house):
    ids = waiting(house, 3)
    client = sign_in("commune.officer")
    act = looked(client, "give_back", ids)
    house.act("refer", Dossier.objects.get(pk=ids[1]), "commune.officer")

    answer = press(client, act, missing="Biên bản.")

    fresh = BulkAct.objects.exclude(pk=act.pk).get()
    shown = client.get(answer["Location"])
    assert (stands(act), stands(fresh)) == (("changed", 0, 0, 3), ("open", 0, 1, 2))
    assert states(ids) == ["council", "intake", "intake"]
    assert [line["name"] for line in fresh.summary["changes"]["named"]] == ["Bà Người thứ 1"]
    assert shown.context["form"].initial == {"missing": "Biên bản."}


def test_a_text_that_somebody_wrote_on_is_not_submitted_unread(sign_in, house):
    dossier = house.draft("GK_XA")
    minutes(dossier, house.seats["village.head"].person)
    client = sign_in("village.head")
    act = looked(client, "submit", [dossier.pk])
    minutes(dossier, house.seats["village.head"].person, text=b"%PDF-1.4 more")

    press(client, act)

    assert (stands(act), states([dossier.pk])) == (("changed", 0, 0, 1), ["draft"])


def test_pressing_twice_acts_once(sign_in, house):
    ids = waiting(house, 2)
    client = sign_in("commune.officer")
    act = looked(client, "refer", ids)

    for _press in range(2):
        press(client, act)

    assert stands(act) == ("done", 2, 0, 0)
    assert Event.objects.filter(verb="refer").count() == 2


def test_the_result_is_narrowed_by_outcome_and_by_words(sign_in, house):
    ids = waiting(house, 3)
    hold(house, ids[2])
    client = sign_in("commune.officer")
    act = looked(client, "refer", ids)
    press(client, act)
    address = reverse("workflow:bulk", args=[act.pk])

    shown = [
        [row.name for row in client.get(address, query).context["page"].rows]
        for query in (
            {"kq": "refused"},
            {"kq": "moved"},
            {"q": "công khai"},
            {"kq": "moved", "q": "công khai"},
            {"kq": "x"},
        )
    ]

    assert [len(rows) for rows in shown] == [1, 2, 1, 0, 3]
    assert shown[0] == ["Bà Người thứ 2"]


def test_a_long_result_goes_on_behind_the_last_line(sign_in, house, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    client = sign_in("commune.officer")
    act = looked(client, "refer", waiting(house, 3))
    press(client, act)

    first = page(client, act).context["page"]
    second = client.get(reverse("workflow:bulk", args=[act.pk]) + first.further).context["page"]

    assert ([len(first.rows), len(second.rows)], second.further) == ([2, 1], "")


def test_the_file_opens_in_a_spreadsheet_and_no_cell_begins_a_formula(sign_in, house):
    ids = [house.draft("LDTT", name=name).pk for name in ("=cmd|' /C calc'!A0", "Lê, Thị “Thơm”")]
    Dossier.objects.get(pk=ids[0]).nominee.__class__.objects.filter(dossier=ids[0]).update(kind="collective")
    client = sign_in("village.head")
    act = looked(client, "withdraw", ids)
    press(client, act, request="x")

    answer = client.get(reverse("workflow:bulk_file", args=[act.pk]))

    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head = ["Mã hồ sơ", "Người, tập thể, hộ", "Hình thức", "Đơn vị", "Kết quả", "Chuyển đến", "Vì sao chưa"]
    assert rows[0] == head
    assert re.search(r'filename="Ket-qua-rut-\d{8}-\d{4}.csv"', answer["Content-Disposition"])
    assert [row[1] for row in rows[1:]] == ["'=cmd|' /C calc'!A0", "Bà Lê, Thị “Thơm”"]
    assert {(row[4], row[5]) for row in rows[1:]} == {("Đã thực hiện", "village")}


def test_what_no_database_takes_is_left_out_of_the_words_that_an_act_keeps(sign_in, house):
    act = looked(sign_in("commune.officer"), "refer", waiting(house, 1), q="a\x00b" + "c" * 500, unit="\x00")

    assert act.query == {"xem": "mine", "q": "ab" + "c" * 98}


def test_the_file_is_called_after_the_hour_in_the_office():
    act = BulkAct(verb="refer", created_at=datetime(2024, 11, 27, 20, 30, tzinfo=UTC))

    assert lists.file_name(act) == "Ket-qua-chuyen-20241128-0330.csv"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_whatever_a_spreadsheet_takes_for_a_formula_is_marked_as_text(first):
    assert (lists.plain(f"{first}1+1"), lists.plain("1+1"), lists.plain("")) == (f"'{first}1+1", "1+1", "")


def test_what_one_did_before_is_found_again(sign_in, house):
    client = sign_in("commune.officer")
    act = looked(client, "refer", waiting(house, 1))
    press(client, act)
    looked(sign_in("village.head"), "withdraw", [house.draft().pk])

    rows = sign_in("commune.officer").get(reverse(BEGIN)).context["rows"]

    assert [(row["title"], row["words"]) for row in rows] == [("Chuyển 1 hồ sơ", "Đã xong: 1 trong 1 hồ sơ")]


def test_previews_that_nobody_confirmed_are_thrown_away_after_a_day(sign_in, house):
    client = sign_in("commune.officer")
    kept, _old, done = (looked(client, "refer", waiting(house, 1)) for _n in range(3))
    press(client, done)
    BulkAct.objects.exclude(pk=kept.pk).update(expires_at=timezone.now() - timedelta(days=2))

    bell.sweep(timezone.now())

    assert set(BulkAct.objects.values_list("pk", flat=True)) == {kept.pk, done.pk}


# the bar of the work list


@pytest.mark.parametrize(
    ("seat", "state", "view", "verbs"),
    [
        ("village.head", State.DRAFT, "mine", ["submit", "withdraw"]),
        ("village.head", State.INTAKE, "others", ["recall", "withdraw"]),
        ("commune.officer", State.INTAKE, "mine", ["refer", "give_back", "propose_refusal"]),
        ("commune.officer", State.COUNCIL, "others", []),
        ("commune.secretary", State.COUNCIL, "mine", ["give_back", "recheck", "defer"]),
        ("commune.chair", State.SIGNING, "mine", ["forward", "give_back", "recheck", "withdraw"]),
        ("village.clerk", State.DRAFT, "mine", []),
    ],
)
def test_the_bar_offers_what_fits_the_rows_that_are_shown(sign_in, house, seat, state, view, verbs):
    house.walk(house.draft(), state)

    found = sign_in(seat).get("/viec/", {"xem": view}).context["page"]

    assert found.verbs == verbs


def test_the_levels_above_send_down_and_do_not_give_back(sign_in, house):
    house.walk(house.draft(), State.INTAKE, stage=2)

    found = sign_in("district.officer").get("/viec/").context["page"]

    assert found.verbs == ["refer", "send_down", "propose_refusal"]


def test_who_wrote_a_paper_is_not_offered_to_appraise_it(sign_in, house):
    house.walk(house.draft(), State.INTAKE)
    Dossier.objects.update(author=house.seats["commune.officer"].person)

    assert sign_in("commune.officer").get("/viec/").context["page"].verbs == ["give_back"]


def test_without_a_script_a_link_ticks_the_whole_page(sign_in, house):
    waiting(house, 2)
    client = sign_in("commune.officer")
    plain = client.get("/viec/", {"q": "thứ"})

    ticked = client.get("/viec/" + plain.context["page"].whole)

    assert [answer.content.decode().count(" data-pick ") for answer in (plain, ticked)] == [2, 2]
    assert [answer.content.decode().count(" checked>") for answer in (plain, ticked)] == [0, 2]


def test_all_that_match_are_offered_where_the_page_does_not_show_them_all(sign_in, house, monkeypatch):
    waiting(house, 3)
    client = sign_in("commune.officer")
    whole = client.get("/viec/").context["bar"]["all_words"]
    monkeypatch.setattr("workflow.worklists.PAGE", 2)

    part = client.get("/viec/").context["bar"]["all_words"]

    assert (whole, part) == ("", "Cả 3 hồ sơ khớp bộ lọc, không chỉ 2 dòng của trang")


def test_an_act_on_many_is_one_door(sign_in, house):
    """The chair's recall of what was forwarded together."""
    dossiers = [house.walk(house.draft(name=f"N{n}"), State.SIGNING) for n in range(2)]
    ids = [dossier.pk for dossier in dossiers]
    engine.perform_many("forward", dossier_ids=ids, actor=house.actor("commune.chair"), now=house.later())
    client = sign_in("commune.chair")

    press(client, looked(client, "recall", ids, xem="others"))

    assert states(ids) == ["signing", "signing"]
