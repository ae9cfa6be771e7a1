"""A measure made of measures: where one alternative asks for several things at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dossiers.criteria.finding import Reading, all_hold
from dossiers.criteria.registry import MEASURES, Case, Param, measure

Part = Mapping[str, Any]


def _are_parts(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_part(part, awards) for part in value)


def _is_part(part: Any, awards: Mapping[str, str]) -> bool:
    if not isinstance(part, dict) or part.get("measure") not in MEASURES:
        return False
    return not [*MEASURES[part["measure"]].faults(part.get("params", {}), awards)]


def _reads(params: Mapping[str, Any]) -> tuple[str, ...]:
    read = [MEASURES[part["measure"]].reads(part.get("params", {})) for part in params["parts"]]
    return tuple(key for keys in read for key in keys)


@measure(also=_reads, parts=Param(_are_parts))
def all_of(case: Case, *, parts: Sequence[Part]) -> Reading:
    """Every part holds."""
    readings = [MEASURES[part["measure"]].read(case, **part.get("params", {})) for part in parts]
    return Reading(
        all_hold([reading.holds for reading in readings]),
        "; ".join(reading.required for reading in readings),
        " ".join(_sentence(reading) for reading in readings if reading.measured),
        "; ".join(reading.evidence for reading in readings if reading.evidence),
        tuple(dict.fromkeys(key for reading in readings for key in reading.lacking)),
    )


def _sentence(reading: Reading) -> str:
    return reading.measured if reading.measured.endswith(".") else f"{reading.measured}."
