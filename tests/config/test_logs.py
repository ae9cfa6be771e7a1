"""A log line says where it failed, and nobody's name."""

from __future__ import annotations

import json
import logging
import sys

from config.logs import JsonFormatter, request_id, user_id


def test_a_line_is_json_with_the_request_and_the_user() -> None:
    request_id.set("r1")
    user_id.set("7")
    record = logging.makeLogRecord({"name": "bangvang", "levelname": "INFO", "msg": "moved", "verb": "forward"})

    line = json.loads(JsonFormatter().format(record))

    assert {key: line[key] for key in ("message", "request", "user", "verb", "level")} == {
        "message": "moved",
        "request": "r1",
        "user": "7",
        "verb": "forward",
        "level": "info",
    }


def test_an_exception_leaves_its_class_and_places_and_not_its_words() -> None:
    try:
        raise ValueError("Bà Lan, 033123456789")
    except ValueError:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": sys.exc_info()})

    text = JsonFormatter().format(record)

    assert "033123456789" not in text
    assert json.loads(text)["exception"] == "builtins.ValueError"
    assert "test_logs.py" in json.loads(text)["places"][0]
