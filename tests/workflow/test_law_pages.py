"""The pages of the law: everybody reads, an administrator edits with a preview and a reason, and all is on record."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from dossiers import law_log
from dossiers.models import (
    BaseSalary,
    Criterion,
    Instrument,
    LawEdit,
    MoneyRate,
    Quota,
    Regime,
    SetCriterion,
    TimeLimit,
    VoteRule,
)
from dossiers.states import State
from tests.house import NOW
from tests.workflow.test_budgets import Statements
from workflow.audit import audit

ADMIN = "commune.administrator"


@pytest.fixture
def salary(house):
    """A base salary of the house's year, open at its end."""
    return BaseSalary.objects.create(vnd=1_800_000, since=date(2023, 7, 1), mark="recalled", source="[recalled]")


def address(kind, row):
    return f"/luat/{kind}/{row.pk}/"


def typed(**changes):
    """The form of the base salary as it stands, with something else in it."""
    entries = {
        "vnd": "1.800.000",
        "rounded_to": "10.000",
        "basis": "",
        "source": "[recalled]",
        "mark": "recalled",
        "until": "",
        "since": "",
        "reason": "Đối chiếu nghị định",
    }
    return {**entries, **changes}


def confirmed(client, where, entries):
    """Preview, then confirm what was seen."""
    seen = client.post(where, entries).context["outcome"].hash
    return client.post(where, {**entries, "accept": "1", "seen": seen}, follow=True)


# Who may


READ = ["/luat/", "/luat/bieu-quyet/", "/luat/khen/CSTDCS/", "/luat/khen/CSTDCS/da-doi/", "/luat/so/"]


@pytest.mark.parametrize("seat", [ADMIN, "village.head", "commune.auditor"])
def test_everybody_reads_the_law(sign_in, seat):
    client = sign_in(seat)

    assert [client.get(where).status_code for where in READ] == [200] * len(READ)


@pytest.mark.parametrize(
    ("seat", "status"), [(ADMIN, 200), ("commune.auditor", 403), ("commune.chair", 403), ("village.head", 403)]
)
def test_an_administrator_alone_edits(sign_in, salary, seat, status):
    assert sign_in(seat).get(address("luong-co-so", salary)).status_code == status


def test_who_may_not_edit_is_offered_no_way_to(sign_in, salary):
    where = address("luong-co-so", salary)

    offered = {
        seat: where in sign_in(seat).get("/luat/luong-co-so/").content.decode() for seat in (ADMIN, "village.head")
    }

    assert offered == {ADMIN: True, "village.head": False}


def test_nobody_confirms_what_they_may_not_edit(sign_in, salary):
    page = sign_in("commune.officer").post(address("luong-co-so", salary), typed(vnd="2", accept="1", seen="x"))

    assert (page.status_code, BaseSalary.objects.get().vnd) == (403, 1_800_000)


@pytest.mark.parametrize("where", ["/luat/khong-co/", "/luat/luong-co-so/999/", "/luat/che-do/1/", "/luat/khen/KHONG/"])
def test_what_is_not_there_or_not_edited_on_pages_is_not_found(sign_in, where):
    assert sign_in(ADMIN).get(where).status_code == 404


# Preview and confirm


def test_a_preview_shows_old_and_new_and_changes_nothing(sign_in, salary):
    page = sign_in(ADMIN).post(address("luong-co-so", salary), typed(vnd="2.340.000"))

    assert page.context["changes"] == [{"label": "Đồng một tháng", "old": "1.800.000", "new": "2.340.000"}]
    assert (BaseSalary.objects.get().vnd, LawEdit.objects.count()) == (1_800_000, 0)


def test_what_was_previewed_is_done_and_recorded(house, sign_in, salary):
    before = law_log.state_of(salary)

    page = confirmed(sign_in(ADMIN), address("luong-co-so", salary), typed(vnd="2.340.000", mark="verified"))

    [edit] = LawEdit.objects.all()
    seat = house.seats[ADMIN]
    assert "Đã sửa dòng luật" in page.content.decode()
    assert (edit.act, edit.kind, edit.row, edit.reason) == (
        "change",
        "base_salaries",
        str(salary.pk),
        "Đối chiếu nghị định",
    )
    assert (edit.person_id, edit.seat_id, edit.at) == (seat.person_id, seat.pk, NOW)
    assert (edit.before, edit.after) == (before, {**before, "vnd": 2_340_000, "mark": "verified"})


