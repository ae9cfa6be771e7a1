"""The nomination page: begun, kept with its mistakes, checked, handed in, thrown away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers.models import Dossier, Evidence
from dossiers.states import State
from tests.dossiers.test_intake import PDF
from tests.workflow.addresses import at

BEGIN = reverse("workflow:nominate")


def entries(**changes):
    """The page as a village head fills it in."""
    return {
        "page": "k1",
        "kind": "individual",
        "name": "Trần Thị Nhàn",
        "born": "2-9-79",
        "gender": "f",
        "position": "Nông dân",
        "award": "LDTT",
        "period_from": "1.1.2024",
        "period_to": "30/11/2024",
        "deed": "Trồng vải lai, thu 3,2 tấn quả.",
        "votes_yes": "42",
        "votes_all": "45",
        **changes,
    }


def paper(name="biên bản.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def hand_in(head, url):
    """Press the one button of the page that was read through."""
    page = head.get(url).context
    return lambda **how: head.post(url, {"version": page["dossier"].version, "read": page["read"]}, **how)


def only():
    return Dossier.objects.select_related("nominee", "revision", "award_type").get()


def test_a_draft_begins_with_the_first_save_and_keeps_every_entry(sign_in):
    head = sign_in("village.head")

    response = head.post(BEGIN, entries(draft="1", minutes=paper()))

    dossier = only()
    nominee = dossier.nominee
    assert response.url == reverse("workflow:home")
    assert (nominee.kind, nominee.name, nominee.born, nominee.gender) == (
        "individual",
        "Trần Thị Nhàn",
        "02/09/1979",
        "f",
    )
    assert dossier.award_type_id == "LDTT"
    assert dossier.revision.content == {
        "page": "k1",
        "period_from": "2024-01-01",
        "period_to": "2024-11-30",
        "deed": "Trồng vải lai, thu 3,2 tấn quả.",
        "votes_yes": 42,
        "votes_all": 45,
    }
    assert [(e.name, e.kind) for e in dossier.evidences.all()] == [("biên bản.pdf", "minutes")]


def test_one_page_begins_one_draft_however_often_it_is_sent(sign_in):
    head = sign_in("village.head")

    head.post(BEGIN, entries(name="Trần"), headers={"HX-Request": "true"})
    answer = head.post(BEGIN, entries(), headers={"HX-Request": "true"})
    head.post(BEGIN, entries(check="1"))

    assert only().nominee.name == "Trần Thị Nhàn"
    assert answer["HX-Replace-Url"] == at("write", only())


def test_a_wrong_entry_is_told_and_stays_on_the_page(sign_in):
    head = sign_in("village.head")

    page = head.post(BEGIN, entries(born="31/02/1979", deed="", check="1")).content.decode()

    assert "Chưa nộp được: còn 2 ô cần sửa" in page
    assert "Ngày 31/02/1979 không có trong lịch vì tháng 2 năm 1979 có 28 ngày" in page
    kept = head.get(at("write", only())).content.decode()
    assert 'value="31/02/1979"' in kept
    assert 'value="Trần Thị Nhàn"' in kept


def test_a_draft_with_gaps_is_kept_without_a_word_of_blame(sign_in):
    head = sign_in("village.head")

    response = head.post(BEGIN, {"page": "k", "name": "Bà Sáu", "draft": "1"})

    assert response.url == reverse("workflow:home")
    assert only().nominee.name == "Bà Sáu"
    assert only().revision.content["typed"] == {"award": ""}


def test_a_broken_file_is_a_field_error_and_costs_nothing_else(sign_in):
    head = sign_in("village.head")
    files = [paper(), paper("hỏng.pdf", b"MZ")]

    page = head.post(BEGIN, entries(draft="1", minutes=files)).content.decode()

    assert "Tệp “hỏng.pdf” không phải PDF" in page
    assert only().revision.content["deed"] == "Trồng vải lai, thu 3,2 tấn quả."
    assert [e.name for e in Evidence.objects.all()] == ["biên bản.pdf"]


def test_autosave_answers_with_what_can_be_said_and_no_page(sign_in, house):
    head = sign_in("village.head")
    dossier = house.draft("LDTT")

    answer = head.post(
        at("autosave", dossier), entries(version="0", votes_yes="20"), headers={"HX-Request": "true"}
    ).content.decode()

    assert "20 trong 45 người đồng ý." in answer
    assert "Chủ nhật, 02/09/1979" in answer.replace("\xa0", " ")
    assert "<html" not in answer
    assert only().revision.content["votes_yes"] == 20


def test_the_awards_shown_are_those_for_the_target(sign_in, house):
    from dossiers.models import AwardRule

    AwardRule.objects.filter(award_type="LDTT").update(targets=["individual"])
    head = sign_in("village.head")

    answer = head.post(
        BEGIN, entries(kind="household", shown="individual"), headers={"HX-Request": "true"}
    ).content.decode()

    assert "Danh hiệu đã chọn không dành cho hộ gia đình" in answer
    assert 'value="GK_XA"' in answer
    assert 'value="LDTT"' not in answer


def test_what_is_complete_is_checked_then_handed_in_and_says_who_has_it(sign_in):
    head = sign_in("village.head")
    checked = head.post(BEGIN, entries(check="1", award="GK_XA", minutes=paper()))

    page = head.get(checked.url).content.decode()
    response = hand_in(head, checked.url)(follow=True)

    assert "Trần Thị Nhàn" in page
    assert "Nộp hồ sơ" in page
    assert only().state == State.INTAKE
    assert "Đã nộp hồ sơ: Bà Trần Thị Nhàn." in response.content.decode()
    assert "Hồ sơ đang ở Commune Office: Chờ thẩm định, hạn đến hết" in response.content.decode()


def test_a_missing_paper_that_the_award_asks_for_is_told_at_its_place(sign_in):
    head = sign_in("village.head")

    page = head.post(BEGIN, entries(check="1", award="GK_XA")).content.decode()

    assert "Chưa có giấy tờ này" in page
    assert only().state == State.DRAFT


def test_a_clerk_writes_and_is_told_who_hands_in(sign_in):
    clerk = sign_in("village.clerk")
    checked = clerk.post(BEGIN, entries(check="1"))

    page = clerk.get(checked.url).content.decode()
    refused = clerk.post(checked.url, {"version": "0"})

    assert "Việc này thuộc người đứng đầu Village." in page
    assert refused.status_code == 403
    assert only().state == State.DRAFT


def test_a_second_press_of_the_same_hand_is_told_as_done(sign_in):
    head = sign_in("village.head")
    press = hand_in(head, head.post(BEGIN, entries(check="1")).url)
    press()

    again = press(follow=True)

    assert (again.status_code, only().version) == (200, 1)
    assert "bà đã làm lúc" in again.content.decode()


def test_what_was_changed_after_it_was_read_through_is_not_handed_in_unread(sign_in, house):
    head = sign_in("village.head")
    dossier = house.draft("LDTT")
    press = hand_in(head, at("check", dossier))
    head.post(at("write", dossier), entries(version="0", draft="1", deed="Người khác viết tiếp: 9 sào."))

    answer = press()

    assert (answer.status_code, house.fresh(dossier).state) == (409, State.DRAFT)


def test_what_was_typed_on_an_old_page_is_kept_in_the_refusal(sign_in, house):
    head = sign_in("village.head")
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)

    answer = head.post(at("write", dossier), entries(version="0", draft="1", deed="Lời viết dở."))

    assert answer.status_code == 409
    assert "Lời viết dở." in answer.content.decode()
    assert "trồng vải" in house.fresh(dossier).revision.content["deed"]


def test_autosave_on_an_old_page_says_so_and_writes_nothing(sign_in, house):
    head = sign_in("village.head")
    dossier = house.walk(house.draft("LDTT"), State.RETURNED)

    answer = head.post(at("autosave", dossier), entries(version="0"), headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert "Chưa lưu được." in answer.content.decode()
    assert "page" not in house.fresh(dossier).revision.content


def test_a_returned_paper_shows_what_is_missing_and_is_handed_in_again(sign_in, house):
    head = sign_in("village.head")
    dossier = house.walk(house.draft("LDTT"), State.RETURNED)

    page = head.get(at("write", dossier)).content.decode()
    head.post(at("write", dossier), entries(version="2", check="1", deed="Viết lại: 5 sào."))
    hand_in(head, at("check", dossier))()

    assert "Biên bản chưa ký." in page
    assert house.fresh(dossier).state == State.INTAKE
    assert house.fresh(dossier).revision.content["deed"] == "Viết lại: 5 sào."


def test_a_paper_is_taken_out_of_a_draft(sign_in):
    head = sign_in("village.head")
    head.post(BEGIN, entries(draft="1", minutes=paper()))
    kept = Evidence.objects.get()

    head.post(at("write", only()), entries(version="0", drop=str(kept.pk)))

    assert list(only().evidences.filter(removed_at=None)) == []
    assert head.get(reverse("workflow:evidence", args=[only().code, kept.pk])).status_code == 404


def test_a_draft_is_thrown_away_after_a_question(sign_in, house):
    head = sign_in("village.head")
    dossier = house.draft()

    asked = head.get(at("discard", dossier)).content.decode()
    head.post(at("discard", dossier))

    assert "Xóa bản nháp Bà Trần Thị Nhàn?" in asked
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize("seat", ["commune.officer", "commune.chair", "commune.auditor"])
def test_who_belongs_to_no_proposing_unit_begins_nothing(sign_in, seat):
    answer = sign_in(seat).post(BEGIN, entries())

    assert answer.status_code == 403
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize("view", ["write", "check", "discard", "autosave"])
def test_a_neighbour_s_paper_is_no_page(sign_in, house, view):
    dossier = house.draft()

    assert sign_in("hamlet.head").post(at(view, dossier), {"version": "0"}).status_code == 404


@pytest.mark.parametrize("files", [1, 4])
def test_the_page_asks_the_database_as_often_for_many_papers(sign_in, house, django_assert_num_queries, files):
    head = sign_in("village.head")
    papers = [paper(f"{n}.pdf", PDF + b"%d" % n + b"\n%%EOF") for n in range(files)]
    head.post(BEGIN, entries(draft="1", minutes=papers))
    address = at("write", only())
    head.get(address)

    with django_assert_num_queries(9):
        head.get(address)


def test_whoever_walks_back_into_what_is_handed_in_is_told_where_it_is(sign_in, house):
    head = sign_in("village.head")
    dossier = house.walk(house.draft("LDTT"), State.INTAKE)

    answers = [head.get(at(page, dossier), follow=True) for page in ("write", "check")]

    assert [answer.redirect_chain for answer in answers] == [[(at("dossier", dossier), 302)]] * 2
    assert all("Hồ sơ đang ở" in answer.content.decode() for answer in answers)


def test_whoever_still_writes_is_not_told_what_is_yet_to_come(sign_in):
    head = sign_in("village.head")

    begun = {"page": "k2", "kind": "collective", "shown": "individual"}
    said = head.post(BEGIN, begun, headers={"HX-Request": "true"}).content.decode()

    assert "award-box" in said
    assert "Ô này chưa chọn." not in said


def test_more_who_agree_than_who_attend_is_never_a_majority(sign_in):
    head = sign_in("village.head")

    page = head.post(BEGIN, entries(check="1", votes_yes="60", votes_all="50", minutes=paper()))

    [found] = page.context["findings"]["votes"]
    assert found.kind == "unmet"
