"""guardian's permissions on units, in direct-FK tables; drawn from seats, written by ``grants``."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from roles.models.seat import Seat
from roles.models.unit import Unit


class UnitUserPermission(UserObjectPermissionBase):
    """One codename that one seat gives at its unit, with the seat's own dates."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="grants")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("quyền tại đơn vị")
        unique_together = ["user", "permission", "content_object", "seat"]
        indexes = [models.Index(fields=["content_object", "permission"])]


class UnitGroupPermission(GroupObjectPermissionBase):
    """guardian looks for it beside the table above; nothing writes it."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = _("quyền của nhóm tại đơn vị")
