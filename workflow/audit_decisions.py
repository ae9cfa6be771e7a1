"""Decisions checked against the ledger: what an award names, who stands on the list, how far the numbers went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Max

from workflow.models import Decision, DecisionLine, Event, NumberBook


def decision_faults() -> Iterator[str]:
    """Every award that its decision does not bear out, and every book behind its numbers."""
    yield from _award_faults()
    yield from _book_faults()


def _award_faults() -> Iterator[str]:
    lines = DecisionLine.objects.select_related("decision")
    decisions = {line.dossier_id: line.decision for line in lines.iterator(chunk_size=2000)}
    awards = Event.objects.filter(verb="award").order_by("dossier", "seq")
    try:
        for key, dossier, evidence in awards.values_list("id", "dossier_id", "evidence"):
            for fault in _mismatch(evidence, decisions.get(dossier)):
                yield f"event {key} (dossier {dossier}): {fault}"
    except ValueError:
        return  # a row that cannot be read: the replay has named it


def _mismatch(evidence: Any, decision: Decision | None) -> Iterator[str]:
    said = evidence if isinstance(evidence, dict) else {}
    if decision is None:
        yield "it was awarded and stands on no decision"
    elif decision.status != Decision.Status.SIGNED:
        yield f"decision {decision.pk} is not signed"
    elif (said.get("decision"), said.get("reference")) != (decision.pk, decision.reference):
        yield f"it names decision {said.get('reference')!r} and stands on {decision.reference!r}"


def _book_faults() -> Iterator[str]:
    """A book that is behind would give a number twice."""
    books = {(b.body_id, b.series, b.year): b.last for b in NumberBook.objects.all()}
    signed = Decision.objects.filter(status=Decision.Status.SIGNED).order_by()
    highest = signed.values_list("body_id", "symbol", "number_year").annotate(highest=Max("number"))
    for body, symbol, year, number in highest:
        if (last := books.get((body, symbol, year or 0), 0)) < (number or 0):
            yield f"number book {body} {symbol} {year}: it stands at {last}, number {number} is signed"
