"""Loading the rows of law: twice is once, contradictions are refused whole, holes are named."""

import json
import shutil
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from dossiers import law
from dossiers.models import GateRule, closest_gate_rule, gate_rules_on
from roles.models import Role


@pytest.fixture
def folder(tmp_path):
    """A copy of the fixtures that a test may spoil."""
    for file in (settings.BASE_DIR / "fixtures").glob("*.json"):
        shutil.copy(file, tmp_path)
    return tmp_path


def spoil(folder, name, change):
    file = folder / f"{name}.json"
    rows = json.loads(file.read_text(encoding="utf-8"))
    change(rows)
    file.write_text(json.dumps(rows), encoding="utf-8")


def test_a_second_load_changes_nothing(db):
    law.load()

    again = law.load()

    assert {name: (counts.new, counts.changed) for name, counts in again.counts.items()} == dict.fromkeys(
        law.FILES, (0, 0)
    )


def test_a_changed_row_is_changed_and_the_others_are_the_same(db, folder):
    law.load()
    spoil(folder, "roles", lambda rows: rows[0].update(name="Thủ trưởng"))

    again = law.load(folder)

    assert vars(again.counts["roles"]) == {"new": 0, "changed": 1, "same": 10, "kept": 0}
    assert Role.objects.get(pk="head").name == "Thủ trưởng"


def test_the_law_as_shipped_has_no_hole(db):
    assert law.load().holes == []


def task(rows):
    """The row that asks for a task done well."""
    return next(row for row in rows if row["measure"] == "rating_at_least")


def titled(rows):
    """The row that asks for titles in a row."""
    return next(row for row in rows if row["measure"] == "consecutive_titles")


