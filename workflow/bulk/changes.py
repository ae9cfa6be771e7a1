"""What is otherwise than a preview said: the dossiers, each with a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from dossiers.models import Dossier
from workflow.models import BulkAct, BulkLine

#: so many are named
NAMED = 20


def between(before: BulkAct, lines: Iterable[BulkLine]) -> dict[str, Any]:
    """How many dossiers stand otherwise than before, and the first of them by name; two statements."""
    known = {line.dossier_id: line for line in before.lines.exclude(outcome=BulkLine.Outcome.MOVED)}
    told = {line.dossier_id: words for line in lines if (words := _words(known.get(line.dossier_id), line))}
    first = Dossier.objects.select_related("nominee").filter(pk__in=list(told)[:NAMED])
    named = [{"name": d.nominee.addressed, "code": d.code, "words": told[d.pk]} for d in first]
    return {"n": len(told), "named": named}


def _words(before: BulkLine | None, line: BulkLine) -> str:
    """What has changed about one dossier, if anything has."""
    if before is None:
        return _("Mới khớp với bộ lọc.")
    if (line.outcome, line.sentence, line.version) == (before.outcome, before.sentence, before.version):
        return ""
    if line.outcome == BulkLine.Outcome.REFUSED:
        return line.sentence
    if before.outcome == BulkLine.Outcome.REFUSED:
        return _("Lúc trước không thực hiện được, nay thực hiện được.")
    return _("Đã thay đổi sau lần xem trước.")
