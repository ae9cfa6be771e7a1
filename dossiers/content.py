"""Changes of content, never of state: open, write, attach, freeze."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from dossiers import passages, routing, search
from dossiers.digests import digest as digest
from dossiers.models import AwardType, Dossier, Evidence, Nominee, Revision
from dossiers.people import account_of
from roles.models import Person, Unit

NOMINEE_FIELDS = ("kind", "name", "gender", "born", "position")


@dataclass(frozen=True)
class Upload:
    """A file that intake has looked at: what it is by its content, and its hash."""

    kind: str
    name: str
    file: File[bytes]
    sha256: str
    size: int
    media_type: str


def tidy(value: Any) -> Any:
    """Text as it is stored: NFC, without characters that cannot be seen or sorted."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C").strip()


@transaction.atomic
def open_dossier(
    *,
    unit: Unit,
    author: Person,
    award_type: AwardType,
    year: int,
    nominee: dict[str, Any],
    content: dict[str, Any],
    now: datetime,
    hand: str = "",
) -> Dossier:
    """A new draft at the unit, under the law and on the route of the day (provisional)."""
    choice = routing.choose(unit=unit, award_type=award_type, on=timezone.localdate(now))
    dossier = Dossier.objects.create(
        holder=unit,
        unit=unit,
        author=author,
        award_type=award_type,
        year=year,
        nominee=Nominee.objects.create(unit=unit, person=account_of(_tidied(nominee), unit), **_tidied(nominee)),
        regime_id=choice.regime_id,
        route=choice.route,
        opened_at=now,
    )
    dossier.code = code_of(dossier, now)
    dossier.revision = Revision.objects.create(dossier=dossier, content=_tidied(content), saved_at=now, hand=hand)
    dossier.save(update_fields=["code", "revision"])
    passages.keep(dossier.revision)
    search.draw(dossier)
    return dossier


def code_of(dossier: Dossier, now: datetime) -> str:
    """What people call the dossier: the year it was opened in, and its key."""
    return f"TD-{timezone.localdate(now).year}-{dossier.pk:04d}"


@transaction.atomic
def write(
    dossier: Dossier,
    *,
    nominee: dict[str, Any],
    content: dict[str, Any],
    award_type: AwardType,
    now: datetime,
    hand: str = "",
) -> Revision:
    """Save what was typed; the caller holds the dossier's lock and has checked the hand."""
    known = dossier.nominee.name
    for name, value in _tidied(nominee).items():
        setattr(dossier.nominee, name, value)
    if dossier.nominee.name != known:
        dossier.nominee.person = account_of(_tidied(nominee), dossier.unit)
    dossier.nominee.save(update_fields=[*nominee, "person"])
    if dossier.nominee.name != known:
        search.redraw(dossier)
    _retarget(dossier, award_type, now)
    revision = writable(dossier, now)
    earlier, revision.content = revision.content, _tidied(content)
    revision.saved_at, revision.hand = now, hand
    revision.save(update_fields=["content", "saved_at", "hand"])
    if passages.marks_of(revision.content) != passages.marks_of(earlier):
        passages.keep(revision, instead=True)
    return revision


def _retarget(dossier: Dossier, award_type: AwardType, now: datetime) -> None:
    """Another award may mean another route; once received, only an award that goes the same way may follow."""
    if dossier.award_type_id == award_type.pk:
        return
    kept: dict[str, Any] = {"regime": dossier.regime_id, "route": dossier.route_id} if dossier.submitted_at else {}
    choice = routing.choose(unit=dossier.unit, award_type=award_type, on=timezone.localdate(now), **kept)
    dossier.award_type = award_type
    dossier.regime_id, dossier.route = choice.regime_id, choice.route
    dossier.save(update_fields=["award_type", "regime", "route"])


def writable(dossier: Dossier, now: datetime) -> Revision:
    """The open revision; a frozen one is followed by a copy that may be written on."""
    current = dossier.revision
    assert current is not None  # a dossier is opened with its first revision
    if current.frozen_at is None:
        return current
    dossier.revision = Revision.objects.create(
        dossier=dossier, number=current.number + 1, content=current.content, saved_at=now
    )
    dossier.save(update_fields=["revision"])
    passages.keep(dossier.revision)
    return dossier.revision


@transaction.atomic
def attach(dossier: Dossier, upload: Upload, *, by: Person, now: datetime) -> Evidence:
    """Keep a file with the dossier; the same file twice stays one."""
    writable(dossier, now)
    row, created = Evidence.objects.get_or_create(
        dossier=dossier,
        sha256=upload.sha256,
        removed_at=None,
        defaults={
            "kind": upload.kind,
            "name": tidy(upload.name)[-200:],
            "size": upload.size,
            "media_type": upload.media_type,
            "added_at": now,
            "added_by": by,
        },
    )
    if created:
        row.file.save(upload.name, upload.file)
    return row


def detach(evidence: Evidence, *, now: datetime) -> None:
    """Take a file out of the dossier; the row and the bytes stay for those who saw them."""
    writable(evidence.dossier, now)
    evidence.removed_at = now
    evidence.save(update_fields=["removed_at"])


def photograph(dossier: Dossier, evidences: Iterable[Evidence]) -> dict[str, Any]:
    """Everything that a desk judges, as plain data."""
    assert dossier.revision is not None
    files = sorted(e.sha256 for e in evidences if e.removed_at is None)
    nominee = {name: getattr(dossier.nominee, name) for name in NOMINEE_FIELDS}
    return {
        "award": dossier.award_type_id,
        "nominee": nominee,
        "content": dossier.revision.content,
        "evidence": files,
    }


def standing(dossier: Dossier) -> str:
    """A mark of the words as they stand: whoever writes on says which ones were before their eyes."""
    assert dossier.revision is not None  # a dossier is opened with its first revision
    nominee = {name: getattr(dossier.nominee, name) for name in NOMINEE_FIELDS}
    return digest({"award": dossier.award_type_id, "nominee": nominee, "content": dossier.revision.content})


def freeze(dossiers: Iterable[Dossier], *, now: datetime) -> None:
    """Pin the open revisions by their hashes: from now on a desk has seen them."""
    pinned = []
    for dossier in dossiers:
        revision = dossier.revision
        if revision is not None and revision.frozen_at is None:
            revision.seen = photograph(dossier, dossier.evidences.all())
            revision.hash = digest(revision.seen)
            revision.frozen_at = now
            pinned.append(revision)
    if pinned:
        Revision.objects.bulk_update(pinned, ["seen", "hash", "frozen_at"])


@transaction.atomic
def discard(dossier: Dossier) -> None:
    """Delete a draft that nobody else has seen, with everything that hangs on it."""
    nominee = dossier.nominee
    Dossier.objects.filter(pk=dossier.pk).update(revision=None)
    dossier.delete()
    nominee.delete()


def _tidied(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tidy(value) for name, value in values.items()}