SPOILT = {
    "a codename that no unit knows": ("roles", lambda rows: rows[0].update(codenames=["conjure"]), "conjure"),
    "two regimes on one day": ("regimes", lambda rows: rows[1].update(since="2023-12-31"), "R2003"),
    "a stage without a limit": ("routes", lambda rows: rows[0]["stages"][0].update(days=None), "“xa”"),
    "a route that goes down": ("routes", lambda rows: rows[1]["stages"].reverse(), "“xa-huyen”"),
    "a council that is an office": (
        "routes",
        lambda rows: rows[0]["stages"][0].update(council_kind="office"),
        "“xa”",
    ),
    "a route that nobody wrote": ("routings", lambda rows: rows[0].update(route="len-troi"), "“len-troi”"),
    "a route that ends below who decides": ("routings", lambda rows: rows[7].update(route="xa"), "TTLDXS"),
    "a paper nobody knows": ("awards", lambda rows: rows["rules"][0].update(required_evidence=["oath"]), "oath"),
    "a word that is no tier": ("awards", lambda rows: rows["rules"][0].update(deciding_tier="moon"), "“moon”"),
    "two limits for one case": (
        "time_limits",
        lambda rows: rows.append({**rows[0], "since": "2025-01-01", "amount": 1}),
        "intake LDTT",
    ),
    "a limit for a step that nobody takes": ("time_limits", lambda rows: rows[0].update(step="awarded"), "“awarded”"),
    "a gate that holds what no gate holds": ("gates", lambda rows: rows[0].update(holds=["revoke"]), "revoke"),
    "a posting without days": ("gates", lambda rows: rows[0].update(days=None), "posting AHLD"),
    "a criterion that nobody measures": ("criteria", lambda rows: rows[0].update(measure="guess"), "“guess”"),
    "a measure without its level": ("criteria", lambda rows: task(rows).update(params={}), "“level”"),
    "a level that is none": ("criteria", lambda rows: task(rows).update(params={"level": "GOOD"}), "“level”"),
    "a parameter nobody takes": (
        "criteria",
        lambda rows: task(rows).update(params={"level": "HTTNV", "mood": 1}),
        "“mood”",
    ),
    "a title that nobody gives": (
        "criteria",
        lambda rows: titled(rows).update(params={"awards": ["VUA"], "times": 3}),
        "“awards”",
    ),
    "a case that no fact knows": ("criteria", lambda rows: task(rows).update(when={"moon": ["full"]}), "“moon”"),
    "one criterion twice": ("criteria", lambda rows: rows.append({**task(rows), "since": "2026-01-01"}), "LDTT"),
    "two rules on one list": (
        "set_criteria",
        lambda rows: rows.append({**rows[0], "code": "twice"}),
        "cstdcs-15-r2003",
    ),
    "a measure that nobody takes": ("set_criteria", lambda rows: rows[0].update(measure="moon"), "“moon”"),
    "a quota without a base": ("set_criteria", lambda rows: rows[0].update(params={"percent": 15}), "of"),
    "a placeholder nobody fills": ("papers", lambda rows: rows[0].update(text="{ruler}"), "ruler"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_contradiction_is_named_and_nothing_is_loaded(db, folder, case):
    name, change, word = SPOILT[case]
    spoil(folder, name, change)

    with pytest.raises(law.LawError) as refused:
        law.load(folder)

    assert word in str(refused.value)
    assert Role.objects.exists() is False


def test_a_broken_file_is_one_sentence(db, folder):
    (folder / "votes.json").write_text("[{", encoding="utf-8")

    with pytest.raises(law.LawError, match=r"votes\.json"):
        law.load(folder)


def test_days_without_law_are_reported(db, folder):
    spoil(folder, "regimes", lambda rows: rows[2].update(until="2026-08-31"))

    holes = law.load(folder).holes

    assert holes == ["Không có chế độ pháp luật nào giữa R2022-2T và R2026."]


def test_an_award_without_a_route_is_reported(db, folder):
    law_without = {"award_type": "GDVH", "regime": "R2026"}
    spoil(folder, "routings", lambda rows: rows.remove(next(row for row in rows if law_without.items() <= row.items())))

    holes = law.load(folder).holes

    assert holes == ["Chưa có tuyến trình GDVH theo R2026."]


def test_the_command_prints_what_it_did(db, capsys):
    call_command("load_law")

    printed = capsys.readouterr().out.splitlines()

    assert printed[0] == "roles: 11 dòng mới, 0 dòng đổi, 0 dòng giữ nguyên."
    assert [line.split(":")[0] for line in printed] == list(law.FILES)


def test_the_command_ends_with_the_sentence_of_a_contradiction(db, folder, settings):
    settings.BASE_DIR = folder
    shutil.copytree(folder, folder / "fixtures")
    spoil(folder / "fixtures", "papers", lambda rows: rows[0].update(text="{ruler}"))

    with pytest.raises(CommandError, match="ruler"):
        call_command("load_law")


POSTED = [
    # award, regime, level, days, unit, prints its article
    ("AHLD", "R2022-3T", "province", 10, "working", True),
    ("CSTDTQ", "R2003", "province", 10, "working", False),
    ("CSTDTQ", "R2022-3T", "province", 5, "working", False),
    ("CSTDTQ", "R2022-2T", "province", 10, "working", True),
    ("CSTDTQ", "R2026", "province", 10, "working", False),
    ("GDVH", "R2022-3T", "commune", 10, "calendar", True),
    ("THON_VH", "R2022-2T", "commune", 10, "calendar", True),
    ("UU_TU", "R2022-2T", "province", 7, "working", False),
    ("LDTT", "R2022-3T", "commune", 5, "working", False),
    ("BK_TINH", "R2022-2T", "province", 5, "working", False),
]


def test_postings_last_as_long_as_the_domain_says(db):
    law.load()
    rows = gate_rules_on("posting", date(2026, 11, 20))

    found = [closest_gate_rule(rows, award=award, regime=regime, tier=tier) for award, regime, tier, *_rest in POSTED]

    assert [(row.days, row.unit, bool(row.citation)) for row in found] == [tuple(case[3:]) for case in POSTED]


def test_no_row_takes_silence_for_assent(db):
    """Nowhere does the domain say so: a province that rules it adds its own row."""
    law.load()

    assert not GateRule.objects.filter(deemed=True).exists()
