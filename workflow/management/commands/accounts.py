"""`manage.py accounts`: who may sign in to this demo, on which seat, with which password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from roles.clock import now
from workflow import worlds
from workflow.worlds import people


class Command(BaseCommand):
    help = "Prints the demo's accounts with their passwords; refused outside a demo."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BANGVANG_DEMO:
            raise CommandError(_("Bảng tài khoản chỉ có trong bản dùng thử."))
        world = worlds.loaded()
        if world is None:
            raise CommandError(_("Chưa nạp bản dùng thử nào; chạy manage.py load_world 2024 trước."))
        rows = [(a.seat, a.unit, a.person, a.username, a.password) for a in people.accounts(world, now().date())]
        head = (_("Vị trí"), _("Đơn vị"), _("Họ và tên"), _("Tên đăng nhập"), _("Mật khẩu"))
        widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
        self.stdout.write(world["about"])
        for row in [head, *rows]:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
