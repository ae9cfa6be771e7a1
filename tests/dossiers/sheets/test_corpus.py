"""Every file of the corpus comes to exactly what stands beside it."""

import pytest

from dossiers.models import AwardType
from dossiers.sheets.awards import Awards
from dossiers.sheets.entries import Asked
from dossiers.sheets.safety import Unreadable
from tests.dossiers.sheets import making
from tests.dossiers.sheets.corpus import CORPUS
from tests.house import TODAY
from workflow.imports import plan

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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


def test_many_cells_that_share_one_long_text_are_refused_by_their_length():
    """The file stays small, whatever stands behind each cell."""
    spread = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = f'{making.PLAIN_BOOK}"/><Override PartName="/xl/sharedStrings.xml" ContentType="{spread}.sharedStrings+xml'
    names = f'<sst xmlns="{MAIN}"><si><t>{"dài " * 2500}</t></si></sst>'
    rows = "".join(f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 50 + "</row>" for n in range(1, 61))
    sheet = making.SHEET.format(declared="", size="", rows=rows)
    data = making.package(sheet, main=main, parts={"xl/sharedStrings.xml": names.encode()})

    with pytest.raises(Unreadable, match="có quá nhiều chữ"):
        plan.grids_of(data, "dai.xlsx")

    assert len(data) < 20_000


def test_the_corpus_has_its_forty_files():
    assert len(CORPUS) >= 40