def test_a_new_row_begins_where_the_old_one_ends(sign_in, salary):
    confirmed(sign_in(ADMIN), address("luong-co-so", salary), typed(vnd="2.340.000", since="01/07/2025"))

    rows = list(BaseSalary.objects.order_by("since").values_list("vnd", "since", "until"))
    assert rows == [
        (1_800_000, date(2023, 7, 1), date(2025, 6, 30)),
        (2_340_000, date(2025, 7, 1), None),
    ]
    assert [edit.act for edit in LawEdit.objects.all()] == ["end", "begin"]


def test_the_preview_says_how_many_open_dossiers_stand_under_the_law(house, sign_in):
    house.walk(house.draft(), State.COUNCIL)
    house.walk(house.draft("LDTT"), State.INTAKE)
    rule = VoteRule.objects.get(award_type="CSTDCS")
    VoteRule.objects.filter(pk=rule.pk).update(regime="R2022-3T")
    entries = {
        "percent": "90",
        "base": "total_members",
        "written": "yes",
        "ballot": "ballot",
        "basis": rule.basis,
        "source": "",
        "mark": "verified",
        "until": "",
        "reason": "Nghị định mới",
    }

    page = sign_in(ADMIN).post(address("bieu-quyet", rule), entries)

    assert page.context["outcome"].open_dossiers == 1
    assert "1 hồ sơ đang mở thuộc diện của dòng này; hồ sơ giữ nguyên luật đã nhận." in page.content.decode()


def test_a_running_dossier_keeps_its_regime(house, sign_in, salary):
    dossier = house.walk(house.draft(), State.COUNCIL)

    confirmed(sign_in(ADMIN), address("luong-co-so", salary), typed(vnd="2.340.000"))

    assert house.fresh(dossier).regime_id == dossier.regime_id


# What is refused

