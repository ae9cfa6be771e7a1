"""The doorbell of acts on many: rung when one is confirmed, and again when its worker was lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from roles.clock import now as office_now
from workflow.bulk import work
from workflow.models import BulkAct

#: an act at which no worker came by for so long has lost its own; two at one act do no harm
LOST_AFTER = timedelta(minutes=1)
#: a preview that nobody confirmed is kept so long after it expired, for whoever comes back to it
KEPT = timedelta(days=1)


@task()
def work_bulk() -> int:
    """Carry out what is confirmed; how many steps were taken."""
    return work.work(office_now)


def ring() -> None:
    work_bulk.enqueue()


def ring_again(now: datetime) -> bool:
    """Ask once more where an act lies and nobody has been asked; jobs keep real time."""
    lying = BulkAct.objects.filter(state__in=work.WORKING, touched_at__lt=now - LOST_AFTER)
    asked = DBTaskResult.objects.filter(task_path=work_bulk.module_path, status="READY")
    if not lying.exists() or asked.exists():
        return False
    ring()
    return True


def sweep(now: datetime) -> int:
    """Throw away previews that expired long ago; how many rows."""
    return BulkAct.objects.filter(state=BulkAct.State.OPEN, expires_at__lt=now - KEPT).delete()[0]
