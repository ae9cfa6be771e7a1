"""Every exception of the map becomes its page; what is broken is still answered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import OperationalError
from django.test import Client

from config import answers

pytestmark = [pytest.mark.urls("tests.config.urls"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("stale", 409),
        ("not-now", 409),
        ("not-yours", 403),
        ("unknown", 404),
        ("denied", 403),
        ("away", 503),
        ("broken", 500),
    ],
)
def test_each_fault_has_its_status(client: Client, fault: str, status: int) -> None:
    client.raise_request_exception = False

    response = client.get(f"/fail/{fault}")

    assert response.status_code == status
    assert "Bảng Vàng" in response.content.decode()
    assert "Bà Lan" not in response.content.decode()


def test_what_may_not_be_seen_answers_like_what_is_not_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The banner shows the minute, which must not turn between the two."""
    noon = datetime(2024, 11, 27, 12, 0, tzinfo=UTC)
    monkeypatch.setattr("config.clock.now", lambda: noon)

    unseen, absent = client.get("/fail/unknown").content, client.get("/no/such/page").content

    assert unseen == absent


def test_a_database_that_is_away_says_when_to_try_again(client: Client) -> None:
    assert client.get("/fail/away")["Retry-After"] == "10"


def test_the_pages_of_a_broken_house_need_no_database(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    client.raise_request_exception = False

    with django_assert_num_queries(0):
        client.get("/fail/away")
        client.get("/fail/broken")


def test_a_database_that_fails_outside_a_view_is_a_503_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise OperationalError("gone")

    client.raise_request_exception = False
    monkeypatch.setattr("roles.middleware.SeatMiddleware.__call__", away)

    assert client.get("/plain").status_code == 503


def test_when_the_error_page_fails_a_sentence_is_left(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "BROKEN", answers.Answer(500, "errors/missing.html", alone=True))
    client.raise_request_exception = False

    response = client.get("/fail/broken")

    assert (response.status_code, response.content.decode()) == (500, answers.LAST_RESORT)


def test_a_form_from_elsewhere_is_refused_with_a_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/plain", {"text": "x"})

    assert response.status_code == 403
    assert "Bảng Vàng" in response.content.decode()
