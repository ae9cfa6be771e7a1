"""What can be remarked on the words of a report: places left open, sentences that stand in another report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dossiers import prose
from dossiers.findings import UNKNOWN, UNMET, Finding
from dossiers.passages import Copy

#: the entries that people write in their own words
OWN_WORDS = ("name", "position", "deed")
MOST_COPIES = 3


def remarks(written: Mapping[str, Any], look: Callable[[Collection[str]], Collection[Copy]]) -> list[Finding]:
    """Everything that strikes the eye; ``look`` finds the other reports in which the marks stand."""
    texts = {name: str(written.get(name) or "") for name in OWN_WORDS}
    marks = prose.marks(texts["deed"])
    return [*left_open(texts), *copied(marks, look(marks))]


def left_open(texts: Mapping[str, str]) -> list[Finding]:
    """Each entry in which something is still to be filled in."""
    found = {name: prose.gaps(text) for name, text in texts.items()}
    rule, verdict = _("Không còn chỗ chờ điền."), _("Còn sót")
    return [
        Finding(UNMET, rule, _("Chỗ chờ điền: %(gaps)s.") % {"gaps": _quoted(gaps)}, verdict=verdict, field=name)
        for name, gaps in found.items()
        if gaps
    ]


def _quoted(gaps: Collection[str]) -> str:
    return ", ".join(f"“{gap}”" for gap in list(gaps)[:5])


def copied(marks: Mapping[str, str], elsewhere: Collection[Copy]) -> list[Finding]:
    """Each report that says the same, with the first sentence that it shares."""
    first = {copy.code: copy for copy in reversed(list(elsewhere))}
    return [_copy(marks[copy.mark], copy) for copy in list(first.values())[:MOST_COPIES] if copy.mark in marks]


def _copy(sentence: str, copy: Copy) -> Finding:
    measured = _("“%(words)s” cũng có trong hồ sơ %(code)s (%(name)s, %(award)s năm %(year)d).") % {
        "words": prose.beginning(sentence),
        "code": copy.code,
        "name": copy.name,
        "award": copy.award,
        "year": copy.year,
    }
    return Finding(
        UNKNOWN, _("Báo cáo viết riêng cho từng trường hợp."), measured, verdict=_("Trùng câu"), field="deed"
    )
