"""The receipt of a tờ trình: its words, its due date, and who may have it."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.urls import reverse

from dossiers.models import Batch, Dossier, Nominee, PaperText
from dossiers.states import State
from tests.dossiers.pdf import reading
from tests.house import minutes
from tests.workflow.test_budgets import Statements
from workflow import engine, receipts

#: the words as a stranger's program reads them
GOLDEN = """\
ỦY BAN NHÂN DÂN COMMUNE CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
COMMUNE OFFICE Độc lập - Tự do - Hạnh phúc
Mã tờ trình: TTr-2024-{pk:04d} Commune, ngày 27 tháng 11 năm 2024
PHIẾU TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ
Nơi nộp: Village.
Người nộp: Người village.head.
Nơi tiếp nhận: Commune Office.
Thời gian nhận: thứ Tư, 27/11/2024, 08 giờ 40.
Hồ sơ đã nhận: 02 cá nhân, có tên trong danh sách dưới đây.
Ngày hẹn trả kết quả: ngày 18 tháng 12 năm 2024."""


@pytest.fixture
def wording(db):
    rows = json.loads((settings.BASE_DIR / "fixtures" / "papers.json").read_text(encoding="utf-8"))
    PaperText.objects.bulk_create(PaperText(**row) for row in rows if row["paper"] == "receipt")


@pytest.fixture
def batch(house, wording):
    """Two papers handed in together, one of them with two files."""
    first, second = house.draft("LDTT"), house.draft("LDTT", name="Lê Thị Thơm")
    for text in (b"%PDF-1.4 one", b"%PDF-1.4 two"):
        minutes(first, house.seats["village.head"].person, text=text)
    ids, head = [first.pk, second.pk], house.actor("village.head")
    engine.perform_many("submit", dossier_ids=ids, actor=head, now=house.later(minutes=20))
    return Batch.objects.get()


def printed(batch):
    batches = receipts.sending_of(batch.pk)
    return receipts.pdf(batches, receipts.sent(batches, Dossier.objects.all()))


def test_what_goes_on_two_routes_at_once_has_one_receipt(house, wording):
    papers = [house.draft("LDTT"), house.draft("CSTDCS", name="Lê Thị Thơm")]
    ids, head = [paper.pk for paper in papers], house.actor("village.head")
    engine.perform_many("submit", dossier_ids=ids, actor=head, now=house.later())
    one, two = Batch.objects.order_by("pk")

    assert printed(one) == printed(two)
    assert "02 cá nhân" in reading.pages(printed(one))[0]


def test_the_receipt_says_who_handed_in_what_when_and_by_when_there_is_an_answer(batch):
    [page] = reading.pages(printed(batch))

    assert page.startswith(GOLDEN.format(pk=batch.pk))
    assert "(2 tệp)" in page
    assert "không kèm" in page
    assert page.endswith("NGƯỜI NỘP NGƯỜI TIẾP NHẬN\nNgười village.head")


def test_the_receipt_says_what_was_handed_in_whatever_the_unit_changes_afterwards(batch, house):
    before = printed(batch)
    paper = Dossier.objects.order_by("pk").first()
    house.act("give_back", paper, "commune.officer", missing=["Biên bản chưa ký."])
    Nominee.objects.filter(dossier=paper).update(name="Tên Đang Sửa")

    assert printed(batch) == before


def test_nothing_prints_over_an_edge_or_over_something_else(batch):
    paper = printed(batch)

    assert (reading.outside_the_text(paper), reading.overlaps(paper)) == ([], [])


def test_the_same_receipt_comes_out_after_the_papers_went_on(batch, house):
    papers, before = list(batch.dossiers.order_by("pk")), printed(batch)
    for paper in papers:
        house.act("refer", paper, "commune.officer")
    house.vote(papers[0])

    assert printed(batch) == before


@pytest.mark.parametrize(
    ("seat", "status"),
    [("village.head", 200), ("commune.officer", 200), ("hamlet.head", 404), ("district.officer", 404)],
)
def test_unit_and_office_have_it_and_nobody_else(sign_in, batch, seat, status):
    answer = sign_in(seat).get(reverse("workflow:receipt", args=[batch.pk]))

    assert answer.status_code == status


def test_it_is_linked_where_the_batch_and_its_papers_are_shown(sign_in, batch):
    client, link = sign_in("village.head"), reverse("workflow:receipt", args=[batch.pk])
    pages = [
        reverse("workflow:batch", args=[batch.pk]),
        reverse("workflow:dossier", args=[batch.dossiers.first().code]),
    ]

    assert [link in client.get(page).content.decode() for page in pages] == [True, True]


def test_it_costs_at_most_12_statements(enter, house, monkeypatch, batch):
    monkeypatch.setattr("config.clock.now", lambda: house.now)
    client = enter("village.head")

    with Statements() as statements:
        client.get(reverse("workflow:receipt", args=[batch.pk]))

    assert statements.count <= 12


def test_an_urgent_paper_is_promised_in_hours(house, wording):
    paper = house.draft("GK_XA")
    minutes(paper, house.seats["village.head"].person)
    house.walk(paper, State.INTAKE)

    batches = receipts.sending_of(house.fresh(paper).batch_id)
    drawn = receipts.receipt(batches, receipts.sent(batches, Dossier.objects.all()))

    assert drawn.lines[-1] == "Ngày hẹn trả kết quả: ngày 01 tháng 12 năm 2024."
