"""Rows of one case in time: none may meet, days between them are told, and what ends soon is known."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from dossiers import amendments, catalogue, law, law_log, law_shelf, law_words
from dossiers.models import BaseSalary, Instrument, LawEdit, VoteRule
from dossiers.spells import endings, spells
from roles.models import Person, Seat, Unit
from roles.policies import Actor
from tests.dossiers.test_law_load import folder, spoil
from workflow.law_pages import ADDRESSES

__all__ = ["folder"]

pytestmark = pytest.mark.django_db


def again(**changes):
    """The first row of the file once more, with something else in it."""
    return lambda rows: rows.append({**rows[0], **changes})


MEETING = {
    "base_salaries": (again(vnd=1, since="2019-01-01", until="2019-02-01"), "1390000"),
    "money_rates": (again(rate="5", since="2024-01-01"), "CSTDTQ R2003 individual: 4.5"),
    "quotas": (again(percent=20, since="2024-01-01"), "CSTDCS R2003 : 15 %"),
    "deciders": (again(since="2024-01-01"), "LDTT R2003: commune"),
    "votes": (again(percent=70, since="2018-01-01"), "CSTDTQ legal_min 90 %"),
    "quorums": (again(parts=1, since="2024-01-01"), "2/3"),
    "gates": (again(days=1, since="2024-01-01"), "posting AHLD"),
    "papers": (again(text="X", since="2024-01-01"), "lời văn"),
    "time_limits": (again(amount=1, since="2024-01-01"), "intake LDTT"),
}


@pytest.mark.parametrize("name", MEETING)
def test_two_rows_for_one_case_on_one_day_are_refused(folder, name):
    change, word = MEETING[name]
    spoil(folder, name, change)

    with pytest.raises(law.LawError, match="cùng áp dụng") as refused:
        law.load(folder)

    assert word in str(refused.value)


def test_a_row_may_follow_another(folder):
    spoil(folder, "base_salaries", lambda rows: rows[-1].update(until="2027-06-30"))
    spoil(
        folder,
        "base_salaries",
        lambda rows: rows.append({**rows[-1], "vnd": 3_000_000, "since": "2027-07-01", "until": None}),
    )

    assert law.load(folder).holes == []


def test_days_between_two_rows_are_reported(folder):
    spoil(folder, "base_salaries", lambda rows: rows[1].update(until="2023-05-31"))

    [hole] = law.load(folder).holes

    assert hole == (
        "Không có dòng nào về mức lương cơ sở giữa 1490000 (01/07/2019 – 31/05/2023) và "
        "1800000 (01/07/2023 – 30/06/2024)."
    )


def test_an_award_that_pays_elsewhere_but_not_here_is_reported(folder):
    gone = {"award_type": "GK_XA", "regime": "R2026", "target": "household"}
    spoil(folder, "money_rates", lambda rows: rows.remove(next(r for r in rows if gone.items() <= r.items())))

    assert law.load(folder).holes == ["Chưa có mức tiền thưởng GK_XA (R2026, household)."]


def test_an_authority_that_contradicts_the_rule_is_refused(folder):
    spoil(folder, "deciders", lambda rows: [row.update(kind="district") for row in rows if row["award_type"] == "GDVH"])

    with pytest.raises(law.LawError, match="GDVH"):
        law.load(folder)


@pytest.mark.parametrize(
    ("today", "known"),
    [("2026-11-29", False), ("2026-11-30", True), ("2027-02-28", True), ("2027-03-01", False)],
)
def test_a_row_is_known_to_end_ninety_days_before(django_assert_num_queries, today, known):
    law.load()

    with django_assert_num_queries(1):
        found = endings(spells(), today=date.fromisoformat(today))

    assert (("instruments", 3) in {(row.kind.code, row.number) for row in found}) is known


def test_a_row_that_another_follows_does_not_end():
    end, begin = date(2024, 12, 31), date(2025, 1, 1)
    Instrument.objects.create(number="1", name="Một", until=end)
    BaseSalary.objects.create(vnd=1, until=end)
    BaseSalary.objects.create(vnd=2, since=begin)
    VoteRule.objects.create(kind="legal_min", percent=80, base="present", until=end)
    VoteRule.objects.create(kind="legal_min", percent=90, base="present", since=begin)
    VoteRule.objects.create(kind="council_rule", percent=80, base="present", until=end)

    found = endings(spells(), today=date(2024, 12, 1))

    assert [(row.kind.code, row.until, row.number) for row in found] == [("instruments", end, 1), ("votes", end, 1)]


# What was edited here stays


@pytest.fixture
def administrator():
    """A person on a seat, as the record wants them."""
    law.load()
    unit = Unit.objects.create(code="xa", name="Xã", kind="authority", tier="commune")
    person = Person.objects.create(username="quantri", full_name="Người quản trị")
    seat = Seat.objects.create(person=person, role_id="administrator", unit=unit, since=date(2024, 1, 1))
    return Actor(person=person.pk, seat=seat.pk, unit=unit.pk, role="administrator")


def amended(kind, row, actor, **values):
    wanted = amendments.Amendment(catalogue.KINDS[kind], str(row.pk), values)
    asked = {"actor": actor, "now": datetime(2026, 11, 18, 8, tzinfo=UTC)}
    seen = amendments.carry_out(wanted, **asked).hash
    return amendments.carry_out(wanted, **asked, reason="Thử", expected=seen)


def test_a_load_keeps_what_was_edited_here_and_counts_it(administrator, capsys):
    row = VoteRule.objects.get(award_type="CSTDCS", regime="R2022-2T", kind="council_rule")
    amended("votes", row, administrator, percent=85)

    call_command("load_law")

    row.refresh_from_db()
    assert row.percent == 85
    assert "votes: 1 dòng đã sửa tại đây và khác với tệp, giữ như đã sửa." in capsys.readouterr().out


def test_a_row_that_a_newer_file_brings_does_not_run_over_one_edited_here(administrator, folder):
    row = BaseSalary.objects.get(until=None)
    amended("base_salaries", row, administrator, vnd=2_600_000)
    spoil(folder, "base_salaries", again(vnd=2_700_000, since="2027-07-01", until=None))

    with pytest.raises(law.LawError, match=r"2600000.*2700000"):
        law.load(folder)


def test_each_edit_is_chained_to_the_one_before(administrator):
    row = BaseSalary.objects.get(until=None)

    for vnd in (2_600_000, 2_700_000):
        amended("base_salaries", row, administrator, vnd=vnd)

    lines = list(LawEdit.objects.values_list("seq", "previous_hash", "hash"))
    assert [seq for seq, *_hashes in lines] == [1, 2]
    assert (lines[0][1], lines[1][1]) == ("", lines[0][2])
    assert list(law_log.faults()) == []


def test_rows_of_all_kinds_read_at_once_are_the_rows():
    """One statement instead of seven: nothing is lost or turned on the way."""
    law.load()

    for award in ("CSTDCS", "GK_XA", "GDVH", "HUAN_CHUONG"):
        for row in law_shelf.rows_for(award):
            stands = type(row).objects.get(pk=row.pk)
            columns = [field.attname for field in row._meta.concrete_fields]
            assert [getattr(row, c) for c in columns] == [getattr(stands, c) for c in columns]


def test_every_row_of_every_kind_has_words_and_a_page():
    law.load()

    for kind in catalogue.KINDS.values():
        rows = list(kind.rows())
        assert rows, kind.code
        assert all(law_words.says(row) for row in rows), kind.code
        assert all(isinstance(law_words.case(row), str) for row in rows)
    assert set(ADDRESSES) == set(catalogue.KINDS)
