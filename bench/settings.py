"""The settings of the tests, and the bare flow that ours is measured against."""

from config.testing import *  # noqa: F403
from config.testing import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
