"""When the script is played: the weeks before the clock are past, for letters and desks too."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django_tasks_db.models import DBTaskResult
from viewflow.workflow.models import Process, Task

from workflow.facts import content_type
from workflow.models import Event, Notice

#: notices older than this have been read
READ_AFTER = timedelta(days=5)


def settle(clock: datetime) -> None:
    """No letter of a past that never was is sent; desks stand open since the ledger says so."""
    Notice.objects.filter(mail=Notice.Mail.WAITING).update(mail=Notice.Mail.SENT, sent_at=F("created_at"))
    read = Notice.objects.filter(created_at__lt=clock - READ_AFTER)
    read.update(read_at=F("created_at") + timedelta(hours=2))
    DBTaskResult.objects.filter(task_path="workflow.tasks.send_mail").delete()
    _date_the_desks()


def _date_the_desks() -> None:
    """Work items begin when their event happened: the library would say now."""
    times: dict[int, list[datetime]] = {}
    for dossier, at in Event.objects.order_by("dossier", "seq").values_list("dossier_id", "at"):
        times.setdefault(dossier, []).append(at)
    processes = list(Process.objects.filter(artifact_content_type=content_type()).prefetch_related("task_set"))
    tasks = []
    for process in processes:
        past = times[process.artifact_object_id]
        process.created = past[0]
        for task, at in zip(sorted(process.task_set.all(), key=lambda task: task.pk), [past[0], *past], strict=False):
            task.created = at
            tasks.append(task)
    Process.objects.bulk_update(processes, ["created"])
    Task.objects.bulk_update(tasks, ["created"], batch_size=50)
