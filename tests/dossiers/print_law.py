"""Prints docs/law.md from the rows."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.testing")
django.setup()

from tests.dossiers.law_page import page  # noqa: E402 -- models can be read only after the set-up

print(page(), end="")
