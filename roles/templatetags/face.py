"""Tags and filters that every page shares: icons, marks, drawings, dates and numbers."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"
ICONS: dict[str, str] = json.loads(Path(__file__).with_name("face_icons.json").read_text(encoding="utf-8"))
DUE_ICONS = {
    "late": "alarm-fill",
    "soon": "hourglass-split",
    "calm": "calendar3",
    "paused": "pause-circle",
}
FINDING_ICONS = {
    "met": "check-circle-fill",
    "unmet": "x-circle-fill",
    "unknown": "question-circle-fill",
}
NOTICE_ICONS = {
    "good": "check-circle-fill",
    "warn": "exclamation-triangle-fill",
    "bad": "x-circle-fill",
    "": "info-circle-fill",
}
NOTICE_KINDS = {"success": "good", "warning": "warn", "error": "bad"}
STOP_ICONS = {"past": "check-circle-fill", "here": "geo-alt-fill", "next": "circle"}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


# Icons and marks


def draw_icon(name: str) -> SafeString:
    """An inline drawing that adds no words; an unknown name draws nothing."""
    if name not in ICONS:
        return SafeString("")
    drawing = mark_safe(ICONS[name])  # noqa: S308 - our own file, no input reaches it
    return format_html('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', drawing)


class IconNode(template.Node):
    """Draws the icon whose name is written in the template or held by a variable."""

    def __init__(self, name: template.base.FilterExpression):
        self.name = name

    def render(self, context: template.Context) -> str:
        return draw_icon(str(self.name.resolve(context)))


@register.tag
def icon(parser: template.base.Parser, token: template.base.Token) -> IconNode:
    """{% icon "clock" %}: a name written out must exist, or the template does not compile."""
    words = token.split_contents()
    if len(words) != 2:
        raise template.TemplateSyntaxError("icon takes one name.")
    literal = words[1].strip("\"'")
    if literal != words[1] and literal not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon {literal!r}.")
    return IconNode(parser.compile_filter(words[1]))


@register.inclusion_tag("components/state.html")
def state_badge(state: object, label: str) -> dict[str, object]:
    """The disc that fills as the paper travels, and the word."""
    return {"state": str(state), "label": label}


@register.inclusion_tag("components/due.html")
def due_badge(kind: str, text: str) -> dict[str, str]:
    """Lateness in a sentence; kind is late, soon, calm or paused."""
    return {"kind": str(kind), "text": text}


@register.filter
def state_icon(state: object) -> SafeString:
    return draw_icon(f"state-{state}")


@register.filter
def due_icon(kind: str) -> SafeString:
    return draw_icon(DUE_ICONS.get(str(kind), "calendar3"))


@register.filter
def finding_icon(kind: str) -> SafeString:
    return draw_icon(FINDING_ICONS.get(str(kind), "question-circle-fill"))


@register.filter
def stop_icon(kind: str) -> SafeString:
    return draw_icon(STOP_ICONS.get(str(kind), "circle"))


@register.filter
def notice_icon(kind: str) -> SafeString:
    return draw_icon(NOTICE_ICONS.get(str(kind or ""), "info-circle-fill"))


@register.filter
def notice_kind(level_tag: str) -> str:
    """Django's word for the level of a message, as the class of our notice."""
    return NOTICE_KINDS.get(level_tag, "")


# Layout


class WrapNode(template.Node):
    """Puts an element round what it holds, and nothing at all when that is blank."""

    def __init__(self, nodelist: template.NodeList, attributes: dict[str, template.base.FilterExpression]):
        self.nodelist = nodelist
        self.attributes = attributes

    def render(self, context: template.Context) -> str:
        inner = self.nodelist.render(context)
        if not inner.strip():
            return ""
        values = {name: value.resolve(context) for name, value in self.attributes.items()}
        element = values.pop("element", "div")
        label = values.pop("label", "")
        name = format_html(' aria-label="{}"', label) if label else ""
        return format_html('<{0} class="{1}"{2}>{3}</{0}>', element, values["class"], name, inner)


@register.tag
def wrap(parser: template.base.Parser, token: template.base.Token) -> WrapNode:
    """{% wrap element="aside" class="side" label=words %}…{% endwrap %}"""
    bits = token.split_contents()[1:]
    attributes = template.base.token_kwargs(bits, parser)
    if bits or "class" not in attributes:
        raise template.TemplateSyntaxError("wrap takes element=, class= and label=.")
    nodelist = parser.parse(("endwrap",))
    parser.delete_first_token()
    return WrapNode(nodelist, attributes)


# Fields


@register.simple_tag
def field_group(
    field: BoundField,
    *,
    label: str = "",
    hint: str = "",
    described_by: str = "",
) -> str:
    """The field with its label, hint and error; described_by names what else speaks of it."""
    field.label = label or field.label
    field.help_text = hint or field.help_text
    if described_by and not field.use_fieldset:
        own = field.aria_describedby or ""
        field.field.widget.attrs["aria-describedby"] = f"{own} {described_by}".strip()
    return get_template("components/field.html").render({"field": field, "described_by": described_by})


@register.filter
def is_choice_group(field: BoundField) -> bool:
    """True when each choice is a box of its own, and a legend names them all."""
    kind = getattr(field.field.widget, "input_type", "")
    return field.use_fieldset and kind in {"radio", "checkbox"}


