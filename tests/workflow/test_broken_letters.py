"""A letter that cannot be written holds up no other."""

from __future__ import annotations

from django.core import mail as outbox

from dossiers.states import State
from roles.models import Person
from workflow import mail
from workflow.models import Notice


def test_a_letter_that_cannot_be_written_is_tried_again_and_the_others_go_out(house):
    Person.objects.filter(pk=house.seats["commune.officer"].person_id).update(email="hai\ndòng@example.vn")
    house.walk(house.draft(), State.INTAKE)
    waiting = Notice.objects.filter(mail=Notice.Mail.WAITING).count()

    sent = mail.send_waiting()

    poison = Notice.objects.get(person=house.seats["commune.officer"].person)
    assert (sent, len(outbox.outbox)) == (waiting - 1, waiting - 1)
    assert (poison.mail, poison.tries, poison.error) == (Notice.Mail.WAITING, 1, "BadHeaderError")


def test_a_letter_that_can_never_be_written_is_given_up(house):
    Person.objects.filter(pk=house.seats["commune.officer"].person_id).update(email="hai\ndòng@example.vn")
    house.walk(house.draft(), State.INTAKE)

    for _ring in range(mail.TRIES):
        mail.send_waiting()

    assert Notice.objects.get(person=house.seats["commune.officer"].person).mail == Notice.Mail.FAILED