REFUSED = {
    "nothing else than now": (typed(), "Chưa có gì thay đổi"),
    "no reason": (typed(vnd="2", reason=""), "Ghi lý do sửa"),
    "no number": (typed(vnd="nhiều"), "Ghi một số"),
    "an end before its beginning": (typed(until="01/01/2023"), "Ngày cuối không được trước ngày đầu"),
    "a follower from before": (typed(vnd="2", since="01/01/2020"), "Ngày áp dụng phải nằm trong thời gian"),
    "rounded to nothing": (typed(rounded_to="0"), "không đi cùng nhau"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_said_beside_the_form(sign_in, salary, case):
    entries, sentence = REFUSED[case]

    page = sign_in(ADMIN).post(address("luong-co-so", salary), entries)

    assert sentence in page.content.decode()
    assert (page.context["outcome"], LawEdit.objects.count()) == (None, 0)


def test_a_row_that_would_meet_another_is_refused(sign_in, salary):
    earlier = BaseSalary.objects.create(vnd=1_490_000, until=date(2023, 6, 30), mark="recalled")

    page = sign_in(ADMIN).post(address("luong-co-so", earlier), typed(vnd="1.490.000", source="", until="31/12/2023"))

    assert "cùng áp dụng cho một trường hợp" in page.content.decode()
    assert BaseSalary.objects.get(pk=earlier.pk).until == date(2023, 6, 30)


@pytest.mark.parametrize("percent", ["1500", "30,5"])
def test_a_rule_over_a_list_is_no_rule_with_a_share_that_is_none(house, sign_in, percent):
    row = SetCriterion.objects.create(
        code="share", measure="quota", params={"percent": 15, "of": ["LDTT"]}, wording="Không quá 15%.", mark="design"
    )

    page = sign_in(ADMIN).post(
        address("danh-sach", row),
        {"wording": row.wording, "level_percent": percent, "mark": "design", "reason": "Đã đọc văn bản"},
    )

    assert "thiếu hoặc sai tham số" in page.content.decode()
    assert (page.context["outcome"], LawEdit.objects.count()) == (None, 0)


def test_what_changed_in_between_is_shown_again(sign_in, salary):
    client, where = sign_in(ADMIN), address("luong-co-so", salary)
    seen = client.post(where, typed(vnd="2.340.000")).context["outcome"].hash
    BaseSalary.objects.update(vnd=2_000_000)

    page = client.post(where, typed(vnd="2.340.000", accept="1", seen=seen))

    assert "Có thay đổi từ lúc xem trước" in page.content.decode()
    assert (BaseSalary.objects.get().vnd, LawEdit.objects.count()) == (2_000_000, 0)


def test_what_is_confirmed_is_what_was_seen(sign_in, salary):
    client, where = sign_in(ADMIN), address("luong-co-so", salary)
    seen = client.post(where, typed(vnd="2.340.000")).context["outcome"].hash

    page = client.post(where, typed(vnd="9.990.000", accept="1", seen=seen))

    assert "Có thay đổi từ lúc xem trước" in page.content.decode()
    assert BaseSalary.objects.get().vnd == 1_800_000


def test_a_council_does_not_ask_less_than_the_law(house, sign_in):
    own = VoteRule.objects.create(
        kind="council_rule", award_type_id="CSTDCS", percent=80, base="total_members", mark="design"
    )
    entries = {"percent": "60", "base": "total_members", "written": "no", "ballot": "council", "mark": "design"}

    page = sign_in(ADMIN).post(address("bieu-quyet", own), {**entries, "reason": "Thử"})

    assert "(60 %) không được thấp hơn mức tối thiểu theo luật (80 %)" in page.content.decode()


# Each kind can be edited

KINDS = {
    "a rate": (
        "tien-thuong",
        lambda: MoneyRate.objects.create(
            award_type_id="LDTT", regime_id="R2022-3T", target="individual", rate="0.3", mark="partial"
        ),
        {"rate": "0,45"},
        {"rate": Decimal("0.45")},
    ),
    "a share": (
        "ty-le",
        lambda: Quota.objects.create(award_type_id="CSTDCS", regime_id="R2022-3T", mark="partial"),
        {"percent": "15", "base": "advanced"},
        {"percent": 15, "base": "advanced"},
    ),
    "a limit": (
        "thoi-han",
        lambda: TimeLimit.objects.create(step="intake", award_type_id="LDTT", amount=5, mark="design"),
        {"amount": "7", "unit": "days"},
        {"amount": 7, "unit": "days"},
    ),
    "the words of a rule": (
        "quy-dinh",
        lambda: Regime.objects.get().award_rules.get(award_type="LDTT"),
        {"criterion": "Hoàn thành tốt nhiệm vụ."},
        {"criterion": "Hoàn thành tốt nhiệm vụ."},
    ),
    "a criterion": (
        "tieu-chuan",
        lambda: Criterion.objects.create(
            award_type_id="LDTT",
            regime_id="R2022-3T",
            code="direct",
            measure="count_at_least",
            params={"fact": "months_employed", "least": 6},
            wording="Làm việc từ 06 tháng.",
            mark="recalled",
        ),
        {"wording": "Làm việc từ 09 tháng.", "level_least": "9"},
        {"wording": "Làm việc từ 09 tháng.", "params": {"fact": "months_employed", "least": 9}},
    ),
    "an instrument": (
        "van-ban",
        lambda: Instrument.objects.create(number="152/2025/NĐ-CP", name="Nghị định 152", mark="partial"),
        {"name": "Nghị định 152", "until": "28/02/2027", "basis": "Điều 59"},
        {"until": date(2027, 2, 28), "basis": "Điều 59"},
    ),
}


@pytest.mark.parametrize("case", KINDS)
def test_each_kind_of_row_is_edited_and_recorded(house, sign_in, case):
    kind, made, entries, expected = KINDS[case]
    row = made()

    confirmed(sign_in(ADMIN), address(kind, row), {"mark": "verified", "reason": "Đã đọc văn bản", **entries})

    stands = type(row).objects.get(pk=row.pk)
    assert {name: getattr(stands, name) for name in expected} == expected
    assert (stands.mark, LawEdit.objects.count(), audit().faults) == ("verified", 1, [])


# The record


def test_the_record_is_whole_after_edits_and_names_what_was_changed_behind_its_back(sign_in, salary):
    client, where = sign_in(ADMIN), address("luong-co-so", salary)
    confirmed(client, where, typed(vnd="2.000.000"))
    confirmed(client, where, typed(vnd="2.340.000"))
    assert audit().faults == []

    BaseSalary.objects.update(vnd=9)

    assert audit().faults == [f"law edit 2: the row base_salaries {salary.pk} is not as the line left it"]


FORGED = {
    "seq": 7,
    "act": "end",
    "kind": "quotas",
    "row": "999",
    "reason": "khác",
    "before": {"vnd": 1},
    "after": {"vnd": 1},
    "previous_hash": "0" * 64,
    "hash": "0" * 64,
}


def test_a_line_of_the_record_that_was_changed_in_any_column_is_named(house, sign_in, salary):
    confirmed(sign_in(ADMIN), address("luong-co-so", salary), typed(vnd="2.340.000"))
    other = house.seats["village.head"]
    forged = {**FORGED, "person_id": other.person_id, "seat_id": other.pk, "at": house.later()}

    found = {}
    for column, value in forged.items():
        with transaction.atomic():
            LawEdit.objects.update(**{column: value})
            found[column] = any(law_log.faults())
            transaction.set_rollback(True)

    columns = {field.attname for field in LawEdit._meta.concrete_fields} - {"id"}
    assert found == dict.fromkeys(columns, True)


def test_a_line_taken_out_of_the_middle_is_named(sign_in, salary):
    client, where = sign_in(ADMIN), address("luong-co-so", salary)
    for vnd in ("2", "3", "4"):
        confirmed(client, where, typed(vnd=vnd))

    LawEdit.objects.filter(seq=2).delete()

    assert "law edit 3: it does not chain to the line before it" in audit().faults


def test_a_line_stays_as_it_was_written(sign_in, salary):
    confirmed(sign_in(ADMIN), address("luong-co-so", salary), typed(vnd="2.340.000"))
    [edit] = LawEdit.objects.all()

    with pytest.raises(TypeError):
        edit.delete()
    with pytest.raises(Exception, match=r"(?i)unique"):
        edit.save()


def test_the_record_is_told_newest_first(sign_in, salary):
    client, where = sign_in(ADMIN), address("luong-co-so", salary)
    confirmed(client, where, typed(vnd="2.000.000"))
    confirmed(client, where, typed(vnd="2.340.000", since="01/07/2025"))

    page = client.get("/luat/so/")

    told = [[line["edit"].act, [(c["label"], c["new"]) for c in line["changes"]]] for line in page.context["lines"]]
    assert told[1] == ["end", [("đến ngày", "30/06/2025")]]
    assert told[2] == ["change", [("đồng một tháng", "2.000.000")]]
    assert "Đối chiếu nghị định" in page.content.decode()


# What ends, and what it costs


def test_the_administrator_is_told_at_home_what_ends_soon(house, sign_in):
    Instrument.objects.create(number="1", name="Nghị định số 1", until=date(2025, 2, 25))
    sentence = "1 dòng về văn bản hết hiệu lực sau ngày 25/02/2025."

    told = {seat: sentence in sign_in(seat).get("/").content.decode() for seat in (ADMIN, "commune.auditor")}

    assert told == {ADMIN: True, "commune.auditor": False}
    assert sentence in sign_in(ADMIN).get("/luat/").content.decode()


def test_unverified_rows_say_so(sign_in, salary):
    verified = BaseSalary.objects.create(
        vnd=1_490_000, until=date(2023, 6, 30), mark="verified", basis="Nghị định số 9"
    )

    page = sign_in(ADMIN).get("/luat/luong-co-so/")

    assert [(line.says, line.verified, line.basis) for line in page.context["groups"][0].lines] == [
        ("1.490.000\xa0đồng một tháng", True, verified.basis),
        ("1.800.000\xa0đồng một tháng", False, ""),
    ]
    assert page.content.decode().count("chưa kiểm chứng") == 1


def test_what_changed_from_law_to_law_is_marked_in_words(house, sign_in):
    Regime.objects.create(code="R2022-2T", name="Luật 2022, hai cấp", since=date(2025, 7, 1))
    for regime, rate in (("R2022-3T", "0.15"), ("R2022-2T", "0.3")):
        MoneyRate.objects.create(
            award_type_id="GK_XA", regime_id=regime, target="individual", rate=rate, mark="verified"
        )

    page = sign_in(ADMIN).get("/luat/khen/GK_XA/da-doi/")

    [money] = [line for line in page.context["table"] if line["aspect"].name == "Tiền thưởng"]
    assert [(cell.lines, cell.changed, cell.unchecked) for _head, cell in money["cells"]] == [
        (("Cá nhân: 0,15 lần lương cơ sở",), False, False),
        (("Cá nhân: 0,3 lần lương cơ sở",), True, False),
    ]
    assert "khác luật trước" in page.content.decode()


PAGES = {
    "/luat/": 11,
    "/luat/tien-thuong/": 6,
    "/luat/khen/CSTDCS/": 8,
    "/luat/khen/CSTDCS/da-doi/": 9,
    "/luat/so/": 6,
}


@pytest.mark.parametrize("rows", [1, 50])
def test_what_the_pages_cost_however_many_rows_there_are(house, enter, rows):
    client = enter(ADMIN)
    of = {"award_type_id": "CSTDCS", "regime_id": "R2022-3T", "target": "individual", "rate": "1"}
    for number in range(rows):
        MoneyRate.objects.create(**of, variant=str(number), locality="bac-ninh" if number == 0 else "")

    costs = {}
    for where in PAGES:
        with Statements() as asked:
            client.get(where)
        costs[where] = asked.count

    assert costs == PAGES


@pytest.mark.parametrize(("entries", "statements"), [({}, 11), ({"accept": "1"}, 14)])
def test_what_an_edit_costs(house, enter, salary, entries, statements):
    client, where = enter(ADMIN), address("luong-co-so", salary)
    seen = client.post(where, typed(vnd="2")).context["outcome"].hash

    with Statements() as asked:
        client.post(where, {**typed(vnd="2"), "seen": seen, **entries})

    assert asked.count == statements
