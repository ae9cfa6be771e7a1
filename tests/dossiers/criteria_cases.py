"""Facts written by hand for every row of criteria: those that meet it, those that do not, those that leave it open.

A row is named by its award and its code; where its level differs by regime or by place, by that too.
"""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]
PERSON, TEAM, HOME = {"target": "individual"}, {"target": "collective"}, {"target": "household"}
STAFF, WORKER = {"group": "staff"}, {"group": "worker"}
WORKING = {**PERSON, **WORKER}


def titles(award: str, *years: int, **said: Any) -> list[Facts]:
    """Earlier awards, one a year."""
    return [{"award": award, "year": year, "decision": f"{year % 100}/QĐ-UBND", **said} for year in years]


def made(kind: str, scope: str = "base", **said: Any) -> Facts:
    """One initiative, topic or feat that counts, but for what is said otherwise."""
    return {"kind": kind, "name": "Máy gieo hạt", "scope": scope, "recognised": True, "number": "05/QĐ-SK", **said}


def flag(key: str, about: Facts | None = None) -> tuple[Facts, Facts, Facts]:
    """Confirmed, denied, not asked yet."""
    known = about or {}
    return {**known, key: True}, {**known, key: False}, known


def run(award: str, whole: list[int], broken: list[int], about: Facts | None = None) -> tuple[Facts, Facts, Facts]:
    """Titles in a row up to 2023, the same with a gap, and a history that nobody has told."""
    known = {"year": 2024, **(about or {})}
    return {**known, "prior": titles(award, *whole)}, {**known, "prior": titles(award, *broken)}, known


FOR_PERSONS = (PERSON, HOME, {})
FOR_TEAMS = (TEAM, PERSON, {})
WELL: tuple[Facts, Facts, Facts] = ({"rating": "HTTNV"}, {"rating": "HTNV"}, {"solidarity": True})
BEST: tuple[Facts, Facts, Facts] = ({"rating": "HTXSNV"}, {"rating": "HTTNV"}, {"movement": True})
SPIRIT: tuple[Facts, Facts, Facts] = (
    {"solidarity": True, "movement": True},
    {"solidarity": True, "movement": False},
    {"solidarity": True},
)
HALF_AGREE: tuple[Facts, Facts, Facts] = (
    {"meeting_percent": 50.5},
    {"meeting_percent": 50},
    {"attendance_percent": 90},
)
NOTHING_BARRED: tuple[Facts, Facts, Facts] = ({"excluded": []}, {"excluded": ["gambling"]}, {})


def deeds(award: str, who: Facts) -> dict[tuple[str, ...], tuple[Facts, Facts, Facts]]:
    """The rows that all letters of merit share."""
    return {
        (award, "conduct"): flag("conduct", who),
        (award, "movement_result"): flag("movement_result", who),
        (award, "many"): flag("many_achievements", who),
        (award, "sudden"): flag("sudden", who),
        (award, "contribution"): flag("contribution", HOME),
    }


def model(award: str) -> dict[tuple[str, ...], tuple[Facts, Facts, Facts]]:
    """The rows that all local model titles share."""
    return {
        (award, "compliance"): flag("compliance"),
        (award, "conduct"): flag("conduct"),
        (award, "movement"): flag("movement"),
        (award, "meeting"): HALF_AGREE,
    }


