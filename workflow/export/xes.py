"""Traces as XES 2.0, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import quoteattr

from workflow.export.reading import Happening, Trace

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="2.0" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Identity" prefix="identity" uri="http://www.xes-standard.org/identity.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
    <string key="route" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="verb" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Activity and verb" keys="concept:name verb"/>
  <string key="concept:name" value="bang-vang"/>
  <string key="lifecycle:model" value="standard"/>
"""


def written(traces: Iterable[Trace]) -> Iterator[str]:
    """The whole document."""
    yield HEAD
    for trace in traces:
        yield from _trace(trace)
    yield "</log>\n"


def _trace(trace: Trace) -> Iterator[str]:
    yield "  <trace>\n"
    named = {"concept:name": trace.name, "route": trace.route, "dossier": trace.dossier, "award": trace.award}
    yield from (_line(4, key, text) for key, text in named.items())
    for happening in trace.happenings:
        yield "    <event>\n"
        yield from (_line(6, key, text) for key, text in _attributes(happening).items())
        yield "    </event>\n"
    yield "  </trace>\n"


def _attributes(happening: Happening) -> dict[str, str | datetime]:
    return {
        "concept:name": happening.activity,
        "identity:id": happening.id,
        "lifecycle:transition": "complete",
        "org:resource": happening.resource,
        "org:role": happening.role,
        "org:group": happening.unit,
        "time:timestamp": happening.at,
        "verb": happening.verb,
        "resource": happening.resource,
        "role": happening.role,
        "unit": happening.unit,
        "body": happening.body,
        "desk": happening.desk,
    }


def _line(indent: int, key: str, text: str | datetime) -> str:
    kind, value = ("date", text.isoformat()) if isinstance(text, datetime) else ("string", text)
    kind = "id" if key == "identity:id" else kind
    return f"{' ' * indent}<{kind} key={quoteattr(key)} value={quoteattr(value)}/>\n"
