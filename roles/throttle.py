"""How often a name, or an address, may be tried: refused sign-ins as rows, and a wait that doubles."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q

from roles.models import LoginAttempt

WINDOW = timedelta(hours=1)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
#: refusals within the window before a wait begins; an office often shares one address
FREE = {"account": 5, "address": 20}


@dataclass(frozen=True)
class TooOften(Exception):
    """Nothing was checked; ``until`` says from when it will be."""

    until: datetime


def key_of(name: str) -> str:
    """The name as it is kept: a keyed hash, because people type passwords into the wrong box."""
    return hmac.new(settings.SECRET_KEY.encode(), f"sign-in:{name.casefold()}".encode(), "sha256").hexdigest()


def attempt(name: str, address: str, *, now: datetime) -> LoginAttempt:
    """Count the try as refused before it is checked, so that many at once gain nothing; or refuse."""
    account = key_of(name)
    waits = [_free_from(now, account=account), _free_from(now, address=address)]
    if (until := max(waits)) > now:
        raise TooOften(until)
    LoginAttempt.objects.filter(Q(account=account) | Q(address=address), at__lt=now - WINDOW).delete()
    return LoginAttempt.objects.create(account=account, address=address, at=now)


def succeeded(attempt: LoginAttempt) -> None:
    """The person has signed in: what was refused under this name is forgotten."""
    LoginAttempt.objects.filter(account=attempt.account).delete()


def _free_from(now: datetime, **key: str) -> datetime:
    """From when this account, or this address, may be tried again."""
    [(kind, value)] = key.items()
    if not value:
        return now
    seen = LoginAttempt.objects.filter(**key, at__gt=now - WINDOW).aggregate(n=Count("pk"), last=Max("at"))
    surplus = seen["n"] - FREE[kind]
    return now if surplus < 0 else seen["last"] + wait(surplus)


def wait(surplus: int) -> timedelta:
    """Half a minute, then twice as long each time, up to a quarter of an hour."""
    return min(FIRST_WAIT * 2 ** min(surplus, 10), LONGEST_WAIT)
