"""What is remembered: past awards loaded once, histories, initiatives used once, and people's word on matches."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from dossiers import criteria, memory
from dossiers.models import Criterion, Initiative, InitiativeUse, Judgement, Nominee, PastAward
from dossiers.states import State
from tests.house import NOW

ROW = {
    "kind": "individual",
    "name": "Trần Thị Nhàn",
    "born": "1979",
    "unit": "village",
    "award": "CSTDCS",
    "year": 2022,
    "period_from": "2022-01-01",
    "period_to": "2022-12-31",
    "decision": "15/QĐ-UBND",
    "decided_on": "2023-01-12",
    "body": "Chủ tịch Ủy ban nhân dân huyện Phù Cừ",
}


def record(*rows, now=NOW):
    return vars(memory.record_past(rows, now=now))


def nominee(house, **changes):
    told = {"kind": "individual", "name": "Trần Thị Nhàn", "born": "1979", "unit": house.units["village"]}
    return Nominee.objects.create(**{**told, **changes})


def awarded(house, **changes):
    """A dossier of the house that went all the way."""
    dossier = house.walk(house.draft("LDTT", **changes), State.SIGNING)
    house.sign(dossier)
    return house.fresh(dossier)


def test_the_same_decision_loaded_again_changes_nothing(house):
    first = record(ROW, {**ROW, "year": 2023, "decision": "16/QĐ-UBND"})
    again = record(ROW, {**ROW, "name": "  TRẦN THỊ  NHÀN "})
    revoked = record({**ROW, "revoked_on": date(2024, 1, 5), "body": ""})

    assert [first, again, revoked] == [
        {"new": 2, "changed": 0, "same": 0},
        {"new": 0, "changed": 0, "same": 1},
        {"new": 0, "changed": 1, "same": 0},
    ]
    kept = PastAward.objects.get(year=2022)
    assert (kept.revoked_on, kept.body, kept.unit.code) == (date(2024, 1, 5), ROW["body"], "village")


def test_an_award_outside_the_catalogue_keeps_its_words(house):
    record({"name": "Lê Văn Tám", "award": "Bằng khen của Trung ương Hội", "year": 2019, "unit_name": "Xã cũ"})

    kept = PastAward.objects.get()
    assert (kept.award_type, kept.award_name, kept.unit, kept.unit_name, kept.loai_hinh) == (
        None,
        "Bằng khen của Trung ương Hội",
        None,
        "Xã cũ",
        "CONG_TRANG",
    )


def test_a_row_that_cannot_be_kept_keeps_none(house):
    with pytest.raises(ValueError, match="Invalid isoformat"):
        record(ROW, {**ROW, "year": 2021, "period_from": "hôm qua"})

    assert PastAward.objects.count() == 0


def test_a_history_knows_what_was_awarded_here_and_elsewhere_and_what_was_revoked(house):
    record(ROW, {**ROW, "year": 2021, "name": "TRAN THI NHAN", "revoked_on": "2024-01-01", "decision": ""})
    record({**ROW, "born": "1955", "year": 2020}, {**ROW, "unit": "hamlet", "born": "", "year": 2019})
    here = awarded(house)

    prior = memory.prior_of(nominee(house))

    own = {"award": "LDTT", "year": 2024, "from": "2024-01-01", "to": "2024-11-30", "decision": ""}
    past = {"award": "CSTDCS", "from": "2022-01-01", "to": "2022-12-31", "loai_hinh": "CONG_TRANG"}
    assert prior == [
        {**own, "loai_hinh": "CONG_TRANG", "revoked": False},
        {**past, "year": 2022, "decision": "15/QĐ-UBND", "revoked": False},
        {**past, "year": 2021, "decision": "", "revoked": True},
    ]
    assert memory.prior_of(here.nominee) == prior[1:]


def test_a_revoked_award_of_the_house_stays_in_the_history_marked(house):
    dossier = awarded(house)
    house.act("revoke", dossier, "commune.chair", document="01/KL", reason="Kê khai gian dối.")

    assert [row["revoked"] for row in memory.prior_of(nominee(house))] == [True]


@pytest.mark.parametrize("awards", [1, 30])
def test_a_history_takes_two_statements_however_long(house, django_assert_num_queries, awards):
    record(*({**ROW, "year": 1990 + n, "decision": str(n)} for n in range(awards)))
    who = Nominee.objects.select_related("unit__parent").get(pk=nominee(house).pk)

    with django_assert_num_queries(2):
        found = memory.history_of(who)

    assert len(found) == awards


# consecutive years


@pytest.mark.parametrize(
    ("years", "found"),
    [((2021, 2022, 2023), "met"), ((2020, 2022, 2023), "not known yet"), ((2020, 2021, 2022), "not known yet")],
)
def test_years_in_a_row_are_read_from_the_record_and_end_at_a_gap(house, years, found):
    record(*({**ROW, "year": year} for year in years))
    params = {"awards": ["CSTDCS"], "times": 3}
    rule = Criterion(measure="consecutive_titles", params=params, wording="Ba lần liên tục.")
    facts = {"target": "individual", "year": 2024, "prior": memory.prior_of(nominee(house)), "prior_complete": False}

    assert [finding.found for finding in criteria.examine(facts, [rule])] == [found]


# a person's word


def said(house, who, known, verdict, at=NOW):
    seat = house.seats["commune.officer"]
    return memory.judge(who, known, verdict, "Đã hỏi trưởng thôn.", person=seat.person, seat=seat, now=at)


def test_a_persons_word_stands_above_the_comparison(house):
    record(ROW, {**ROW, "unit": "hamlet", "born": "", "year": 2019})
    who = nominee(house)
    near, far = memory.find_like(who.name, who.born, who.unit, but=[who.pk])

    said(house, who, near.known, "other")
    said(house, who, far.known, "same")

    assert [row["year"] for row in memory.prior_of(who)] == [2019]


def test_the_last_word_counts_and_every_line_stays(house):
    record(ROW)
    who = nominee(house)
    (match,) = memory.find_like(who.name, who.born, who.unit, but=[who.pk])

    said(house, who, match.known, "other")
    said(house, who, match.known, "another_deed", at=datetime(2024, 12, 1, tzinfo=NOW.tzinfo))

    assert [row["year"] for row in memory.prior_of(who)] == [2022]
    assert list(Judgement.objects.values_list("verdict", flat=True)) == ["other", "another_deed"]


def test_a_name_written_anew_is_asked_about_anew(house):
    record(ROW)
    who = nominee(house)
    (match,) = memory.find_like(who.name, who.born, who.unit, but=[who.pk])
    said(house, who, match.known, "other")

    who.born = "05/06/1979"
    who.save(update_fields=["born"])

    assert [row["year"] for row in memory.prior_of(who)] == [2022]


# the register of initiatives


def initiative(house, **changes):
    told = {"name": "Trần Thị Nhàn", "born": "1979", "unit": house.units["village"], "title": "Ủ phân từ rơm"}
    return memory.record_initiative(**{**told, "number": "03/QĐ-SK", "now": NOW, **changes})


def use(house, row, dossier):
    return memory.use_initiative(row, dossier, seat=house.seats["village.head"], now=NOW)


def test_an_initiative_is_used_once_and_the_refusal_names_where(house):
    row, first, second = initiative(house), house.draft(), house.draft()
    use(house, row, first)
    use(house, row, first)

    with pytest.raises(memory.AlreadyUsed) as refused:
        use(house, row, second)

    assert memory.used_where(refused.value.use) == (
        f"Sáng kiến “Ủ phân từ rơm” đã dùng cho hồ sơ {first.code} (Trần Thị Nhàn, CSTDCS năm 2024). "
        "Mỗi sáng kiến, đề tài chỉ dùng một lần; chọn sáng kiến khác."
    )
    assert InitiativeUse.objects.count() == 1


def test_the_database_itself_refuses_a_second_use(house):
    row, seat = initiative(house), house.seats["village.head"]
    use(house, row, house.draft())

    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeUse.objects.create(initiative=row, dossier=house.draft(), seat=seat, used_at=NOW)


def test_a_dossier_that_ended_without_an_award_gives_its_initiative_back(house):
    row, first, second = initiative(house), house.walk(house.draft("LDTT"), State.SIGNING), house.draft()
    use(house, row, first)
    house.act("decline", first, "commune.chair", reason="Trùng thành tích.")

    use(house, row, second)

    assert list(InitiativeUse.objects.order_by("pk").values_list("dossier__code", "let_go_at")) == [
        (first.code, NOW),
        (second.code, None),
    ]


def test_the_same_initiative_is_recorded_once_and_told_with_where_it_was_used(house):
    row, dossier = initiative(house), house.draft()
    use(house, row, dossier)

    assert initiative(house, name="TRẦN THỊ NHÀN").pk == row.pk
    assert Initiative.objects.count() == 1
    told = {"name": "Ủ phân từ rơm", "kind": "initiative", "scope": "base", "recognised": True, "number": "03/QĐ-SK"}
    assert memory.initiatives_of(nominee(house)) == [{**told, "used_for": dossier.code}]
    assert memory.initiatives_of(dossier.nominee) == [{**told, "used_for": ""}]
