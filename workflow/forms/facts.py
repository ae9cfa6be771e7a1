"""What criteria ask beside the twelve entries: optional, by the rows of law, kept under the fact's own key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dossiers.criteria import FACTS, MEASURES
from dossiers.criteria.facts import Fact
from dossiers.criteria.gathering import GROUP_OF
from dossiers.criteria.rows import Book
from dossiers.kinds import Target
from dossiers.offers import Offer
from roles.models import UnitKind
from workflow.forms.fields import DayField

PREFIX = "fact_"
YES, NO = "yes", "no"
NOBODY = "none"
#: known from the other entries, from the unit, or from what the house remembers
ELSEWHERE = frozenset({
    "target", "year", "period_from", "period_to", "meeting_percent", "ratings",
    "prior", "prior_complete", "initiatives_complete",
})  # fmt: skip
#: a name and a number stand for the record
INITIATIVE, INITIATIVE_NUMBER = "initiatives", "initiative_number"


@dataclass(frozen=True)
class Standard:
    """The rows by which a unit's awards are examined, and what is known of the unit itself."""

    book: Book = field(default_factory=Book)
    lineage: Sequence[str] = ()
    unit_kind: str = ""
    year: int | None = None
    regime: str = ""

    def rules(self, offer: Offer | None) -> list[Any]:
        """The award's criteria under the law that it would go by."""
        if offer is None or offer.rule is None:
            return []
        regime = self.regime or offer.rule.regime_id
        return self.book.rules(offer.award.pk, regime, rule=offer.rule, lineage=self.lineage)

    def group(self, target: str) -> str:
        """Whom a person of the unit is counted with, where the unit says so."""
        of_people = target == Target.INDIVIDUAL and self.unit_kind
        return GROUP_OF.get(UnitKind(self.unit_kind), "") if of_people else ""


def asked(rules: Iterable[Any], *, target: str, group: str) -> list[Fact]:
    """The facts that the rules read and that nothing else tells, in the order of the catalogue."""
    known = {"target": target, "group": group}
    fitting = [rule for rule in rules if all(not known.get(k) or known[k] in v for k, v in rule.when.items())]
    read = {key for rule in fitting for key in (*MEASURES[rule.measure].reads(rule.params), *rule.when)}
    wanted = read - ELSEWHERE - {key for key, value in known.items() if value}
    return [fact for key, fact in FACTS.items() if key in wanted and target in fact.targets and fact.kind in FIELDS]


def fields_of(facts: Iterable[Fact], *, today: date) -> dict[str, forms.Field]:
    """An optional entry for each, under the name that the form gives it."""
    found: dict[str, forms.Field] = {}
    for fact in facts:
        entry = FIELDS[fact.kind](fact)
        entry.required = False
        if isinstance(entry, DayField):
            entry.today = today
        found[PREFIX + fact.key] = entry
        if fact.key == INITIATIVE:
            found[PREFIX + INITIATIVE_NUMBER] = _line(_("Số quyết định công nhận"), required=False)
    return found


def _begun(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def _line(label: str, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}), **more)


def _flag(fact: Fact) -> forms.Field:
    choices = [(YES, _("Có")), (NO, _("Không")), ("", _("Chưa biết"))]
    return forms.ChoiceField(
        label=_begun(fact.words), choices=choices, widget=forms.RadioSelect(attrs={"data-across": True})
    )


def _choice(fact: Fact) -> forms.Field:
    choices = [("", _("Chưa biết")), *((code, _begun(words)) for code, words in fact.options.items())]
    return forms.ChoiceField(label=_begun(fact.words), choices=choices)


def _few(fact: Fact) -> dict[str, Any]:
    attrs = {"class": "w-few", "inputmode": "decimal", "autocomplete": "off"}
    wrong = {"invalid": _("Ghi một số, ví dụ 42."), "min_value": _("Số này không thể nhỏ hơn 0.")}
    widget = forms.TextInput(attrs=attrs)
    return {"label": _begun(fact.words), "min_value": 0, "widget": widget, "error_messages": wrong}


