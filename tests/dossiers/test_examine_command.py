"""manage.py examine on the law as shipped: the same nomination under each law, and what it refuses."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from dossiers import law
from dossiers.criteria import FACTS
from dossiers.models import AwardRule, BaseSalary, Criterion, MoneyRate, Quota, Regime
from dossiers.money import Case, payment

pytestmark = pytest.mark.django_db
REGIMES = ["R2003", "R2022-3T", "R2022-2T", "R2026"]
TITLE = {"award": "LDTT", "year": 2025, "decision": "12/QĐ-UBND"}
MADE = {"kind": "initiative", "name": "Lịch tưới", "scope": "base", "recognised": True, "number": "05/QĐ-SK"}
#: one and the same person: an advanced worker whose task was done excellently
FACTS_OF_ONE = {
    "target": "individual",
    "group": "staff",
    "year": 2025,
    "period_from": "2025-01-01",
    "rating": "HTXSNV",
    "solidarity": True,
    "movement": True,
    "prior": [TITLE],
    "initiatives": [],
    "discipline": False,
    "under_review": False,
}


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """The rows of law, loaded once for the module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield law.load()
        transaction.set_rollback(True)


@pytest.fixture
def examine(tmp_path, rows):
    """The command with a file of facts."""

    def run(said):
        file, out = tmp_path / "facts.json", StringIO()
        file.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
        call_command("examine", str(file), stdout=out)
        return json.loads(out.getvalue())

    return run


def verdicts(answer):
    return [finding["finding"] for finding in answer["findings"]]


def unmet(answer):
    return [finding["rule"] for finding in answer["findings"] if finding["finding"] == "not met"]


LACKS_INITIATIVE = {"R2003": ["Có sáng kiến hoặc đề tài."], "R2022-3T": [], "R2022-2T": [], "R2026": []}


@pytest.mark.parametrize("regime", REGIMES)
def test_only_the_law_of_2003_asks_an_excellent_worker_for_an_initiative(examine, regime):
    without = examine({"regime": regime, "award": "CSTDCS", "facts": FACTS_OF_ONE})
    having = examine({"regime": regime, "award": "CSTDCS", "facts": {**FACTS_OF_ONE, "initiatives": [MADE]}})

    assert unmet(without) == LACKS_INITIATIVE[regime]
    assert set(verdicts(having)) == {"met"}


@pytest.mark.parametrize("regime", REGIMES)
def test_a_good_worker_without_an_initiative_fails_under_every_law(examine, regime):
    answer = examine({"regime": regime, "award": "CSTDCS", "facts": {**FACTS_OF_ONE, "rating": "HTTNV"}})

    assert len(unmet(answer)) == 1


ARTICLES = {
    "R2003": [],
    "R2022-3T": ["Điều 23 Luật Thi đua, khen thưởng"],
    "R2022-2T": ["Điều 23 Luật Thi đua, khen thưởng"],
    "R2026": [],
}


@pytest.mark.parametrize("regime", REGIMES)
def test_an_article_is_printed_only_where_the_law_was_read(examine, regime):
    answer = examine({"regime": regime, "award": "CSTDCS", "facts": FACTS_OF_ONE})

    merit = [f["article"] for f in answer["findings"] if "sáng kiến" in f["rule"] and f["article"]]
    assert merit == ARTICLES[regime]


def test_the_law_of_2026_warns_that_nobody_has_read_it(examine):
    answers = {regime: examine({"regime": regime, "award": "LDTT", "facts": {}}) for regime in REGIMES}

    warned = {regime: answer.get("warnings") for regime, answer in answers.items()}
    assert warned == {
        "R2003": None,
        "R2022-3T": None,
        "R2022-2T": None,
        "R2026": ["Tiêu chuẩn chép từ luật trước, chưa đối chiếu Luật số 06/2026/QH16."],
    }
    assert {f["article"] for f in answers["R2026"]["findings"]} == {""}


#: what else differs between the laws for the same nomination: who decides, how many may have it, what it pays
ELSE = {
    "R2003": ("district", 15, date(2023, 12, 20), 1_800_000),
    "R2022-3T": ("district", None, date(2024, 12, 20), 2_340_000),
    "R2022-2T": ("commune", None, date(2026, 6, 30), 2_340_000),
    "R2026": ("commune", None, date(2026, 11, 20), 2_530_000),
}


@pytest.mark.parametrize("regime", ELSE)
def test_who_decides_how_many_and_what_is_paid_follow_the_law_and_the_day(rows, regime):
    tier, quota, day, paid = ELSE[regime]
    case = Case(award="CSTDCS", regime=regime, target="individual", lineage=(), on=day)

    rule = AwardRule.objects.get(award_type="CSTDCS", regime=regime)
    share = Quota.objects.get(award_type="CSTDCS", regime=regime)
    money = payment(case, rates=MoneyRate.objects.all(), salaries=BaseSalary.objects.all())

    assert (rule.deciding_tier, share.percent, money.amount) == (tier, quota, paid)


