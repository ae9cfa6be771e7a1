"""`manage.py redraw_grants`: the permissions made equal to the seats of today."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from roles import grants
from roles.clock import now


class Command(BaseCommand):
    help = "Draws every permission anew from the seats; drawing twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        added, removed = grants.redraw(today=now().date())
        self.stdout.write(_("Đã thêm %(added)d quyền và bỏ %(removed)d quyền.") % {"added": added, "removed": removed})