CASES: dict[tuple[str, ...], tuple[Facts, Facts, Facts]] = {
    # every award
    ("*", "open_case"): ({"under_review": False}, {"under_review": True}, {"discipline": False}),
    ("*", "sanction"): (
        {"discipline": True, "discipline_ended": "2024-03-01", "period_from": "2024-03-01"},
        {"discipline": True, "discipline_ended": "2024-03-01", "period_from": "2024-02-29"},
        {"discipline": True, "period_from": "2024-01-01"},
    ),
    ("*", "dissolved"): ({**TEAM, "dissolved": False}, {**TEAM, "dissolved": True}, TEAM),
    # titles of persons
    ("LDTT", "whom"): (WORKER, {"group": "force"}, PERSON),
    ("LDTT", "task"): WELL,
    ("LDTT", "compliance"): flag("compliance"),
    ("LDTT", "learning"): flag("learning"),
    ("LDTT", "conduct"): flag("conduct"),
    ("LDTT", "staff_task"): ({**STAFF, "rating": "HTXSNV"}, {**STAFF, "rating": "HTNV"}, {"rating": "HTXSNV"}),
    ("LDTT", "staff_spirit"): ({**STAFF, **SPIRIT[0]}, {**STAFF, **SPIRIT[1]}, {**STAFF, **SPIRIT[2]}),
    ("LDTT", "worker_work"): (
        {**WORKER, "productive": True, "movement": True},
        {**WORKER, "productive": False, "movement": True},
        {**WORKER, "productive": True},
    ),
    ("LDTT", "worker_conduct"): flag("conduct", WORKER),
    ("LDTT", "employed"): ({**STAFF, "months_employed": 6}, {**STAFF, "months_employed": 5}, STAFF),
    ("CSTT", "target"): FOR_PERSONS,
    ("CSTT", "whom"): ({"group": "force"}, STAFF, {}),
    ("CSTT", "task"): WELL,
    ("CSTT", "spirit"): SPIRIT,
    ("CSTDCS", "title"): run("LDTT", [2024], [2023]),
    ("CSTDCS", "title_held"): run("CSTT", [2024], [2023]),
    ("CSTDCS", "staff_standard"): (
        {"rating": "HTTNV", "solidarity": True, "movement": True},
        {"rating": "HTNV", "solidarity": True, "movement": True},
        {"rating": "HTTNV", "solidarity": True},
    ),
    ("CSTDCS", "worker_standard"): (
        {**WORKER, "productive": True, "movement": True, "conduct": True},
        {**WORKER, "productive": True, "movement": True, "conduct": False},
        {"productive": True, "movement": True, "conduct": True},
    ),
    ("CSTDCS", "excellent"): BEST,
    ("CSTDCS", "initiative"): (
        {"initiatives": [made("initiative")]},
        {"initiatives": [made("initiative", used_for="CSTDCS 2022")]},
        {"initiatives": [made("initiative", recognised=None)]},
    ),
    ("CSTDCS", "topic"): (
        {"initiatives": [made("topic", "commune")]},
        {"initiatives": [made("initiative")]},
        {"rating": "HTXSNV"},
    ),
    ("CSTDCS", "feat"): (
        {"initiatives": [made("feat")]},
        {"initiatives": [made("feat", recognised=False)]},
        {"initiatives": [], "initiatives_complete": False},
    ),
    ("CSTD_TINH", "run"): run("CSTDCS", [2021, 2022, 2023], [2020, 2021, 2023]),
    ("CSTD_TINH", "initiative"): (
        {"initiatives": [made("topic", "province")]},
        {"initiatives": [made("topic", "district")]},
        {"initiatives": [{**made("topic"), "scope": None}]},
    ),
    ("CSTDTQ", "target"): FOR_PERSONS,
    ("CSTDTQ", "run"): run("CSTD_TINH", [2022, 2023], [2021, 2022]),
    ("CSTDTQ", "initiative"): (
        {"initiatives": [made("initiative", "nation")]},
        {"initiatives": [made("initiative", "province")]},
        {},
    ),
    ("CSTDTQ", "topic"): (
        {"initiatives": [made("topic", "nation")]},
        {"initiatives": [made("topic", "province")]},
        {},
    ),
    ("CSTDTQ", "feat"): ({"initiatives": [made("feat")]}, {"initiatives": []}, {}),
    # titles of collectives
    ("TTLDTT", "task"): WELL,
    ("TTLDTT", "movement"): flag("movement"),
    ("TTLDTT", "share"): (
        {"members": 10, "members_ldtt": 7},
        {"members": 1000, "members_ldtt": 699},
        {"members_ldtt": 7},
    ),
    ("TTLDTT", "share", "R2003"): (
        {"members": 1000, "members_ldtt": 501},
        {"members": 8, "members_ldtt": 4},
        {"members": 8},
    ),
    ("TTLDTT", "discipline"): ({"members_disciplined": 0}, {"members_disciplined": 1}, {"members": 8}),
    ("TTLDTT", "united"): flag("united"),
    ("TTLDXS", "task"): BEST,
    ("TTLDXS", "movement"): flag("movement"),
    ("TTLDXS", "completed"): (
        {"members": 12, "members_completed": 12},
        {"members": 12, "members_completed": 11},
        {"members": 12},
    ),
    ("TTLDXS", "share"): (
        {"members": 20, "members_ldtt": 14},
        {"members": 20, "members_ldtt": 13},
        {"members": 0, "members_ldtt": 0},
    ),
    ("TTLDXS", "fighter"): ({"members_cstdcs": 1}, {"members_cstdcs": 0}, {}),
    ("TTLDXS", "united"): flag("united"),
    ("CO_TINH", "target"): FOR_TEAMS,
    ("CO_TINH", "leads"): flag("leads_cluster"),
    ("CO_TINH", "exceeds"): flag("exceeds_targets"),
    ("CO_CP", "target"): FOR_TEAMS,
    ("CO_CP", "leads_cluster"): flag("leads_cluster"),
    ("CO_CP", "leads_central"): flag("leads_central_cluster"),
    ("CO_CP", "leads_movement"): (
        {"leads_movement": True, "movement_years": 5},
        {"leads_movement": True, "movement_years": 4},
        {"leads_movement": True},
    ),
    ("XA_TIEU_BIEU", "target"): FOR_TEAMS,
    ("XA_TIEU_BIEU", "tasks"): (
        {"exceeds_targets": True, "security": True},
        {"exceeds_targets": True, "security": False},
        {"exceeds_targets": True},
    ),
    ("XA_TIEU_BIEU", "society"): (
        {"socio_economic": True, "environment": True, "compliance": True},
        {"socio_economic": True, "environment": False},
        {"socio_economic": True, "environment": True},
    ),
    ("XA_TIEU_BIEU", "leads"): flag("leads_movement"),
    ("THON_VH", "score"): ({"score": 90}, {"score": 89.5}, {}),
    # households
    ("GDVH", "excluded"): NOTHING_BARRED,
    ("GDVH", "score"): ({"score": 90}, {"score": 89}, {"hard_area": True}),
    ("GDVH", "score", "R2003"): (
        {"score": 60, "hard_area": True},
        {"score": 60, "hard_area": False},
        {"score": 60},
    ),
    ("GDVH", "score", "phu-tho"): (
        {"score": 90, "hard_area": True},
        {"score": 94.5, "hard_area": False},
        {"score": 94.5},
    ),
    ("GDVH", "attendance"): ({"attendance_percent": 60}, {"attendance_percent": 59.9}, {}),
    ("GDVH", "meeting"): HALF_AGREE,
    ("GDVH", "meeting", "R2003"): ({"meeting_percent": 60}, {"meeting_percent": 59}, {}),
    ("GDVH", "meeting", "phu-tho"): ({"meeting_percent": 90}, {"meeting_percent": 89.99}, {}),
    # forms of commendation
    **deeds("GK_XA", PERSON),
    **deeds("GK_HUYEN", TEAM),
    **deeds("GK_CQ", PERSON),
    ("GK_XA", "culture_run"): (
        {**HOME, "year": 2024, "prior": titles("GDVH", 2021, 2022, 2023)},
        {**HOME, "year": 2024, "prior": titles("GDVH", 2021, 2022, 2023, used_for="GK_XA")},
        {**HOME, "year": 2024, "prior": titles("GDVH", 2023), "prior_complete": False},
    ),
    ("GK_XA_DX", "sudden"): flag("sudden"),
    ("BK_TINH", "movement_result"): flag("movement_result", PERSON),
    ("BK_TINH", "many"): flag("many_achievements", PERSON),
    ("BK_TINH", "sudden"): flag("sudden", PERSON),
    ("BK_TINH", "contribution"): flag("contribution", HOME),
    ("BK_TINH", "run"): run("CSTDCS", [2022, 2023], [2021, 2023], PERSON),
    ("BK_TINH", "excellent_run"): (
        {
            **PERSON,
            "year": 2024,
            "ratings": {"2022": "HTXSNV", "2023": "HTXSNV"},
            "initiatives": [made("initiative"), made("topic")],
        },
        {
            **PERSON,
            "year": 2024,
            "ratings": {"2022": "HTXSNV", "2023": "HTXSNV"},
            "initiatives": [made("initiative")],
        },
        {**PERSON, "year": 2024, "ratings": {"2023": "HTXSNV"}, "initiatives": [made("initiative"), made("topic")]},
    ),
    ("BK_TINH", "worker"): ({**WORKING, "effect": "commune"}, {**WORKING, "effect": "base"}, {"effect": "commune"}),
    ("BK_TINH", "team_ratings"): (
        {**TEAM, "year": 2024, "ratings": {"2023": "HTXSNV"}, "rating": "HTXSNV"},
        {**TEAM, "year": 2024, "ratings": {"2022": "HTXSNV", "2023": "HTTNV"}},
        {**TEAM, "year": 2024, "rating": "HTXSNV"},
    ),
    ("BK_TINH", "team_titles"): run("TTLDXS", [2022, 2023], [2021, 2022], TEAM),
    ("BK_TTG", "ladder"): (
        {
            **PERSON,
            "year": 2024,
            "ratings": {"2019": "HTTNV", "2020": "HTTNV", "2021": "HTXSNV", "2022": "HTTNV", "2023": "HTTNV"},
            "prior": [*titles("BK_TINH", 2020), *titles("CSTDCS", 2018, 2020, 2022)],
        },
        {
            **PERSON,
            "year": 2024,
            "ratings": {"2019": "HTTNV", "2020": "HTTNV", "2021": "HTXSNV", "2022": "HTTNV", "2023": "HTTNV"},
            "prior": [*titles("BK_TINH", 2020), *titles("CSTDCS", 2018, 2020)],
        },
        {
            **PERSON,
            "year": 2024,
            "ratings": {"2023": "HTTNV"},
            "prior": [*titles("BK_TINH", 2020), *titles("CSTDCS", 2018, 2020, 2022)],
        },
    ),
    ("BK_TTG", "worker"): (
        {**WORKING, "valuable": True, "trains_colleagues": True, "effect": "commune"},
        {**WORKING, "valuable": True, "trains_colleagues": False, "effect": "commune"},
        {**WORKING, "valuable": True, "trains_colleagues": True},
    ),
    ("BK_TTG", "farmer"): (
        {**WORKING, "model_years": 2, "effect": "district", "helps_households": True},
        {**WORKING, "model_years": 1, "effect": "district", "helps_households": True},
        {**WORKING, "model_years": 2, "effect": "district"},
    ),
    ("BK_TTG", "between"): (
        {
            **PERSON,
            "year": 2024,
            "rating": "HTTNV",
            "ratings": {"2022": "HTTNV", "2023": "HTXSNV"},
            "prior": titles("BK_TTG", 2021),
        },
        {**PERSON, "year": 2024, "ratings": {"2023": "HTNV"}, "prior": titles("BK_TTG", 2021)},
        {**PERSON, "year": 2024, "ratings": {"2023": "HTTNV"}, "prior": titles("BK_TTG", 2021)},
    ),
    ("KNC", "target"): FOR_PERSONS,
    ("KNC", "years"): (
        {"sector_years": 20, "sector_years_required": 20},
        {"sector_years": 19, "sector_years_required": 20},
        {"sector_years": 19},
    ),
    ("HCLD3", "target"): FOR_PERSONS,
    ("HCLD3", "before"): ({"prior": titles("BK_TTG", 2018)}, {"prior": titles("BK_TTG", 2018, revoked=True)}, {}),
    ("HCLD3", "years"): (
        {
            "year": 2024,
            "ratings": {"2020": "HTTNV", "2021": "HTTNV", "2022": "HTTNV", "2023": "HTTNV", "2024": "HTTNV"},
        },
        {
            "year": 2024,
            "ratings": {"2019": "HTTNV", "2020": "HTTNV", "2021": "HTNV", "2022": "HTTNV", "2023": "HTTNV"},
        },
        {"year": 2024, "ratings": {"2022": "HTTNV", "2023": "HTTNV"}},
    ),
    ("HCLD3", "excellent"): (
        {"year": 2024, "ratings": {"2021": "HTXSNV"}},
        {
            "year": 2024,
            "ratings": {
                "2019": "HTTNV",
                "2020": "HTTNV",
                "2021": "HTTNV",
                "2022": "HTTNV",
                "2023": "HTTNV",
                "2024": "HTTNV",
            },
        },
        {"year": 2024, "ratings": {"2021": "HTTNV"}},
    ),
    ("HCLD3", "fighter"): (
        {"prior": titles("CSTDCS", 2016, 2019, 2022)},
        {"prior": [*titles("CSTDCS", 2016, 2019), *titles("CSTDCS", 2022, loai_hinh="DOT_XUAT")]},
        {"prior": titles("CSTDCS", 2016, 2019), "prior_complete": False},
    ),
    ("HCLD2", "before"): ({"prior": titles("HCLD3", 2015)}, {"prior": []}, {}),
    ("HCLD1", "before"): ({"prior": titles("HCLD2", 2015)}, {"prior": titles("HCLD3", 2015)}, {}),
    # local titles
    ("UU_TU", "target"): FOR_PERSONS,
    ("UU_TU", "once"): (
        {"prior": titles("CSTDCS", 2023)},
        {"prior": titles("UU_TU", 2016)},
        {"prior": titles("CSTDCS", 2023), "prior_complete": False},
    ),
    ("NTVT", "target"): FOR_PERSONS,
    ("NTVT", "deed"): flag("good_deed"),
    ("KIEUMAU_XA", "target"): FOR_TEAMS,
    ("KIEUMAU_XA", "meeting"): ({"meeting_percent": 70}, {"meeting_percent": 69.9}, {}),
    **model("KIEUMAU_CD"),
    **model("KIEUMAU_GD"),
    **model("KIEUMAU_TT"),
    ("KIEUMAU_GD", "excluded"): NOTHING_BARRED,
    ("KIEUMAU_TT", "united"): flag("united"),
}
