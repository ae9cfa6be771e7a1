"""The tags and filters of the face: what they write, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation

from roles.templatetags import face

ENGINE = Engine(
    libraries={"face": "roles.templatetags.face", "i18n": "django.templatetags.i18n"},
    dirs=["templates"],
)
MOMENT = datetime(2024, 11, 27, 7, 5, tzinfo=UTC)
STATES = [
    "draft",
    "intake",
    "council",
    "signing",
    "returned",
    "awarded",
    "declined",
    "replaced",
    "withdrawn",
    "revoked",
]


def spaced(text):
    return text.replace(face.NBSP, " ")


def render(source, **values):
    return ENGINE.from_string("{% load face %}" + source).render(Context(values))


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (face.vndate(date(2024, 11, 7)), "07/11/2024"),
        (face.vndate(MOMENT), "27/11/2024"),
        (face.vndate("1979"), "1979"),
        (face.vndate(None), ""),
        (face.vnshort(date(2024, 11, 29)), "29/11"),
        (face.vnday(date(2024, 12, 1)), "Chủ nhật, 01/12/2024"),
        (face.vnmoment(MOMENT), "thứ Tư, 27/11/2024, 14 giờ 05"),
        (face.vntime(MOMENT), "14 giờ 05"),
        (face.vnnumber(1240), "1.240"),
        (face.vnnumber(Decimal("98.6")), "98,6"),
        (face.vnmoney(2510000), "2.510.000 đồng"),
        (face.vnsize(310_000), "310 kB"),
        (face.vnsize(1_240_000), "1,2 MB"),
    ],
)
def test_vietnamese_dates_and_numbers(written, expected):
    assert spaced(written) == expected


def test_english_dates_and_numbers():
    with translation.override("en"):
        written = [face.vndate(MOMENT), face.vnmoment(MOMENT), face.vnnumber(1240)]

    assert [spaced(text) for text in written] == [
        "27 Nov 2024",
        "Wednesday, 27 November 2024, 14:05",
        "1,240",
    ]


def test_a_moment_holds_its_words_together():
    assert face.vntime(MOMENT) == "14\N{NO-BREAK SPACE}giờ\N{NO-BREAK SPACE}05"


def test_an_icon_is_hidden_from_those_who_listen():
    assert render('{% icon "clock" %}').startswith('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path')


def test_a_written_icon_that_does_not_exist_does_not_compile():
    with pytest.raises(TemplateSyntaxError, match="no-such"):
        render('{% icon "no-such" %}')


def test_an_unknown_icon_of_a_variable_draws_nothing():
    assert render("{% icon name %}", name="no-such") == ""


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_a_disc(state):
    assert face.state_icon(state) != ""


@pytest.mark.parametrize(
    "icon",
    [
        *face.DUE_ICONS.values(),
        *face.FINDING_ICONS.values(),
        *face.NOTICE_ICONS.values(),
        *face.STOP_ICONS.values(),
    ],
)
def test_each_icon_of_a_kind_exists(icon):
    assert icon in face.ICONS


def test_wrap_writes_nothing_round_a_blank():
    assert render('{% wrap class="side" %}  \n{% endwrap %}') == ""


def test_wrap_names_what_it_holds():
    written = render('{% wrap element="aside" class="side" label=name %}x{% endwrap %}', name="a<b")

    assert written == '<aside class="side" aria-label="a&lt;b">x</aside>'


def test_lengths_of_drawings_have_a_point_in_vietnamese():
    assert face.tally(yes=8, no=1, base=9, need=8)["yes"] == "88.89%"


def test_a_drawing_never_leaves_its_bed():
    assert face.bar(130, of=100)["value"] == "100.00%"


def test_a_drawing_of_nothing_is_empty():
    assert face.bar(0, of=0)["value"] == "0.00%"
