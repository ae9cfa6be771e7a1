"""What the columns of a list mean to a unit: found, corrected by a person, remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dossiers.sheets import mapping
from dossiers.sheets.grid import Grid
from dossiers.sheets.lines import lines
from dossiers.sheets.mapping import UNUSED, Table
from dossiers.sheets.titles import FIELDS
from roles.folding import folded
from roles.models import Unit
from workflow.models import KnownColumn

#: so many cells of a column are shown
SAMPLES = 3
LONGEST_SAMPLE = 60


@dataclass(frozen=True)
class Shown:
    """One column as the page shows it."""

    column: int
    title: str
    samples: list[str]
    field: str


def remembered(unit: Unit) -> dict[str, str]:
    """The titles that the unit has explained before, folded."""
    return dict(KnownColumn.objects.filter(unit=unit).values_list("title", "field"))


def remember(unit: Unit, table: Table) -> None:
    """Keep what each title means, also that it is not read; two statements."""
    rows = {
        folded(title)[:200]: KnownColumn(unit=unit, title=folded(title)[:200], field=table.fields.get(column, UNUSED))
        for column, title in table.titles.items()
    }
    KnownColumn.objects.filter(unit=unit, title__in=list(rows)).delete()
    KnownColumn.objects.bulk_create(rows.values())


def table_of(grids: Sequence[Grid], known: Mapping[str, str]) -> Table:
    """The table as it is found, or the best guess for a person to say."""
    return mapping.find(grids, remembered=known) or mapping.guess(grids)


def shown(grids: Sequence[Grid], table: Table) -> list[Shown]:
    """Every column with its first cells."""
    grid = next(grid for grid in grids if grid.name == table.sheet)
    first = [row for row in grid.rows if row.number > table.last][: SAMPLES * 4]
    return [
        Shown(
            column,
            title,
            [text[:LONGEST_SAMPLE] for row in first if (text := row.at(column).text)][:SAMPLES],
            table.fields.get(column, ""),
        )
        for column, title in sorted(table.titles.items())
    ]


def how_many(grids: Sequence[Grid], table: Table) -> int:
    """How many rows the list has, as far as the columns tell."""
    grid = next(grid for grid in grids if grid.name == table.sheet)
    return sum(1 for _row in lines(grid, table)) if table.holds("name") else 0


def faults(fields: Mapping[int, str]) -> list[str]:
    """What is wrong with a choice of columns, in sentences."""
    chosen = [held for held in fields.values() if held]
    twice = sorted({str(FIELDS[held]) for held in chosen if chosen.count(held) > 1 and held != "name"})
    found = [_("“%(field)s” được chọn cho hai cột. Giữ một cột.") % {"field": field} for field in twice]
    if "name" not in chosen:
        found.insert(0, _("Chưa cột nào là “Họ và tên (tên tập thể, hộ)”. Chọn cho cột chứa tên."))
    return found


# As it is kept between the pages


def packed(table: Table) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "first": table.first,
        "last": table.last,
        "titles": {str(column): title for column, title in table.titles.items()},
        "fields": {str(column): held for column, held in table.fields.items()},
    }


def unpacked(kept: Mapping[str, Any]) -> Table:
    return Table(
        kept["sheet"],
        kept["first"],
        kept["last"],
        {int(column): title for column, title in kept["titles"].items()},
        {int(column): held for column, held in kept["fields"].items()},
    )
