"""Values from outside: read strictly, a demo's file beneath, keys made once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.databases import database
from config.environment import Environment, lines_of
from config.keys import key_at
from config.mail import mail


def test_the_real_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "demo.env"
    file.write_text("# a demo\nA=file\nB = file\n\n")

    env = Environment({"A": "real"}, lines_of(file))

    assert (env.text("A"), env.text("B"), env.text("C", "default")) == ("real", "file", "default")


def test_a_flag_is_yes_or_no_and_a_number_is_a_number() -> None:
    env = Environment({"YES": "1", "NO": "0", "ODD": "maybe", "NUMBER": "12"}, {})

    assert (env.flag("YES"), env.flag("NO"), env.flag("UNSET")) == (True, False, False)
    assert (env.number("NUMBER", 3), env.number("UNSET", 3)) == (12, 3)
    with pytest.raises(ImproperlyConfigured, match="ODD"):
        env.flag("ODD")
    with pytest.raises(ImproperlyConfigured, match="ODD"):
        env.number("ODD", 3)


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "secret.key"

    key = key_at(file)

    assert key == key_at(file)
    assert len(key) > 60
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ("config.sqlite3", "/var/b.sqlite3", None, None)),
        ("sqlite:///srv/x.sqlite3", ("config.sqlite3", "/srv/x.sqlite3", None, None)),
        ("postgres://u:p%40@db:5433/bv", ("django.db.backends.postgresql", "bv", "db", "5433")),
        ("postgres://u@/bv?host=/run/pg", ("django.db.backends.postgresql", "bv", "/run/pg", "")),
    ],
)
def test_a_database_is_named_by_its_address(url: str, expected: tuple[str, ...]) -> None:
    found = database(url, file=Path("/var/b.sqlite3"), statement_seconds=30)

    assert (found["ENGINE"], found["NAME"], found.get("HOST"), found.get("PORT")) == expected


def test_an_unknown_database_or_mail_server_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured):
        database("mysql://x/y", file=Path("x"), statement_seconds=30)
    with pytest.raises(ImproperlyConfigured):
        mail("pigeon://loft")


def test_a_mail_server_is_named_by_its_address() -> None:
    found = mail("smtp+tls://u:p@mail.example:2525")

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (
        "mail.example",
        2525,
        True,
        False,
    )
