"""`manage.py load_law`: the rows of law as the fixtures say them, checked as a whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dossiers import law


class Command(BaseCommand):
    help = "Lays the rows of law of fixtures/ into the database; loading twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = law.load()
        except law.LawError as error:
            raise CommandError(str(error)) from error
        for name, counts in loaded.counts.items():
            self.stdout.write(
                _("%(name)s: %(new)d dòng mới, %(changed)d dòng đổi, %(same)d dòng giữ nguyên.")
                % {"name": name, **vars(counts)}
            )
            if counts.kept:
                self.stdout.write(
                    _("%(name)s: %(kept)d dòng đã sửa tại đây và khác với tệp, giữ như đã sửa.")
                    % {"name": name, "kept": counts.kept}
                )
        for hole in loaded.holes:
            self.stderr.write(hole)
