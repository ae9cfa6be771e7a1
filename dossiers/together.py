"""One change of content for many papers: what a unit's one meeting said of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage

from dossiers.content import Upload, tidy
from dossiers.models import Dossier, Evidence, Revision
from dossiers.models.evidence import by_hash
from roles.models import Person


def write_together(dossiers: Sequence[Dossier], entries: Mapping[int, dict[str, Any]], *, now: datetime) -> None:
    """Lay each paper's entries over its content; a frozen revision is followed by a new one; three statements."""
    seen = [dossier for dossier in dossiers if dossier.revision and dossier.revision.frozen_at]
    fresh = Revision.objects.bulk_create(_following(dossier, now) for dossier in seen)
    for dossier, revision in zip(seen, fresh, strict=True):
        dossier.revision = revision
    Dossier.objects.bulk_update(seen, ["revision"])
    revisions = [dossier.revision for dossier in dossiers if dossier.revision]
    for dossier, revision in zip(dossiers, revisions, strict=True):
        revision.content = revision.content | {name: tidy(value) for name, value in entries[dossier.pk].items()}
        revision.saved_at = now
    Revision.objects.bulk_update(revisions, ["content", "saved_at"])


def _following(dossier: Dossier, now: datetime) -> Revision:
    assert dossier.revision is not None
    number, content = dossier.revision.number + 1, dossier.revision.content
    return Revision(dossier=dossier, number=number, content=dict(content), saved_at=now)


def attach_together(dossiers: Sequence[Dossier], upload: Upload, *, by: Person, now: datetime) -> int:
    """One stored file, a row a paper; a paper that has the file already keeps its row. How many rows are new."""
    same = Evidence.objects.filter(sha256=upload.sha256)
    having = set(same.filter(dossier__in=dossiers, removed_at=None).values_list("dossier", flat=True))
    lacking = [dossier for dossier in dossiers if dossier.pk not in having]
    if lacking:
        stored = _stored(upload)
        Evidence.objects.bulk_create(_row(dossier, upload, stored, by, now) for dossier in lacking)
    return len(lacking)


def _stored(upload: Upload) -> str:
    """Where the bytes lie: by their own hash, once, however many papers have them."""
    path = by_hash(Evidence(sha256=upload.sha256), upload.name)
    return path if default_storage.exists(path) else default_storage.save(path, upload.file)


def _row(dossier: Dossier, upload: Upload, stored: str, by: Person, now: datetime) -> Evidence:
    return Evidence(
        dossier=dossier,
        kind=upload.kind,
        name=tidy(upload.name)[-200:],
        file=stored,
        sha256=upload.sha256,
        size=upload.size,
        media_type=upload.media_type,
        added_at=now,
        added_by=by,
    )