class AmountField(forms.FloatField):
    """A number as it is written here: 92,5."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace(",", "."))


def _grounds(fact: Fact) -> forms.Field:
    choices = [(NOBODY, _("Không có trường hợp nào")), *((code, _begun(words)) for code, words in fact.options.items())]
    return forms.MultipleChoiceField(
        label=_begun(fact.words), choices=choices, widget=forms.CheckboxSelectMultiple, initial=[]
    )


FIELDS = {
    "flag": _flag,
    "choice": _choice,
    "count": lambda fact: forms.IntegerField(max_value=1_000_000, **_few(fact)),
    "amount": lambda fact: AmountField(max_value=1_000_000, **_few(fact)),
    "date": lambda fact: DayField(label=_begun(fact.words)),
    "grounds": _grounds,
    "initiatives": lambda fact: _line(_("Tên sáng kiến, đề tài đã được công nhận")),
}


# between what is typed and what is kept


def kept(facts: Iterable[Fact], cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The asked facts by their keys; None where it is not known."""
    return {fact.key: _value(fact, cleaned) for fact in facts if PREFIX + fact.key in cleaned}


def _value(fact: Fact, cleaned: Mapping[str, Any]) -> Any:
    typed = cleaned[PREFIX + fact.key]
    if typed in ("", None, []):
        return None
    if fact.kind == "flag":
        return typed == YES
    if fact.kind == "grounds":
        return [code for code in typed if code != NOBODY]
    return _initiative(typed, cleaned) if fact.key == INITIATIVE else typed


def _initiative(name: str, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Recognised at the base once its decision has a number; how much farther it reaches the officer finds."""
    number = cleaned.get(PREFIX + INITIATIVE_NUMBER) or ""
    found = {"kind": "initiative", "name": name, "scope": "base"}
    return [{**found, "recognised": True, "number": number} if number else found]


def typed_again(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept, as the form would be typed again."""
    text: dict[str, Any] = {}
    for key, value in facts.items():
        fact = FACTS.get(key)
        if fact is not None and fact.kind in FIELDS and value is not None:
            text |= _typed(fact, value)
    return text


def _typed(fact: Fact, value: Any) -> dict[str, Any]:
    name = PREFIX + fact.key
    if fact.kind == "flag":
        return {name: YES if value else NO}
    if fact.kind == "grounds":
        return {name: list(value) or [NOBODY]}
    if fact.kind == "date":
        return {name: DayField().shown(str(value))}
    if fact.key != INITIATIVE:
        return {name: str(value).replace(".", ",")}
    first: Mapping[str, Any] = value[0] if value else {}
    return {name: first.get("name", ""), PREFIX + INITIATIVE_NUMBER: first.get("number", "")}


def told(facts: Mapping[str, Any]) -> str:
    """What the unit confirmed, a line a fact."""
    lines = [_told(FACTS[key], value) for key, value in facts.items() if key in FACTS and value is not None]
    return "\n".join(line for line in lines if line)


def _told(fact: Fact, value: Any) -> str:
    said = {
        "flag": lambda: _("có") if value else _("không"),
        "choice": lambda: str(fact.options.get(value, value)),
        "date": lambda: DayField().shown(str(value)),
        "grounds": lambda: _codes(fact, value) or _("không có"),
        "initiatives": lambda: "; ".join(_initiative_words(row) for row in value),
    }.get(fact.kind, lambda: str(value).replace(".", ","))()
    return f"{_begun(fact.words)}: {said}"


def _codes(fact: Fact, codes: Collection[str]) -> str:
    return "; ".join(str(fact.options.get(code, code)) for code in codes)


def _initiative_words(row: Mapping[str, Any]) -> str:
    number = row.get("number")
    name = str(row.get("name") or "")
    return _("%(name)s (số %(number)s)") % {"name": name, "number": number} if number else name
