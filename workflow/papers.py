"""Rows of wording and a decision's facts, put together as the paper that the chair signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.kinds import Target
from dossiers.models import AwardType, Dossier, PaperText, in_force
from dossiers.moves import Reason
from dossiers.pdf import wording
from dossiers.pdf.decision import render
from dossiers.pdf.papers import Annex, AnnexGroup, Article, AwardDecision, Heading, ListColumn, SignatureBlock
from roles.models import Seat, Tier, Unit, UnitKind
from workflow import calendar
from workflow.models import Decision
from workflow.refusals import NotNow

PAPER = "award_decision"
#: without these there is no decision, however little else the rows say
REQUIRED = ("body", "kind", "decider", "article", "signature")
USUAL_SYMBOL = "QĐ-UBND"
AUTHORITY_PREFIX = "Ủy ban nhân dân "
DEED_LENGTH = 160
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ROMAN = ("I", "II", "III")
#: the order of a list: collective, household, individual
GROUPS = (Target.COLLECTIVE, Target.HOUSEHOLD, Target.INDIVIDUAL)
COLUMNS = (
    ListColumn(title="Họ và tên (tên tập thể)", width_mm=50),
    ListColumn(title="Năm sinh", width_mm=14, align="center"),
    ListColumn(title="Chức vụ, đơn vị", width_mm=38),
    ListColumn(title="Thành tích", width_mm=51),
)


class UnknownPlaceholder(ValueError):
    """A row of wording asks for something that no paper knows."""


@dataclass(frozen=True)
class Wording:
    """The rows that hold for one body, law and day: the closest row of each place."""

    rows: tuple[PaperText, ...]
    values: dict[str, str]

    def lines(self, slot: str) -> tuple[str, ...]:
        """The texts of a slot in order, their placeholders filled in."""
        return tuple(filled(row.text, self.values) for row in self.rows if row.slot == slot)

    def line(self, slot: str) -> str:
        """The one text of a slot, or nothing."""
        return next(iter(self.lines(slot)), "")


def filled(text: str, values: dict[str, str]) -> str:
    """The text with each {placeholder} replaced; an unknown one is an error, never printed."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise UnknownPlaceholder(found[0])
        return values[found[1]]

    return PLACEHOLDER.sub(value, text)


def closest(rows: Iterable[PaperText], *, tier: str, regime: str) -> tuple[PaperText, ...]:
    """One row a slot and position: that which names law and tier beats the general one."""
    chosen: dict[tuple[str, int], PaperText] = {}
    for row in rows:
        if row.regime_id in (None, regime) and row.tier in ("", tier):
            place = (row.slot, row.position)
            chosen[place] = max(chosen.get(place, row), row, key=_closeness)
    return tuple(chosen[place] for place in sorted(chosen))


def _closeness(row: PaperText) -> tuple[bool, bool]:
    return (row.regime_id is not None, row.tier != "")


def symbol(*, tier: str, regime: str, on: date) -> str:
    """The symbol that follows the number, from the papers' rows of the day."""
    rows = PaperText.objects.filter(in_force(on)).filter(paper=PAPER, slot="symbol")
    return next((row.text for row in closest(rows, tier=tier, regime=regime)), USUAL_SYMBOL)


def decision_pdf(decision: Decision, *, on: date) -> bytes:
    """The decision as a PDF file: the same bytes whenever a signed one is printed."""
    with translation.override("vi"):
        return render(award_decision(decision, on=on))


def file_name(decision: Decision) -> str:
    """How the file is called on the reader's machine: no letter that a disk may refuse."""
    if decision.number is None:
        return f"Du-thao-quyet-dinh-{decision.pk}.pdf"
    plain = decision.reference.replace("Đ", "D").replace("/", "-")
    return f"Quyet-dinh-{plain}-{decision.number_year}.pdf"


def award_decision(decision: Decision, *, on: date) -> AwardDecision:
    """The paper of a decision; ``on`` is the day for what is not signed yet."""
    day = calendar.office_day(decision.signed_at) if decision.signed_at else on
    dossiers = list(_listed(decision))
    seat = decision.signed_by or signer(decision.body, on=day)
    words = Wording(_rows(decision, day), _values(decision, dossiers, seat))
    if lacking := [slot for slot in (*REQUIRED, signature_slot(seat)) if not words.line(slot)]:
        raise _no_words(lacking)
    return AwardDecision(
        heading=Heading(body=words.line("body"), parent=words.line("parent")),
        number=f"{decision.number:02d}" if decision.number else None,
        symbol=decision.symbol,
        place=_authority(decision).place or bare(_authority(decision)),
        date=day if decision.signed_at else None,
        kind=words.line("kind"),
        about=words.line(f"about_{decision.award_type.kind}"),
        decider_line=words.line("decider"),
        grounds=(*words.lines("ground"), *words.lines("proposal")),
        command_word=f"{words.line('kind')}:",
        articles=_articles(words),
        recipients=words.lines("recipient"),
        signature=SignatureBlock(lines=words.lines(signature_slot(seat)), name=seat.person.full_name if seat else ""),
        annex=_annex(words, dossiers),
        draft=decision.signed_at is None,
    )


def _no_words(slots: Sequence[str]) -> NotNow:
    sentence = _("Chưa in được vì chưa có lời văn của quyết định (%(slots)s); báo người quản trị.")
    return NotNow("paper", [Reason("not_now", sentence % {"slots": ", ".join(slots)})])


