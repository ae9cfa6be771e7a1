"""Prints docs/moves.md from the permission table."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.testing")
django.setup()

from tests.workflow.matrix import page  # noqa: E402 -- models can be read only after the set-up

print(page(), end="")
