# Everything a newcomer or a machine asks of this project. The work is done in scripts/.

PORT ?= 8000
WORLD ?= 2024
export PORT WORLD

.PHONY: demo test test-all check format bench lock messages screens python

demo: python
	@python3 scripts/demo.py

test: python
	@python3 scripts/suite.py

test-all: python
	@python3 scripts/suite.py --all

check: python
	@python3 scripts/check.py

format: python
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

bench: python
	@python3 scripts/bench.py

lock: python
	@python3 scripts/lock.py

screens: python
	@rm -rf docs/screens
	@SCREENS=docs/screens .venv/bin/python -m pytest -q -m journey tests/journeys

messages: python
	@python3 scripts/drift.py --write

python:
	@command -v python3 >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq python3 python3-venv; } || { echo "This machine lacks the package python3: install it (apt-get install python3 python3-venv) and try again." >&2; exit 1; }
