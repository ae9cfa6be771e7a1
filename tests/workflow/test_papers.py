"""The paper of a decision: its words come from rows, its names from the list, its bytes from both."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest
from django.conf import settings
from django.utils import translation

from dossiers.law import PLACEHOLDERS
from dossiers.models import PaperText, Regime
from dossiers.states import State
from tests import house as houses
from tests.dossiers.pdf import reading
from workflow import decisions, papers
from workflow.papers import UnknownPlaceholder, closest, filled, symbol
from workflow.refusals import NotNow

TODAY = date(2024, 11, 27)


@pytest.fixture
def wording(db):
    """The rows of wording that ship with the system."""
    for code in ("R2003", "R2022-2T", "R2026"):
        Regime.objects.get_or_create(code=code, defaults={"name": code})
    rows = json.loads((settings.BASE_DIR / "fixtures" / "papers.json").read_text(encoding="utf-8"))
    for row in rows:
        fields = {name: row[name] for name in ("paper", "slot", "position", "text", "tier", "mark")}
        PaperText.objects.create(regime_id=row["regime"], **fields)


@pytest.fixture
def decision(house, wording):
    """A signed decision for a collective, a household and a person with every kind of mark."""
    house.units["commune"].name, house.units["commune"].place = "Ủy ban nhân dân xã Tam Đa", "Tam Đa"
    house.units["commune"].save()
    house.units["province"].name = "Ủy ban nhân dân tỉnh Hưng Yên"
    house.units["province"].save()
    return decisions.sign(draft(house).pk, version=0, actor=house.actor("commune.chair"), now=house.later())


NAMES = {
    "individual": "Nguyễn Thị Bích Ngọc",
    "collective": "Tổ hòa giải thôn Cự Phú",
    "household": "Hộ ông Đặng Hữu Phước",
}


def draft(house):
    ids = []
    for kind, name in NAMES.items():
        dossier = house.draft("GK_XA", name=unicodedata.normalize("NFD", name))
        houses.minutes(dossier, house.seats["village.head"].person)
        dossier.nominee.kind = kind
        dossier.nominee.save(update_fields=["kind"])
        house.walk(dossier, State.INTAKE)
        house.act("refer", dossier, "commune.officer")
        ids.append(dossier.pk)
    body = house.units["commune-chair"]
    return decisions.draft(body=body, dossier_ids=ids, actor=house.actor("commune.officer"), now=house.later())


def test_a_signed_decision_says_what_its_rows_and_its_list_say(decision):
    paper = papers.award_decision(decision, on=TODAY)

    assert (paper.number, paper.symbol, paper.place, paper.date, paper.is_draft) == (
        "01", "QĐ-UBND", "Tam Đa", TODAY, False,
    )  # fmt: skip
    assert paper.heading.body == "CHỦ TỊCH\nỦY BAN NHÂN DÂN XÃ TAM ĐA"
    assert paper.about == "Về việc tặng danh hiệu “Danh hiệu GK_XA” năm 2024"
    assert paper.grounds == (
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ về thi đua, khen thưởng",
        "Căn cứ quy định về công tác thi đua, khen thưởng của tỉnh Hưng Yên",
        "Theo đề nghị của Commune Office",
    )
    assert paper.articles[0].paragraphs[0] == (
        "Tặng danh hiệu “Danh hiệu GK_XA” năm 2024 cho 01 tập thể, 01 hộ gia đình, 01 cá nhân đã có thành tích"
        " xuất sắc (có danh sách kèm theo)."
    )
    assert paper.articles[-1].paragraphs[0].endswith("kể từ ngày ký./.")
    assert (paper.signature.lines, paper.signature.name) == (("CHỦ TỊCH",), "Người commune.chair")


def test_the_list_is_grouped_and_names_each_with_year_place_and_deed(decision):
    annex = papers.award_decision(decision, on=TODAY).annex

    deed = "Chuyển 4 sào lúa sang trồng vải lai, thu 3,2 tấn quả."
    assert annex is not None
    assert [(group.title, group.rows) for group in annex.groups] == [
        ("I. TẬP THỂ", (("Tổ hòa giải thôn Cự Phú", "1979", "Village", deed),)),
        ("II. HỘ GIA ĐÌNH", (("Hộ ông Đặng Hữu Phước", "1979", "Village", deed),)),
        ("III. CÁ NHÂN", (("Bà Nguyễn Thị Bích Ngọc", "1979", "Village", deed),)),
    ]
    assert annex.total_line == "Tổng cộng: 01 tập thể, 01 hộ gia đình, 01 cá nhân."
    assert annex.subtitle.startswith("(Kèm theo Quyết định số 01/QĐ-UBND ngày 27 tháng 11 năm 2024")


def test_the_printed_paper_holds_every_name_composed_and_on_one_line(decision):
    text = "\n".join(reading.pages(papers.decision_pdf(decision, on=TODAY)))

    assert [name for name in NAMES.values() if name not in text] == []
    assert "01/QĐ-UBND" in text
    assert "BẢN DỰ THẢO" not in text


def test_a_signed_decision_prints_the_same_bytes_on_any_day_and_in_any_language(decision):
    first = papers.decision_pdf(decision, on=TODAY)

    with translation.override("en"):
        assert papers.decision_pdf(decision, on=date(2030, 1, 1)) == first


def test_a_draft_carries_no_number_and_says_what_it_is(house, wording):
    pages = reading.pages(papers.decision_pdf(draft(house), on=TODAY))

    assert all("BẢN DỰ THẢO" in page for page in pages)
    assert "01/QĐ-UBND" not in "".join(pages)


def test_a_paper_takes_the_same_statements_for_any_number_of_lines(decision, django_assert_num_queries):
    decision = (
        type(decision)
        .objects.select_related("award_type", "body__parent", "signed_by__person", "signed_by__role")
        .get()
    )

    with django_assert_num_queries(3):
        papers.decision_pdf(decision, on=TODAY)


def test_without_rows_nothing_is_printed_and_the_reason_told(house):
    with pytest.raises(NotNow, match="Chưa in được vì chưa có lời văn"):
        papers.decision_pdf(draft(house), on=TODAY)


def test_every_placeholder_of_the_law_is_known_to_the_paper(decision):
    values = papers._values(decision, [], decision.signed_by)

    assert set(values) == PLACEHOLDERS["award_decision"]


@pytest.mark.parametrize("text", ["{money}", "{award.name}", "{}", "{award!r}", "{award:>10}"])
def test_an_unknown_placeholder_is_an_error(text):
    with pytest.raises(UnknownPlaceholder):
        filled(text, {"award": "Giấy khen"})


def test_a_known_placeholder_is_replaced_once_and_never_read_again():
    assert filled("Tặng {award} {year}", {"award": "{year}", "year": "2024"}) == "Tặng {year} 2024"


def row(text: str, *, regime: str | None = None, tier: str = "", position: int = 0) -> PaperText:
    return PaperText(slot="ground", position=position, text=text, regime_id=regime, tier=tier)


def test_the_row_that_names_law_and_level_beats_the_general_one():
    rows = [
        row("chung"),
        row("của luật", regime="R2022-3T"),
        row("của luật khác", regime="R2003"),
        row("của xã", tier="commune", position=1),
        row("của huyện", tier="district", position=1),
        row("chung", position=1),
    ]

    found = closest(reversed(rows), tier="commune", regime="R2022-3T")

    assert [one.text for one in found] == ["của luật", "của xã"]


def test_the_symbol_is_that_of_the_day(db):
    PaperText.objects.create(paper="award_decision", slot="symbol", text="QĐ-CT", until=date(2024, 6, 30))
    PaperText.objects.create(paper="award_decision", slot="symbol", text="QĐ-UBX", since=date(2024, 7, 1))

    found = [symbol(tier="commune", regime="R2022-3T", on=day) for day in (date(2024, 6, 30), TODAY)]

    assert found == ["QĐ-CT", "QĐ-UBX"]


def test_a_deputy_signs_for_the_chair(house, decision):
    chair, deputy = house.seats["commune.chair"], house.seats["commune.officer"]
    deputy.acting_for, deputy.form, deputy.title = chair, "KT", "Phó Chủ tịch"
    deputy.until, deputy.basis = TODAY, "Văn bản phân công"
    deputy.save()
    decision.signed_by = deputy

    signature = papers.award_decision(decision, on=TODAY).signature

    assert (signature.lines, signature.name) == (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Người commune.officer")


def test_a_file_is_called_by_its_number_and_year(decision):
    assert papers.file_name(decision) == "Quyet-dinh-01-QD-UBND-2024.pdf"
