"""Filters of the register that a person keeps under a name: an address, never rows, so rights apply anew each time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roles.models import Person


class SavedView(models.Model):
    """One filter of one person; a deleted one is kept until the next is deleted, so that it can come back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("tên"), max_length=60)
    folded = models.CharField(max_length=240, editable=False)
    address = models.CharField(max_length=500)
    opens_first = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "folded"], condition=Q(deleted_at=None), name="one_saved_view_a_name"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(opens_first=True), name="one_view_opens_the_register"
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(opens_first=False), name="a_deleted_view_opens_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.name
