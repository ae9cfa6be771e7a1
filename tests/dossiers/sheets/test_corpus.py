"""Every file of the corpus comes to exactly what stands beside it."""

import pytest

from dossiers.models import AwardType
from dossiers.sheets.awards import Awards
from dossiers.sheets.entries import Asked
from dossiers.sheets.safety import Unreadable
from tests.dossiers.sheets.corpus import CORPUS
from tests.house import TODAY
from workflow.imports import plan

LDTT = AwardType(code="LDTT", name="Lao động tiên tiến", short_name="Lao động tiên tiến")
CSTDCS = AwardType(code="CSTDCS", name="Chiến sĩ thi đua cơ sở", short_name="CSTĐ cơ sở")


def told(entry, twins):
    faults = [*entry.faults, *([twins[entry.row]] if entry.row in twins else [])]
    if faults:
        return [(fault.title, fault.message) for fault in faults]
    return entry.name, entry.nominee.get("born", ""), entry.nominee.get("gender", "")


def read(case, targets):
    grids = plan.grids_of(case.make(), case.name)
    table = plan.table_of(grids, case.name)
    asked = Asked(LDTT, targets, Awards.of([LDTT, CSTDCS]), TODAY)
    return plan.read_as(grids, table, asked)


def outcome(case, targets):
    """The rows by their number, or the sentence of a refusal."""
    try:
        found = read(case, targets)
    except Unreadable as why:
        return str(why)
    twins = plan.twins(found)
    return {entry.row: told(entry, twins) for entry in found.entries}


@pytest.mark.parametrize("name", CORPUS)
def test_a_file_comes_to_what_is_written_beside_it(name):
    targets = ["individual"] if "award of persons" in name else []

    assert outcome(CORPUS[name], targets) == CORPUS[name].expected


def test_the_corpus_has_its_forty_files():
    assert len(CORPUS) >= 40