def test_facts_may_stand_at_the_top_and_a_place_brings_its_own_rows(examine):
    household = {"target": "household", "score": 92, "meeting_percent": 85, "excluded": []}

    here = examine({"regime": "R2022-2T", "award": "GDVH", **household})
    there = examine({"regime": "R2022-2T", "award": "GDVH", "place": "phu-tho", **household, "hard_area": False})

    assert (unmet(here), unmet(there)) == (
        [],
        ["Đạt từ 95 điểm, vùng đặc biệt khó khăn từ 90 điểm.", "Ít nhất 90 % người dự họp bình xét đồng ý."],
    )


@pytest.mark.parametrize(("day", "article"), [("2025-12-14", ""), ("2025-12-15", "khoản 2 Điều 4")])
def test_a_places_rule_is_cited_from_the_day_it_is_in_force(examine, day, article):
    team = {"target": "collective", "members": 10, "members_ldtt": 7}

    answer = examine({"regime": "R2022-2T", "award": "TTLDTT", "place": "bac-ninh", "on": day, **team})

    [share] = [finding for finding in answer["findings"] if "70 %" in finding["rule"]]
    assert (share["finding"], share["article"].startswith(article), bool(share["article"])) == (
        "met",
        True,
        bool(article),
    )


def written():
    """Each award and law that has criteria of its own."""
    file = law.settings.BASE_DIR / "fixtures" / "criteria.json"
    rows = json.loads(file.read_text(encoding="utf-8"))
    return sorted({(row["award_type"], row["regime"]) for row in rows if row["award_type"]})


def test_every_template_is_taken_as_it_is_and_leaves_everything_open(examine):
    found = {}
    for award, regime in written():
        out = StringIO()
        call_command("examine", template=award, regime=regime, stdout=out)
        empty = json.loads(out.getvalue())
        assert set(empty["facts"]) == set(empty["_explained"]) <= set(FACTS)
        found[award, regime] = set(verdicts(examine(empty)))

    assert found == {case: {"not known yet"} for case in written()}


REFUSED = {
    "no JSON": ("{", "Không đọc được"),
    "no object": ("[]", "một đối tượng JSON"),
    "facts that are a list": ({"regime": "R2003", "award": "LDTT", "facts": []}, "một đối tượng JSON"),
    "an unknown law": ({"regime": "R1986", "award": "LDTT"}, "Không có chế độ pháp luật “R1986”; có: R2003,"),
    "a law with a character that no database takes": ({"regime": "R\u0000", "award": "LDTT"}, "Không có chế độ"),
    "no law": ({"award": "LDTT"}, "Không có chế độ pháp luật “–”"),
    "an unknown award": ({"regime": "R2003", "award": "VUA"}, "Không có danh hiệu, hình thức “VUA”."),
    "an award that this law does not know": (
        {"regime": "R2022-2T", "award": "GK_HUYEN"},
        "Chưa có tiêu chuẩn của GK_HUYEN theo R2022-2T.",
    ),
    "a fact of the wrong kind": (
        {"regime": "R2003", "award": "LDTT", "facts": {"conduct": "có"}},
        "Dữ kiện “conduct” viết chưa đúng: cần true hoặc false.",
    ),
    "a day that is none": ({"regime": "R2003", "award": "LDTT", "on": "hôm nay"}, "“on” là ngày"),
    "a place that is none": ({"regime": "R2003", "award": "LDTT", "place": 7}, "“place” là mã"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_examined_is_one_sentence_and_code_2(examine, case):
    said, words = REFUSED[case]

    with pytest.raises(CommandError) as refused:
        examine(said)

    sentence = str(refused.value)
    assert (refused.value.returncode, words in sentence, sentence.count("\n")) == (2, True, 0)


def test_an_edited_row_is_what_the_next_examination_reads(examine):
    before = examine({"regime": "R2022-2T", "award": "GDVH", "score": 92})
    row = Criterion.objects.get(award_type="GDVH", regime="R2022-2T", code="score", scope="")
    row.params = {"least": 95}
    row.save()

    after = examine({"regime": "R2022-2T", "award": "GDVH", "score": 92})

    assert (len(unmet(before)), len(unmet(after))) == (0, 1)


def test_only_the_law_of_2026_is_unread(rows):
    assert [row.pk for row in Regime.objects.filter(criteria_verified=False)] == ["R2026"]
