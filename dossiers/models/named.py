"""Keys by which somebody is found again among many, however the name was written."""

from __future__ import annotations

from typing import Any

from django.db import models

from dossiers.likeness import keys_of

KEYS = ("name_key", "ends_key", "initials", "born_on", "born_year")


class FoundByName(models.Model):
    """Somebody with a name and a birth, found again by keys that are drawn from them at every save."""

    name_key = models.CharField(max_length=60, default="", db_default="", editable=False)
    ends_key = models.CharField(max_length=60, default="", db_default="", editable=False)
    initials = models.CharField(max_length=12, default="", db_default="", editable=False)
    born_on = models.DateField(null=True, editable=False)
    born_year = models.SmallIntegerField(null=True, editable=False)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["name_key"], name="%(class)s_by_name"),
            models.Index(fields=["ends_key", "born_year"], name="%(class)s_by_ends"),
            models.Index(fields=["initials", "born_year"], name="%(class)s_by_initials"),
            models.Index(fields=["born_on"], name="%(class)s_by_birth"),
            models.Index(fields=["unit", "born_year"], name="%(class)s_by_unit"),
        ]

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        self.draw_keys()
        if update_fields is not None and {"name", "born"} & set(update_fields):
            update_fields = [*update_fields, *KEYS]
        super().save(*args, update_fields=update_fields, **kwargs)

    def draw_keys(self) -> None:
        """The keys as name and birth have them now; whoever writes many rows at once calls it for each."""
        drawn = keys_of(self.name, self.born)  # type: ignore[attr-defined]
        for key in KEYS:
            setattr(self, key, getattr(drawn, key))
