"""Uploads are cut off at the limit while they stream, so that the form can still answer."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class LimitHandler(FileUploadHandler):
    """Drop what comes after the limit: the file arrives too long to pass, never longer."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_LIMIT else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers below."""
