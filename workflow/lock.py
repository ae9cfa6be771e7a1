"""The flow's lock: the dossier's own row, which the engine already holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from dossiers.models import Dossier


class DossierLock:
    """Serialise whatever viewflow does by the row that every move takes first."""

    @contextmanager
    def __call__(self, flow_class: Any, process_pk: int) -> Iterator[None]:
        from_process = flow_class.process_class.objects.filter(pk=process_pk)
        with transaction.atomic():
            ids = from_process.values_list("artifact_object_id", flat=True)
            list(Dossier.objects.select_for_update().filter(pk__in=list(ids)).values_list("pk"))
            yield
