"""How a measure is known by name to the rows of law, and what its parameters must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from dossiers.criteria.facts import FACTS, RATINGS, SCOPES
from dossiers.criteria.finding import Reading


@dataclass(frozen=True)
class Case:
    """The facts of one nomination, and the names of awards for the sentences about them."""

    facts: Mapping[str, Any]
    names: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """The fact, or None while it is not known; an empty choice is not known either."""
        value = self.facts.get(key)
        return None if value == "" else value

    def award(self, code: str) -> str:
        """The award's name as people say it."""
        return self.names.get(code, code)

    def awards(self, codes: Sequence[str]) -> str:
        """Several of them, any of which serves."""
        return _(" hoặc ").join(self.award(code) for code in codes)


Check = Callable[[Any, Mapping[str, str]], bool]


@dataclass(frozen=True)
class Param:
    """What a row may write there; without a default the row must write it."""

    check: Check
    required: bool = True


@dataclass(frozen=True)
class Measure:
    """A small pure function, the facts that it reads and the parameters that it takes."""

    name: str
    read: Callable[..., Reading]
    reads: Callable[[Mapping[str, Any]], tuple[str, ...]]
    params: Mapping[str, Param]

    def faults(self, params: Mapping[str, Any], awards: Mapping[str, str]) -> Iterator[str]:
        """Why a row cannot call it so, in words."""
        for name in sorted(set(params) - set(self.params)):
            yield _("không có tham số “%(name)s”") % {"name": name}
        for name, param in self.params.items():
            if name not in params and param.required:
                yield _("thiếu tham số “%(name)s”") % {"name": name}
            elif name in params and not param.check(params[name], awards):
                yield _("tham số “%(name)s” không đúng: %(value)s") % {"name": name, "value": params[name]}


MEASURES: dict[str, Measure] = {}


def measure(
    *reads: str, also: Callable[[Mapping[str, Any]], tuple[str, ...]] | None = None, **params: Param
) -> Callable[[Callable[..., Reading]], Callable[..., Reading]]:
    """Make a function known by its name; ``also`` names the facts that its parameters choose."""

    def known(function: Callable[..., Reading]) -> Callable[..., Reading]:
        MEASURES[function.__name__] = Measure(
            function.__name__, function, lambda chosen: (*reads, *(also(chosen) if also else ())), params
        )
        return function

    return known


# what may stand in a row


def _is_level(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, str) and value in RATINGS


def _is_scope(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, str) and value in SCOPES


def _is_count(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_amount(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _is_flag(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, bool)


def _is_fact(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, str) and value in FACTS


def _are_facts(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_fact(name, awards) for name in value)


def _are_awards(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, list) and bool(value) and all(code in awards for code in value)


def _are_words(value: Any, awards: Mapping[str, str]) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(word, str) for word in value)


LEVEL, SCOPE, COUNT, AMOUNT = Param(_is_level), Param(_is_scope), Param(_is_count), Param(_is_amount)
FACT, NAMES, AWARDS, WORDS = Param(_is_fact), Param(_are_facts), Param(_are_awards), Param(_are_words)
FLAG_OR_NOT, COUNT_OR_NOT = Param(_is_flag, required=False), Param(_is_count, required=False)
AMOUNT_OR_NOT, AWARDS_OR_NOT = Param(_is_amount, required=False), Param(_are_awards, required=False)


def unknown(*keys: str) -> str:
    """The sentence for what is not known yet."""
    return _("Cần biết: %(facts)s.") % {"facts": ", ".join(str(FACTS[key].words) for key in keys)}


def missing(required: str, *keys: str) -> Reading:
    """A reading that waits for these facts."""
    return Reading(None, required, unknown(*keys), lacking=keys)
