"""What has changed: the rules of one award, law by law, side by side; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import law_words
from dossiers.catalogue import KINDS
from dossiers.kinds import GateKind
from dossiers.models import Criterion, Regime
from dossiers.validity import first_day, last_day, meet


@dataclass(frozen=True)
class Cell:
    """What one law says of one thing, against the law before it; ``unchecked`` where a row of it is."""

    lines: tuple[str, ...]
    new: frozenset[str] = frozenset()  # the lines that the law before it did not have
    changed: bool = False
    same: bool = False
    unchecked: bool = False


@dataclass(frozen=True)
class Aspect:
    """One thing that laws say of an award, and how each says it."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        return any(cell.changed for cell in self.cells)


#: how a row is worded in the table: its case before what it says, where there is a case
Words = Callable[[Any], str]


def compare(rows: Sequence[Any], regimes: Iterable[Regime]) -> list[Aspect]:
    """One line a thing, one cell a law; the laws from the oldest on."""
    laws = sorted(regimes, key=first_day)
    return [Aspect(str(name), _cells(rows, laws, chosen, words)) for name, chosen, words in ASPECTS]


def _cells(rows: Sequence[Any], laws: Sequence[Regime], chosen: Any, words: Words) -> tuple[Cell, ...]:
    found = [chosen(rows, law) for law in laws]
    shown = [_with_days(of, law, words) for of, law in zip(found, laws, strict=True)]
    said = [tuple(dict.fromkeys(text for row in of if (text := words(row)))) for of in found]
    changed = [False, *(before != after for before, after in pairwise(said))]
    same = [False, *(bool(after) and before == after for before, after in pairwise(said))]
    new = [frozenset[str](), *(frozenset(after) - frozenset(before) for before, after in pairwise(shown))]
    unchecked = [any(not row.verified for row in of) for of in found]
    return tuple(Cell(*cell) for cell in zip(shown, new, changed, same, unchecked, strict=True))


def _with_days(rows: Iterable[Any], law: Regime, words: Words) -> tuple[str, ...]:
    """What the rows say; those that do not hold as long as the law say when they do."""
    told = ((words(row), row) for row in rows)
    return tuple(dict.fromkeys(f"{text}{_days(row, law)}" for text, row in told if text))


def _days(row: Any, law: Regime) -> str:
    inside = first_day(row) > first_day(law) or last_day(row) < last_day(law)
    return f" ({law_words.span(row)})" if inside else ""


def under(rows: Iterable[Any], law: Regime) -> list[Any]:
    """The rows that hold under the law: they name it or none, and their days are days of it."""
    return [row for row in rows if row.regime_id in (None, law.pk) and meet(row, law)]


def _of(table: str, **asked: Any) -> Callable[[Sequence[Any], Regime], list[Any]]:
    """The rows of a table; those that name the award stand before those for every award."""

    def chosen(rows: Sequence[Any], law: Regime) -> list[Any]:
        model: Any = KINDS[table].model
        own = [row for row in under(rows, law) if isinstance(row, model) and _fits(row, asked)]
        named = [row for row in own if row.award_type_id]
        return sorted(named or own, key=lambda row: row.pk)

    return chosen


def _criteria(rows: Sequence[Any], law: Regime) -> list[Any]:
    """What the award asks for, then what every award does; where no such row stands, the words of its rule."""
    found = [row for row in under(rows, law) if isinstance(row, Criterion)]
    own = any(row.award_type_id for row in found)
    rule = _of("awards")(rows, law)
    return sorted(found, key=lambda row: (row.award_type_id is None, row.position, row.pk)) if own else rule


def _fits(row: Any, asked: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in asked.items())


def _worded(row: Any) -> str:
    case = law_words.case(row)
    return f"{case[:1].upper()}{case[1:]}: {law_words.says(row)}" if case else law_words.says(row)


def _posted(row: Any) -> str:
    where = law_words.tier(row.tier)
    return f"{law_words.says(row)} ({where})" if where else law_words.says(row)


ASPECTS: list[tuple[Any, Callable[[Sequence[Any], Regime], list[Any]], Words]] = [
    (gettext_lazy("Dành cho"), _of("awards"), law_words.targets),
    (gettext_lazy("Tiêu chuẩn"), _criteria, _worded),
    (gettext_lazy("Ai quyết định"), _of("deciders"), law_words.says),
    (gettext_lazy("Tỷ lệ được đề nghị"), _of("quotas"), _worded),
    (gettext_lazy("Cả danh sách"), _of("set_criteria"), _worded),
    (gettext_lazy("Biểu quyết"), _of("votes"), _worded),
    (gettext_lazy("Công khai"), _of("gates", kind=GateKind.POSTING.value), _posted),
    (gettext_lazy("Tiền thưởng"), _of("money_rates"), _worded),
    (gettext_lazy("Giấy tờ"), _of("awards"), law_words.papers),
    (gettext_lazy("Thời hạn riêng"), _of("time_limits"), _worded),
]


def place_of(row: Any) -> str:
    """Where a row holds, if it holds at one place only."""
    scope = getattr(row, "scope", "")
    return getattr(row, "locality", "") or ("" if scope in law_words.SCOPES else scope)


def silent(aspect: Aspect) -> bool:
    """Whether no law says anything of it."""
    return not any(cell.lines for cell in aspect.cells)


def heading(law: Regime) -> str:
    """The days on which the law receives dossiers."""
    return _("Nhận hồ sơ %(span)s") % {"span": law_words.span(law)}
