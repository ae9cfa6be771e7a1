"""What stands beside a report: remarks on its words, its versions, its papers to tick off and to look at."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from dossiers import content
from dossiers.models import Criterion, Passage
from dossiers.states import State
from tests.dossiers.test_intake import PDF
from tests.house import written
from tests.workflow.addresses import at
from tests.workflow.test_nominate import BEGIN, entries, only, paper
from workflow import drafts

LONG = "Vận động 46 hộ góp 182 triệu đồng làm 1,4 km đường hoa trong năm nay"
DEED = f"{LONG}. Gương mẫu, thu 3 tấn quả."


def write(house, dossier, by="village.head", **changes):
    """The unit writes on its paper."""
    with drafts.writing(dossier.pk, actor=house.actor(by)) as row:
        content.write(row, nominee={}, content=written(**changes), award_type=row.award_type, now=house.later())


def a_picture():
    out = BytesIO()
    Image.new("RGB", (400, 200), "green").save(out, "PNG")
    return out.getvalue()


def remarked(response):
    return [(f.verdict, f.measured) for f in response.context["findings"] if f.verdict in ("Còn sót", "Trùng câu")]


# other words


def test_a_sentence_of_another_report_of_the_unit_is_told_as_one_types(sign_in, house):
    other = house.draft(name="Đỗ Văn Lãm")
    write(house, other, deed=DEED)
    head = sign_in("village.head")

    said = head.post(BEGIN, entries(deed=LONG.upper() + "!"), headers={"HX-Request": "true"}).content.decode()

    assert f"cũng có trong hồ sơ {other.code} (Đỗ Văn Lãm, CSTDCS năm 2024)." in said
    assert "Trùng câu" in said


def test_a_gap_is_told_beside_its_entry(sign_in):
    said = sign_in("village.head").post(
        BEGIN, entries(name="Nguyễn Văn A", deed="Thu ... tấn quả."), headers={"HX-Request": "true"}
    )

    told = said.context["findings"]
    assert [f.measured for f in told["name"]] == ["Chỗ chờ điền: “Nguyễn Văn A”."]
    assert "Chỗ chờ điền: “...”." in [f.measured for f in told["deed"]]


def test_the_officer_is_told_which_report_says_the_same(sign_in, house):
    first, second = house.draft(name="Đỗ Văn Lãm"), house.draft(name="Vũ Thị Mận")
    for dossier in (first, second):
        write(house, dossier, deed=DEED)
        house.walk(dossier, State.INTAKE)

    response = sign_in("commune.officer").get(at("dossier", second))

    [(verdict, measured)] = remarked(response)
    assert verdict == "Trùng câu"
    assert first.code in measured


def test_words_that_no_desk_has_seen_are_found_by_their_own_unit_alone(sign_in, house):
    hidden, handed_in = house.draft(name="Đỗ Văn Lãm"), house.draft(name="Vũ Thị Mận")
    for dossier in (hidden, handed_in):
        write(house, dossier, deed=DEED)
    house.walk(handed_in, State.INTAKE)

    seen = {seat: remarked(sign_in(seat).get(at("dossier", handed_in))) for seat in ("commune.officer", "village.head")}

    assert seen["commune.officer"] == []
    assert len(seen["village.head"]) == 1


def test_words_that_were_changed_are_marked_anew(house):
    dossier = house.draft()
    write(house, dossier, deed=DEED)
    before = set(Passage.objects.filter(revision__dossier=dossier).values_list("mark", flat=True))

    write(house, dossier, deed=DEED.replace("46", "47"))

    after = set(Passage.objects.filter(revision__dossier=dossier).values_list("mark", flat=True))
    assert (len(before), len(after), before & after) == (1, 1, set())


# another hand


def test_a_page_that_another_hand_has_written_past_writes_over_nothing(sign_in, house):
    dossier = house.draft("LDTT")
    head = sign_in("village.head")
    mine = head.get(at("write", dossier)).context
    write(house, dossier, by="village.clerk", deed="Bài của người soạn.")

    whole = head.post(at("write", dossier), told(mine, version="0", draft="1", deed="Bài của trưởng thôn."))
    quiet = head.post(at("autosave", dossier), told(mine, version="0"), headers={"HX-Request": "true"})

    assert (whole.status_code, quiet.status_code) == (409, 409)
    assert "Bài của trưởng thôn." in whole.content.decode()
    assert f'href="{at("write", dossier)}"' in quiet.content.decode()
    assert only().revision.content["deed"] == "Bài của người soạn."


def test_a_page_whose_answer_was_lost_may_send_again(sign_in, house):
    dossier = house.draft("LDTT")
    head = sign_in("village.head")
    mine = head.get(at("write", dossier)).context
    head.post(at("autosave", dossier), told(mine, version="0", deed="Một."), headers={"HX-Request": "true"})

    again = head.post(at("autosave", dossier), told(mine, version="0", deed="Hai."), headers={"HX-Request": "true"})

    assert (again.status_code, again["X-Kept"]) == (200, f"nominate-{dossier.code}")
    assert only().revision.content["deed"] == "Hai."


def told(context, **changes):
    """What the page that was drawn sends."""
    return entries(page=context["page_key"], drawn_with=context["drawn_with"], **changes)


# versions


def test_what_was_mended_stands_beside_what_was_handed_in_first(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.RETURNED)
    write(house, dossier, deed="Trồng 5 sào vải.")
    before = sign_in("commune.officer").get(at("dossier", dossier)).context["step"]
    house.act("submit", dossier, "village.head")

    pages = [sign_in(seat).get(at("dossier", dossier)).context["step"] for seat in ("village.head", "commune.officer")]

    assert before is None
    assert [[row.label for row in step.rows] for step in pages] == [["Thành tích"]] * 2
    assert [side.seen_by for side in pages[1].sides] == [["Commune Office"]] * 2
    assert pages[0].before.label == "Bản 1, nộp 27/11/2024"


def test_what_is_being_written_is_shown_to_its_own_unit_alone(sign_in, house):
    dossier = house.walk(house.draft("LDTT"), State.RETURNED)
    write(house, dossier, deed="Chưa nộp lại.")

    pages = {seat: sign_in(seat).get(at("versions", dossier)) for seat in ("village.head", "commune.officer")}

    assert [len(page.context["steps"]) for page in pages.values()] == [1, 0]
    assert "Bản 2, đang sửa" in pages["village.head"].content.decode()
    assert "Chưa nộp lại." not in pages["commune.officer"].content.decode()


@pytest.mark.parametrize("rounds", [1, 4])
def test_all_versions_cost_as_much_as_two(sign_in, house, django_assert_num_queries, rounds):
    dossier = house.walk(house.draft("LDTT"), State.RETURNED)
    for n in range(rounds):
        write(house, dossier, deed=f"Bản thứ {n}.")
        house.act("submit", dossier, "village.head")
        house.act("give_back", dossier, "commune.officer", missing=["Thiếu."])
    browser = sign_in("commune.officer")
    browser.get(at("versions", dossier))

    with django_assert_num_queries(9):
        response = browser.get(at("versions", dossier))

    assert len(response.context["steps"]) == rounds


# papers


def test_papers_are_ticked_off_as_they_come(sign_in):
    head = sign_in("village.head")

    said = [
        head.post(BEGIN, entries(award="GK_XA", **more), headers={"HX-Request": "true"}).context["dues"]
        for more in ({}, {"chosen": "minutes,name"})
    ]

    assert [[(due.kind, due.is_missing) for due in dues.listed] for dues in said] == [
        [("minutes", True)],
        [("minutes", False)],
    ]


def kept(head, name, file):
    head.post(BEGIN, entries(draft="1", minutes=paper(name, file)))
    return only(), only().evidences.get()


def test_a_picture_is_shown_as_we_draw_it(sign_in):
    head = sign_in("village.head")
    dossier, row = kept(head, "ảnh.png", a_picture())

    small = head.get(reverse("workflow:evidence_picture", args=[dossier.code, row.pk, "nho"]))
    again = head.get(reverse("workflow:evidence_picture", args=[dossier.code, row.pk, "nho"]))

    assert (small["Content-Type"], Image.open(BytesIO(small.content)).size) == ("image/jpeg", (160, 80))
    assert again.content == small.content
    assert small["X-Content-Type-Options"] == "nosniff"
    assert small["Content-Security-Policy"].startswith("sandbox;")


def test_a_pdf_is_shown_in_a_cage_in_our_own_frame(sign_in):
    head = sign_in("village.head")
    dossier, row = kept(head, "biên bản.pdf", PDF)

    page = head.get(reverse("workflow:evidence_view", args=[dossier.code, row.pk]))
    frame = head.get(reverse("workflow:evidence_frame", args=[dossier.code, row.pk]))

    assert reverse("workflow:evidence_frame", args=[dossier.code, row.pk]) in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert frame["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'self'"
    assert (frame["X-Frame-Options"], frame["X-Content-Type-Options"]) == ("SAMEORIGIN", "nosniff")
    assert b"".join(frame.streaming_content) == PDF


@pytest.mark.parametrize(
    ("name", "more"), [("evidence_view", []), ("evidence_frame", []), ("evidence_picture", ["nho"]), ("evidence", [])]
)
def test_a_neighbour_s_papers_are_no_page(sign_in, name, more):
    dossier, row = kept(sign_in("village.head"), "ảnh.png", a_picture())

    assert (
        sign_in("hamlet.head").get(reverse(f"workflow:{name}", args=[dossier.code, row.pk, *more])).status_code == 404
    )


@pytest.mark.parametrize(
    ("file", "name", "more"),
    [(a_picture(), "evidence_frame", []), (PDF, "evidence_picture", ["nho"]), (a_picture(), "evidence_picture", ["x"])],
)
def test_no_paper_is_shown_as_what_it_is_not(sign_in, file, name, more):
    head = sign_in("village.head")
    dossier, row = kept(head, "tệp.pdf" if file == PDF else "tệp.png", file)

    assert head.get(reverse(f"workflow:{name}", args=[dossier.code, row.pk, *more])).status_code == 404


# what criteria ask


def criterion(measure, award="LDTT", **params):
    row = {"award_type_id": award, "regime_id": "R2022-3T", "code": measure, "position": 1, "when": {}}
    Criterion.objects.create(**row, measure=measure, params=params, wording="Đạo đức tốt.", mark="design")


def test_a_fact_that_the_criteria_read_is_asked_kept_and_held_against_them(sign_in):
    criterion("confirmed", facts=["conduct"])
    head = sign_in("village.head")

    said = head.post(BEGIN, entries(fact_conduct="yes"), headers={"HX-Request": "true"})
    head.post(BEGIN, entries(award="GK_XA", draft="1", minutes=paper()))
    page = head.get(at("check", only()))

    assert [f.kind for f in said.context["findings"]["award"] if f.rule == "Đạo đức tốt."] == ["met"]
    assert said.context["fresh_facts"]
    assert only().revision.content["facts"] == {"conduct": True}
    assert "Gương mẫu, đạo đức, lối sống lành mạnh: có" in page.content.decode()


def test_the_form_costs_at_most_12_statements_with_all_that_it_says(sign_in, house, django_assert_max_num_queries):
    criterion("confirmed", facts=["conduct"])
    other, dossier = house.draft(name="Đỗ Văn Lãm"), house.draft("LDTT", name="Vũ Thị Mận")
    for row in (other, dossier):
        write(house, row, deed=DEED)
    head = sign_in("village.head")
    head.get(at("write", dossier))

    for address in (BEGIN, at("write", dossier), at("check", dossier)):
        with django_assert_max_num_queries(12):
            head.get(address)
