"""One file for many papers: the minutes of a unit's one meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.files.storage import default_storage

from dossiers.content import Upload, tidy
from dossiers.models import Dossier, Evidence
from dossiers.models.evidence import by_hash
from roles.models import Person


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
