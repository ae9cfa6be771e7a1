"""A decision to award as an A4 paper, with its list as an annex."""

from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from . import fonts, styles
from .annex import annex_story
from .layout import (
    Part,
    centred,
    centred_lines,
    closing_table,
    heading_table,
    paragraph,
    printed,
    titled,
)
from .papers import Annex, Article, AwardDecision
from .text import Text, bold, joined
from .wording import closed, number_line, place_and_day, written_number


def render(decision: AwardDecision) -> bytes:
    """The decision as a PDF file; a draft carries no number and says what it is on each page."""
    fonts.register()
    body = Part("decision", decision.is_draft)
    annex = Part("annex", decision.is_draft)
    return printed(
        [*_story(decision), *_annex(decision.annex, annex)],
        parts=(body, annex),
        title=_title(decision),
        author=Text.of(decision.heading.body),
        subject=Text.of(decision.about),
    )


def _title(decision: AwardDecision) -> Text:
    number = "" if decision.is_draft else f"{written_number(decision)}/{decision.symbol}"
    return Text.of(f"{decision.kind} {number} {decision.about}")


def _story(decision: AwardDecision) -> list[Flowable]:
    return [*_opening(decision), *_grounds(decision), *_articles(decision)]


def _opening(decision: AwardDecision) -> list[Flowable]:
    place_day = place_and_day(decision.place, decision.date)
    return [
        heading_table(
            decision.heading,
            number=Text.of(number_line(decision)),
            place_and_day=Text.of(place_day),
        ),
        Spacer(1, 6),
        centred(Text.of(decision.kind), styles.KIND),
        *titled(Text.lines(decision.about), styles.ABOUT),
    ]


def _grounds(decision: AwardDecision) -> list[Flowable]:
    grounds = [Text.of(ground) for ground in closed(decision.grounds)]
    return [
        *centred_lines(Text.lines(decision.decider_line), styles.DECIDER),
        *(paragraph(ground.markup, styles.GROUND) for ground in grounds),
        centred(Text.of(decision.command_word), styles.COMMAND),
    ]


def _articles(decision: AwardDecision) -> list[Flowable]:
    """The last paragraph and the signature share a page: nobody signs an empty sheet."""
    paragraphs = [line for article in decision.articles for line in _article(article)]
    closing = closing_table(decision.recipients, decision.signature)
    return [*paragraphs[:-1], KeepTogether([*paragraphs[-1:], closing])]


def _article(article: Article) -> list[Flowable]:
    first, *others = (Text.of(words).markup for words in article.paragraphs)
    opening = joined(bold(Text.of(article.label)), first)
    return [paragraph(markup, styles.BODY) for markup in (opening, *others)]


def _annex(annex: Annex | None, part: Part) -> list[Flowable]:
    if annex is None:
        return []
    return [NextPageTemplate(part.first_name), PageBreak(), *annex_story(annex)]
