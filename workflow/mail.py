"""Letters: each notice is taken by its lease, sent with an id of its own, and marked."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from dossiers.verbs import OTHER_EVENTS, VERBS
from workflow import digests
from workflow.models import Notice

LEASE = timedelta(minutes=5)
TRIES = 5
AT_ONCE = 200


def _ready() -> Q:
    """Waiting, or taken by a worker whose lease ran out; leases keep real time."""
    expired = Q(mail=Notice.Mail.SENDING, lease_until__lt=timezone.now())
    return (Q(mail=Notice.Mail.WAITING) | expired) & Q(tries__lt=TRIES)


def send_waiting() -> int:
    """Send every letter that is due, one by one; how many went out."""
    ids = list(Notice.objects.filter(_ready()).order_by("created_at").values_list("pk", flat=True)[:AT_ONCE])
    return sum(_send_one(pk) for pk in ids)


def _send_one(pk: UUID) -> bool:
    taken = Notice.objects.filter(_ready(), pk=pk).update(mail=Notice.Mail.SENDING, lease_until=timezone.now() + LEASE)
    if not taken:
        return False
    notice = Notice.objects.select_related(
        "person", "dossier__nominee", "dossier__award_type", "dossier__holder", "event__person"
    ).get(pk=pk)
    try:
        letter(notice).send()
    except Exception as error:  # one letter that cannot be written must not hold up the others
        return _failed(notice, error)
    _mark(notice, mail=Notice.Mail.SENT, sent_at=timezone.now())
    return True


def _failed(notice: Notice, error: Exception) -> bool:
    """Try again later, at most so often; keep the class of the error, never its text."""
    last = notice.tries + 1 >= TRIES
    _mark(
        notice,
        mail=Notice.Mail.FAILED if last else Notice.Mail.WAITING,
        tries=notice.tries + 1,
        error=type(error).__name__,
    )
    return False


def _mark(notice: Notice, **columns: object) -> None:
    Notice.objects.filter(pk=notice.pk).update(lease_until=None, **columns)


def _text(notice: Notice) -> str:
    verb = VERBS[notice.verb].past if notice.verb in VERBS else OTHER_EVENTS[notice.verb]
    return render_to_string("mail/notice.txt", {"notice": notice, "verb": verb, "origin": settings.SITE_ORIGIN})


def _digest_text(notice: Notice) -> str:
    """A morning's reminders in one letter."""
    parts = digests.parts_of(notice)
    subject = digests.subject(sum(len(part.lines) + part.more for part in parts))
    words = {"notice": notice, "parts": parts, "subject": subject, "origin": settings.SITE_ORIGIN}
    return render_to_string("mail/digest.txt", words)


def letter(notice: Notice) -> EmailMessage:
    """The notice as a letter in the person's language; the id is made from the row."""
    with translation.override(notice.person.language):
        text = _text(notice) if notice.event else _digest_text(notice)
        subject, body = text.split("\n", 1)
    return EmailMessage(
        subject.strip(),
        body.strip() + "\n",
        to=[notice.person.email],
        headers={"Message-ID": f"<{notice.pk}@{settings.MAIL_DOMAIN}>"},
    )
