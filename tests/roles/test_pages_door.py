"""Signing in and out, the password, the seat and the language, as pages."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from roles import throttle
from roles.models import LoginAttempt, Person

PASSWORD = "gạo nếp cái hoa vàng"
LOGIN = "/dang-nhap/"


@pytest.fixture
def head(house):
    person = house.seats["village.head"].person
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, name="village.head", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password, **more})


def errors(response):
    return response.context["form"].non_field_errors()


def test_the_right_password_opens_the_first_page(client, head):
    response = sign_in(client)

    assert (response.status_code, response["Location"], client.session["_auth_user_id"]) == (302, "/", str(head.pk))


def test_a_password_typed_in_parts_is_the_same_password(client, head):
    response = sign_in(client, password=unicodedata.normalize("NFD", PASSWORD))

    assert response.status_code == 302


def test_the_telephone_number_stands_for_the_name(client, head):
    Person.objects.filter(pk=head.pk).update(phone="0912345678")

    response = sign_in(client, name="0912 345 678")

    assert response.status_code == 302


def test_unknown_ended_and_wrong_are_one_sentence(client, head):
    Person.objects.filter(username="hamlet.head").update(is_active=False, password=head.password)

    answers = [sign_in(client, "nobody"), sign_in(client, password="khác hẳn"), sign_in(client, "hamlet.head")]

    assert len({str(errors(answer)) for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {200}


def test_a_stranger_s_session_is_thrown_away_at_the_door(client, head):
    session = client.session
    session["planted"] = "by somebody"
    session.save()

    sign_in(client)

    assert "planted" not in client.session
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x()"])
def test_after_signing_in_nobody_is_sent_elsewhere(client, head, elsewhere):
    response = sign_in(client, next=elsewhere)

    assert response["Location"] == "/"


def test_after_signing_in_one_goes_on_where_one_wanted_to(client, head):
    response = sign_in(client, next="/ho-so/?state=awarded")

    assert response["Location"] == "/ho-so/?state=awarded"


def test_the_sixth_wrong_try_is_told_to_wait_and_not_checked(client, head):
    for _n in range(5):
        sign_in(client, password="sai")

    response = sign_in(client)

    assert errors(response) == [
        "Đã gõ sai nhiều lần nên tạm dừng nhận. Thử lại sau 1 phút, hoặc gọi người phụ trách để đặt lại."
    ]
    assert LoginAttempt.objects.count() == 5


def test_an_unknown_name_waits_just_as_long(client, head):
    for _n in range(5):
        sign_in(client, "nobody")

    response = sign_in(client, "nobody")

    assert errors(response)[0].startswith("Đã gõ sai nhiều lần")


def test_after_the_wait_the_right_password_opens_and_clears_the_count(client, head):
    for _n in range(5):
        sign_in(client, password="sai")

    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        response = sign_in(client)

    assert response.status_code == 302
    assert not LoginAttempt.objects.exists()


def test_one_address_that_tries_many_names_waits_too(client, head):
    for number in range(20):
        sign_in(client, f"guess{number}")

    response = sign_in(client)

    assert errors(response)[0].startswith("Đã gõ sai nhiều lần")


def test_the_row_of_a_refused_try_does_not_hold_the_name(client, head):
    sign_in(client, "Mật khẩu gõ nhầm ô")

    assert LoginAttempt.objects.get().account == throttle.key_of("Mật khẩu gõ nhầm ô")
    assert "khẩu" not in LoginAttempt.objects.get().account


@pytest.mark.parametrize(("surplus", "seconds"), [(0, 30), (1, 60), (4, 480), (5, 900), (60, 900)])
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(surplus, seconds):
    assert throttle.wait(surplus) == timedelta(seconds=seconds)


def test_a_fragment_that_meets_the_door_moves_its_whole_page_there(client, db):
    response = client.get(LOGIN, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/viec/?xem=others"})

    assert response["HX-Redirect"] == "/dang-nhap/?next=%2Fviec%2F"


def test_the_door_asks_nothing_of_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(LOGIN)

    assert response.status_code == 200


def test_signing_out_ends_the_session_and_clears_the_browser(client, head):
    client.force_login(head)

    response = client.post("/dang-xuat/")

    assert (response["Location"], response["Clear-Site-Data"]) == (LOGIN, '"cache", "storage"')
    assert "_auth_user_id" not in client.session


def test_a_link_does_not_sign_anybody_out(client, head):
    client.force_login(head)

    response = client.get("/dang-xuat/")

    assert response.status_code == 405
    assert "_auth_user_id" in client.session


def change(client, old=PASSWORD, new="trâu ta ăn cỏ đồng ta", again=None):
    return client.post("/mat-khau/", {"old_password": old, "new_password1": new, "new_password2": again or new})


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(client, head, django_user_model):
    other = type(client)()
    client.force_login(head)
    other.force_login(head)

    response = change(client)

    assert response["Location"] == "/mat-khau/xong/"
    assert client.get("/mat-khau/xong/").status_code == 200
    assert other.get("/mat-khau/xong/").status_code == 302


def test_what_is_wrong_with_a_new_password_is_said_in_words(client, head):
    client.force_login(head)

    response = change(client, old="sai", new="1234567")

    assert response.context["form"].errors == {
        "old_password": ["Mật khẩu đang dùng chưa đúng. Gõ lại."],
        "new_password1": [
            "Mật khẩu mới quá ngắn. Cần từ 12 ký tự trở lên.",
            "Mật khẩu mới nằm trong danh sách dễ đoán. Chọn một câu khác.",
            "Mật khẩu mới chỉ có chữ số. Thêm chữ vào.",
        ],
    }


def test_two_new_passwords_that_differ_are_told_so(client, head):
    client.force_login(head)

    response = change(client, again="trâu ta ăn cỏ đồng người")

    assert response.context["form"].errors == {"new_password2": ["Hai ô mật khẩu mới không giống nhau. Gõ lại cả hai."]}


@pytest.fixture
def chair(client, house):
    """A chair, who also sits on the council."""
    client.force_login(house.seats["commune.chair"].person)
    return house


def test_one_takes_another_of_one_s_own_seats(client, chair):
    wanted = chair.seats["commune.presiding"]

    response = client.post(reverse("roles:take_seat"), {"seat": wanted.pk})

    assert (response["Location"], client.session["seat"]) == ("/", wanted.pk)


@pytest.mark.parametrize("seat", ["", "x", "district.chair", "commune.presiding"])
def test_a_seat_of_somebody_else_or_one_that_has_ended_is_not_there(client, chair, seat):
    ended = chair.seats["commune.presiding"]
    ended.until = ended.since
    ended.save()

    response = client.post(reverse("roles:take_seat"), {"seat": chair.seats[seat].pk if seat in chair.seats else seat})

    assert response.status_code == 404
    assert "seat" not in client.session


def test_a_chosen_language_is_the_person_s_on_every_machine(client, head):
    client.force_login(head)

    response = client.post(reverse("set_language"), {"language": "en", "next": "/"})

    head.refresh_from_db()
    assert (response["Location"], head.language) == ("/", "en")
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_an_unknown_language_changes_nothing(client, head):
    client.force_login(head)

    client.post(reverse("set_language"), {"language": "xx"})

    head.refresh_from_db()
    assert head.language == "vi"


def test_signing_in_brings_the_language_along(client, head):
    Person.objects.filter(pk=head.pk).update(language="en")

    response = sign_in(client)

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
