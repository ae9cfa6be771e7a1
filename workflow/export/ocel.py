"""Traces as OCEL 2.0 (JSON): events on dossiers, routes and the bodies where they lay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from workflow.export.reading import Happening, Trace

#: what each event tells besides its desk
TOLD = ("verb", "resource", "role", "unit", "desk")
EPOCH = "1970-01-01T00:00:00+00:00"


def written(traces: Iterable[Trace]) -> Iterator[str]:
    """The whole document."""
    yield json.dumps(_log(list(traces)), ensure_ascii=False, indent=1) + "\n"


def _log(traces: Sequence[Trace]) -> dict[str, Any]:
    events = [_event(trace, happening) for trace in traces for happening in trace.happenings]
    return {
        "objectTypes": [
            {"name": "dossier", "attributes": [_typed("award"), _typed("route")]},
            {"name": "route", "attributes": []},
            {"name": "body", "attributes": []},
        ],
        "eventTypes": [
            {"name": name, "attributes": [_typed(told) for told in (*TOLD, "route")]}
            for name in sorted({event["type"] for event in events})
        ],
        "objects": [*_dossiers(traces), *_places(traces)],
        "events": events,
    }


def _typed(name: str) -> dict[str, str]:
    return {"name": name, "type": "string"}


def _dossiers(traces: Sequence[Trace]) -> list[dict[str, Any]]:
    """A dossier each, its route as it changed over time."""
    found: dict[str, dict[str, Any]] = {}
    for trace in traces:
        award = {"name": "award", "time": EPOCH, "value": trace.award}
        mine = found.setdefault(trace.dossier, _object(trace.dossier, "dossier", [award]))
        since = trace.happenings[0].at.isoformat() if len(mine["attributes"]) > 1 else EPOCH
        mine["attributes"].append({"name": "route", "time": since, "value": trace.route})
    return list(found.values())


def _places(traces: Sequence[Trace]) -> Iterator[dict[str, Any]]:
    """The routes and the bodies, their keys kept apart."""
    for route in sorted({trace.route for trace in traces}):
        yield _object(f"route:{route}", "route", [])
    for body in sorted({happening.body for trace in traces for happening in trace.happenings}):
        yield _object(f"body:{body}", "body", [])


def _object(key: str, kind: str, attributes: list[dict[str, str]]) -> dict[str, Any]:
    return {"id": key, "type": kind, "attributes": attributes, "relationships": []}


def _event(trace: Trace, happening: Happening) -> dict[str, Any]:
    told = {name: getattr(happening, name) for name in TOLD} | {"route": trace.route}
    return {
        "id": happening.id,
        "type": happening.activity,
        "time": happening.at.isoformat(),
        "attributes": [{"name": name, "value": value} for name, value in told.items()],
        "relationships": [
            {"objectId": trace.dossier, "qualifier": "moves"},
            {"objectId": f"route:{trace.route}", "qualifier": "along"},
            {"objectId": f"body:{happening.body}", "qualifier": "leaves"},
        ],
    }
