"""People and places: units, seats and what a seat may do."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RolesConfig(AppConfig):
    name = "roles"
    verbose_name = _("Con người và tổ chức")
    default_auto_field = "django.db.models.BigAutoField"
