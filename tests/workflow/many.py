"""Many dossiers at once, and the pages that act on them."""

from __future__ import annotations

import re

from django.urls import reverse

from tests.house import House
from workflow import engine
from workflow.models import BulkAct

BEGIN = "workflow:bulk_begin"


def waiting(house: House, count: int, *, award: str = "LDTT") -> list[int]:
    """So many dossiers on the commune officer's desk, walked there by the same door."""
    ids = [house.draft(award, name=f"Người thứ {n}").pk for n in range(count)]
    engine.perform_many("submit", dossier_ids=ids, actor=house.actor("village.head"), now=house.later())
    return ids


def looked(client, verb, ids=(), **more):
    """The preview that a choice leads to."""
    answer = client.post(reverse(BEGIN), {"verb": verb, "pick": list(ids), "xem": "mine", **more})
    key = re.search(r"[0-9a-f-]{36}", answer["Location"])
    return BulkAct.objects.get(pk=key[0])


def page(client, act, view="bulk"):
    return client.get(reverse(f"workflow:{view}", args=[act.pk]))


def press(client, act, view="bulk", **entries):
    """Press the button of the page; the act as it then stands."""
    answer = client.post(reverse(f"workflow:{view}", args=[act.pk]), entries)
    assert answer.status_code in (200, 302), answer.content.decode()
    return answer


def stands(act):
    """State, and how many were moved, refused and are left."""
    row = BulkAct.objects.get(pk=act.pk)
    return row.state, row.moved, row.refused, row.left
