"""`manage.py tick`: what happens by itself – bells for mail, dead jobs, seats that begin or end, the day's seal."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from dossiers import search
from roles import grants
from roles.clock import now as office_now
from workflow import reminders, seals, succession, tasks
from workflow.bulk import bell as bulk
from workflow.imports import acts as lists
from workflow.imports import work as lists_work
from workflow.models import Notice

log = logging.getLogger(__name__)

#: a job that runs longer has lost its worker; leases and jobs keep real time
LIMIT = timedelta(minutes=10)
#: which of PostgreSQL's advisory locks is the tick's
LOCK = 0x62_76_74_69
#: how much a pass did, by the part that did it
Done = dict[str, int]
WORDS = {
    "jobs": gettext_lazy("đóng %(n)d việc nền bị bỏ dở"),
    "mail": gettext_lazy("gọi gửi thư"),
    "acts": gettext_lazy("gọi làm tiếp việc cho nhiều hồ sơ"),
    "previews": gettext_lazy("xóa bản xem trước đã hết hạn (%(n)d dòng)"),
    "renamed": gettext_lazy("đưa %(n)d tên vừa sửa vào tìm kiếm"),
    "passed": gettext_lazy("chuyển %(n)d hồ sơ sang đơn vị kế thừa"),
    "seal": gettext_lazy("niêm phong sổ của ngày"),
    "grants": gettext_lazy("vẽ lại quyền (%(n)d dòng)"),
    "reminders": gettext_lazy("nhắc việc buổi sáng"),
}
WAITING_STATES = ["READY", "RUNNING"]


class Command(BaseCommand):
    help = "One pass; with --every, a pass every so many seconds until SIGTERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS")

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        if every is None:
            done: Done = {}
            one_pass(redrawn=None, done=done)
            done["reminders"] = reminders.run(office_now())
            self.stdout.write(said(done))
            return
        ending = _told_to_end()
        redrawn: date | None = None
        while not ending.is_set():
            redrawn = _survive(redrawn)
            ending.wait(every)


def _told_to_end() -> threading.Event:
    """An event that SIGTERM and Ctrl-C set: a pass under way is finished first."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    return ending


def _survive(redrawn: date | None) -> date | None:
    """A pass that a sleeping database cannot end."""
    close_old_connections()
    try:
        redrawn = one_pass(redrawn=redrawn)
        reminders.run(office_now())
        return redrawn
    except OperationalError:
        log.exception("tick")
        connection.close()
        return redrawn


@transaction.atomic
def one_pass(*, redrawn: date | None, done: Done | None = None) -> date | None:
    """Everything once, unless another tick is at it; the day on which grants were last drawn."""
    if not _alone():
        return redrawn
    done = {} if done is None else done
    done["jobs"] = reap(timezone.now())
    done["mail"] = ring(timezone.now())
    done["acts"] = bulk.ring_again(timezone.now())
    done["previews"] = bulk.sweep(timezone.now())
    done["renamed"] = search.settle()
    done["lists"] = lists_work.ring_again(timezone.now())
    done["files"] = lists.sweep(timezone.now())
    done["passed"] = len(succession.sweep(now=office_now()))
    done["seal"] = seals.daily(now=office_now()) is not None
    today = office_now().date()
    if today != redrawn:
        done["grants"] = sum(grants.redraw(today=today))
    return today


def said(done: Done) -> str:
    """What a pass did, in one line; nothing is told of what there was not to do."""
    told = [str(words) % {"n": done[name]} for name, words in WORDS.items() if done.get(name)]
    return _("Đã làm: %(what)s.") % {"what": "; ".join(told)} if told else _("Không có gì phải làm.")


def _alone() -> bool:
    """Hold the tick's lock until the transaction ends; SQLite's immediate transaction is one itself."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def reap(now: datetime) -> int:
    """Close the jobs whose worker is gone; how many. Their rows are still due, so the bell rings again."""
    lost = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=now - LIMIT)
    return lost.update(
        status="FAILED", finished_at=now, exception_class_path="builtins.TimeoutError", traceback="The worker was lost."
    )


def ring(now: datetime) -> bool:
    """Ask for the mail to be sent where letters wait and nobody has been asked."""
    left = Q(mail=Notice.Mail.SENDING, lease_until__lt=now)
    if not Notice.objects.filter(left | Q(mail=Notice.Mail.WAITING)).exists():
        return False
    if DBTaskResult.objects.filter(task_path=tasks.send_mail.module_path, status__in=WAITING_STATES).exists():
        return False
    tasks.send_mail.enqueue()
    return True
