"""What every answer carries, and when a session ends."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

pytestmark = [pytest.mark.urls("tests.config.urls"), pytest.mark.django_db]


def test_every_answer_carries_the_policy_and_is_kept_by_no_cache(client: Client) -> None:
    response = client.get("/plain")

    assert response["Content-Security-Policy"] == settings.CONTENT_SECURITY_POLICY
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_policy_allows_nothing_inline_and_nobody_to_frame_us() -> None:
    parts = dict(part.strip().split(" ", 1) for part in settings.CONTENT_SECURITY_POLICY.split(";"))

    assert parts["default-src"] == parts["script-src"] == parts["style-src"] == parts["form-action"] == "'self'"
    assert parts["frame-ancestors"] == parts["base-uri"] == parts["object-src"] == "'none'"
    assert "unsafe" not in settings.CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(("given", "kept"), [("abcdef-12345", True), ("x", False), ("a\x1b[31mbcdefgh", False)])
def test_a_request_keeps_the_id_that_the_proxy_gave_if_it_is_one(client: Client, given: str, kept: bool) -> None:
    response = client.get("/plain", headers={"X-Request-ID": given})

    assert (response["X-Request-ID"] == given) is kept


def test_the_access_line_says_what_was_asked_and_how_it_went(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="bangvang.access"):
        client.get("/plain?name=Lan")

    (record,) = caplog.records
    assert (record.method, record.path, record.status) == ("GET", "/plain", 200)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cookie", "language"), [(None, "vi"), ("en", "en"), ("vi", "vi"), ("xx", "vi"), ("../../etc", "vi")]
)
def test_the_language_is_the_chosen_one_else_vietnamese(client: Client, cookie: str | None, language: str) -> None:
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    response = client.get("/plain", headers={"Accept-Language": "en-US"})

    assert response.content.decode() == f"Asia/Ho_Chi_Minh {language}"


@pytest.mark.parametrize(
    ("minutes", "stays"),
    [([29], True), ([31], False), ([20, 20, 20], True), ([29] * 24, True), ([29] * 25, False)],
)
def test_a_session_ends_after_half_an_hour_of_rest_or_half_a_day(
    client: Client, minutes: list[int], stays: bool
) -> None:
    client.force_login(get_user_model().objects.create(username="lan"))
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        client.get("/plain")
        for step in minutes:
            clock.shift(timedelta(minutes=step))
            client.get("/plain")

        assert ("_auth_user_id" in client.session) is stays


def test_reading_a_second_page_writes_no_session(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    client.force_login(get_user_model().objects.create(username="lan"))
    client.get("/plain")

    with django_assert_num_queries(2):  # the session and the person
        client.get("/plain")


def test_a_file_is_cut_off_at_the_limit_and_the_form_is_kept(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.UPLOAD_LIMIT = 100_000
    file = SimpleUploadedFile("a.pdf", b"x" * 3_000_000)

    response = client.post("/size", {"file": file, "title": "Giấy khen"})

    size, title = response.content.decode().split(" ", 1)
    assert 100_000 < int(size) < 200_000
    assert title == "Giấy khen"


def test_live_asks_nobody_and_ready_asks_everybody(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert client.get("/health/live").content == b"ok\n"
    response = client.get("/health/ready")

    found = json.loads(response.content)
    assert set(found) == {"database", "migrations", "clock", "media", "disk"}
    assert response.status_code == (200 if all(found.values()) else 503)


def test_ready_says_no_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("config.health", fromlist=["CHECKS"]).CHECKS, "database", lambda: False)

    assert client.get("/health/ready").status_code == 503