@register.filter
def is_tick(field: BoundField) -> bool:
    """True for one box to tick, whose label stands behind it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def is_file(field: BoundField) -> bool:
    return getattr(field.field.widget, "input_type", "") == "file"


@register.filter
def is_across(field: BoundField) -> bool:
    """True when a few short choices stand on one line: widget attribute data-across."""
    return bool(field.field.widget.attrs.get("data-across"))


@register.filter
def limit_of(field: BoundField) -> int:
    """How many signs a field counts down from: widget attribute data-max, or 0."""
    return int(field.field.widget.attrs.get("data-max", 0))


@register.filter
def choice_word(choice: BoundWidget) -> str:
    """What stands before "|" in the label of a choice."""
    return str(choice.choice_label).partition("|")[0]


@register.filter
def choice_hint(choice: BoundWidget) -> str:
    """What stands after "|" in the label of a choice: a line in small type below it."""
    return str(choice.choice_label).partition("|")[2]


@register.filter
def error_count(form) -> int:
    """How many sentences the summary of this form holds."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def summary_words(field: BoundField) -> list[str]:
    """The sentences about a field; “required” alone does not say which one, so it is named."""
    sentences = []
    for error in field.errors.as_data():
        naming = f"{field.label}: " if error.code == "required" else ""
        sentences += [f"{naming}{sentence}" for sentence in error.messages]
    return sentences


@register.filter
def summary_target(field: BoundField) -> str:
    """The id that a link in the summary leads to: the control, or the first of its choices."""
    if is_choice_group(field):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


# Drawings


def percent_of(value: float, whole: float) -> str:
    """A length for SVG: always with a point, whatever the language."""
    return f"{min(100.0, 100 * float(value) / float(whole)) if whole else 0:.2f}%"


@register.inclusion_tag("components/tally.html")
def tally(*, yes: int, no: int, base: int, need: int) -> dict[str, object]:
    """A cell for each member, and a line where the item passes."""
    return {
        "yes": percent_of(yes, base),
        "no": percent_of(min(no, max(base - yes, 0)), base),
        "need": percent_of(need, base),
        "cuts": [percent_of(cell, base) for cell in range(1, base)],
    }


@register.inclusion_tag("components/bar.html")
def bar(
    value: float,
    *,
    of: float,
    kind: str = "fill",
    more: float = 0,
    more_kind: str = "fill-2",
    limit: float | None = None,
) -> dict[str, object]:
    """One bar of a table; more goes on from value, limit draws the line."""
    return {
        "value": percent_of(value, of),
        "kind": kind,
        "more": percent_of(min(more, max(of - value, 0)), of) if more else "",
        "more_kind": more_kind,
        "limit": "" if limit is None else percent_of(limit, of),
    }


@register.inclusion_tag("components/lane.html")
def lane(spans, *, whole: float, on_paper: bool = False) -> dict[str, object]:
    """When a member was in the room: spans are pairs (from, to) on a scale of 0 to whole."""
    drawn = [(percent_of(start, whole), percent_of(end - start, whole)) for start, end in spans]
    return {"spans": drawn, "on_paper": on_paper}


# Dates and numbers


def is_english() -> bool:
    return (get_language() or "vi").startswith("en")


def local(value):
    """A moment as the clock on the wall shows it; a day stays as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def nbsp(text: object) -> str:
    """Words that must not part at the end of a line: “10 ngày”, “Điều 24”."""
    return str(text).replace(" ", NBSP)


@register.filter
def vndate(value: date | None) -> str:
    """27/11/2024; a year alone or a text stays as it is."""
    if not isinstance(value, date):
        return "" if value is None else str(value)
    return nbsp(date_format(local(value), "j M Y")) if is_english() else f"{local(value):%d/%m/%Y}"


@register.filter
def vnshort(value: date | None) -> str:
    """29/11: for badges, beside a year that is plain."""
    if not isinstance(value, date):
        return "" if value is None else str(value)
    return nbsp(date_format(local(value), "j M")) if is_english() else f"{local(value):%d/%m}"


@register.filter
def vnday(value: date | None) -> str:
    """thứ Tư, 27/11/2024"""
    if not isinstance(value, date):
        return "" if value is None else str(value)
    if is_english():
        return f"{date_format(local(value), 'l')}, {nbsp(date_format(local(value), 'j F Y'))}"
    return f"{nbsp(WEEKDAYS[local(value).weekday()])}, {vndate(value)}"


@register.filter
def vntime(value: datetime | None) -> str:
    """14 giờ 05"""
    if not hasattr(value, "hour"):
        return "" if value is None else str(value)
    return f"{local(value):%H:%M}" if is_english() else f"{local(value):%H{NBSP}giờ{NBSP}%M}"


@register.filter
def vnmoment(value: datetime | None) -> str:
    """thứ Tư, 27/11/2024, 14 giờ 05"""
    if not isinstance(value, datetime):
        return vnday(value)
    return f"{vnday(value)}, {vntime(value)}"


@register.filter
def in_fours(value: object) -> str:
    """f0c7 491e …: a hash as an eye can compare it."""
    text = str(value)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def vnnumber(value: object) -> str:
    """1.240 and 98,6; in English 1,240 and 98.6."""
    if not isinstance(value, int | float | Decimal) or isinstance(value, bool):
        return "" if value is None else str(value)
    plain = f"{value:,}"
    return plain if is_english() else plain.translate(str.maketrans(",.", ".,"))


@register.filter
def vnmoney(value: object) -> str:
    """2.510.000 đồng"""
    return f"{vnnumber(value)}{NBSP}đồng"


@register.filter
def vnsize(size: int | None) -> str:
    """310 kB, 1,2 MB"""
    if size is None:
        return ""
    if size < 1_000_000:
        return f"{vnnumber(max(1, round(size / 1000)))}{NBSP}kB"
    return f"{vnnumber(round(size / 1_000_000, 1))}{NBSP}MB"
