"""Every address asks who comes, unless it is on this list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

OPEN = {"live", "ready", "set_language", "login"}
SAMPLES = {
    "IntConverter": "1",
    "SlugConverter": "a-1",
    "StringConverter": "a",
    "UUIDConverter": "00000000-0000-0000-0000-000000000000",
}


def walk(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, str]]:
    """The name and a sample path of every address."""
    for pattern in patterns:
        route = before + _sample(pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield pattern.name or route, route


def _sample(pattern: URLPattern | URLResolver) -> str:
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        typed = {"IntConverter": "int:", "SlugConverter": "slug:", "UUIDConverter": "uuid:"}.get(kind, "")
        for written in (f"<{typed}{name}>", f"<str:{name}>"):
            route = route.replace(written, SAMPLES.get(kind, "a"))
    return route


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "route"), sorted(set(walk(get_resolver("config.urls").url_patterns))))
def test_a_stranger_is_sent_to_sign_in(client: Client, name: str, route: str) -> None:
    response = client.get(route)

    if name in OPEN:
        assert response.status_code in {200, 302, 405, 503}
    else:
        assert (response.status_code, response["Location"].split("?")[0]) == (302, resolve_url(settings.LOGIN_URL))