def _rows(decision: Decision, day: date) -> tuple[PaperText, ...]:
    rows = PaperText.objects.filter(in_force(day)).filter(paper=PAPER)
    return closest(rows, tier=decision.body.tier, regime=decision.regime_id)


def _listed(decision: Decision) -> Iterable[Dossier]:
    """The dossiers in the order of the list; one statement."""
    rows = Dossier.objects.filter(decision_line__decision=decision)
    return rows.select_related("nominee", "unit", "revision").order_by("decision_line__position", "pk")


# What the placeholders stand for


def _values(decision: Decision, dossiers: Sequence[Dossier], seat: Seat | None) -> dict[str, str]:
    authority, signed, around = bare(_authority(decision)), decision.signed_at, _around(decision)
    day = wording.day_in_words(calendar.office_day(signed) if signed else None)
    return {
        "authority": authority,
        "AUTHORITY_UPPER": authority.upper(),
        "province": _province(around),
        "office": _office(around),
        "award": decision.award_type.name,
        "awarded": awarded(decision.award_type),
        "year": str(decision.year),
        "count": counted(dossiers),
        "number": decision.reference if decision.number else f"{wording.ROOM}/{decision.symbol}",
        "date": day.removeprefix("ngày").strip(" "),
        "SIGNER": seat.label.upper() if seat else "",
    }


def awarded(award: AwardType) -> str:
    """What is given: a title stands in quotation marks, a form is called by its name."""
    return _("danh hiệu “%(name)s”") % {"name": award.name} if award.kind == AwardType.Kind.TITLE else award.name


def counted(dossiers: Iterable[Dossier]) -> str:
    """“01 tập thể, 12 cá nhân”, in the order of the list."""
    kinds = [dossier.nominee.kind for dossier in dossiers]
    return ", ".join(_number(kind, kinds.count(kind)) for kind in GROUPS if kind in kinds)


def _number(kind: Target, n: int) -> str:
    words = {
        Target.COLLECTIVE: ngettext("%(n)02d tập thể", "%(n)02d tập thể", n),
        Target.HOUSEHOLD: ngettext("%(n)02d hộ gia đình", "%(n)02d hộ gia đình", n),
        Target.INDIVIDUAL: ngettext("%(n)02d cá nhân", "%(n)02d cá nhân", n),
    }
    return words[kind] % {"n": n}


def _authority(decision: Decision) -> Unit:
    return decision.body.parent or decision.body


def bare(unit: Unit) -> str:
    """“xã Tam Đa”: the place that an authority is called after."""
    return unit.name.removeprefix(AUTHORITY_PREFIX)


def _around(decision: Decision) -> list[Unit]:
    """The authorities above the body, and the office beside it; one statement."""
    authority = _authority(decision)
    codes = [code for code in authority.lineage if code != authority.code]
    above = Unit.objects.filter(code__in=codes) | Unit.objects.filter(parent=authority, kind=UnitKind.OFFICE)
    return [authority, *above.order_by("pk")]


def _province(units: Iterable[Unit]) -> str:
    return next((bare(u) for u in units if u.kind == UnitKind.AUTHORITY and u.tier == Tier.PROVINCE), "")


def _office(units: Iterable[Unit]) -> str:
    return next((u.name for u in units if u.kind == UnitKind.OFFICE), "")


# The parts of the paper


def _articles(words: Wording) -> tuple[Article, ...]:
    texts = list(words.lines("article"))
    texts[-1] = texts[-1].rstrip(" .") + (words.line("closing") or ".")
    return tuple(Article(label=f"Điều {n}.", paragraphs=(text,)) for n, text in enumerate(texts, start=1))


def signature_slot(seat: Seat | None) -> str:
    """Where the lines above the name stand: those of the post itself, or of the form in which another signs."""
    return f"signature_{seat.form.lower()}" if seat and seat.form else "signature"


def signer(body: Unit, *, on: date) -> Seat | None:
    """The first seat that may sign for the body on the day."""
    seats = Seat.objects.held(on).filter(unit=body, grants__permission__codename="sign")
    return seats.select_related("person", "role", "acting_for__role").order_by("role__position", "pk").first()


def _annex(words: Wording, dossiers: Sequence[Dossier]) -> Annex:
    groups = [(kind, [d for d in dossiers if d.nominee.kind == kind]) for kind in GROUPS]
    present = [(kind, rows) for kind, rows in groups if rows]
    return Annex(
        title=words.line("annex_title"),
        subtitle=words.line("annex_subtitle"),
        columns=COLUMNS,
        groups=tuple(
            AnnexGroup(title=f"{ROMAN[n]}. {str(kind.label).upper()}", rows=tuple(map(_row, rows)))
            for n, (kind, rows) in enumerate(present)
        ),
        total_line=f"Tổng cộng: {counted(dossiers)}.",
    )


def _row(dossier: Dossier) -> tuple[str, ...]:
    nominee = dossier.nominee
    place = ", ".join(dict.fromkeys(part for part in (nominee.position, dossier.unit.name) if part))
    return (nominee.addressed, nominee.born[-4:], place, _short(dossier))


def _short(dossier: Dossier) -> str:
    """The deed as far as a cell holds it, cut between words."""
    content: dict[str, Any] = dossier.revision.content if dossier.revision else {}
    deed = " ".join(str(content.get("deed") or "").split())
    if len(deed) <= DEED_LENGTH:
        return deed
    return deed[:DEED_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"
