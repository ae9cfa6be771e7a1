"""What is wrong with rows of criteria: unknown measures and facts, wrong parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dossiers.criteria.facts import FACTS
from dossiers.criteria.measures import MEASURES, Case


def faults(rows: Sequence[Any], awards: Mapping[str, str]) -> Iterator[str]:
    """Every sentence about a row that the code cannot carry out ."""
    for row in rows:
        for fault in _row_faults(row, awards):
            yield _("Tiêu chuẩn “%(row)s”: %(fault)s.") % {"row": row, "fault": fault}


def _row_faults(row: Any, awards: Mapping[str, str]) -> Iterator[str]:
    known = MEASURES.get(row.measure)
    if known is None:
        yield _("không có cách đo “%(name)s”") % {"name": row.measure}
        return
    found = [*known.faults(row.params, awards)]
    yield from found
    if not found and known.read(Case({}, awards), **row.params).holds is not None:
        yield _("kết luận khi chưa biết gì")
    yield from _unknown_cases(row.when)


def _unknown_cases(when: Mapping[str, Any]) -> Iterator[str]:
    for key, values in when.items():
        options = FACTS[key].options if key in FACTS else {}
        if not isinstance(values, list) or not values or set(values) - set(options):
            yield _("điều kiện “%(key)s” không hiểu: %(values)s") % {"key": key, "values": values}
