"""The criteria of every award as a decision table for people, out of the rows as shipped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from dossiers.criteria import FACTS, examine

FIXTURES = settings.BASE_DIR / "fixtures"
REGIMES = ["R2003", "R2022-3T", "R2022-2T", "R2026"]
HEADING = """# The law as rows: what each award asks for

Generated from `fixtures/criteria.json` and `fixtures/awards.json` by `.venv/bin/python -m tests.dossiers.print_law`;
do not edit. `tests/dossiers/test_law_page.py` keeps it equal to the rows. None of it is legal advice.

A cell says how the row stands under that law: its basis where the text was read (`verified`), else the mark alone
(`partial`, `recalled`, `copied`, `design`: nothing is printed as an article); empty: that law does not ask for it.
Rows with the same word under *one of* are alternatives: any of them is enough, and only all of them failing fails.
A row *only when* is asked of those alone. A row with a *place* stands there instead of the row with the same code.
"""


@dataclass(frozen=True)
class Row:
    """A line of the fixture, as examine reads it."""

    award_type: str | None
    regime: str
    code: str
    position: int
    group: str
    when: dict[str, list[str]] = field(hash=False)
    measure: str
    params: dict[str, Any] = field(hash=False)
    wording: str
    scope: str
    since: date | None
    until: date | None
    mark: str
    basis: str
    source: str

    @property
    def citation(self) -> str:
        return self.basis if self.mark == "verified" else ""


def read() -> list[Row]:
    """Every criterion as shipped."""
    return [Row(**row) for row in json.loads((FIXTURES / "criteria.json").read_text(encoding="utf-8"))]


def _awards() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FIXTURES / "awards.json").read_text(encoding="utf-8"))
    return loaded


def page() -> str:
    """The page as docs/law.md holds it."""
    rows, fixture = read(), _awards()
    names = {award["code"]: award["name"] for award in fixture["awards"]}
    parts = [HEADING, "## Every award\n", _table([row for row in rows if row.award_type is None], names)]
    for award in sorted(fixture["awards"], key=lambda award: award["position"]):
        own = [row for row in rows if row.award_type == award["code"]]
        if own:
            parts += [f"## {award['name']} (`{award['code']}`)\n", *_decided(award["code"], fixture["rules"])]
            parts.append(_table(own, names))
    return "\n".join(parts)


def _decided(award: str, rules: Iterable[dict[str, Any]]) -> Iterator[str]:
    """For whom and at which level, law by law."""
    said = [
        f"{rule['regime']}: {', '.join(rule['targets'])}, decided by {rule['deciding_tier']}"
        for rule in rules
        if rule["award_type"] == award
    ]
    if said:
        yield "; ".join(said) + ".\n"


def _table(rows: list[Row], names: dict[str, str]) -> str:
    """One line a criterion, one column a law."""
    lines: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        lines.setdefault(_line(row, names), {})[row.regime] = row.citation or row.mark
    told = [[*line, *(cells.get(regime, "") for regime in REGIMES)] for line, cells in lines.items()]
    heads = ["code", "criterion", "required", "one of", "only when", "place", *REGIMES]
    body = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    return "\n".join([*body, *("| " + " | ".join(cells) + " |" for cells in told), ""])


def _line(row: Row, names: dict[str, str]) -> tuple[str, ...]:
    [finding] = examine({key: values[0] for key, values in row.when.items()}, [row], names=names)
    return (f"`{row.code}`", row.wording, finding.required, row.group, _when(row), row.scope)


def _when(row: Row) -> str:
    return "; ".join(
        f"{FACTS[key].words}: " + _either(str(FACTS[key].options[value]) for value in values)
        for key, values in row.when.items()
    )


def _either(words: Iterable[str]) -> str:
    return " / ".join(words)
