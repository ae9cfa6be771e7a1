"""Background work: doorbells that carry ids at most; the rows are the truth."""

from django_tasks import task

from workflow import mail


@task(queue_name="mail")
def send_mail() -> int:
    """Send what is waiting; how many letters went out."""
    return mail.send_waiting()
